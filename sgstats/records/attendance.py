"""Who came to a training: by signature, mark or word, or by hours and days under a session's name."""

from __future__ import annotations

from functools import cache

import polars as pl

from sgstats.records.categories import each_distinct, key, table
from sgstats.records.cells import content
from sgstats.records.reading import Problem, Reading, Sheet
from sgstats.records.sessions import hours_in
from sgstats.records.spans import spans
from sgstats.sources.table import Column

ONE = 10
"""Tenths that may be a mark (1 for yes) where a column holds no other hours."""


@cache
def _answers() -> dict[str, str]:
    return {key(row["spelling"]): row["answer"] for row in (*table("answers"), *table("attendance"))}


def read_signatures(sheet: Sheet) -> Reading:
    """Who did not come, by the column of signatures: ``absent``; any text that is no refusal is one.

    Where nobody signed, the column tells nothing.
    """
    column, text = sheet.columns.column("attended"), sheet.text("attended")
    nobody = column is not None and text.null_count() == text.len()
    answer = each_distinct(text, lambda one: _answers().get(key(one), "yes")).fill_null("no")
    told = column is not None and not nobody
    first = pl.int_range(text.len(), eager=True) == 0
    return Reading(
        columns={"absent": _only(answer == "no", holds=told)},
        problems=(Problem(rule="training.nobody_signed", rows=_only(first, holds=nobody), column=column),),
    )


def _only(rows: pl.Series, *, holds: bool) -> pl.Series:
    """The rows, where something holds; else none."""
    return rows if holds else pl.repeat(value=False, n=rows.len(), dtype=pl.Boolean, eager=True)


def read_marks(sheet: Sheet, column: Column, *, year: int | None) -> Reading:
    """What stands under a session's name: a mark, class hours or the day.

    Args:
        sheet: A table with sessions as columns.
        column: One of them.
        year: The year that holds where a cell's day names none.

    Returns:
        ``came``, ``hours_tenths`` and ``day``; a blank cell tells that somebody did not come.
    """
    text = sheet.table.cells.select(content(pl.col(column.name))).to_series()
    hours = each_distinct(text, _hours).cast(pl.Int32)
    # 1 is a mark, unless the column holds other hours.
    counted = bool((~hours.is_in([0, ONE])).fill_null(value=False).any())
    day = each_distinct(text, lambda one: _day(one, year=year)).cast(pl.Int32)
    answer = each_distinct(text, lambda one: _answers().get(key(one)))
    told = pl.select(
        pl
        .when(hours.is_not_null())
        .then(hours > 0)
        .when(day.is_not_null())
        .then(pl.lit(value=True))
        .otherwise(answer == "yes")
    ).to_series()
    unread = text.is_not_null() & told.is_null()
    return Reading(
        columns={
            "came": told.fill_null(value=False),
            "hours_tenths": hours if counted else hours.clear(n=hours.len()),
            "day": day,
        },
        problems=(Problem(rule="value.unreadable", rows=unread, column=column),),
    )


def _hours(text: str) -> str | None:
    tenths = hours_in(text)
    return None if tenths is None else str(tenths)


def _day(text: str, *, year: int | None) -> str | None:
    """The first day that a cell names; a bare number is none."""
    found = spans(text, year=year) if _hours(text) is None else None
    return str(found[0][0]) if found else None
