"""How many of a unit may have the best grade, and whose turn it is only people can say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.deciding import named, place
from sgstats.policies.population import UNIT
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import listing, sentence

if TYPE_CHECKING:
    from sgstats.policies.grading import Quota

CHOSEN = "优秀人选"
FINE = 10**18


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Who stands for the grade of the quota, and what came of it.

    Attributes:
        candidates: One row per candidate: ``person_id``, the unit, ``rank``, ``tied`` and ``undecided``.
        units: One row per unit: ``appraised``, ``seats``, ``candidates``.
        fired: Rulings.
    """

    candidates: pl.DataFrame
    units: pl.DataFrame
    fired: pl.DataFrame


def seats(people: int, quota: Quota) -> int:
    """Whole people who may have the grade.

    Example:
        >>> from sgstats.policies.loading import load
        >>> seats(9, load("EAST").quota), seats(162, load("EAST").quota)
        (1, 32)
    """
    return people * quota.share.numerator // quota.share.denominator


def shared_out(case: Case, people: pl.DataFrame, facts: pl.DataFrame) -> Seats:
    """The seats of every unit, given to nobody whom the scores do not put inside beyond doubt.

    Args:
        case: The year judged.
        people: Everybody, one row per person: ``person_id``, the unit, ``grade`` (so far), ``points``,
            ``ballots``, and whether they no longer count in their unit (``ended``).
        facts: Recorded facts; those on 优秀人选 decide.
    """
    quota = case.pack.quota
    unit = unit_of(quota)
    if quota is None:
        return Seats(candidates=_nobody(people), units=_units(people, unit, None, case), fired=no_rulings())
    units = _units(people, unit, quota, case)
    standing_for = people.filter((pl.col("grade") == quota.grade) & ~pl.col("ended")).drop("ended")
    candidates = standing_for.join(units, on=unit, nulls_equal=True, maintain_order="left")
    decided = _decided(_ranked(candidates, unit), facts, unit)
    fired = _rulings(decided, quota, case).vstack(_aside(facts, decided))
    return Seats(candidates=decided, units=units, fired=fired)


def unit_of(quota: Quota | None) -> list[str]:
    """The columns that tell the units of a quota apart."""
    return UNIT[:2] if quota and quota.unit == "street" else UNIT


def _nobody(people: pl.DataFrame) -> pl.DataFrame:
    places = {"rank": pl.UInt32, "tied": pl.Boolean, "undecided": pl.Boolean}
    return people.clear().select("person_id", *UNIT, **{k: pl.lit(None, dtype=v) for k, v in places.items()})


def _units(people: pl.DataFrame, unit: list[str], quota: Quota | None, case: Case) -> pl.DataFrame:
    """One row per unit, with its seats; none where nobody counts any more."""
    counts_here = ~pl.col("ended")
    graded = pl.col("grade").is_not_null() & counts_here
    base = counts_here.sum() if case.options.quota_of == "headcount" else graded.sum()
    standing_for = (counts_here & (pl.col("grade") == quota.grade)).sum() if quota else pl.lit(0)
    counts = {"base": base, "appraised": graded.sum(), "candidates": standing_for}
    units = people.group_by(unit, maintain_order=True).agg(**{k: v.cast(pl.Int64) for k, v in counts.items()})
    share = quota.share if quota else None
    places = pl.col("base") * share.numerator // share.denominator if share else pl.lit(None, dtype=pl.Int64)
    return units.with_columns(seats=places).drop("base")


def _ranked(candidates: pl.DataFrame, unit: list[str]) -> pl.DataFrame:
    """Places by exact score: 1, 2, 2, 4; none where anybody of the unit has no score."""
    points, ballots = (pl.col(name).cast(pl.Int128) for name in ("points", "ballots"))
    score = points * pl.lit(FINE, dtype=pl.Int128) // ballots
    keyed = candidates.with_columns(score=score)
    every = pl.col("score").is_not_null().all().over(unit)
    rank = pl.col("score").rank("min", descending=True).over(unit)
    alike = pl.len().over(*unit, "score")
    return keyed.with_columns(rank=pl.when(every).then(rank), alike=pl.when(every).then(alike)).drop("score")


def _decided(ranked: pl.DataFrame, facts: pl.DataFrame, unit: list[str]) -> pl.DataFrame:
    """Who keeps the grade (``keeps``), who loses it, and for whom people must decide (``undecided``)."""
    said = facts.filter(pl.col("item") == CHOSEN)
    names = {"chosen": pl.col("yes") & ~pl.col("no"), "passed_over": pl.col("no") & ~pl.col("yes")}
    joined = ranked.join(said.select("person_id", **names), on="person_id", how="left", maintain_order="left")
    joined = joined.with_columns(pl.col(*names).fill_null(value=False))
    counts = {name: pl.col(name).sum().over(unit).cast(pl.Int64) for name in names}
    counted = joined.with_columns(picked=counts["chosen"], passed=counts["passed_over"])
    counted = counted.with_columns(
        left=pl.col("seats") - pl.col("picked"),
        # Of people without a unit nobody can say how many seats they share.
        no_seat=(pl.col("seats") == 0) & pl.col(unit[-1]).is_not_null(),
        tied=(pl.col("alike") > 1).fill_null(value=False),
    )
    keeps, loses = _keeps(), _loses()
    return counted.with_columns(keeps=keeps, undecided=~keeps & ~loses)


def _keeps() -> pl.Expr:
    """Whoever was chosen, or has a seat without any choice: where too few stand, or by score beyond doubt."""
    enough = pl.col("candidates") <= pl.col("seats")
    nobody_else = pl.col("candidates") - pl.col("picked") - pl.col("passed") <= pl.col("left")
    inside = (pl.col("rank") + pl.col("alike") - 1 <= pl.col("seats")).fill_null(value=False)
    seated = pl.col("chosen") | nobody_else | ((pl.col("picked") == 0) & inside)
    return enough | ((pl.col("left") >= 0) & ~pl.col("no_seat") & ~pl.col("passed_over") & seated)


def _loses() -> pl.Expr:
    """Whoever was not chosen while others were, and everybody where there is no seat to choose for."""
    filled = (pl.col("picked") > 0) & (pl.col("left") == 0) & ~pl.col("chosen")
    short = pl.col("candidates") > pl.col("seats")
    return short & (pl.col("no_seat") | pl.col("passed_over") | filled)


def _rulings(decided: pl.DataFrame, quota: Quota, case: Case) -> pl.DataFrame:
    """Those who lose the grade, by a recorded choice or for want of any seat, and those who wait."""
    lower = named(place(pl.lit(quota.grade), case.pack) + 1, case.pack)
    lost = decided.filter(~pl.col("keeps") & ~pl.col("undecided"))
    counts = {name: pl.col(name) for name in ("appraised", "seats", "candidates")}
    why = (
        pl
        .when("no_seat")
        .then(sentence("judge.no_seat", **counts))
        .otherwise(sentence("judge.not_chosen", **counts))
    )
    fell = rulings(lost, step=Step.QUOTA, rule=quota.id, grade=lower, reason=why)
    open_ones = decided.filter("undecided")
    waits = rulings(open_ones, step=Step.QUOTA, rule=quota.id, needs_human=True, reason=_waits(counts))
    return fell.vstack(waits)


def chosen_aside(facts: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Facts that choose people who do not stand for the grade."""
    return facts.filter((pl.col("item") == CHOSEN) & pl.col("yes")).join(
        candidates, on="person_id", how="anti"
    )


def _aside(facts: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    aside = chosen_aside(facts, candidates)
    return rulings(aside, step=Step.QUOTA, reason=sentence("judge.chosen_aside", item=CHOSEN))


def _waits(counts: dict[str, pl.Expr]) -> pl.Expr:
    """Why people must decide."""
    ranked = counts | {"rank": pl.col("rank")}
    picked = counts | {"picked": pl.col("picked"), "left": pl.col("left")}
    some_left = listing(
        sentence("judge.seats_left", **picked),
        pl.when("tied").then(sentence("judge.place_tied", rank=pl.col("rank"))),
    )
    return (
        pl
        .when(pl.col("left") < 0)
        .then(sentence("judge.too_many_chosen", **picked))
        .when(pl.col("picked") > 0)
        .then(some_left)
        .when(pl.col("rank").is_null())
        .then(sentence("judge.unranked", **counts))
        .when("tied")
        .then(sentence("judge.tied", **ranked))
        .otherwise(sentence("judge.ranked", **ranked))
    )
