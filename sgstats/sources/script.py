"""Brings a sheet in traditional script to simplified: its words and units become the ones of other files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import field_of_header, simplify
from sgstats.fields.script import letters
from sgstats.sources.words import plain

if TYPE_CHECKING:
    from sgstats.sources.grid import Grid

ROWS_LOOKED_AT = 30
HEADERS_NEEDED = 2
"""So many known headers must be in traditional script: one may be a name's own spelling."""


def in_simplified(grid: Grid) -> Grid | None:
    """The sheet in simplified script if it is written in traditional script, else None.

    A character such as 乾 belongs to both scripts; so a sheet is converted as a whole or not at
    all, by its headers: 性別, 學歷 or 身份證號 occur in traditional script only.
    """
    if not _is_traditional(grid):
        return None
    old, new = letters()
    return replace(grid, cells=grid.cells.with_columns(pl.all().str.replace_many(old, new)))


def _is_traditional(grid: Grid) -> bool:
    head = grid.cells.head(ROWS_LOOKED_AT)
    texts = {plain(text) for row in head.iter_rows() for text in row if text}
    return (
        sum(simplify(text) != text and field_of_header(text) is not None for text in texts) >= HEADERS_NEEDED
    )
