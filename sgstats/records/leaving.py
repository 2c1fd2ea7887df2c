"""Whether and when somebody left: from a leave date, or from a status such as 已离职."""

from __future__ import annotations

import polars as pl

from sgstats.periods import day_number
from sgstats.records.categories import answers, read_category
from sgstats.records.dates import read_column_days
from sgstats.records.reading import Problem, Reading, Sheet

BY_STATUS = "status"
"""Precision of a leave day that nobody wrote: gone by the day of the list, nothing more is known."""


def read_leaving(sheet: Sheet) -> Reading:
    """Leave day and reason of every row.

    Somebody listed as gone without a leave date is gone on the day of the list at the latest:
    counted as in post, the person would stay there until the next list.
    """
    told, reason, status = (
        career_day(sheet, "leave"),
        category(sheet, "leave_reason"),
        category(sheet, "status"),
    )
    gone = (status.columns["status"] == "离岗").fill_null(value=False)
    undated = gone & told.columns["leave_day"].is_null()
    as_of = pl.lit(day_number(sheet.as_of), dtype=pl.Int32)
    by_status = read_category(sheet.text("status").str.strip_prefix("已"), field="leave_reason")
    marks = {"undated": undated, "gone": gone, "by_status": by_status}
    frame = pl.DataFrame({**told.columns, **reason.columns, **marks})
    left = frame.select(
        leave_day=pl.when("undated").then(as_of).otherwise("leave_day"),
        leave_precision=pl.when("undated").then(pl.lit(BY_STATUS)).otherwise("leave_precision"),
        leave_reason=pl.coalesce("leave_reason", pl.when("gone").then("by_status")),
    )
    noted = Problem(rule="leave.by_status", rows=undated, column=sheet.columns.column("status"))
    return Reading(
        columns={name: left[name] for name in left.columns},
        problems=(*told.problems, *reason.problems, *status.problems, noted),
    )


def category(sheet: Sheet, name: str) -> Reading:
    """A category field as its column says; what is not understood stays unknown."""
    column, text = sheet.columns.column(name), sheet.text(name)
    codes = answers(name, title=column.title if column else "") | dict(sheet.settled.values.get(name, {}))
    value = read_category(text, field=name, codes=codes)
    unreadable = Problem(rule="value.unreadable", rows=text.is_not_null() & value.is_null(), column=column)
    # An answer that tells nothing was understood all the same.
    return Reading(columns={name: value.set(value == "", None)}, problems=(unreadable,))


def career_day(sheet: Sheet, name: str) -> Reading:
    """A day of a career and how precisely it is known; ambiguous and unreadable ones stay unknown."""
    column, read = sheet.columns.column(f"{name}_date"), read_column_days(sheet, f"{name}_date")
    certain = read.with_columns(pl.when(pl.col("state") == "read").then(pl.col("day", "precision")))
    return Reading(
        columns={f"{name}_day": certain["day"], f"{name}_precision": certain["precision"]},
        problems=(
            Problem(rule="date.ambiguous", rows=read["state"] == "ambiguous", column=column),
            Problem(rule="date.unreadable", rows=read["state"] == "unreadable", column=column),
        ),
    )
