"""Makes a table of a sheet: header, people, and everything else as lines, totals and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, finding, findings_at
from sgstats.sources.columns import errors, fill_units, outside
from sgstats.sources.grid import Grid, letter, number_of
from sgstats.sources.merges import fill_merges, lift_notices
from sgstats.sources.registers import data_rows
from sgstats.sources.rows import classify
from sgstats.sources.table import Column, Line, Table
from sgstats.sources.totals import Printed, Span, printed_totals, stated_totals

if TYPE_CHECKING:
    from sgstats.sources.header import Header

_PROSE = ("note_row", "instruction_row")
_COUNTED = ("blank_rows", "numbered_blank_rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A table and what was noticed while it was laid out."""

    table: Table
    findings: list[pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """The rows of people: their cells (with ``_row`` and ``_section``), kinds and titles."""

    cells: pl.DataFrame
    kinds: pl.DataFrame | None
    titles: dict[str, str]
    findings: list[pl.DataFrame]


def lay_out(grid: Grid, *, header: Header, file: str) -> Laid:
    """The table of a sheet.

    Args:
        grid: The sheet.
        header: Its header.
        file: Name of the file, for addresses.
    """
    place = Place(file=file, sheet=grid.name)
    grid, notices = (grid, []) if header.register else lift_notices(grid, below=header.bottom)
    above = _lines(_numbered(grid.cells.head(header.top)))
    marked = _marked(grid, header, above)
    lines = (*above, *sorted((*notices, *_lines(_of(marked, *_PROSE))), key=lambda line: line.row))
    people = _people(grid, header, marked, place)
    rows = people.cells["_row"]
    span = Span(first=header.bottom + 2, last=rows[-1] if rows.len() else header.bottom + 1)
    printed = _printed(_of(marked, "total_row", "section_row"), people=people, span=span)
    table = Table(
        file=file,
        sheet=grid.name,
        header_rows=tuple(range(header.top + 1, header.bottom + 2)),
        columns=tuple(_column(name, title) for name, title in people.titles.items()),
        cells=people.cells,
        kinds=people.kinds,
        lines=lines,
        totals=(*stated_totals(lines, span=span), *printed.totals),
    )
    silent = findings_at("table.total_not_compared", at=place, rows=pl.Series(printed.silent, dtype=pl.Int64))
    return Laid(table=table, findings=[*_row_findings(marked, place), silent, *people.findings])


def _printed(marked: pl.DataFrame, *, people: _People, span: Span) -> Printed:
    titles = {name: people.titles.get(name, "") for name in marked.columns if name.startswith("c")}
    return printed_totals(marked, titles=titles, span=span, data=people.cells["_row"])


def _marked(grid: Grid, header: Header, above: tuple[Line, ...]) -> pl.DataFrame:
    """The rows under the header with what each is and the section it stands in."""
    rows = _numbered(grid.cells, after=header.bottom)
    classes = classify(rows.drop("_row"), header=header, above=[line.text for line in above])
    if header.register:
        classes = data_rows(rows.drop("_row"), classes, header=header, grid=grid)
    return rows.with_columns(_class=classes["class"], _section=classes["section"].forward_fill())


def _of(marked: pl.DataFrame, *classes: str) -> pl.DataFrame:
    return marked.filter(pl.col("_class").is_in(list(classes)))


def _people(grid: Grid, header: Header, marked: pl.DataFrame, place: Place) -> _People:
    grid, merged = fill_merges(grid, below=header.bottom)
    cells, kinds = _only_people(grid, marked, after=header.bottom)
    titles = {
        name: title
        for name, title in _titles(grid, header).items()
        if title or cells[name].null_count() < cells.height
    }
    findings = [finding("table.merged_filled", at=place, count=merged)] if merged else []
    if not merged:
        cells, findings = fill_units(cells, titles=titles, at=place)
    findings += outside(cells, titles=titles, typed=kinds is not None, at=place)
    if kinds is not None:
        findings += errors(cells, kinds.select(*titles), unsaved=grid.unsaved, at=place)
    hidden = int(cells["_row"].is_in(grid.hidden_rows).sum())
    findings += [finding("table.hidden_rows", at=place, count=hidden)] if hidden else []
    return _People(
        cells=cells.select("_row", "_section", *titles),
        kinds=None if kinds is None else _typed(kinds.select(*titles), cells),
        titles=titles,
        findings=findings,
    )


def _titles(grid: Grid, header: Header) -> dict[str, str]:
    return dict(zip(grid.cells.columns, header.titles, strict=True))


def _column(name: str, title: str) -> Column:
    return Column(name=name, letter=letter(number_of(name)), title=title)


def _numbered(cells: pl.DataFrame, *, after: int = -1) -> pl.DataFrame:
    """The rows after one, with the numbers Excel shows."""
    rows = cells.slice(after + 1)
    return rows.insert_column(
        0, pl.int_range(after + 2, after + 2 + rows.height, dtype=pl.Int64, eager=True).alias("_row")
    )


def _lines(rows: pl.DataFrame) -> tuple[Line, ...]:
    lines = []
    for row in rows.iter_rows(named=True):
        texts = [(name, text) for name, text in row.items() if name.startswith("c") and text]
        if texts:
            lines.append(
                Line(
                    row=row["_row"],
                    text=" ".join(text for _, text in texts),
                    column=letter(number_of(texts[0][0])),
                )
            )
    return tuple(lines)


def _only_people(
    filled: Grid, marked: pl.DataFrame, *, after: int
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
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
