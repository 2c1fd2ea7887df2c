"""One year of one pack: the grade of everybody, step by step, worst article first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies import absences, items, quota, rating, sequences
from sgstats.policies.deciding import standing
from sgstats.policies.population import UNIT
from sgstats.policies.rulings import Case, Step, no_rulings

if TYPE_CHECKING:
    from sgstats.policies.evidence import Evidence
    from sgstats.policies.options import Options
    from sgstats.policies.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is worked out once for all years.

    Attributes:
        ratings: What ``rating.rated`` gives.
        absent: What ``absences.measured`` gives.
    """

    ratings: pl.DataFrame
    absent: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The grades of one year.

    Attributes:
        people: One row per person: ``person_id``, the unit, ``rated_grade``, ``points``, ``ballots``,
            ``disagrees`` (the grade given is not that of the score), ``raw`` (the grade before last year's
            had its say), ``grade`` (the final one) and ``ended`` (by the exit articles).
        fired: Rulings.
        seats: The quota.
        facts: Recorded facts of the year.
    """

    people: pl.DataFrame
    fired: pl.DataFrame
    seats: quota.Seats
    facts: pl.DataFrame


def measured(evidence: Evidence, pack: Pack, options: Options) -> Measured:
    """Scores and absences of everybody in every year."""
    return Measured(
        ratings=rating.rated(evidence.appraisals, pack=pack, gap=options.gap),
        absent=absences.measured(evidence.absences, window=options.absence_window),
    )


def graded(case: Case, known: Measured, last: pl.DataFrame) -> Graded:
    """The grades of one year.

    Args:
        case: The year.
        known: Scores and absences.
        last: Last year's grades: ``person_id``, ``grade``.
    """
    facts = items.recorded(case)
    rated = _rated(case, known)
    of_year = known.ratings.filter(pl.col("year") == case.year).join(rated, on="person_id", how="semi")
    first = [
        rating.given_grades(case, of_year),
        absences.absent(case, known.absent),
        items.itemised(case, facts, rated),
        items.unheard(case, facts),
    ]
    so_far = pl.concat(first)
    so_far = so_far.vstack(items.denied(case, facts, standing(rated, so_far, case.pack)))
    raw = standing(rated, so_far, case.pack)
    so_far = so_far.vstack(sequences.after(case, raw, last))
    return _with_quota(case, rated.with_columns(raw=raw["grade"]), so_far, facts)


def _rated(case: Case, known: Measured) -> pl.DataFrame:
    """Everybody's grade as it was given."""
    of_year = known.ratings.filter(pl.col("year") == case.year)
    by_score = pl.when(~pl.col("foreign") & ~pl.col("torn") & pl.col("no_grade").is_null()).then("by_score")
    disagrees = pl.col("given") != pl.col("by_score")
    rated_grade = pl.coalesce("given", by_score)
    grades = of_year.select("person_id", "points", "ballots", rated_grade=rated_grade, disagrees=disagrees)
    people = case.people.select("person_id", *UNIT)
    return people.join(grades, on="person_id", how="left", maintain_order="left")


def _with_quota(case: Case, people: pl.DataFrame, so_far: pl.DataFrame, facts: pl.DataFrame) -> Graded:
    """The grades when the quota has been kept; a grade that waits for a decision is none."""
    exits = so_far.filter((pl.col("step") == Step.EXIT) & pl.col("outcome").is_not_null())
    ended = pl.col("person_id").is_in(exits["person_id"].implode())
    whole = people.with_columns(standing(people, so_far, case.pack)["grade"], ended=ended)
    seats = quota.shared_out(case, whole, facts)
    fired = pl.concat([no_rulings(), so_far, seats.fired])
    waiting = seats.candidates.filter("undecided")["person_id"]
    final = pl.when(~pl.col("person_id").is_in(waiting.implode())).then("grade")
    whole = whole.with_columns(standing(people, fired, case.pack)["grade"]).with_columns(grade=final)
    return Graded(people=whole, fired=fired, seats=seats, facts=facts)
