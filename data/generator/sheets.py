"""Sheets about appraisals, which list records and not statements about people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .grid import Book, Column, Grid
from .merit import Merit
from .spelling import Cell, Pen
from .truth import settings

Header = str | tuple[str, str]


class Filed(NamedTuple):
    """A file about appraisals: what kind of records it holds, and how many."""

    book: Book
    kind: str
    records: int


def sheet(name: str, headers: Sequence[Header], *, head: Iterable[str]) -> Grid:
    """A sheet with its titles and header, and no rows yet."""
    grid = Grid(name, [Column(header, str) for header in headers])
    for text in head:
        grid.line("title", text)
    grid.header()
    return grid


def fill(grid: Grid, rows: Iterable[Iterable[Cell]], *, foot: Iterable[str] = ()) -> Grid:
    """The same sheet with rows, and notes below."""
    for row in rows:
        grid.add("data", row)
    for text in foot:
        grid.line("note", text)
    return grid


def name(pen: Pen, merit_name: str) -> str:
    """A name, now and then with the space that clerks put into short ones."""
    spaced = len(merit_name) == 2 and pen.rng.random() < 0.3
    return f"{merit_name[0]}　{merit_name[1]}" if spaced else merit_name


def result(pen: Pen, merit: Merit, style: str) -> str:
    """The grade, or why there is none, as a street of this style writes it."""
    spellings: list[str] = settings("grades")[style][merit.grade or merit.no_grade]
    return pen.rng.choice(spellings)


def data_rows(book: Book) -> int:
    """How many rows of a file hold records."""
    return sum(grid.roles.count("data") for grid in book.grids)
