"""Whole survival curves: every step of every group, medians, and the test between the groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.metrics.movement.naming import ALL
from sgstats.metrics.options import Options
from sgstats.metrics.question import Question
from sgstats.metrics.survival.curve import Interval, estimated, median, trusted
from sgstats.metrics.survival.logrank import LogRank, logrank
from sgstats.metrics.survival.remarks import told
from sgstats.metrics.survival.watched import Watched, each, watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Exact curves; only ``disclosure.protect_curves`` may pass them on to a reader.

    Attributes:
        by: Fields that make the groups.
        on: The day up to which people were watched.
        where: Filters by field.
        options: Named choices behind the numbers.
        frame: One row per group and day of service on which anything happened: the fields as text,
            ``days``, ``at_risk`` just before the day, ``entered``, ``events``, ``censored``,
            ``survival`` and its interval ``low`` … ``high`` as fractions of 1.
        medians: One row per group: ``services``, ``events``, and the median in days as ``value``,
            ``low``, ``high``; null where the curve does not come so low, or not for people watched
            from their first day on.
        logrank: The test between the groups, those of unknown fields left out; None where there is
            nothing to compare.
        remarks: Sentences that must stand beside the numbers.
    """

    by: tuple[str, ...]
    on: date
    where: Mapping[str, tuple[str, ...]]
    options: Options
    frame: pl.DataFrame
    medians: pl.DataFrame
    logrank: LogRank | None
    remarks: tuple[str, ...] = ()


def curves(question: Question, *, engine: Engine, interval: Interval = "log-log") -> Curves:
    """How long people of each group stay in post: the Kaplan–Meier curve of every group.

    Args:
        question: Day, groups and filters.
        engine: What counts.
        interval: How the interval is made.

    Raises:
        Refused: A field changes while people stay, or nothing is known of the day.
    """
    watched = watch(question, engine=engine)
    fields, confidence = list(watched.fields), question.options.confidence
    drawn = estimated(watched.changes, by=[ALL, *fields], confidence=confidence, interval=interval)
    texts = [pl.col(name).cast(pl.String) for name in fields]
    return Curves(
        by=watched.fields,
        on=question.on,
        where={one.dimension.name: one.values for one in question.conditions},
        options=question.options,
        frame=drawn.drop(ALL).with_columns(texts),
        medians=medians(watched, drawn),
        logrank=_between(watched),
        remarks=told(question, watched),
    )


def medians(watched: Watched, drawn: pl.DataFrame) -> pl.DataFrame:
    """Services, events and the median days in post of each group.

    Args:
        watched: The groups.
        drawn: Their curves.
    """
    rows = []
    for (group, curve), (_, counts) in zip(
        each(watched, drawn), each(watched, watched.services), strict=True
    ):
        services, events = (int(counts[name].sum()) for name in ("services", "events"))
        half = median(trusted(curve))
        rows.append((*group, services, events, half.value, half.low, half.high))
    columns = dict.fromkeys(watched.fields, pl.String()) | dict.fromkeys(("services", "events"), pl.Int64())
    ends = dict.fromkeys(("value", "low", "high"), pl.Float64())
    return pl.DataFrame(rows, schema={**columns, **ends}, orient="row", strict=False)


def _between(watched: Watched) -> LogRank | None:
    known = [rows for group, rows in each(watched, watched.changes) if UNKNOWN not in group]
    return logrank(known) if len(known) > 1 else None
