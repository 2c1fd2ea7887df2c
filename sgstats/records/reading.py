"""The working parts of cleaning one table: its columns by field, and problems with their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

import polars as pl

from sgstats import fields
from sgstats.finding import Place, findings_at, no_findings
from sgstats.records.cells import content, is_number

if TYPE_CHECKING:
    from sgstats.records.mapping import ColumnMap, Settlement
    from sgstats.sources.table import Column, Table

Prefer = Literal["id", "typed"]
"""Which of two conflicting sources rules: the ID number or the typed cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table with its columns understood: what every reader of fields works on."""

    table: Table
    columns: ColumnMap
    settled: Settlement
    as_of: date
    prefer: Prefer = "id"

    def text(self, name: str, *, reader: Callable[[pl.Expr], pl.Expr] = content) -> pl.Series:
        """Plain text of a field's column, one value per row; all null where there is no such column."""
        column = self.columns.column(name)
        return self.nothing() if column is None else self.column_text(column, reader=reader)

    def column_text(self, column: Column, *, reader: Callable[[pl.Expr], pl.Expr] = content) -> pl.Series:
        """Plain text of one of several columns that hold the same field."""
        return self.table.cells.select(reader(pl.col(column.name))).to_series()

    def nothing(self) -> pl.Series:
        """A text column of nulls."""
        return pl.repeat(None, self.table.cells.height, dtype=pl.String, eager=True)

    def place(self, column: Column | None) -> Place:
        """Address of a column in this table."""
        return Place(file=self.table.file, sheet=self.table.sheet, column=column.letter if column else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One rule that some rows break.

    Attributes:
        rule: Key of the message catalogue.
        rows: One flag per row of the table; null counts as not broken.
        column: The column to point at, or None for the whole row.
        values: Gaps of the sentence: the same for all rows, or a series with one value per row.
    """

    rule: str
    rows: pl.Series
    column: Column | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of some fields: one series per field, and the problems met."""

    columns: Mapping[str, pl.Series]
    problems: tuple[Problem, ...] = ()


def locate(problem: Problem, *, sheet: Sheet) -> pl.DataFrame:
    """Turn a problem into findings, one per row that breaks the rule."""
    broken = problem.rows.fill_null(value=False)
    if not broken.any():
        return no_findings()
    values = {
        name: value.filter(broken) if isinstance(value, pl.Series) else value
        for name, value in problem.values.items()
    }
    if problem.column is not None:
        values.setdefault("title", problem.column.title)
    rows = sheet.table.cells["_row"].filter(broken)
    return findings_at(problem.rule, at=sheet.place(problem.column), rows=rows, **values)


def numbers_of(sheet: Sheet, column: Column | None) -> pl.Series:
    """Whether the file says that a column's cell is a number; null without types or column."""
    if column is None:
        return pl.repeat(None, sheet.table.cells.height, dtype=pl.Boolean, eager=True)
    return is_number(sheet.table, column.name)


def label(name: str) -> str:
    """Title of a field in the user's language."""
    return fields.field(name).title
