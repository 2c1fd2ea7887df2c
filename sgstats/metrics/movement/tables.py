"""From accounts to the cells of a metric: periods by name, fields in the order they were asked for."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sgstats.metrics.movement.calendar import TIMES, Period
from sgstats.metrics.question import Question


def cells(
    frame: pl.DataFrame, question: Question, *, periods: Sequence[Period], numbers: Sequence[str]
) -> pl.DataFrame:
    """The cells of a metric: the question's fields as text, sorted as tables show them, then the numbers.

    Args:
        frame: The fields of people and of items as enumerations, ``place`` of the period, the numbers.
        question: Says which fields, and in which order.
        periods: Those that ``place`` counts.
        numbers: Columns to keep.
    """
    told = frame.join(_labels(periods), on="place", how="left", maintain_order="left")
    return (
        told.sort(question.fields).select(pl.col(question.fields).cast(pl.String), *numbers)
        if (question.fields)
        else told.select(*numbers)
    )


def _labels(periods: Sequence[Period]) -> pl.DataFrame:
    """What each period is called; the texts sort as the periods do."""
    told = {name: [one.labels[name] for one in periods] for name in TIMES}
    places = pl.Series("place", [one.place for one in periods], dtype=pl.Int64)
    return pl.DataFrame({"place": places, **told}, schema_overrides=dict.fromkeys(told, pl.String()))
