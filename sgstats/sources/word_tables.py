"""The cells of a Word table by row and column, with its merged ranges. Runs in the child process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sgstats.sources.word_text import attribute, child, local, text_of, within

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Cell = tuple[int, int, str]
Merge = list[int]

_WIDEST = 1_000
"""Columns that a cell may span; more is a fault of the file."""
_PARAGRAPHS, _TABLES = frozenset({"p", "tbl"}), frozenset({"tbl"})


def laid_out(table: Element) -> tuple[list[Cell], list[Merge], list[Element]]:
    """The filled cells (row and column from 0), the merged ranges (four ends), and the tables in cells.

    Args:
        table: The element of the table; rows and cells whose deletion is tracked are left out.
    """
    cells: list[Cell] = []
    merges: dict[tuple[int, int], Merge] = {}
    open_at: dict[int, tuple[int, int]] = {}
    inside: list[Element] = []
    for row, line in enumerate(_rows(table)):
        for column, width, cell in _placed(line):
            inside += within(cell, _TABLES)
            kind = _merge_down(cell)
            start = open_at.get(column) if kind == "continue" else None
            if start is not None:
                merges.setdefault(start, [*start, row, column + width - 1])[2] = row
                continue
            open_at[column] = (row, column)
            if width > 1:
                merges[row, column] = [row, column, row, column + width - 1]
            text = _text(cell)
            if text:
                cells.append((row, column, text))
    return cells, list(merges.values()), inside


def _rows(table: Element) -> Iterator[Element]:
    for row in within(table, frozenset({"tr"})):
        if child(row, "trPr", "del") is None:
            yield row


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Each cell with its first column and its width."""
    before = child(row, "trPr", "gridBefore")
    column = 0 if before is None else _number(before)
    for cell in within(row, frozenset({"tc"})):
        span = child(cell, "tcPr", "gridSpan")
        width = 1 if span is None else max(1, _number(span))
        yield column, width, cell
        column += width


def _merge_down(cell: Element) -> str | None:
    """``restart`` where a merge over rows begins, ``continue`` where it goes on."""
    mark = child(cell, "tcPr", "vMerge")
    return None if mark is None else attribute(mark, "val") or "continue"


def _text(cell: Element) -> str:
    """The paragraphs of a cell, one per line; tables in it stand apart."""
    texts = (text_of(one) for one in within(cell, _PARAGRAPHS) if local(one) == "p")
    return "\n".join(text.strip() for text in texts if text.strip())


def _number(element: Element) -> int:
    value = attribute(element, "val") or "0"
    return min(int(value), _WIDEST) if value.isdecimal() else 0
