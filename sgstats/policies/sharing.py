"""Sharing a pool to the cent: what everybody is due, rounded so that the pool comes out exactly."""

from __future__ import annotations

import polars as pl

from sgstats.policies.options import Options

# A pool of 10**15 cents times a weight passes what 64 bits hold.
_WIDE = pl.Int128()


def share_out(people: pl.DataFrame, *, rounding: str = Options().rounding) -> pl.DataFrame:
    """Every person's part of the pool of the unit, in cents.

    Largest remainder: each gets the whole cents of the exact part, and the cents left
    over go one by one to the largest fractions; equal fractions: the higher weight first, then the
    order of the rows, which is that of the list people came in. So the parts add up to the pool and nobody
    is a cent away from the exact part;
    two people of one weight may differ by one cent. With ``equal_within_grade`` the cents left over
    stay in the pool. Where all weights are 0 nobody gets anything.

    Formula:
        pool · weight / sum of the weights of the unit

    Args:
        people: One row per person: ``place`` (whose pool), ``pool`` (cents), ``weight`` (whole, from 0).
        rounding: ``largest_remainder`` or ``equal_within_grade``.

    Returns:
        The same rows in the same order with ``cents`` and ``due`` (their whole cents before the rest is
        handed out).

    Example:
        >>> nine = pl.DataFrame({"place": 0, "pool": 16200000, "weight": [14, *8 * [10]]})
        >>> share_out(nine)["cents"].to_list()[:4]
        [2412766, 1723405, 1723405, 1723404]
    """
    total = pl.col("weight").cast(_WIDE).sum().over("place")
    exact = people.with_row_index("_order").with_columns(_total=total)
    product = pl.col("pool").cast(_WIDE) * pl.col("weight")
    exact = exact.with_columns(
        due=(product // pl.col("_total")).fill_null(0).cast(pl.Int64),
        _fraction=(product % pl.col("_total")).fill_null(0).cast(pl.Int64),
    )
    if rounding == "equal_within_grade":
        return exact.with_columns(cents="due").drop("_order", "_total", "_fraction")
    return _with_rest(exact).drop("_order", "_total", "_fraction")


def _with_rest(exact: pl.DataFrame) -> pl.DataFrame:
    """Hand out the cents left over, one each, the largest fractions first."""
    left = pl.when(pl.col("_total") > 0).then(pl.col("pool") - pl.col("due").sum().over("place")).otherwise(0)
    waiting = exact.select("_order", "place", "_fraction", "weight", _left=left).filter(pl.col("_left") > 0)
    in_line = waiting.sort("place", "_fraction", "weight", "_order", descending=[False, True, True, False])
    served = in_line.filter(pl.int_range(pl.len()).over("place") < pl.col("_left"))
    one_more = pl.col("_order").is_in(served["_order"].implode()).cast(pl.Int64)
    return exact.with_columns(cents=pl.col("due") + one_more)
