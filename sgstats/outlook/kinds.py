"""Kinds of people that a projection tells apart: age, gender, education group, and years to retirement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import UNKNOWN, dictionary
from sgstats.metrics.derived import group_tables
from sgstats.outlook.counted import by_birth_month
from sgstats.outlook.retirement import READINGS, SURE, retirement

if TYPE_CHECKING:
    from sgstats.engines import Engine
    from sgstats.metrics.question import Question

KIND = ("age", "gender", "education_group", "remaining")
"""The columns that make a kind."""
GENDERS = (*dictionary()["gender"].values, UNKNOWN)
EDUCATION = (*group_tables()["education_group"]["groups"], UNKNOWN)
NO_AGE = -1
"""The age of people whose age is unknown: a group of its own, which never gets older."""
PAST, NEVER = 0, 999
"""Years to retirement of people past the age, and of those whose month of retirement is unknown."""
_NUMBERS = (*KIND, "people")


def stock(question: Question, *, engine: Engine, reading: str) -> pl.DataFrame:
    """The people in post on a day by kind.

    Args:
        question: Day and filters.
        engine: What counts.
        reading: ``50`` or ``55``: how women of unknown category are read.

    Returns:
        One row per kind: ``age``, places of ``gender`` and ``education_group`` in ``GENDERS`` and
        ``EDUCATION``, ``remaining`` and ``people``.
    """
    counted = by_birth_month(question, engine=engine, fields=("age", "education_group"))
    known = counted.with_columns(
        age=pl.when(pl.col("by_age") != UNKNOWN).then("by_age").cast(pl.Int64),
        education_group=pl.col("by_education_group"),
    )
    return gathered(with_remaining(known, on=question.on, reading=reading))


def with_remaining(frame: pl.DataFrame, *, on: date, reading: str) -> pl.DataFrame:
    """People with the number of yearly steps after which they will have retired by the law.

    Who reaches the age within the next twelve months has 1; in the month of the day itself
    too. ``PAST`` is for people still in post after it, ``NEVER`` for an unknown month.

    Args:
        frame: One row per group of people: ``gender``, ``retirement_category``, ``birth_month``.
        on: The day that the steps begin on.
        reading: ``50`` or ``55``.

    Example:
        >>> people = {"gender": ["男"] * 4, "retirement_category": [None] * 4}
        >>> frame = pl.DataFrame(people | {"birth_month": [196311, 196312, 196501, None]})
        >>> with_remaining(frame, on=date(2023, 12, 31), reading="50")["remaining"].to_list()
        [0, 1, 2, 999]
    """
    typed = frame.with_columns(pl.col("gender", "retirement_category").cast(pl.String))
    dated = retirement(typed).filter(pl.col("retirement_reading").is_in([SURE, READINGS[reading]]))
    month = pl.col("retire_month") // 100 * 12 + pl.col("retire_month") % 100 - 1
    months = month - (on.year * 12 + on.month - 1)
    steps = pl.max_horizontal((months - 1) // 12 + 1, pl.lit(1))
    return dated.with_columns(
        remaining=pl.when(months < 0).then(PAST).when(months >= 0).then(steps).otherwise(NEVER)
    )


def gathered(frame: pl.DataFrame) -> pl.DataFrame:
    """Kinds as numbers, each once, with its people.

    Args:
        frame: ``age`` (null unknown), ``gender`` and ``education_group`` as text or null,
            ``remaining``, ``people``.
    """
    coded = frame.with_columns(
        pl.col("age").fill_null(NO_AGE),
        *(
            pl
            .col(name)
            .fill_null(UNKNOWN)
            .replace_strict({label: place for place, label in enumerate(labels)}, return_dtype=pl.Int64)
            for name, labels in (("gender", GENDERS), ("education_group", EDUCATION))
        ),
    )
    return (
        coded
        .group_by(KIND)
        .agg(pl.col("people").sum())
        .sort(KIND)
        .with_columns(pl.col(_NUMBERS).cast(pl.Int64))
    )
