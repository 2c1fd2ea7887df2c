"""Turnover made of months: the year as the sum of its months, and the last twelve at each month's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.metrics.movement.account import account
from sgstats.metrics.movement.calendar import TIMES, Period, asked_periods, periods, span
from sgstats.metrics.movement.known import span_of
from sgstats.metrics.movement.tables import cells
from sgstats.metrics.movement.turnover import NUMBERS, RATE
from sgstats.metrics.question import Question
from sgstats.metrics.rates import per
from sgstats.metrics.registry import metric

YEAR = 12
_OF_MONTHS: dict[str, Any] = RATE | {"also": tuple(TIMES)}


@metric(
    label="离职率（各月相加）", label_en="turnover as the sum of months", **_OF_MONTHS,
    source="SHRM annual turnover：各月之和",
    formula="value = Σ（各月离职人数 ÷ 该月平均人数 × 100）；people = 离职人数；base = people ÷ value × 100",
)  # fmt: skip
def turnover_summed(question: Question, *, engine: Engine) -> pl.DataFrame:
    """The monthly turnover rates of a period added up, as SHRM makes the annual rate.

    The denominator of a month is (start + end) / 2. ``base`` is the number of people over which
    all leavers would give the same rate; without leavers, the mean of the months. A month whose
    leavers stand over nobody (all came and went inside it) has no rate, nor has the period then.
    The interval is the exact Poisson one of all leavers over ``base``.

    Formula:
        value = Σ over months of 100 · leavers of the month / average headcount of the month
    """
    own, told = asked_periods(question), _months(*span(question))
    found = account(question, engine=engine, periods=told, months=1)
    outer = pl.DataFrame({"place": [one.place for one in told], "_place": _places(told, own)})
    found = found.join(outer, on="place").drop("place").rename({"_place": "place"})
    keys = [name for name in found.columns if name in {*question.by, "place"}]
    rate = pl.when(pl.col("gone") > 0).then(pl.col("gone") / pl.col("average")).otherwise(0.0)
    summed = found.group_by(keys, maintain_order=True).agg(
        people=pl.col("gone").sum(), rate=rate.sum(), mean=pl.col("average").mean()
    )
    over = pl.when(pl.col("people") == 0).then("mean").when(pl.col("rate").is_finite()).then(
        pl.col("people") / pl.col("rate")
    )  # fmt: skip
    return _rated(summed.with_columns(base=over), question, own=own)


def _months(since: date, until: date) -> list[Period]:
    return periods(since, until, months=1)


def _places(inner: list[Period], outer: list[Period]) -> list[int]:
    """The place of the period that each month lies in."""
    return [next(one.place for one in outer if one.first <= month.first <= one.last) for month in inner]


def _rated(frame: pl.DataFrame, question: Question, *, own: list[Period]) -> pl.DataFrame:
    told = per(100)(frame, confidence=question.options.confidence)
    return cells(told, question, periods=own, numbers=NUMBERS)


@metric(
    label="滚动12个月离职率", label_en="turnover of the last 12 months", by=("month",), **_OF_MONTHS,
    source="GitLab：离职÷12 个月滚动平均人数",
    formula="people = 到该月止 12 个月的离职人数；base = 这 12 个月的月均人数；value = people ÷ base × 100",
)  # fmt: skip
def turnover_rolling(question: Question, *, engine: Engine) -> pl.DataFrame:
    """At the end of each month, the leavers of the last 12 months per 100 people of their average.

    The 11 months before the period are counted too, as far as lists tell of them: a month whose 12
    are not all known has no row.

    Formula:
        value = 100 · leavers of 12 months / mean of the 12 months' average headcounts

    Raises:
        Refused: No month of the period has 12 known ones up to it.
    """
    since, until = span(question)
    back = since.year * YEAR + since.month - YEAR
    known_from = _next_month(span_of(question.conditions, engine=engine)[0])
    start = max(date(back // YEAR, back % YEAR + 1, 1), known_from)
    if start > until:
        raise Refused("movement.no_twelve_months", since=since, until=until, first=known_from)
    told = _months(start, until)
    shown = [one for one in told[YEAR - 1 :] if one.last >= since]
    if not shown:
        raise Refused("movement.no_twelve_months", since=since, until=until, first=known_from)
    found = account(replace(question, since=start), engine=engine, periods=told, months=1)
    keys = [name for name in question.by if name in found.columns]
    rolled = found.with_columns(
        _over(pl.col("gone").rolling_sum(YEAR), keys).cast(pl.Int64).alias("people"),
        _over(pl.col("average").rolling_mean(YEAR), keys).alias("base"),
    )
    places = [one.place for one in shown]
    return _rated(rolled.filter(pl.col("place").is_in(places)), question, own=told)


def _next_month(day: date) -> date:
    """The first day of a month on or after a day.

    Example:
        >>> _next_month(date(2022, 1, 1)), _next_month(date(2022, 12, 2))
        (datetime.date(2022, 1, 1), datetime.date(2023, 1, 1))
    """
    return day if day.day == 1 else date(day.year + day.month // YEAR, day.month % YEAR + 1, 1)


def _over(made: pl.Expr, keys: list[str]) -> pl.Expr:
    return made.over(keys) if keys else made
