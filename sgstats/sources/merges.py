"""Merged cells inside the data: the value belongs to every row of the merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.sources.grid import letter
from sgstats.sources.table import Line
from sgstats.sources.words import pattern, plain, words

if TYPE_CHECKING:
    from sgstats.sources.grid import Grid, Merge


def fill_merges(grid: Grid, *, below: int) -> tuple[Grid, int]:
    """The grid with every vertical merge under the header filled down, and how many cells that were.

    Of a merge over several columns only the first is filled.

    Args:
        grid: The sheet.
        below: Last header row, from 0.
    """
    tall = [m for m in grid.merges if m.bottom > m.top > below and f"c{m.left}" in grid.cells.columns]
    by_column: dict[str, list[Merge]] = {}
    for merge in tall:
        by_column.setdefault(f"c{merge.left}", []).append(merge)
    sources = {name: _sources(merges, height=grid.cells.height) for name, merges in by_column.items()}
    before = _blanks(grid.cells, list(sources))
    grid.cells = grid.cells.with_columns(grid.cells[name].gather(rows) for name, rows in sources.items())
    if grid.kinds is not None:
        grid.kinds = grid.kinds.with_columns(grid.kinds[name].gather(rows) for name, rows in sources.items())
    return grid, before - _blanks(grid.cells, list(sources))


def lift_notices(grid: Grid, *, below: int) -> tuple[Grid, list[Line]]:
    """The grid without the blocks of prose merged over its data (填表须知 beside the rows), and these.

    Args:
        grid: The sheet.
        below: Last header row, from 0.
    """
    lines = []
    for merge in grid.merges:
        text = _text_at(grid, merge)
        if merge.bottom > merge.top > below and merge.right > merge.left and text and _is_prose(text):
            lines.append(Line(row=merge.top + 1, text=text, column=letter(merge.left)))
            blank = pl.int_range(grid.cells.height, eager=True) == merge.top
            name = f"c{merge.left}"
            grid.cells = grid.cells.with_columns(pl.when(~blank).then(name).alias(name))
    return grid, lines


def _text_at(grid: Grid, merge: Merge) -> str | None:
    if f"c{merge.left}" not in grid.cells.columns or merge.top >= grid.cells.height:
        return None
    text = grid.cells[f"c{merge.left}"][merge.top]
    return None if text is None else str(text)


def _is_prose(text: str) -> bool:
    return len(plain(text)) >= words()["prose"] or bool(pattern("note").search(plain(text)))


def _sources(merges: list[Merge], *, height: int) -> pl.Series:
    """For every row, the row its value comes from."""
    spans = pl.DataFrame({
        "top": [m.top for m in merges],
        "bottom": [min(m.bottom, height - 1) for m in merges],
    })
    covered = spans.select("top", row=pl.int_ranges("top", pl.col("bottom") + 1)).explode("row")
    rows = pl.DataFrame({"row": pl.int_range(height, eager=True)})
    joined = rows.join(
        covered.unique("row", keep="first", maintain_order=True), on="row", how="left", maintain_order="left"
    )
    return joined.select(pl.coalesce("top", "row"))["top"]


def _blanks(cells: pl.DataFrame, names: list[str]) -> int:
    return sum(cells[name].null_count() for name in names)
