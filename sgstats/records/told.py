"""What a reader of one kind of table gives back: records, and what is wrong with which rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sgstats.records.reading import Problem, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The records of a table.

    Attributes:
        records: ``_row`` and the columns of the kind; a row of the table may give several records.
        refusals: Rules by which rows are rejected, the first that fits first.
        problems: What else was noticed.
        same: Columns that two records of a person must not share, and the rule that says so.
    """

    records: pl.DataFrame
    refusals: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    same: tuple[str, Sequence[pl.Expr]] | None = None


def rows_of(records: pl.DataFrame, broken: pl.Expr, *, sheet: Sheet) -> pl.Series:
    """One flag per row of the table: whether one of its records breaks a rule."""
    rows = records.filter(broken)["_row"].unique()
    return sheet.table.cells["_row"].is_in(rows.implode())
