"""Sheets of a rectification ledger: found by headers of their own, every row of them a row of data.

A ledger has cells of prose and rows of one cell, which in a list of people would be notes, and its merged
cells say which rows belong to one problem.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import also_called, register_headers
from sgstats.finding import Place, finding
from sgstats.sources.header import find_header
from sgstats.sources.limits import limits
from sgstats.sources.words import pattern, plain, words

if TYPE_CHECKING:
    from sgstats.sources.grid import Grid
    from sgstats.sources.header import Header

PERSON = frozenset({"name", "id_number", "staff_id"})
POINTS = frozenset({"issue", "issue_code"})
BESIDE = frozenset({
    "cause", "measure", "goal", "owner", "leader", "responsible", "deadline", "closed", "progress", "term",
    "issue_state", "record_text", "refusal_text", "review", "finished_date",
})  # fmt: skip
"""Of these a sheet of problems has one beside the problem or its number."""


def registers(grids: list[Grid]) -> list[tuple[Grid, Header]]:
    """The sheets that are parts of a rectification ledger, each with its header.

    Args:
        grids: Sheets to look at.
    """
    with also_called(register_headers()):
        headed = [(grid, find_header(_head(grid))) for grid in grids if not grid.cells.is_empty()]
    return [(grid, replace(header, register=True)) for grid, header in headed if header and _is_one(header)]


def _head(grid: Grid) -> Grid:
    """The sheet with only those merged cells that can be of its header: a ledger has thousands."""
    last = limits()["table"]["header_search"] + limits()["table"]["header_levels"]
    return replace(grid, merges=[one for one in grid.merges if one.top < last])


def _is_one(header: Header) -> bool:
    named = header.fields
    return bool(named & POINTS and named & BESIDE) and not named & PERSON


def left_out(grids: list[Grid], *, file: str) -> list[pl.DataFrame]:
    """A finding for every other sheet beside a ledger: totals of it are worked out anew."""
    found = []
    for grid in grids:
        summary = bool(pattern("register_summary").search(plain(grid.name or "")))
        rule = "table.summary_sheet" if summary else "table.sheet_without_table"
        rule = "table.hidden_sheet" if grid.hidden else rule
        found.append(finding(rule, at=Place(file=file, sheet=grid.name), name=grid.name))
    return found


def data_rows(rows: pl.DataFrame, classes: pl.DataFrame, *, header: Header, grid: Grid) -> pl.DataFrame:
    """The classes of a ledger's rows: no prose is a note unless it begins as one, alone in the first column.

    Args:
        rows: The rows under the header, without their numbers.
        classes: What they would be in a list of people.
        header: The header.
        grid: The sheet, for its merged cells.
    """
    alone = rows.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))).to_series() == 1
    first = rows.to_series(0) if rows.width else pl.Series([None] * rows.height, dtype=pl.String)
    covered = {row for one in grid.merges for row in range(one.top + 1, one.bottom + 1)}
    merged = pl.int_range(rows.height, eager=True).is_in([row - header.bottom - 1 for row in covered])
    text = first.str.normalize("NFKC").str.replace_all(r"\s+", "").fill_null("")
    noted = alone & ~merged & text.str.contains(words()["note"])
    class_, doubtful = (
        classes["class"],
        classes["class"].is_in(["note_row", "section_row"]).fill_null(value=False),
    )
    section = (class_ == "section_row").fill_null(value=False) & alone & ~merged & first.is_not_null()
    kept = classes.with_columns(
        pl.when(~doubtful | noted | section).then(class_).alias("class"),
        pl.when(section).then(classes["section"]).alias("section"),
    )
    return kept
