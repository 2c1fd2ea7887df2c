"""What is done to whole columns: unit names filled down, values without a title reported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import field_of_title
from sgstats.finding import finding, findings_at
from sgstats.sources.grid import letter, number_of
from sgstats.sources.words import words

if TYPE_CHECKING:
    from sgstats.finding import Place


def fill_units(
    cells: pl.DataFrame, *, titles: dict[str, str], at: Place
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Unit names repeated down to the rows they stand for, where a file cannot merge cells.

    Only a column whose title names a unit, whose first row is filled and of which half or
    more is blank: anything else may be a person without a unit.

    Args:
        cells: One row per person.
        titles: Title by column name.
        at: The table.
    """
    findings = []
    for name, title in titles.items():
        blanks = cells[name].null_count()
        if field_of_title(title) in words()["unit_fields"] and _in_blocks(cells[name]):
            cells = cells.with_columns(pl.col(name).forward_fill())
            place = replace(at, column=letter(number_of(name)))
            findings.append(finding("table.filled_down", at=place, title=title, count=blanks))
    return cells, findings


def outside(cells: pl.DataFrame, *, titles: dict[str, str], typed: bool, at: Place) -> list[pl.DataFrame]:
    """Findings for values that stand under no title.

    In a text file, cells right of the last title mean a row with too many separators.
    """
    last = max((number_of(name) for name, title in titles.items() if title), default=0)
    bare = [name for name, title in titles.items() if not title]
    longer = [] if typed else [name for name in bare if number_of(name) > last]
    findings = [_untitled(cells, name, at) for name in bare if name not in longer]
    if longer:
        rows = cells.filter(pl.any_horizontal(pl.col(longer).is_not_null()))["_row"]
        findings.append(
            findings_at("table.longer_row", at=replace(at, column=letter(number_of(longer[0]))), rows=rows)
        )
    return findings


def errors(
    cells: pl.DataFrame, kinds: pl.DataFrame, *, unsaved: list[list[int]], at: Place
) -> list[pl.DataFrame]:
    """A finding for every cell that holds an error such as #N/A, or a formula without its value: blank to us.

    Args:
        cells: One row per person.
        kinds: What each cell is.
        unsaved: Row and column, from 0, of the formulas without a value.
        at: The table.
    """
    found = []
    for name in kinds.columns:
        rows = cells["_row"].filter(kinds[name] == "error")
        never = rows.is_in([row + 1 for row, column in unsaved if column == number_of(name)])
        place = replace(at, column=letter(number_of(name)))
        for rule, which in (("table.error_cell", ~never), ("table.unsaved_formula", never)):
            found += [findings_at(rule, at=place, rows=rows.filter(which))] if which.any() else []
    return found


def _untitled(cells: pl.DataFrame, name: str, at: Place) -> pl.DataFrame:
    count = cells[name].len() - cells[name].null_count()
    return finding("table.no_title", at=replace(at, column=letter(number_of(name))), count=count)


def _in_blocks(values: pl.Series) -> bool:
    return (
        values.len() > 1 and values[0] is not None and values.len() > values.null_count() >= values.len() / 2
    )
