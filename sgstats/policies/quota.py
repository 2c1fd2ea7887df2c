"""How many of a unit may have the best grade, and whose turn it is only people can say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.deciding import named, place
from sgstats.policies.population import UNIT
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

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
        people: Those who count in their unit, one row per person: ``person_id``, the unit, ``grade`` (so
            far), ``points``, ``ballots``.
        facts: Recorded facts; those on 优秀人选 decide.
    """
    quota = case.pack.quota
    unit = unit_of(quota)
    if quota is None:
        return Seats(candidates=_nobody(people), units=_units(people, unit, None, case), fired=no_rulings())
    units = _units(people, unit, quota, case)
    standing_for = people.filter(pl.col("grade") == quota.grade)
    candidates = standing_for.join(units, on=unit, nulls_equal=True, maintain_order="left")
    decided = _decided(_ranked(candidates, unit), facts, unit)
    return Seats(candidates=decided, units=units, fired=_rulings(decided, quota, case))


def unit_of(quota: Quota | None) -> list[str]:
    """The columns that tell the units of a quota apart."""
    return UNIT[:2] if quota and quota.unit == "street" else UNIT


def _nobody(people: pl.DataFrame) -> pl.DataFrame:
    places = {"rank": pl.UInt32, "tied": pl.Boolean, "undecided": pl.Boolean}
    return people.clear().select("person_id", *UNIT, **{k: pl.lit(None, dtype=v) for k, v in places.items()})


def _units(people: pl.DataFrame, unit: list[str], quota: Quota | None, case: Case) -> pl.DataFrame:
    """One row per unit, with its seats."""
    graded = pl.col("grade").is_not_null()
    base = pl.len() if case.options.quota_of == "headcount" else graded.sum()
    standing_for = (pl.col("grade") == quota.grade).sum() if quota else pl.lit(0)
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
    chosen = said.select(
        "person_id", chosen=pl.col("yes") & ~pl.col("no"), passed_over=pl.col("no") & ~pl.col("yes")
    )
    joined = ranked.join(chosen, on="person_id", how="left", maintain_order="left")
    joined = joined.with_columns(pl.col("chosen", "passed_over").fill_null(value=False))
    some = pl.col("chosen").any().over(unit)
    stays = pl.when(some).then("chosen").otherwise(~pl.col("passed_over"))
    joined = joined.with_columns(stays=stays, says=some | pl.col("passed_over").any().over(unit))
    enough = pl.col("candidates") <= pl.col("seats")
    settled = pl.col("says") & (pl.col("stays").sum().over(unit) <= pl.col("seats"))
    inside = (pl.col("rank") + pl.col("alike") - 1 <= pl.col("seats")).fill_null(value=False)
    keeps = pl.when(enough).then(pl.lit(value=True)).when(settled).then("stays").otherwise(inside)
    undecided = ~enough & ~settled & ~inside
    tied = (pl.col("alike") > 1).fill_null(value=False)
    return joined.with_columns(keeps=keeps, undecided=undecided, tied=tied)


def _rulings(decided: pl.DataFrame, quota: Quota, case: Case) -> pl.DataFrame:
    """Those who lose the grade by a recorded choice, and those whose grade waits."""
    lower = named(place(pl.lit(quota.grade), case.pack) + 1, case.pack)
    lost = decided.filter(~pl.col("keeps") & ~pl.col("undecided"))
    counts = {name: pl.col(name) for name in ("appraised", "seats", "candidates")}
    not_chosen = sentence("judge.not_chosen", **counts)
    fell = rulings(lost, step=Step.QUOTA, rule=quota.id, grade=lower, reason=not_chosen)
    counts["rank"] = pl.col("rank")
    waits = (
        pl
        .when(pl.col("rank").is_null())
        .then(sentence("judge.unranked", **counts))
        .when("tied")
        .then(sentence("judge.tied", **counts))
        .otherwise(sentence("judge.ranked", **counts))
    )
    open_ones = decided.filter("undecided")
    return fell.vstack(rulings(open_ones, step=Step.QUOTA, rule=quota.id, needs_human=True, reason=waits))
