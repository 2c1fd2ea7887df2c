"""Birth day of every row: by ID number, as typed, or from the age stated on the day."""

from __future__ import annotations

import polars as pl

from sgstats.periods import day_number
from sgstats.records.dates import read_column_days
from sgstats.records.reading import Problem, Reading, Sheet
from sgstats.records.rulings import overruled, ruled, ruling_name

OCTOBER_LESS_JANUARY = 900
"""Distance of the two readings of YEAR.1 as day numbers."""


def read_birth(sheet: Sheet, by_number: pl.Series) -> Reading:
    """Birth day, how precisely it is known, and the overruled day where two sources disagree.

    A typed month that agrees with the ID number gains its day. Where neither is known, an age
    stated on the day of the table gives a birth day that is marked as ``age``.

    Args:
        sheet: The table.
        by_number: Birth day of each row's valid ID number; null where there is none.
    """
    typed, age = read_column_days(sheet, "birth_date"), _stated_age(sheet)
    conflict = _conflict(typed, by_number)
    told = _told(typed, by_number, conflict)
    ruling = ruled(told["day"], by_number, sheet=sheet)
    columns = {
        "birth_day": pl.select(pl.coalesce(ruling, _day_by_age(sheet, age))).to_series().cast(pl.Int32),
        "birth_precision": _precision(told, ruling, by_number, age),
        "birth_day_other": overruled(told["day"], by_number, conflict, sheet=sheet),
    }
    undecided = (typed["state"] == "ambiguous") & ruling.is_null()
    column = sheet.columns.column("birth_date")
    problems = (
        Problem(rule="birth.conflict", rows=conflict, column=column, values=ruling_name(sheet)),
        Problem(rule="birth.ambiguous", rows=undecided, column=column),
        Problem(rule="date.unreadable", rows=typed["state"] == "unreadable", column=column),
        _age_unreadable(sheet, age),
        _age_differs(sheet, age, ruling),
    )
    return Reading(columns=columns, problems=problems)


def _conflict(typed: pl.DataFrame, by_number: pl.Series) -> pl.Series:
    """Where the typed day or month is not the ID number's; YEAR.1 may be either of its two months."""
    day, number, month = pl.col("day"), pl.col("number"), pl.col("number") // 100
    other_month = month != day // 100
    neither = other_month & (month != (day + OCTOBER_LESS_JANUARY) // 100)
    by_state = (
        pl
        .when(pl.col("state") == "ambiguous")
        .then(neither)
        .when(pl.col("state") != "read")
        .then(None)
        .when(pl.col("precision") == "month")
        .then(other_month)
        .otherwise(day != number)
    )
    return typed.with_columns(number=by_number).select(conflict=by_state).to_series()


def _told(typed: pl.DataFrame, by_number: pl.Series, conflict: pl.Series) -> pl.DataFrame:
    """The typed ``day`` and ``precision`` as far as they are certain, refined by an ID number that agrees."""
    certain = typed.select(pl.when(pl.col("state") == "read").then(pl.col("day", "precision")))
    refined = (certain["precision"] == "month") & ~conflict
    return certain.select(
        day=pl.when(refined).then(by_number).otherwise(pl.col("day")),
        precision=pl.when(refined).then(pl.lit("day")).otherwise(pl.col("precision")),
    )


def _precision(told: pl.DataFrame, ruling: pl.Series, by_number: pl.Series, age: pl.Series) -> pl.Series:
    """``day``, ``month`` or ``age``; null where the birth is unknown."""
    by_typing = (ruling == told["day"]) & (ruling != by_number).fill_null(value=True)
    precision = (
        pl
        .when(by_typing)
        .then(told["precision"])
        .when(ruling.is_not_null())
        .then(pl.lit("day"))
        .when(age.is_not_null())
        .then(pl.lit("age"))
    )
    return pl.select(precision).to_series()


def _day_by_age(sheet: Sheet, age: pl.Series) -> pl.Series:
    """The latest birth day of somebody who has that age on the day."""
    as_of = day_number(sheet.as_of)
    # Not every year has the 29th of February.
    return (as_of - 1 if as_of % 10_000 == 229 else as_of) - age * 10_000


def _stated_age(sheet: Sheet) -> pl.Series:
    """Typed age in full years; null where it is no age a worker can have."""
    age = sheet.text("age").str.extract(r"^(\d{1,3})(?:\.0)?(?:岁|周岁)?$").cast(pl.Int32, strict=False)
    return pl.select(pl.when(age.is_between(14, 100)).then(age)).to_series()


def _age_unreadable(sheet: Sheet, age: pl.Series) -> Problem:
    """Where an age is typed in words, or is none that a worker can have."""
    typed = sheet.text("age").is_not_null()
    return Problem(rule="value.unreadable", rows=typed & age.is_null(), column=sheet.columns.column("age"))


def _age_differs(sheet: Sheet, age: pl.Series, birth_day: pl.Series) -> Problem:
    by_birth = (day_number(sheet.as_of) - birth_day) // 10_000
    return Problem(rule="age.differs", rows=(by_birth - age).abs() > 1, column=sheet.columns.column("age"))
