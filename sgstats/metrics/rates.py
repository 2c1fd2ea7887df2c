"""Rates: counts over something that is no set they are part of, with exact Poisson intervals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from sgstats.metrics.registry import Rated


def poisson_interval(count: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Exact (Garwood) interval of the mean of a Poisson count.

    Formula:
        low = chi²(a/2; 2k) / 2, high = chi²(1 - a/2; 2k + 2) / 2

    Source:
        Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28.

    Example:
        >>> tuple(round(end, 3) for end in poisson_interval(10))
        (4.795, 18.39)
        >>> poisson_interval(0)[0]
        0.0
    """
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))


def per(number: int, *, interval: bool = True) -> Rated:
    """How to make rates per so many of the base: 100 for percent, 10,000 for residents.

    Args:
        number: What the base is counted in.
        interval: Whether the count varies by chance; a quota that is filled does not.

    Returns:
        A function that gives cells ``value``, ``low`` and ``high``; null where people or base are
        unknown or the base is 0.

    Example:
        >>> per(100)(pl.DataFrame({"people": [20], "base": [95.0]}), confidence=0.95).row(0)[2]
        21.05263157894737
    """
    return partial(_rated, number=number, interval=interval)


def _rated(frame: pl.DataFrame, *, confidence: float, number: int, interval: bool) -> pl.DataFrame:
    base = pl.when(pl.col("base") > 0).then(pl.col("base").cast(pl.Float64))
    scaled = frame.with_columns(value=pl.col("people") * float(number) / base)
    if not interval:
        nothing = pl.lit(None, dtype=pl.Float64)
        return scaled.with_columns(low=nothing, high=nothing)
    counts = frame["people"].drop_nulls().unique().to_list()
    ends = {count: poisson_interval(int(count), confidence=confidence) for count in counts}
    return scaled.with_columns(
        (_end(ends, place) * float(number) / base).alias(name) for place, name in enumerate(("low", "high"))
    )


def _end(ends: dict[int, tuple[float, float]], place: int) -> pl.Expr:
    """One end of the interval of each row's count."""
    known = {count: pair[place] for count, pair in ends.items()}
    return pl.col("people").replace_strict(known, default=None, return_dtype=pl.Float64)
