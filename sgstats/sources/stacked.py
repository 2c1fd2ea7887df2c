"""Parts a sheet on which further tables stand below the first, each with columns of its own.

A header row met inside the data whose titles stand in other columns begins another table: read
on under the first header, its people would get each other's values.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import field_of_header, field_of_title
from sgstats.sources.header import Header, find_header
from sgstats.sources.words import pattern, plain, words

if TYPE_CHECKING:
    from sgstats.sources.grid import Grid

Row = tuple[str | None, ...]


def tables_of(grid: Grid, *, header: Header) -> list[tuple[Grid, Header]]:
    """The sheet once per table that stands on it, each with blanks where the others are.

    Args:
        grid: The sheet.
        header: The header found in its first rows, be it that of the first table or not.
    """
    headers = [*_earlier(grid, header), header]
    for start in _starts_below(grid, headers[0]):
        if start > headers[0].bottom and all(start != one.top for one in headers):
            headers += _header_from(grid, start)
    headers.sort(key=lambda one: one.top)
    headers = [headers[0], *(low for high, low in pairwise(headers) if low.top > high.bottom)]
    if len(headers) == 1:
        return [(grid, header)]
    tops = [0, *(_caption_above(grid, one.top) for one in headers[1:]), grid.cells.height]
    return [(_part(grid, first, end), one) for (first, end), one in zip(pairwise(tops), headers, strict=True)]


def _earlier(grid: Grid, header: Header) -> list[Header]:
    """A smaller table above the header that has the most titles."""
    above = find_header(_part(grid, 0, header.top))
    if above is None or len(above.fields) < words()["further_fields"]:
        return []
    rows = grid.cells.slice(above.bottom + 1, header.top - above.bottom - 1).rows()
    return [above] if any(sum(map(bool, row)) > 1 for row in rows) else []


def _starts_below(grid: Grid, header: Header) -> list[int]:
    """Rows that are headers, but not a repetition of this one."""
    marks = pl.any_horizontal(pl.all().str.contains_any(words()["header_marks"]).fill_null(value=False))
    places = grid.cells.select(marks).to_series().arg_true()
    below = places.filter(places > header.bottom).to_list()
    verdicts: dict[Row, bool] = {}
    for row in grid.cells[below].rows():
        if row not in verdicts:
            verdicts[row] = _is_other(row, header)
    return [place for place, row in zip(below, grid.cells[below].rows(), strict=True) if verdicts[row]]


def _is_other(row: Row, header: Header) -> bool:
    """Whether a row is a header one of whose titles stands where the header says something else."""
    filled = [place for place, text in enumerate(row) if text]
    fields = {place: field for place in filled if (field := field_of_header(plain(row[place] or "")))}
    known = len(set(fields.values()))
    if known < 2 or (known < words()["further_fields"] and len(fields) < 0.6 * len(filled)):
        return False
    return any(field not in _fields_at(header, place) for place, field in fields.items())


def _fields_at(header: Header, place: int) -> set[str | None]:
    texts = [header.titles[place], *(level[place] for level in header.levels)]
    return {field_of_title(plain(text)) for text in texts if text}


def _header_from(grid: Grid, start: int) -> list[Header]:
    """The header that begins at a row, with the levels below it."""
    merges = [one._replace(top=one.top - start, bottom=one.bottom - start) for one in grid.merges]
    below = replace(
        grid,
        cells=grid.cells.slice(start, words()["further_rows"]),
        merges=[one for one in merges if one.top >= 0],
    )
    found = find_header(below)
    if found is None or found.top > 0:
        return []
    return [replace(found, top=start, bottom=start + found.bottom)]


def _caption_above(grid: Grid, top: int) -> int:
    """First row of the lines of one cell above a header that are its caption; blank rows may part them."""
    first = top
    while first > 0 and not any(grid.cells.row(first - 1)):
        first -= 1
    while first > 0 and _is_caption(grid, first - 1):
        first -= 1
    return first


def _is_caption(grid: Grid, row: int) -> bool:
    """A line of one cell; what could be a name must stand apart from the people above it."""
    filled = [plain(text) for text in grid.cells.row(row) if text]
    if len(filled) != 1 or any(pattern(name).search(filled[0]) for name in ("total", "note")):
        return False
    apart = row == 0 or not any(grid.cells.row(row - 1)) or any(one.top == row for one in grid.merges)
    return apart or len(filled[0]) > words()["name_length"]


def _part(grid: Grid, first: int, end: int) -> Grid:
    """The rows from one to before another where they stand, blanks above."""
    inside = pl.int_range(end, eager=True) >= first
    kinds = grid.kinds.head(end) if grid.kinds is not None else None
    return replace(
        grid,
        cells=grid.cells.head(end).select(pl.when(inside).then(pl.all()).name.keep()),
        kinds=kinds,
        merges=[one for one in grid.merges if first <= one.top < end],
    )
