"""Takes a row for the header by its looks, where no title of a file is known.

Strict, because a person's row taken for titles would be printed: short words without digits,
all different, over columns of which one at least holds digits in nearly every row below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgstats.sources.header import Header, Row, fields_of, head_rows, tidy
from sgstats.sources.words import plain, words

if TYPE_CHECKING:
    from sgstats.sources.grid import Grid

LEAST = 3
"""Titles, and rows below them, without which nothing can be told."""
NEARLY_ALL = 0.8


def guess_header(grid: Grid) -> Header | None:
    """The first row of a sheet that looks like titles over the rows below it, or None."""
    rows = head_rows(grid)
    for top, row in enumerate(rows):
        if _are_titles(row) and _over_digits(row, rows[top + 1 :]):
            titles = tuple(tidy(text or "") for text in row)
            return Header(
                top=top,
                bottom=top,
                titles=titles,
                levels=(tuple(row),),
                fields=fields_of(titles),
                guessed=True,
            )
    return None


def _are_titles(row: Row) -> bool:
    texts = [plain(text) for text in row if text]
    short = all(len(text) < words()["prose"] and not re.search(r"[\d。;:]", text) for text in texts)
    return LEAST <= len(texts) == len(set(texts)) and short


def _over_digits(row: Row, below: list[Row]) -> bool:
    """Whether every column below is titled, and one of them holds numbers, dates or codes."""
    full = [cells for cells in below if sum(1 for cell in cells if cell) >= LEAST]
    titled = [column for column, text in enumerate(row) if text]
    if len(full) < LEAST or any(
        cells[column] for cells in full for column in range(len(row)) if not row[column]
    ):
        return False
    return any(_share_with_digits([cells[column] for cells in full]) >= NEARLY_ALL for column in titled)


def _share_with_digits(cells: Row) -> float:
    return sum(1 for cell in cells if cell and re.search(r"\d", plain(cell))) / len(cells)
