"""A sheet as it will look: rows of cells, and for every row the part it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

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


class Total(NamedTuple):
    """A number of people that a sheet prints about itself, and the rows it is about."""

    row: int
    label: str
    people: int
    covers: tuple[int, int] | None


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
    totals: list[Total] = field(default_factory=list)
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
            if group and length > 1:
                self.merges.append((row, column, row, column + length - 1))
                self.rows[row - 1][column : column + length - 1] = [None] * (length - 1)
            column += length

    def section(self, text: str, rows: Iterable[Said]) -> None:
        """Append a heading that states how many people follow (集贤社区（9人）), and these people.

        After every fortieth person of the sheet the header comes again, as on a new page.
        """
        row, rows = self.line("section", text), list(rows)
        for said in rows:
            self.person(said)
            if len(self.listed) % 40 == 0:
                self.add("repeated header", [column.levels[1] for column in self.columns])
        self.totals.append(Total(row, text, len(rows), (row + 1, len(self.rows))))

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

    def total(self, label: str, people: int, covers: tuple[int, int], *, column: int = 3) -> int:
        """Append a 小计 or 合计 row with the number in a column of its own."""
        row = self.add("total", [label, *[None] * (column - 2), people])
        self.totals.append(Total(row, label, people, covers))
        return row

    def stated(self, role: str, text: str, people: int) -> int:
        """Append prose that states how many people the sheet lists (共162人)."""
        row = self.line(role, text)
        self.totals.append(Total(row, text, people, None))
        return row

    def counted(self, total: Total) -> int:
        """How many rows of people stand where a printed total says it counts; all when it says nothing."""
        first, last = total.covers or (1, len(self.rows))
        return self.roles[first - 1 : last].count("data")

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
