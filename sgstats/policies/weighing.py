"""The weight of everybody in a unit's pool: who takes part, who does not, and who must be decided on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.policies import money
from sgstats.policies.deciding import NOT_APPLICABLE
from sgstats.policies.members import YEAR, months_counted, paying_rules
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from sgstats.policies.results import Judged
    from sgstats.policies.rewards import Pay

MOST, PLACES = 1000, 6
"""Coefficients above or finer than these would let a pool times a weight pass what can be counted."""


def unit_weight(coefficients: Mapping[str, Decimal]) -> int:
    """What a coefficient of 1 over a whole year weighs, so that all weights are whole numbers.

    Raises:
        Refused: A coefficient is negative, above 1000, or has more than six decimals.

    Example:
        >>> from decimal import Decimal
        >>> unit_weight({"优秀": Decimal("1.4"), "称职": Decimal("1.0")})
        120
    """
    places = 0
    for grade, coefficient in coefficients.items():
        decimals = len(f"{coefficient:f}".partition(".")[2].rstrip("0"))
        if not 0 <= coefficient <= MOST or decimals > PLACES:
            raise Refused("pay.odd_coefficient", grade=grade, coefficient=coefficient, most=MOST)
        places = max(places, decimals)
    return YEAR * int(10**places)


def weighed(judged: Judged) -> pl.DataFrame:
    """Everybody judged, with the weight in the pool and why it is so.

    Whoever ended, is outside the rules, has no grade or may not have performance pay has weight 0.

    Args:
        judged: The year judged.

    Returns:
        The rows of ``judged.people`` in their order, with ``grade`` (the one paid by),
        ``coefficient`` (text), ``weight`` (whole), ``needs_human`` (people must decide on
        the amount) and ``reason``.
    """
    pay = paying_rules(judged)
    chosen = judged.people.with_columns(grade=_grade_paid(judged))
    terms = chosen.join(_terms(pay, judged), on="grade", how="left", maintain_order="left")
    takes_part = pl.col("member") & ~pl.col("no_performance_pay").fill_null(value=False)
    graded = takes_part & pl.col("grade").is_not_null()
    waits = takes_part & pl.col("grade").is_null() & pl.col("rated_grade").is_not_null()
    weight = pl.when(graded).then(pl.col("per_month") * months_counted(judged.options)).otherwise(0)
    return terms.with_columns(
        weight=weight.fill_null(0),
        coefficient=pl.when(graded).then("coefficient"),
        needs_human=waits | (graded & (pl.col("per_month").is_null() | _months_open(judged))),
        reason=_reason(judged, waits=waits),
    ).drop("per_month", "term")


def _grade_paid(judged: Judged) -> pl.Expr:
    """The final grade; where the quota leaves it open, on wish the one below: as if nobody were chosen."""
    final, quota, scale = pl.col("final_grade"), judged.pack.quota, judged.pack.scale
    if judged.options.undecided != "lower" or quota is None:
        return final
    below = scale[scale.index(quota.grade) + 1]
    open_one = pl.col("member") & final.is_null() & (pl.col("rated_grade") == quota.grade)
    return pl.when(open_one).then(pl.lit(below)).otherwise(final)


def _terms(pay: Pay, judged: Judged) -> pl.DataFrame:
    """What each grade brings: coefficient, weight for a month (null where people decide), and a sentence."""
    month = unit_weight(pay.coefficients) // YEAR
    rows = []
    for grade in dict.fromkeys([*judged.pack.scale, *pay.coefficients, *pay.human]):
        k = pay.coefficients.get(grade) if grade not in pay.human else None
        weight = None if k is None else int(Fraction(k) * month)
        rows.append((grade, None if k is None else money.decimal(k), weight, _term(judged, grade, pay)))
    schema = {"grade": pl.String, "coefficient": pl.String, "per_month": pl.Int64, "term": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _term(judged: Judged, grade: str, pay: Pay) -> str:
    """Why somebody with a grade is paid as they are."""
    if rule := pay.human.get(grade):
        clause = judged.pack.rules().get(rule)
        return say("pay.amount_by_people", rule=rule, cite=clause.cite if clause else "", grade=grade)
    if grade not in pay.coefficients:
        return say("pay.no_coefficient", rule=pay.id, grade=grade)
    rules, k = listed(pay.formula or [pay.id]), money.decimal(pay.coefficients[grade])
    return say("pay.by_formula", rules=rules, grade=grade, coefficient=k)


def _reason(judged: Judged, *, waits: pl.Expr) -> pl.Expr:
    """The sentence of each person; the first case that holds."""
    barring = listed(dict.fromkeys(run.id for run in judged.pack.runs if run.no_performance_pay))
    as_lower = pl.col("final_grade").is_null() & pl.col("grade").is_not_null()
    ended = sentence("pay.ended", outcome=pl.col("outcome"))
    lower = pl.concat_str(pl.lit(say("pay.as_if_not_chosen")), "term")
    return (
        pl
        .when(~pl.col("member") & (pl.col("outcome") == NOT_APPLICABLE))
        .then(pl.lit(say("pay.outside")))
        .when(~pl.col("member") & (pl.col("months") == 0))
        .then(pl.lit(say("pay.not_in_post")))
        .when(~pl.col("member"))
        .then(ended)
        .when("no_performance_pay")
        .then(pl.lit(say("pay.no_performance_pay", rules=barring)))
        .when(waits)
        .then(pl.lit(say("pay.grade_open")))
        .when(pl.col("grade").is_null())
        .then(pl.lit(say("pay.no_grade")))
        .when(_months_open(judged))
        .then(pl.lit(say("pay.months_open")))
        .when(as_lower)
        .then(_with_months(lower, judged))
        .otherwise(_with_months(pl.col("term"), judged))
    )


def _months_open(judged: Judged) -> pl.Expr:
    """Whether an amount by months waits because nobody knows how many there were."""
    return pl.col("months").is_null() & (judged.options.part_year == "months")


def _with_months(said: pl.Expr, judged: Judged) -> pl.Expr:
    """The sentence, and for a part of the year (X9) how it counts."""
    key = "pay.part_by_months" if judged.options.part_year == "months" else "pay.part_in_full"
    part = pl.concat_str(said, sentence(key, months=pl.col("months")))
    return pl.when(pl.col("months") < YEAR).then(part).otherwise(said)
