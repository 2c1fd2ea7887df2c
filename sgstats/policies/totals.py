"""The account of each unit: its pool, where it went, and what one more of the best grade would cost."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say
from sgstats.policies import money
from sgstats.policies.members import paying_rules
from sgstats.policies.sentences import sentence
from sgstats.policies.weighing import unit_weight

if TYPE_CHECKING:
    from sgstats.policies.results import Judged

UNITS = (
    "district", "street", "community", "unit", "members", "pool", "allocated", "unallocated", "moved",
    "coefficient_sum", "one_more_costs", "reason",
)  # fmt: skip
_WIDE = pl.Int128()


def totals(people: pl.DataFrame, pools: pl.DataFrame, *, judged: Judged) -> pl.DataFrame:
    """One row per unit, with what became of its pool.

    Args:
        people: Everybody, with ``place``, ``member``, ``grade``, ``weight``, ``due``, ``cents``,
            ``needs_human``.
        pools: The units in their order, with ``pool``.
        judged: What the grades were decided by.

    Returns:
        One row per unit, the columns of ``Paid.units``.
    """
    competent = (pl.col("grade") == judged.pack.competent) & (pl.col("weight") > 0)
    sums = people.group_by("place").agg(
        members=pl.col("member").sum().cast(pl.Int64),
        weight=pl.col("weight").sum(),
        allocated=pl.col("cents").sum(),
        due=pl.col("due").sum(),
        open=pl.col("needs_human").sum(),
        competent=competent.sum(),
    )
    units = pools.join(sums, on="place", how="left", maintain_order="left")
    counts = ["members", "weight", "allocated", "due", "open", "competent"]
    told = units.with_columns(pl.col(counts).fill_null(0), without=pl.col("pool").is_null())
    known = told.with_columns(pl.col("pool").fill_null(0))
    account = known.with_columns(
        unallocated=pl.col("pool") - pl.col("allocated"),
        moved=pl.when(_shared()).then((pl.col("allocated") - pl.col("due")).clip(0)).otherwise(0),
        coefficient_sum=pl.when(pl.col("open") == 0).then(_sum_text(known, judged)),
        one_more_costs=pl.when(_shared()).then(_one_more(judged)),
    )
    return account.with_columns(reason=_reason()).select(UNITS)


def _shared() -> pl.Expr:
    """Whether the pool was shared out at all."""
    return ~pl.col("without") & (pl.col("open") == 0) & (pl.col("weight") > 0)


def _sum_text(units: pl.DataFrame, judged: Judged) -> pl.Expr:
    """Sum of the coefficients as people write it."""
    one = unit_weight(paying_rules(judged).coefficients)
    written = {weight: money.decimal(Fraction(weight, one)) for weight in units["weight"].unique()}
    return pl.col("weight").replace_strict(written, return_dtype=pl.String)


def _one_more(judged: Judged) -> pl.Expr:
    """Cents that each competent person loses when one of several becomes the best grade, half up (X8).

    Formula:
        pool · k / sum less pool · k / (sum + best - k), with k the coefficient of the competent grade
    """
    coefficients = paying_rules(judged).coefficients
    best = judged.pack.scale[0] if judged.pack.scale else ""
    if best not in coefficients or judged.pack.competent not in coefficients:
        return pl.lit(None, dtype=pl.Int64)
    one = unit_weight(coefficients)
    k, top = (int(Fraction(coefficients[grade]) * one) for grade in (judged.pack.competent, best))
    before = pl.col("weight").cast(_WIDE)
    above = pl.col("pool").cast(_WIDE) * k * (top - k)
    below = before * (before + (top - k))
    cost = (2 * above + below) // (2 * below)
    return pl.when(pl.col("competent") > 1).then(cost).cast(pl.Int64)


def _reason() -> pl.Expr:
    """Why a pool, or a part of it, was not given out; null where it was."""
    return (
        pl
        .when("without")
        .then(pl.lit(say("pay.no_pool_given")))
        .when(pl.col("open") > 0)
        .then(sentence("pay.pool_waits", people=pl.col("open")))
        .when(pl.col("members") == 0)
        .then(pl.lit(say("pay.nobody_here")))
        .when(pl.col("weight") == 0)
        .then(pl.lit(say("pay.all_weights_zero")))
        .when(pl.col("unallocated") > 0)
        .then(pl.lit(say("pay.rest_stays")))
    )
