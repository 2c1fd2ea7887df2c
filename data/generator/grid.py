"""A sheet as it will look: rows of cells, and for every row the part it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from .spelling import Cell
from .statement import Said


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header (one level or two), how a cell is written, which fields it tells."""

    header: str | tuple[str, str]
    write: Callable[[Said], Cell]
    tells: tuple[str, ...] = ()
    merge: bool = False

    @property
    def levels(self) -> tuple[str, str]:
        """Group and header; no group is ""."""
        return ("", self.header) if isinstance(self.header, str) else self.header


@dataclass(slots=True)
class Grid:
    """A sheet under construction. ``roles`` runs beside ``rows``; only the role data is a person."""

    name: str
    columns: Sequence[Column]
    rows: list[list[Cell]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    listed: list[tuple[int, Said]] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)
    reject: dict[int, str] = field(default_factory=dict)
    hidden: bool = False
    phantom: bool = False

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)

    def add(self, role: str, cells: Iterable[Cell]) -> int:
        """Append a row; returns its number as the sheet shows it (from 1)."""
        row = list(cells)
        self.rows.append(row + [None] * (self.width - len(row)))
        self.roles.append(role)
        return len(self.rows)

    def line(self, role: str, text: str) -> int:
        """Append a line of prose merged over the whole width."""
        row = self.add(role, [text])
        if self.width > 1:
            self.merges.append((row, 1, row, self.width))
        return row

    def blank(self) -> None:
        """Append an empty row."""
        self.add("blank", [])

    def header(self) -> None:
        """Append the header: one row, or two with merged groups when a column has a group."""
        pairs = [column.levels for column in self.columns]
        if not any(group for group, _ in pairs):
            self.add("header", [title for _, title in pairs])
            return
        row = self.add("header", [group or title for group, title in pairs])
        self.add("header", [title if group else None for group, title in pairs])
        for column, (group, _) in enumerate(pairs, start=1):
            if not group:
                self.merges.append((row, column, row + 1, column))
        self._merge_groups(row, [group for group, _ in pairs])

    def _merge_groups(self, row: int, groups: list[str]) -> None:
        column = 1
        for group, run in groupby(groups):
            length = len(list(run))
            if group:
                self.merges.append((row, column, row, column + length - 1))
                self.rows[row - 1][column : column + length - 1] = [None] * (length - 1)
            column += length

    def repeat_header(self) -> None:
        """Append the header again, as printing does at the top of a page."""
        self.add("repeated header", [column.levels[1] for column in self.columns])

    def section(self, text: str, people: int) -> None:
        """Append a heading inside the data (集贤社区（9人）); it states how many follow."""
        row = self.line("section", text)
        self._note_total(row, text, people, (row + 1, row + people), None)

    def person(self, said: Said) -> int:
        """Append the row of one person."""
        row = self.add("data", [column.write(said) for column in self.columns])
        self.listed.append((row, said))
        return row

    def rejected(self, said: Said, why: str, **cells: Cell) -> int:
        """Append a row that no careful reader accepts; ``cells`` overwrite columns by header."""
        row = self.add("data", [cells.get(column.levels[1], column.write(said)) for column in self.columns])
        self.reject[row] = why
        return row

    def total(self, label: str, people: int, covers: tuple[int, int], *, truth: int | None = None) -> int:
        """Append a 小计 or 合计 row with the number in the third column."""
        row = self.add("total", [label, None, people])
        self._note_total(row, label, people, covers, truth)
        return row

    def stated(self, role: str, text: str, people: int, *, truth: int | None = None) -> int:
        """Append prose that states a total (共162人)."""
        row = self.line(role, text)
        self._note_total(row, text, people, None, truth)
        return row

    def _note_total(
        self, row: int, label: str, people: int, covers: tuple[int, int] | None, truth: int | None
    ) -> None:
        rows = people if truth is None else truth
        self.totals.append({"row": row, "label": label, "printed": people, "rows": rows, "covers": covers})

    def merge_repeats(self, column: int) -> None:
        """Merge equal neighbours of a column in data rows, as clerks do with unit names."""
        data = [row for row, role in enumerate(self.roles, start=1) if role == "data"]
        runs = groupby(
            enumerate(data), key=lambda pair: (pair[1] - pair[0], self.rows[pair[1] - 1][column - 1])
        )
        for _, run in runs:
            rows = [row for _, row in run]
            for row in rows[1:]:
                self.rows[row - 1][column - 1] = None
            if len(rows) > 1:
                self.merges.append((rows[0], column, rows[-1], column))

    @property
    def tells(self) -> set[str]:
        """Fields that the columns tell."""
        return {name for column in self.columns for name in column.tells}


@dataclass(slots=True, kw_only=True)
class Book:
    """A file: its sheets, and the day it is about."""

    file: str
    as_of: date
    grids: list[Grid]
    day_stands_in: str
    traps: tuple[str, ...] = ()
