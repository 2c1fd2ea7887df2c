"""Days of events as lists write them: in full, without the year that a title tells, or as a span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from sgstats.records.categories import each_distinct
from sgstats.records.dates import date_text, read_column_days
from sgstats.records.reading import Problem, numbers_of
from sgstats.records.spans import spans

if TYPE_CHECKING:
    from sgstats.records.reading import Sheet

_POINTED = re.compile(r"\d{1,2}\.\d{1,2}")
"""9.3 may be the 3rd or the 30th of September, and 5.1 no day at all."""
_HALF = re.compile("[上下]午|全天|半天")


def told_days(sheet: Sheet, name: str, *, year: int | None, span: bool = False) -> pl.DataFrame:
    """Read the column of a field that says when something happened.

    Args:
        sheet: The table.
        name: The field.
        year: The year that holds where a cell names none (5月3日).
        span: Whether a cell may hold several days, of which the first counts.

    Returns:
        One row per row: ``day`` (yyyymmdd, the first of a month where only that is told) and ``state``:
        ``day``, ``month``, ``unreadable`` or null for an empty cell.
    """
    read, text = read_column_days(sheet, name), sheet.text(name, reader=date_text)
    certain = (read["state"] == "read").fill_null(value=False)
    number = numbers_of(sheet, sheet.columns.column(name)).fill_null(value=False)
    open_text = text.set(certain | number, None)
    other = each_distinct(open_text, lambda one: _day(one, year=year, span=span)).cast(pl.Int32)
    day = pl.coalesce(pl.when(certain).then(read["day"]), other)
    return pl.select(
        day=day,
        state=pl
        .when(text.is_null())
        .then(None)
        .when(certain)
        .then(read["precision"])
        .when(other.is_not_null())
        .then(pl.lit("day"))
        .otherwise(pl.lit("unreadable")),
    )


def _day(text: str, *, year: int | None, span: bool) -> str | None:
    """The day, or the first of several, as a number in text; None where that is not plain."""
    if _POINTED.fullmatch(text):
        return None
    found = spans(_HALF.sub("", text), year=year)
    if not found or (not span and found[0][0] != found[-1][1]):
        return None
    return str(found[0][0])


def unread_days(sheet: Sheet, name: str, told: pl.DataFrame) -> tuple[Problem, ...]:
    """What is said of days that stay unknown: a month alone is no day."""
    column = sheet.columns.column(name)
    return (
        Problem(rule="date.no_day", rows=told["state"] == "month", column=column),
        Problem(rule="date.unreadable", rows=told["state"] == "unreadable", column=column),
    )
