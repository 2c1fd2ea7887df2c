"""Keeps personal text out of places where it does not belong: unit names and header titles.

A row shifted by one cell puts an ID number into the community column, and a header that is
a row of data puts one into a title. Neither may reach the store or a message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from sgstats.records.reading import Problem, Sheet
from sgstats.records.units import LEVELS

if TYPE_CHECKING:
    from sgstats.sources.table import Column

NUMBER_OF_SOMEBODY = r"(?:^|\D)(?:1[3-9]\d{9}|\d{15,19}[Xx]?|\d{17}[Xx]|\d{3,}\*{2,}[\dXx]*)(?:\D|$)"
"""A telephone, ID or bank number, masked or not. A unit's own code has 6, 9 or 12 digits."""

LONGEST_UNIT_NAME = 60
LONGEST_TITLE = 40


def screen_units(sheet: Sheet, units: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Unit names without what is none: numbers, prose, and names of people of the same table.

    Returns:
        The units, doubtful ones unknown; and a problem per level, for the rows concerned.
    """
    people = sheet.text("name").drop_nulls().unique().implode()
    doubtful = {level: units.select(_is_no_unit(level, people)).to_series() for level in LEVELS}
    kept = units.with_columns(pl.when(~doubtful[level]).then(pl.col(level)).alias(level) for level in LEVELS)
    problems = tuple(
        Problem(rule="unit.not_a_name", rows=doubtful[level], column=_told_by(sheet, level))
        for level in LEVELS
    )
    return kept, problems


def _is_no_unit(level: str, people: pl.Series) -> pl.Expr:
    name = pl.col(level)
    number = name.str.contains(NUMBER_OF_SOMEBODY)
    return (number | (name.str.len_chars() > LONGEST_UNIT_NAME) | name.is_in(people)).fill_null(value=False)


def _told_by(sheet: Sheet, level: str) -> Column | None:
    return sheet.columns.column(level) or sheet.columns.column("unit")


def is_presentable(title: str) -> bool:
    """Whether a header title may be quoted and stored: it holds no number of a person and no prose.

    Example:
        >>> is_presentable("血型"), is_presentable("210204198501051861"), is_presentable("2023年考核")
        (True, False, True)
    """
    return len(title) <= LONGEST_TITLE and not re.search(NUMBER_OF_SOMEBODY, title)
