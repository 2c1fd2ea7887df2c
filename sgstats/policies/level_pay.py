"""Pay by level, as in 三岗十八级: a reference wage times the coefficient of the level, and allowances."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.policies import money
from sgstats.policies.counted import Counted
from sgstats.policies.deciding import NOT_APPLICABLE
from sgstats.policies.levels import level_of
from sgstats.policies.members import UNIT
from sgstats.policies.paying import PEOPLE
from sgstats.policies.results import Paid
from sgstats.policies.rulings import Case
from sgstats.policies.sentences import sentence
from sgstats.policies.totals import UNITS

if TYPE_CHECKING:
    from sgstats.policies.evidence import Evidence
    from sgstats.policies.results import Judged
    from sgstats.policies.rewards import Levels

_CENTS = pl.Int64()


def pay_by_level(judged: Judged, *, evidence: Evidence, wage: str) -> Paid:
    """A month's pay of everybody by post and level.

    The base is the pack's base share of it. Whoever has no level, or one without a coefficient, is left
    open. A certificate that the pack does not name brings no allowance.

    Formula:
        reference wage · coefficient of the level, half up to the cent, + allowance of the certificate

    Args:
        judged: The year judged, by a pack with levels.
        evidence: What it was judged on.
        wage: Reference wage of a month in yuan, as typed.

    Returns:
        Amounts of a month; a unit's ``pool`` is what its people get.

    Raises:
        Refused: The pack has no levels or no coefficients for them, or the amount is unclear or zero.
    """
    levels, reference = _levels(judged), money.some_cents(wage)
    people = _placed(judged, evidence).join(
        _amounts(levels, judged, reference), on="level", how="left", maintain_order="left"
    )
    held = {one.certificate: money.cents(f"{one.yuan_a_month:f}") for one in levels.allowances}
    allowance = pl.col("certificate").replace_strict(held, default=0, return_dtype=_CENTS)
    given = people.with_columns(allowance=pl.when("member").then(allowance.fill_null(0)).otherwise(0))
    paid = given.with_columns(
        cents=pl.when("member").then(pl.col("by_level") + pl.col("allowance")).otherwise(0),
        base_cents=pl.when("member").then("base"),
        grade="final_grade",
        needs_human=pl.col("member") & pl.col("by_level").is_null(),
        reason=_reason(levels),
    )
    units = _units(paid)
    notes = (say("pay.by_month", wage=money.text(reference)), *_open(paid))
    return Paid(judged=judged, people=paid.select(PEOPLE), units=units, notes=notes)


def _levels(judged: Judged) -> Levels:
    levels = judged.pack.levels
    if levels is None:
        raise Refused("pay.no_levels", pack=judged.pack.name)
    if not levels.coefficients:
        raise Refused("pay.no_level_coefficients", pack=judged.pack.name, rule=levels.id)
    return levels


def _placed(judged: Judged, evidence: Evidence) -> pl.DataFrame:
    """Everybody judged, with level and certificate."""
    known = evidence.people.filter(pl.col("year") == judged.year)
    inside = judged.people.filter(pl.col("outcome") != NOT_APPLICABLE)
    case = Case(
        pack=judged.pack,
        evidence=evidence,
        year=judged.year,
        options=judged.options,
        people=known.join(inside, on="person_id", how="semi"),
    )
    facts = known.select("person_id", pl.col("certificate").cast(pl.String))
    whole = judged.people.drop("needs_human", "reason").join(
        facts, on="person_id", how="left", maintain_order="left"
    )
    placed = level_of(case).select("person_id", "level")
    return whole.join(placed, on="person_id", how="left", maintain_order="left")


def _amounts(levels: Levels, judged: Judged, reference: int) -> pl.DataFrame:
    """What each level brings a month, and how much of it is base."""
    pay, rows = judged.pack.pay, []
    for level, coefficient in levels.coefficients.items():
        k = Fraction(coefficient)
        cents = money.half_up(reference * k.numerator, k.denominator)
        share = pay.base_share if pay else None
        base = None if share is None else money.half_up(cents * share.numerator, share.denominator)
        rows.append((int(level), money.decimal(k), cents, base))
    schema = {"level": pl.Int64, "coefficient": pl.String, "by_level": pl.Int64, "base": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _reason(levels: Levels) -> pl.Expr:
    by_level = {"rule": levels.id, "level": pl.col("level"), "coefficient": pl.col("coefficient")}
    allowed = sentence("pay.with_allowance", amount=money.texts(pl.col("allowance")))
    extra = pl.when(pl.col("allowance") > 0).then(allowed)
    return (
        pl
        .when(pl.col("outcome") == NOT_APPLICABLE)
        .then(pl.lit(say("pay.outside")))
        .when(~pl.col("member") & (pl.col("months") == 0))
        .then(pl.lit(say("pay.not_in_post")))
        .when(~pl.col("member"))
        .then(sentence("pay.ended", outcome=pl.col("outcome")))
        .when(pl.col("level").is_null())
        .then(sentence("pay.no_level", rule=levels.id))
        .when(pl.col("by_level").is_null())
        .then(sentence("pay.level_without_coefficient", rule=levels.id, level=pl.col("level")))
        .otherwise(pl.concat_str(sentence("pay.by_level", **by_level), extra, ignore_nulls=True))
    )


def _units(people: pl.DataFrame) -> pl.DataFrame:
    """What the people of each unit get together."""
    open_ones = pl.col("needs_human").sum()
    nothing = pl.lit(0, dtype=_CENTS)
    sums = people.group_by(*UNIT, "unit").agg(
        members=pl.col("member").sum().cast(_CENTS), allocated=pl.col("cents").sum(), open=open_ones
    )
    return (
        sums
        .with_columns(
            pool="allocated",
            unallocated=nothing,
            moved=nothing,
            coefficient_sum=pl.lit(None, dtype=pl.String),
            one_more_costs=pl.lit(None, dtype=_CENTS),
            reason=pl.when(pl.col("open") > 0).then(sentence("pay.levels_open", people=pl.col("open"))),
        )
        .sort(UNIT, nulls_last=True)
        .select(UNITS)
    )


def _open(people: pl.DataFrame) -> tuple[str, ...]:
    count = people.filter("needs_human").height
    return (Counted.said("pay.levels_open", people=count),) if count else ()
