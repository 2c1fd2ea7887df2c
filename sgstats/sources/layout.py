"""Makes a table of a sheet: header, people, and everything else as lines, totals and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.findings import Place, finding, findings_at
from sgstats.sources.columns import fill_units, outside
from sgstats.sources.grid import Grid, letter, number_of
from sgstats.sources.merges import fill_merges
from sgstats.sources.rows import classify
from sgstats.sources.table import Column, Line, Table
from sgstats.sources.totals import Span, printed_totals, stated_totals

if TYPE_CHECKING:
    from sgstats.sources.header import Header

_PER_ROW = ("repeated_header", "total_row", "instruction_row", "note_row", "section_row")
_COUNTED = ("blank_rows", "numbered_blank_rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A table and what was noticed while it was laid out."""

    table: Table
    findings: list[pl.DataFrame]


def lay_out(grid: Grid, *, header: Header, file: str) -> Laid:
    """The table of a sheet.

    Args:
        grid: The sheet.
        header: Its header.
        file: Name of the file, for addresses.
    """
    place = Place(file=file, sheet=grid.name)
    above = _lines(_numbered(grid.cells.head(header.top)))
    raw = _numbered(grid.cells, after=header.bottom)
    classes = classify(raw.drop("_row"), header=header, above=[line.text for line in above])
    marked = raw.with_columns(_class=classes["class"], _section=classes["section"].forward_fill())
    findings = _row_findings(marked, place)
    below = _lines(
        marked.filter(pl.col("_class").is_in(["note_row", "instruction_row"])).drop("_class", "_section")
    )

    filled, count = fill_merges(grid, below=header.bottom)
    findings += [finding("table.merged_filled", at=place, count=count)] if count else []
    cells, kinds = _people(filled, marked, after=header.bottom)
    titles = dict(zip(grid.cells.columns, header.titles, strict=True))
    names = [name for name in titles if titles[name] or cells[name].null_count() < cells.height]
    titles = {name: titles[name] for name in names}
    if not count:
        cells, noticed = fill_units(cells, titles=titles, at=place)
        findings += noticed
    findings += outside(cells, titles=titles, typed=kinds is not None, at=place)

    span = Span(
        first=header.bottom + 2, last=cells["_row"].to_list()[-1] if cells.height else header.bottom + 1
    )
    totals = printed_totals(
        marked.filter(pl.col("_class").is_in(["total_row", "section_row"])),
        titles=_all_titles(grid, header),
        span=span,
        data=cells["_row"],
    )
    table = Table(
        file=file,
        sheet=grid.name,
        header_rows=tuple(range(header.top + 1, header.bottom + 2)),
        columns=tuple(
            Column(name=name, letter=letter(number_of(name)), title=titles[name]) for name in names
        ),
        cells=cells.select("_row", "_section", *names),
        kinds=None if kinds is None else _typed(kinds.select(names), cells),
        lines=(*above, *below),
        totals=(*stated_totals((*above, *below), span=span), *totals),
    )
    return Laid(table=table, findings=findings)


def _all_titles(grid: Grid, header: Header) -> dict[str, str]:
    return dict(zip(grid.cells.columns, header.titles, strict=True))


def _numbered(cells: pl.DataFrame, *, after: int = -1) -> pl.DataFrame:
    """The rows after one, with the numbers Excel shows."""
    rows = cells.slice(after + 1)
    return rows.insert_column(
        0, pl.int_range(after + 2, after + 2 + rows.height, dtype=pl.Int64, eager=True).alias("_row")
    )


def _lines(rows: pl.DataFrame) -> tuple[Line, ...]:
    lines = []
    for row in rows.iter_rows(named=True):
        texts = [(name, text) for name, text in row.items() if name != "_row" and text]
        if texts:
            lines.append(
                Line(
                    row=row["_row"],
                    text=" ".join(text for _, text in texts),
                    column=letter(number_of(texts[0][0])),
                )
            )
    return tuple(lines)


def _people(filled: Grid, marked: pl.DataFrame, *, after: int) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """The rows of people, merges filled."""
    people = marked["_class"].is_null()
    cells = filled.cells.slice(after + 1).with_columns(marked["_row"], marked["_section"])
    kinds = None if filled.kinds is None else filled.kinds.slice(after + 1)
    if people.all():
        return cells, kinds
    return cells.filter(people), None if kinds is None else kinds.filter(people)


def _typed(kinds: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """A cell filled from above is text there."""
    return kinds.with_columns(
        pl
        .when((pl.col(name) == "blank") & cells[name].is_not_null())
        .then(pl.lit("text", dtype=kinds[name].dtype))
        .otherwise(name)
        .alias(name)
        for name in kinds.columns
    )


def _row_findings(marked: pl.DataFrame, place: Place) -> list[pl.DataFrame]:
    """Counts for blank rows, an address for every row that held something."""
    last = marked.filter(pl.col("_class").is_null() | (pl.col("_class") != "blank_rows"))["_row"].max() or 0
    odd = marked.filter(pl.col("_class").is_not_null() & (pl.col("_row") <= last)).select("_row", "_class")
    found = []
    for name, rows in odd.partition_by("_class", as_dict=True, maintain_order=True).items():
        rule = f"table.{name[0]}"
        if name[0] in _COUNTED:
            found.append(finding(rule, at=place, count=rows.height))
        else:
            found.append(findings_at(rule, at=place, rows=rows["_row"], count=rows.height))
    return found
