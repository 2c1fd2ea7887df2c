"""Absences: spans of days or a typed number of working days, and whether somebody gave leave."""

from __future__ import annotations

import re

import polars as pl

from sgstats.fields import normalise
from sgstats.messages import listed
from sgstats.records.categories import each_distinct, read_category
from sgstats.records.kinds import titles_of
from sgstats.records.reading import Problem, Reading, Sheet, label, numbers_of
from sgstats.records.spans import Span, between, span_text, spans
from sgstats.records.told import Told, rows_of
from sgstats.records.years import read_years
from sgstats.sources.words import number_in

SCHEMA = {
    "_row": pl.Int64,
    "year": pl.Int32,
    "absence_type": pl.String,
    "start_day": pl.Int32,
    "end_day": pl.Int32,
    "absent_tenths": pl.Int32,
}
"""The columns of a record; ``absent_tenths`` are working days as typed, times ten."""

UNAUTHORISED = ("旷工", "逾期不归")
"""Absences that a title may name for all rows of its table."""

_SPANS = pl.List(pl.List(pl.Int32))
_ZERO_LOST = r"^\d{1,2}\.[123]$"
"""A day as a number: 9.3 may be the 3rd or the 30th, for spreadsheets drop the last zero."""

_UNIT = r"个?(?:工作日|天|日)?"
_DAYS = rf"^(\d{{1,3}})(?:\.(\d)0*)?{_UNIT}(半)?$"
_IN_WORDS = rf"^([一二两三四五六七八九十]{{1,3}}){_UNIT}(半)?$"
_HALF = r"^半(?:天|日|个工作日)$"


def read_absences(sheet: Sheet, year: int | None) -> Told:
    """The absences of a table: one record per span of days.

    Args:
        sheet: A table of absences.
        year: The year that holds where neither row nor days tell one.
    """
    own, kind, typed = read_years(sheet, otherwise=None), _type(sheet), _days(sheet)
    dated = _dated(sheet, own.columns["year"], otherwise=year)
    readings = (own, kind, typed, dated)
    columns = {name: series for one in readings for name, series in one.columns.items()}
    rows = pl.DataFrame({"_row": sheet.table.cells["_row"], **columns})
    records = _records(rows, otherwise=year)
    backwards = rows_of(records, pl.col("start_day") > pl.col("end_day"), sheet=sheet)
    told = rows.select(pl.any_horizontal(pl.col("spans", "absent_tenths").is_not_null())).to_series()
    keys = ("start_day", "end_day", "absence_type", "absent_tenths")
    return Told(
        records=records.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()),
        refusals=(
            Problem(rule="absence.backwards", rows=backwards, column=sheet.columns.column("start_date")),
            Problem(rule="absence.no_day", rows=~told),
        ),
        problems=(*(one for each in readings for one in each.problems), *_doubts(sheet, rows, records)),
        same=("absence.repeated", [pl.col(name) for name in keys]),
    )


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


def _days(sheet: Sheet) -> Reading:
    """Working days as typed, in tenths: 3, 3.5天, 半天, 三天半."""
    column, text = sheet.columns.column("absent_days"), sheet.text("absent_days")
    tenths = each_distinct(text, _tenths).cast(pl.Int32)
    unread = Problem(
        rule="absence.days_unreadable", rows=text.is_not_null() & tenths.is_null(), column=column
    )
    return Reading(columns={"absent_tenths": tenths}, problems=(unread,))


def _tenths(text: str) -> str | None:
    """A number of days, times ten.

    Example:
        >>> _tenths("3.5天"), _tenths("半天"), _tenths("三天半"), _tenths("0.25"), _tenths("若干")
        ('35', '5', '35', None, None)
    """
    if re.match(_HALF, text):
        return "5"
    if match := re.match(_DAYS, text):
        return str(int(match[1]) * 10 + int(match[2] or 0) + 5 * bool(match[3]))
    if match := re.match(_IN_WORDS, text):
        return str((number_in(match[1]) or 0) * 10 + 5 * bool(match[2]))
    return None


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
    return None


def _doubts(sheet: Sheet, rows: pl.DataFrame, records: pl.DataFrame) -> tuple[Problem, ...]:
    """More working days typed than the span has days; days typed beside several spans; no type at all."""
    days = sheet.columns.column("absent_days")
    several = pl.col("spans").list.len().fill_null(0) > 1
    dropped = rows.select(several & pl.col("absent_tenths").is_not_null()).to_series()
    length = _date("end_day") - _date("start_day")
    too_many = pl.col("absent_tenths") > 10 * (length.dt.total_days() + 1)
    untyped = rows["absence_type"].is_null() if sheet.columns.column("absence_type") is None else None
    problems = [
        Problem(rule="absence.days_differ", rows=rows_of(records, too_many, sheet=sheet), column=days),
        Problem(rule="absence.days_of_several", rows=dropped, column=days),
    ]
    if untyped is not None and untyped.any():
        first = untyped & (untyped.cum_sum() == 1)
        values = {"count": int(untyped.sum()), "types": listed(UNAUTHORISED), "label": label("absence_type")}
        problems.append(Problem(rule="absence.no_type", rows=first, values=values))
    return tuple(problems)


def _date(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).str.to_date("%Y%m%d", strict=False)
