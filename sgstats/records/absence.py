"""Absences: spans of days or a typed number of working days, and whether somebody gave leave."""

from __future__ import annotations

import polars as pl

from sgstats.fields import normalise
from sgstats.messages import listed
from sgstats.records.absent_days import UNAUTHORISED, day_columns, read_days, totals, type_in
from sgstats.records.categories import read_category
from sgstats.records.kinds import titles_of
from sgstats.records.reading import Problem, Reading, Sheet, label, numbers_of
from sgstats.records.spans import Span, between, span_text, spans
from sgstats.records.told import Told, rows_of
from sgstats.records.years import read_years
from sgstats.sources.table import Column

SCHEMA = {
    "_row": pl.Int64,
    "year": pl.Int32,
    "absence_type": pl.String,
    "start_day": pl.Int32,
    "end_day": pl.Int32,
    "absent_tenths": pl.Int32,
}
"""The columns of a record; ``absent_tenths`` are working days as typed, times ten."""

_SPANS = pl.List(pl.List(pl.Int32))
MANY = 2
"""Columns of days from which each is of a type."""

_ZERO_LOST = r"^\d{1,2}\.[123]$"
"""A day as a number: 9.3 may be the 3rd or the 30th, for spreadsheets drop the last zero."""


def read_absences(sheet: Sheet, year: int | None) -> Told:
    """The absences of a table: one record per span of days, or per type that has days in its column.

    Args:
        sheet: A table of absences.
        year: The year that holds where neither row nor days tell one.
    """
    own = read_years(sheet, otherwise=None)
    dated = _dated(sheet, own.columns["year"], otherwise=year)
    told = _told(sheet)
    when = pl.DataFrame({"_row": sheet.table.cells["_row"], **own.columns, **dated.columns})
    rows = _attached(when, told)
    records = _records(rows, otherwise=year)
    backwards = rows_of(records, pl.col("start_day") > pl.col("end_day"), sheet=sheet)
    keys = ("start_day", "end_day", "absence_type", "absent_tenths")
    readings = (own, dated, *told.values())
    return Told(
        records=records.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()),
        refusals=(
            Problem(rule="absence.backwards", rows=backwards, column=sheet.columns.column("start_date")),
            Problem(rule="absence.no_day", rows=_dayless(sheet, records)),
        ),
        problems=(*(one for each in readings for one in each.problems), *_doubts(sheet, rows, records)),
        same=("absence.repeated", [pl.col(name) for name in keys]),
    )


def _told(sheet: Sheet) -> dict[str | None, Reading]:
    """What is told beside the dates: type and days, for every column of days."""
    columns = day_columns(sheet)
    if len(columns) < MANY:
        kind, days = _type(sheet), read_days(sheet, next(iter(columns.values()), None))
        both = Reading(columns={**kind.columns, **days.columns}, problems=(*kind.problems, *days.problems))
        return {None: both}
    return {one: _of_type(sheet, column, kind=one) for one, column in columns.items()}


def _of_type(sheet: Sheet, column: Column, *, kind: str | None) -> Reading:
    days = read_days(sheet, column)
    named = pl.repeat(kind, sheet.table.cells.height, dtype=pl.String, eager=True)
    return Reading(columns={"absence_type": named, **days.columns}, problems=days.problems)


def _attached(when: pl.DataFrame, told: dict[str | None, Reading]) -> pl.DataFrame:
    """One row per row and column of days, with the dates where only one column is filled."""
    parts = [when.with_columns(**one.columns) for one in told.values()]
    if len(parts) < MANY:
        return parts[0]
    filled = pl.concat([part.filter(pl.col("absent_tenths").is_not_null()) for part in parts])
    alone = pl.col("_row").is_unique()
    undated = filled.with_columns(
        spans=pl.when(alone).then("spans"), dates_dropped=~alone & pl.col("spans").is_not_null()
    )
    without = when.filter(~pl.col("_row").is_in(filled["_row"].implode()))
    return pl.concat([undated, without], how="diagonal").sort("_row", maintain_order=True)


def _dayless(sheet: Sheet, records: pl.DataFrame) -> pl.Series:
    """Rows that tell neither days nor dates, although something is typed there or no column names a type."""
    silent = ~sheet.table.cells["_row"].is_in(records["_row"].unique().implode())
    columns = [
        one
        for name in ("start_date", "end_date", "absent_days")
        for one in sheet.columns.columns.get(name, ())
    ]
    typed = [sheet.column_text(one).is_not_null() for one in columns]
    if len(day_columns(sheet)) < MANY:
        return silent
    return silent & pl.DataFrame(typed).select(pl.any_horizontal(pl.all())).to_series()


def _records(rows: pl.DataFrame, *, otherwise: int | None) -> pl.DataFrame:
    """One row per span; days typed beside several spans are those of all of them and go."""
    several = pl.col("spans").list.len().fill_null(0) > 1
    told = rows.filter(pl.any_horizontal(pl.col("spans", "absent_tenths").is_not_null()))
    single = told.with_columns(absent_tenths=pl.when(~several).then("absent_tenths")).explode("spans")
    dated = single.with_columns(start_day=pl.col("spans").list.first(), end_day=pl.col("spans").list.last())
    # A run is counted in the year in which it ends.
    ends = pl.col("end_day") // 10_000
    return dated.with_columns(year=pl.coalesce("year", ends, pl.lit(otherwise, dtype=pl.Int32)))


def _dated(sheet: Sheet, own: pl.Series, *, otherwise: int | None) -> Reading:
    """The spans of every row, as lists of two days; null where none is told or understood."""
    column = sheet.columns.column("start_date")
    start, end = (sheet.text(name, reader=span_text) for name in ("start_date", "end_date"))
    doubtful = (numbers_of(sheet, column) & start.str.contains(_ZERO_LOST)).fill_null(value=False)
    asked = pl.DataFrame({"start": start, "end": end, "year": own}).with_columns(
        pl.col("year").fill_null(otherwise) if otherwise else pl.col("year")
    )
    # Every distinct pair of cells is read once.
    distinct = asked.unique(maintain_order=True)
    read = [_spans(*row) for row in distinct.rows()]
    known = distinct.with_columns(pl.Series("spans", read, dtype=_SPANS))
    found = asked.join(known, on=asked.columns, how="left", nulls_equal=True, maintain_order="left")["spans"]
    found = pl.select(pl.when(~doubtful).then(found)).to_series()
    typed = start.is_not_null() | end.is_not_null()
    unread = Problem(
        rule="absence.date_unreadable",
        rows=typed & found.is_null(),
        column=column or sheet.columns.column("end_date"),
    )
    return Reading(columns={"spans": found}, problems=(unread,))


def _spans(start: str | None, end: str | None, year: int | None) -> tuple[Span, ...] | None:
    """The spans of one row; one date alone is one day."""
    if start is None:
        return None
    return spans(start, year=year) if end is None else between(start, end, year=year)


def _type(sheet: Sheet) -> Reading:
    """The type of absence of every row, by its column, else by what the table calls itself."""
    column, text = sheet.columns.column("absence_type"), sheet.text("absence_type")
    value = read_category(text, field="absence_type", codes=sheet.settled.values.get("absence_type"))
    unread = text.is_not_null() & value.is_null()
    stated = _stated_type(sheet)
    told = (
        value if stated is None else pl.select(pl.when(unread).then(None).otherwise(value.fill_null(stated)))
    )
    series = told if isinstance(told, pl.Series) else told.to_series()
    return Reading(
        columns={"absence_type": series},
        problems=(Problem(rule="absence.type_unknown", rows=unread, column=column),),
    )


def _stated_type(sheet: Sheet) -> str | None:
    """The one unauthorised absence that titles and headers name, or None."""
    held = (
        one
        for name in ("start_date", "end_date", "absent_days")
        for one in sheet.columns.columns.get(name, ())
    )
    for texts in ([normalise(one.title) for one in held], titles_of(sheet.table)):
        named = [kind for kind in UNAUTHORISED if any(kind in text for text in texts)]
        if named:
            return named[0] if len(named) == 1 else None
    return next(
        filter(None, (type_in(one.title) for one in sheet.columns.columns.get("absent_days", ()))), None
    )


def _doubts(sheet: Sheet, rows: pl.DataFrame, records: pl.DataFrame) -> tuple[Problem, ...]:
    """More working days typed than the span has days; days typed beside several spans; no type at all."""
    days = sheet.columns.column("absent_days")
    several = pl.col("spans").list.len().fill_null(0) > 1
    dropped = rows_of(rows, several & pl.col("absent_tenths").is_not_null(), sheet=sheet)
    length = _date("end_day") - _date("start_day")
    too_many = pl.col("absent_tenths") > 10 * (length.dt.total_days() + 1)
    untyped = None
    if sheet.columns.column("absence_type") is None:
        untyped = rows_of(records, pl.col("absence_type").is_null(), sheet=sheet)
    problems = [
        Problem(rule="absence.days_differ", rows=rows_of(records, too_many, sheet=sheet), column=days),
        Problem(rule="absence.days_of_several", rows=dropped, column=days),
    ]
    here = pl.int_range(sheet.table.cells.height, eager=True) == 0
    problems += [Problem(rule="absence.total_column", rows=here, column=one) for one in totals(sheet)]
    if "dates_dropped" in rows.columns:
        undated = rows_of(rows, pl.col("dates_dropped").fill_null(value=False), sheet=sheet)
        problems.append(
            Problem(rule="absence.dates_of_several", rows=undated, column=sheet.columns.column("start_date"))
        )
    if untyped is not None and untyped.any():
        first = untyped & (untyped.cum_sum() == 1)
        values = {"count": int(untyped.sum()), "types": listed(UNAUTHORISED), "label": label("absence_type")}
        problems.append(Problem(rule="absence.no_type", rows=first, values=values))
    return tuple(problems)


def _date(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).str.to_date("%Y%m%d", strict=False)
