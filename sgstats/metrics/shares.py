"""The one place where shares and their intervals are computed and printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from statistics import NormalDist

import polars as pl

from sgstats.messages import say

EXACT_BELOW = 30
"""Below this base the exact interval is given: at n = 9 Wilson's covers 87 % at worst."""


def with_shares(frame: pl.DataFrame, *, confidence: float = 0.95) -> pl.DataFrame:
    """The frame with each row's share of its base and the share's interval.

    Wilson's interval, and Clopper and Pearson's where the base is under 30. Where people or base
    are null, the base is 0, or there are more people than the base, all three are null.

    Formula:
        share = people / base

    Args:
        frame: One row per cell: ``people``, ``base``; columns of the three names are replaced.
        confidence: Of the interval.

    Returns:
        The same rows with ``share``, ``low``, ``high`` as fractions of 1.

    Example:
        >>> with_shares(pl.DataFrame({"people": [67], "base": [1336]})).row(0)[:3]
        (67, 1336, 0.050149700598802395)
    """
    frame = frame.drop("share", "low", "high", strict=False)
    fits = (pl.col("base") > 0) & pl.col("people").is_between(0, pl.col("base"))
    people, base = (pl.when(fits).then(pl.col(name)).cast(pl.Float64) for name in ("people", "base"))
    low, high = _wilson(people / base, base, confidence=confidence)
    shown = frame.with_columns(share=people / base, low=low, high=high)
    return _with_exact(shown, confidence=confidence)


def _wilson(share: pl.Expr, base: pl.Expr, *, confidence: float) -> tuple[pl.Expr, pl.Expr]:
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    half = z * (share * (1 - share) / base + z * z / (4 * base * base)).sqrt() / (1 + z * z / base)
    # The ends are exactly 0 and 1 there; floating point misses them by a hair.
    low = pl.when(share == 0).then(0.0).otherwise(middle - half)
    return low, pl.when(share == 1).then(1.0).otherwise(middle + half)


def _with_exact(frame: pl.DataFrame, *, confidence: float) -> pl.DataFrame:
    """Replace the intervals of small bases by exact ones."""
    small = pl.col("share").is_not_null() & (pl.col("base") < EXACT_BELOW)
    pairs = frame.filter(small).select("people", "base").unique()
    if pairs.is_empty():
        return frame
    rows = [exact_interval(*pair, confidence=confidence) for pair in pairs.iter_rows()]
    ends = pl.DataFrame(rows, schema={"_low": pl.Float64, "_high": pl.Float64}, orient="row")
    joined = frame.join(pairs.hstack(ends), on=["people", "base"], how="left", maintain_order="left")
    return joined.with_columns(low=pl.coalesce("_low", "low"), high=pl.coalesce("_high", "high")).drop(
        "_low", "_high"
    )


def wilson_interval(people: int, base: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share.

    Example:
        >>> tuple(round(end, 4) for end in wilson_interval(81, 263))
        (0.2553, 0.3662)
    """
    cell = pl.DataFrame({"share": [people / base], "base": [float(base)]})
    low, high = _wilson(pl.col("share"), pl.col("base"), confidence=confidence)
    return cell.select(low.alias("low"), high.alias("high")).row(0)


def exact_interval(people: int, base: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's interval of a share, from quantiles of the beta distribution.

    Example:
        >>> tuple(round(end, 4) for end in exact_interval(0, 9))
        (0.0, 0.3363)
    """
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = float(betaincinv(people, base - people + 1, tail)) if people else 0.0
    high = float(betaincinv(people + 1, base - people, 1 - tail)) if people < base else 1.0
    return low, high


def difference_interval(
    first: tuple[int, int], second: tuple[int, int], *, confidence: float = 0.95
) -> tuple[float, float]:
    """Newcombe's interval (method 10) of the difference of two independent shares.

    Args:
        first: People and base of the share subtracted from.
        second: People and base of the share subtracted.
        confidence: Of the interval.

    Example:
        >>> tuple(round(end, 4) for end in difference_interval((56, 70), (48, 80)))
        (0.0524, 0.3339)
    """
    p, q = first[0] / first[1], second[0] / second[1]
    p_low, p_high = wilson_interval(*first, confidence=confidence)
    q_low, q_high = wilson_interval(*second, confidence=confidence)
    return (
        p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2),
        p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2),
    )


def half_up(number: Decimal | float | str, *, places: int = 1) -> Decimal:
    """A number rounded as bureaus do: a half goes up, away from zero.

    Example:
        >>> half_up("62.5", places=0), half_up(0.25), half_up(12.35)
        (Decimal('63'), Decimal('0.3'), Decimal('12.4'))
        >>> half_up(-0.04)
        Decimal('0.0')
    """
    # str() of a float is the shortest text that means it, so 0.25 is a half and 12.35 counts as one.
    return Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def percent(share: Decimal | float | str, *, places: int = 1) -> Decimal:
    """A share of 1 as a percentage to print, half up.

    Example:
        >>> percent(67 / 1336), percent(0.625), percent(1 / 2000)
        (Decimal('5.0'), Decimal('62.5'), Decimal('0.1'))
    """
    return half_up(Decimal(str(share)) * 100, places=places)


def adding_note(shares: Iterable[float | None], *, places: int = 1) -> str | None:
    """What to print under parts whose rounded percentages do not add up to 100, else None.

    Null shares are left out. Whether the parts are complete is for the caller to know.

    Example:
        >>> adding_note([0.25, 0.75]) is None, adding_note([1 / 3, 1 / 3, 1 / 3])
        (True, '因四舍五入，各项百分比合计为 99.9%，不为 100.0%。')
    """
    total = sum((percent(share, places=places) for share in shares if share is not None), Decimal(0))
    return None if total == 100 else say("metric.parts_do_not_add", total=total)
