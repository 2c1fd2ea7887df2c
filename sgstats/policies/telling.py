"""The result of judging, put into words: one row per person and per unit, and what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say
from sgstats.policies import ranking
from sgstats.policies.deciding import NEEDS_HUMAN, NONE, NOT_APPLICABLE, worst_outcome
from sgstats.policies.population import UNIT, months_in_post, unit_name
from sgstats.policies.quota import unit_of
from sgstats.policies.rating import as_text
from sgstats.policies.reasons import cited_as, reason
from sgstats.policies.rulings import Step

if TYPE_CHECKING:
    from sgstats.policies.rulings import Case
    from sgstats.policies.yearly import Graded

NO_IDS: list[str] = []
GRADING = [int(Step.RATED), int(Step.QUOTA)]
"""The steps on whose decision a grade may wait."""

LISTS = {"rules": "rule", "effects": "effect"}


def told_people(case: Case, result: Graded, fired: pl.DataFrame, everybody: pl.DataFrame) -> pl.DataFrame:
    """One row per person of the year, as ``Judged.people`` says."""
    grades = result.people.select("person_id", "rated_grade", "ended", final_grade="grade", score=as_text())
    places = ranking.places(case, result.seats.candidates)
    base = everybody.select("person_id", *UNIT, "year", unit=unit_name(), months=months_in_post(case.year))
    whole = base
    for part in (grades, places, _summed(case, fired)):
        whole = whole.join(part, on="person_id", how="left", maintain_order="left")
    inside = pl.col("person_id").is_in(case.people["person_id"].implode())
    whole = whole.with_columns(inside=inside).with_columns(**_filled(case))
    return whole.select(
        "person_id", *UNIT, "unit", "year", "rated_grade", "final_grade", "rules", "outcome",
        "needs_human", "reason", "score", "rank", "tied", "member", "months", "effects", "no_performance_pay",
        "open",
    )  # fmt: skip


def _summed(case: Case, fired: pl.DataFrame) -> pl.DataFrame:
    """All that was ruled on everybody: one row per person.

    Most people have one ruling, and need no grouping.
    """
    severity = worst_outcome(case.pack)
    ranked = fired.with_columns(
        reason=reason(case.pack.rules()),
        worst=pl.min_horizontal(_place(severity), pl.when("needs_human").then(severity[NEEDS_HUMAN])),
        open=pl.col("needs_human") & pl.col("step").is_in(GRADING),
    )
    single = pl.col("person_id").is_unique()
    several = _grouped(ranked.filter(~single), case)
    alone = ranked.filter(single).select(
        "person_id",
        *(pl.concat_list(column).list.drop_nulls().alias(name) for name, column in LISTS.items()),
        *several.columns[3:],
    )
    names = {number: outcome for outcome, number in severity.items()}
    outcome = pl.col("worst").replace_strict(names, default=None, return_dtype=pl.String)
    return pl.concat([several, alone]).with_columns(outcome=outcome).drop("worst")


def _grouped(ranked: pl.DataFrame, case: Case) -> pl.DataFrame:
    """The rulings on those who have several, in the order they apply, nothing said twice."""
    numbers = {rule: number for number, rule in enumerate(case.pack.rules())}
    order = pl.col("rule").replace_strict(numbers, default=len(numbers), return_dtype=pl.Int32)
    ordered = ranked.with_columns(order=order).sort("person_id", "step", "order", maintain_order=True)
    once = {name: pl.col(column).drop_nulls().unique(maintain_order=True) for name, column in LISTS.items()}
    return ordered.group_by("person_id").agg(
        **once,
        reason=pl.col("reason").drop_nulls().unique(maintain_order=True).str.join(say("judge.between")),
        worst=pl.col("worst").min(),
        needs_human=pl.col("needs_human").any(),
        no_performance_pay=pl.col("no_performance_pay").any(),
        open=pl.col("open").any(),
    )


def _place(severity: dict[str, int]) -> pl.Expr:
    return pl.col("outcome").replace_strict(severity, default=None, return_dtype=pl.Int32)


def _filled(case: Case) -> dict[str, pl.Expr]:
    """What stands where nothing was ruled, and where the pack does not apply."""
    inside = pl.col("inside")
    population = case.pack.population
    excluded = say("judge.excluded", fired=cited_as(population))
    none = pl.lit(NO_IDS, dtype=pl.List(pl.String))
    rules = pl.when(inside).then(pl.coalesce("rules", none)).otherwise(pl.lit([population.id]))
    graded = pl.col("rated_grade").is_not_null()
    nothing = pl.when(graded).then(pl.lit(say("judge.no_rule"))).otherwise(pl.lit(say("judge.no_appraisal")))
    remarks = pl.concat_str(nothing, "reason", separator=say("judge.between"), ignore_nulls=True)
    because = pl.when(pl.col("rules").list.len().fill_null(0) > 0).then("reason").otherwise(remarks)
    return {
        "rules": rules,
        "score": pl.coalesce("combined", "score"),
        "outcome": pl.when(~inside).then(pl.lit(NOT_APPLICABLE)).otherwise(pl.col("outcome").fill_null(NONE)),
        "needs_human": inside & pl.col("needs_human").fill_null(value=False),
        "reason": pl.concat_str(
            pl.when(inside).then(because).otherwise(pl.lit(excluded)), pl.lit(say("judge.stop"))
        ),
        "tied": pl.col("tied").fill_null(value=False),
        "member": inside
        & ~pl.col("ended").fill_null(value=False)
        & (pl.col("months") > 0).fill_null(value=True),
        "effects": pl.coalesce("effects", none),
        "no_performance_pay": pl.col("no_performance_pay").fill_null(value=False),
        "open": inside & pl.col("open").fill_null(value=False) & pl.col("final_grade").is_null(),
    }


def told_units(case: Case, result: Graded, people: pl.DataFrame) -> pl.DataFrame:
    """One row per unit, as ``Judged.units`` says."""
    quota = case.pack.quota
    unit = unit_of(quota)
    best = quota.grade if quota else next(iter(case.pack.scale), None)
    waiting = result.seats.candidates.filter("undecided").select("person_id", undecided=True)
    with_waiting = people.filter(pl.col("outcome") != NOT_APPLICABLE).join(
        waiting, on="person_id", how="left"
    )
    given = (pl.col("final_grade") == pl.lit(best, dtype=pl.String)).sum()
    counts = with_waiting.group_by(unit).agg(
        given=given.cast(pl.Int64), undecided=pl.col("undecided").count().cast(pl.Int64)
    )
    units = result.seats.units.join(counts, on=unit, how="left", nulls_equal=True)
    if "community" not in unit:
        units = units.with_columns(community=pl.lit(None, dtype=pl.String))
    columns = ["appraised", "seats", "candidates", "given", "undecided"]
    return units.select(*UNIT, unit_name().alias("unit"), *columns).sort(UNIT, nulls_last=True)
