"""Who left in a period, by reason, class or any field of people: ages and tenures on the day of leaving."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.metrics.dimensions import FIELDS
from sgstats.metrics.movement.calendar import Period, piece, piece_key, span
from sgstats.metrics.movement.naming import ALL, Answer, named
from sgstats.metrics.movement.query import REASONS, ask_stays, days, scope
from sgstats.metrics.movement.reasons import class_of, classes
from sgstats.metrics.question import Question

PARTS = (*REASONS, *FIELDS)
"""Fields that those who left can be broken down by."""


def parts_of(
    question: Question, *, engine: Engine, periods: Sequence[Period], months: int | None, day: str = "until"
) -> pl.DataFrame:
    """Who began or ended in each group and period, by the question's field of parts.

    Every part that occurs anywhere stands in every group and period, with 0 where there is nobody.

    Args:
        question: Its ``of`` is the field.
        engine: What counts.
        periods: What the span falls into.
        months: Length of a period in months; None for the whole span.
        day: ``until`` for those who left, ``since`` for those who joined.

    Returns:
        The fields of people and the parts as enumerations, ``place`` and ``people``.
    """
    part = question.of or "leave_reason"
    counted = "leave_reason" if part in REASONS else part
    asked = scope(question, day=day, extra=(counted,))
    rows = ask_stays(
        "leavers.sql" if day == "until" else "joiners.sql",
        asked, engine=engine, bound=days(*span(question)), piece=piece(day, months=months),
    )  # fmt: skip
    answer = Answer(rows=rows, numbers=("piece", "people"))
    counts = named([answer], dimensions=asked.dimensions, engine=engine)
    own = [name for name in asked.names if name != counted]
    groups = counts.groups if asked.names else pl.DataFrame({ALL: [0]})
    places = pl.DataFrame(
        {
            "place": [one.place for one in periods],
            "piece": [piece_key(one, months=months) for one in periods],
        },
        schema={"place": pl.Int64(), "piece": pl.Int64()},
    )
    spine = groups.join(places, how="cross")
    keys = [ALL, *asked.names, "piece"]
    told = spine.join(counts.frames[0], on=keys, how="left").with_columns(pl.col("people").fill_null(0))
    if part == "leave_class":
        told = told.with_columns(_classes(told["leave_reason"]))
    return told.group_by([*own, part, "place"]).agg(pl.col("people").sum()).sort([*own, part, "place"])


def _classes(reasons: pl.Series) -> pl.Series:
    """The class of each reason."""
    names = [*classes(), UNKNOWN]
    told = {reason: class_of(str(reason)) for reason in reasons.unique().to_list()}
    own = [told[reason] for reason in reasons.to_list()]
    return pl.Series("leave_class", own, dtype=pl.Enum(names))
