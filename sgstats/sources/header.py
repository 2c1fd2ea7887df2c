"""Finds the header of a sheet: the row, or the two or three rows, that name the columns.

Every row of the head, alone and joined with the rows below it, is scored by how many
fields of the dictionary its titles name; a title above or a notice names none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgstats.fields import field_of_title
from sgstats.sources.grid import Grid, number_of
from sgstats.sources.limits import limits
from sgstats.sources.words import INVISIBLE, pattern, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgstats.sources.grid import Merge

Row = list[str | None]

ENOUGH = 2
"""Titles in the dictionary from which a row is a header beyond doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header.

    Attributes:
        top: First row, from 0.
        bottom: Last row.
        titles: One per column of the grid; "" where the header says nothing.
        levels: The texts of each header row as they stand, to know its repetitions by.
        fields: Fields of the dictionary that the titles name.
        groups: Those of them that only the heading of a group names, whose own titles stand below.
        guessed: Whether it was taken by its looks alone.
        register: Whether it is that of a rectification ledger.
    """

    top: int
    bottom: int
    titles: tuple[str, ...]
    levels: tuple[tuple[str | None, ...], ...]
    fields: frozenset[str]
    groups: frozenset[str] = frozenset()
    guessed: bool = False
    register: bool = False

    @property
    def score(self) -> float:
        """Known fields count most; then full and distinct titles.

        The heading of a group such as 街道 over 德 and 能 is no column of streets.
        """
        named = [title for title in self.titles if title]
        known = 3 * len(self.fields - self.groups) + len(self.groups)
        return known + (len(named) + len(set(named))) / (2 * len(self.titles))


def find_header(grid: Grid) -> Header | None:
    """The header of a sheet, or None where no row names two columns we know.

    Args:
        grid: The sheet.
    """
    if grid.cells.is_empty():
        return None
    best = max(_candidates(grid), key=lambda header: header.score, default=None)
    return best if best and len(best.fields) >= ENOUGH else None


def fields_of(titles: tuple[str, ...]) -> frozenset[str]:
    """The fields that titles name."""
    return frozenset(filter(None, map(field_of_title, filter(None, titles))))


def head_rows(grid: Grid) -> list[Row]:
    """The first rows of a sheet as lists."""
    return [list(row) for row in grid.cells.head(limits()["table"]["header_search"]).rows()]


def _candidates(grid: Grid) -> Iterator[Header]:
    rows = head_rows(grid)
    numbers = [number_of(name) for name in grid.cells.columns]
    for top in range(len(rows)):
        if not any(rows[top]):
            continue
        block = _Block(rows=rows, numbers=numbers, merges=grid.merges, top=top)
        for bottom in range(top, min(top + limits()["table"]["header_levels"], len(rows))):
            if bottom > top and not block.goes_on(bottom - 1):
                break
            yield block.header(bottom)


@dataclass(slots=True, kw_only=True)
class _Block:
    """Rows of the head that may form one header."""

    rows: list[Row]
    numbers: list[int]
    merges: list[Merge]
    top: int

    def goes_on(self, upper: int) -> bool:
        """Whether the row under ``upper`` holds the sub-titles of its groups."""
        lower = self._own(upper + 1)
        groups = self._groups(upper)
        grouped = {column for columns in groups for column in columns}
        filled = [column for column, text in enumerate(lower) if text]
        return (
            bool(filled)
            and any(sum(1 for column in columns if lower[column]) > 1 for columns in groups)
            and all(column in grouped or not self._shown(upper, column) for column in filled)
            and all(pattern("group").match(plain(self._shown(upper, columns[0]) or "")) for columns in groups)
            and (len(groups) > 1 or groups[0][0] != filled[0] or not self._is_title(upper, groups[0]))
            and sum(1 for column in filled if _is_datum(lower[column] or "")) <= 0.3 * len(filled)
        )

    def _is_title(self, row: int, group: list[int]) -> bool:
        """Whether a heading stands over the table and not over some columns of it.

        Nothing stands left of it, and beside it no title reaches down into the next row.
        """
        if any(self._shown(row, left) for left in range(group[0])):
            return False
        beside = (self._merge_at(row, column) for column in range(len(self.numbers)) if column not in group)
        return not any(
            merge and merge.bottom > row and self._shown(row, self.numbers.index(merge.left))
            for merge in beside
        )

    def header(self, bottom: int) -> Header:
        """The header made of the rows from the top to this one."""
        titles = tuple(self._title(column, bottom) for column in range(len(self.numbers)))
        levels = tuple(tuple(self.rows[row]) for row in range(self.top, bottom + 1))
        fields = fields_of(titles)
        return Header(
            top=self.top,
            bottom=bottom,
            titles=titles,
            levels=levels,
            fields=fields,
            groups=fields - self._own_fields(titles, bottom),
        )

    def _own_fields(self, titles: tuple[str, ...], bottom: int) -> frozenset[str]:
        """Fields of the titles that stand over no further titles."""
        if bottom + 1 >= len(self.rows) or not self.goes_on(bottom):
            return fields_of(titles)
        grouped = {column for columns in self._groups(bottom) for column in columns}
        return fields_of(tuple(title for column, title in enumerate(titles) if column not in grouped))

    def _title(self, column: int, bottom: int) -> str:
        levels = [self._shown(row, column) for row in range(self.top, bottom)]
        for row in range(self.top, bottom):
            if levels[row - self.top] is None:
                levels[row - self.top] = self._group_title(row, column)
        parts = [tidy(text) for text in (*levels, self._shown(bottom, column)) if text]
        return "/".join(part for number, part in enumerate(parts) if part not in parts[:number])

    def _group_title(self, row: int, column: int) -> str | None:
        for columns in self._groups(row):
            if column in columns:
                return self._shown(row, columns[0])
        return None

    def _groups(self, upper: int) -> list[list[int]]:
        """Columns under each title of a row that stands over several."""
        groups: list[list[int]] = []
        lower = self._own(upper + 1)
        for column, text in enumerate(self.rows[upper]):
            if text:
                groups.append([column])
            elif groups and (
                self._merged(upper, column, groups[-1][0]) or self._blank_over(lower, groups[-1], column)
            ):
                groups[-1].append(column)
        return [columns for columns in groups if len(columns) > 1]

    def _merged(self, row: int, column: int, first: int) -> bool:
        merge = self._merge_at(row, column)
        return merge is not None and merge.left == self.numbers[first]

    def _blank_over(self, lower: Row, group: list[int], column: int) -> bool:
        """Without merges a group goes on over the blanks beside its title."""
        return bool(lower[column]) and group[-1] == column - 1 and bool(lower[group[0]]) and not self.merges

    def _own(self, row: int) -> Row:
        """A row's texts, without those that a merge from above covers."""
        return list(self.rows[row])

    def _shown(self, row: int, column: int) -> str | None:
        """What a reader sees at a cell: its text, or that of the merge over it."""
        merge = self._merge_at(row, column)
        if merge is None or merge.left not in self.numbers or merge.top >= len(self.rows):
            return self.rows[row][column]
        return self.rows[merge.top][self.numbers.index(merge.left)] if merge.top >= self.top else None

    def _merge_at(self, row: int, column: int) -> Merge | None:
        number = self.numbers[column]
        for merge in self.merges:
            if merge.top <= row <= merge.bottom and merge.left <= number <= merge.right:
                return merge
        return None


def _is_datum(text: str) -> bool:
    """Whether a cell holds digits and neither a year nor an instruction such as 德(20分)."""
    bare = re.sub(r"\([^()]*\)$", "", plain(text))
    return bool(re.search(r"\d", bare)) and not pattern("year_title").match(bare)


def tidy(text: str) -> str:
    r"""A title without line breaks and padding; a single space stays between Latin words.

    Example:
        >>> tidy("政治\n面貌"), tidy("姓　　名"), tidy("Staff  ID ")
        ('政治面貌', '姓名', 'Staff ID')
    """
    single = re.sub(r"\s+", " ", re.sub(f"[{INVISIBLE}]+", "", text)).strip()
    return re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", single)
