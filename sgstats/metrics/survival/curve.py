"""The Kaplan–Meier curve of each group, its interval, and what is read off it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import polars as pl

Interval = Literal["log-log", "log", "plain"]
HALF = 0.5 + 1e-12
"""Products of floating point numbers that should be one half may end a hair above it."""


def estimated(
    frame: pl.DataFrame, *, by: Sequence[str] = (), confidence: float = 0.95, interval: Interval = "log-log"
) -> pl.DataFrame:
    """The frame with the curve through its rows, also after rows have been merged.

    Greenwood's variance; by default the log-log interval, which never leaves 0…1 and covers best
    where people are few. There is no interval before the first event, nor where the curve is 0.

    Formula:
        survival(t) = product over the days u ≤ t of 1 - events(u) / at_risk(u)
        variance of ln survival = sum of events / (at_risk · (at_risk - events))

    Args:
        frame: One row per group and day, ascending: ``at_risk`` just before the day (people who
            leave and people who go out of view on one day are both at risk on it), ``events``.
        by: Fields that make the groups.
        confidence: Of the interval, at each day for itself.
        interval: ``log-log``, ``log`` or ``plain``.

    Returns:
        The same rows with ``survival``, ``low`` and ``high`` as fractions of 1; columns of these
        names are replaced.

    Source:
        Kaplan, E. L., Meier, P. (1958), JASA 53; Kalbfleisch, J. D., Prentice, R. L. (1980).

    Example:
        >>> frame = pl.DataFrame({"at_risk": [4, 3, 2], "events": [1, 0, 1]})
        >>> estimated(frame)["survival"].to_list()
        [0.75, 0.75, 0.375]
    """
    at_risk, events = pl.col("at_risk").cast(pl.Float64), pl.col("events").cast(pl.Float64)
    left = pl.when(events > 0).then(1 - events / at_risk).otherwise(1.0).cum_prod()
    spread = pl.when(events > 0).then(events / (at_risk * (at_risk - events))).otherwise(0.0).cum_sum()
    groups = [pl.lit(0), *map(pl.col, by)]
    frame = frame.with_columns(survival=left.over(groups), _spread=spread.over(groups))
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    low, high = _ends(pl.col("survival"), pl.col("_spread").sqrt() * z, interval=interval)
    known = (pl.col("survival") > 0) & (pl.col("_spread") > 0)
    return frame.with_columns(low=pl.when(known).then(low), high=pl.when(known).then(high)).drop("_spread")


def _ends(survival: pl.Expr, half: pl.Expr, *, interval: Interval) -> tuple[pl.Expr, pl.Expr]:
    """Both ends of the interval, given half its width on the scale of ln survival."""
    if interval == "plain":
        return (survival - survival * half).clip(0, 1), (survival + survival * half).clip(0, 1)
    if interval == "log":
        return survival * (-half).exp(), (survival * half.exp()).clip(upper_bound=1)
    # On the scale of ln(-ln survival) a survival below 1 has a negative logarithm.
    width = half / -survival.log()
    return survival.pow(width.exp()), survival.pow((-width).exp())


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """The day by which half have left, with its interval; None where the curve does not come so low."""

    value: int | None
    low: int | None
    high: int | None


def median(curve: pl.DataFrame) -> Median:
    """First day on which the curve is at or below one half; the ends are those of the interval's bounds.

    Args:
        curve: One group of ``estimated``: ``days``, ``survival``, ``low``, ``high``.

    Example:
        >>> frame = pl.DataFrame({"days": [10, 20], "at_risk": [2, 1], "events": [1, 0]})
        >>> median(estimated(frame))
        Median(value=10, low=10, high=None)
    """
    value, low, high = (_first(curve, name) for name in ("survival", "low", "high"))
    return Median(value=value, low=low, high=high)


def _first(curve: pl.DataFrame, name: str) -> int | None:
    reached = curve.filter(pl.col(name) <= HALF)
    return int(reached["days"].item(0)) if reached.height else None


def trusted(curve: pl.DataFrame) -> pl.DataFrame:
    """The rows of one group's curve up to the first day after which nobody is in view.

    Beyond it, and where nobody was watched from the first day of service on, the curve speaks only
    of those who had already stayed so long.

    Args:
        curve: ``days``, ``at_risk``, ``entered``, ``events``, ``censored``, ascending.

    Example:
        >>> frame = {"days": [0, 9, 30], "at_risk": [0, 1, 0], "entered": [1, 0, 1], "events": [0, 1, 0]}
        >>> trusted(pl.DataFrame(frame | {"censored": [0, 0, 0]})).height
        2
    """
    if curve.is_empty() or curve["days"].item(0) > 0:
        return curve.clear()
    after = pl.col("at_risk") + pl.col("entered") - pl.col("events") - pl.col("censored")
    empty = curve.select((after == 0).arg_true().first()).item()
    return curve if empty is None else curve.head(int(empty) + 1)


def restricted_mean(curve: pl.DataFrame, *, until: int) -> float:
    """Mean days in post up to a day: the area under one group's curve.

    Args:
        curve: One group of ``estimated``.
        until: The last day looked at.

    Example:
        >>> frame = pl.DataFrame({"days": [10, 20], "at_risk": [2, 1], "events": [1, 0]})
        >>> restricted_mean(estimated(frame), until=20)
        15.0
    """
    inside = curve.filter(pl.col("days") < until)
    days = [0, *inside["days"].to_list(), until]
    heights = [1.0, *inside["survival"].to_list()]
    return float(sum(height * (days[at + 1] - days[at]) for at, height in enumerate(heights)))
