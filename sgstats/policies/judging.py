"""A pack applied to a year: every grade and every consequence, with the rules it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.policies import (
    departures,
    entry,
    ladder,
    leniency,
    levels,
    ranking,
    self_assessment,
    sequences,
    training,
    votes,
)
from sgstats.policies.noting import notes
from sgstats.policies.options import choose
from sgstats.policies.population import admitted, cohort
from sgstats.policies.results import Judged
from sgstats.policies.rulings import Case, no_rulings
from sgstats.policies.telling import told_people, told_units
from sgstats.policies.yearly import Graded, Measured, graded, measured

if TYPE_CHECKING:
    from sgstats.policies.evidence import Evidence
    from sgstats.policies.options import Options
    from sgstats.policies.pack import Pack

NOBODY = pl.DataFrame(schema={"person_id": pl.String, "grade": pl.String})
"""Grades of a year of which nothing is known."""


def judge(evidence: Evidence, *, pack: Pack, year: int, options: Options | None = None) -> Judged:
    """Apply a pack to a year.

    Years are judged from the oldest to the year wanted, because last year's final grade counts. In each,
    the order is the one of EAST (articles 23, 18, 17, the rated grade, 18-8, the quota, 23-7), and a
    later step only ever lowers a grade. Where the rules leave something open, the result says so and
    decides nothing.

    Args:
        evidence: What is known of people and years.
        pack: The rules.
        year: The year wanted.
        options: How unclear clauses are read; without any, as the pack says.

    Raises:
        Refused: Nothing is known of the year, the pack was not in force in it, a score is not between 0
            and 100, or a ballot has more votes than people.
    """
    options = options or choose(pack.options, {})
    _refuse_unknown(evidence, pack, year)
    _refuse_out_of_force(pack, year)
    votes.refuse_impossible(evidence.ballots)
    known = measured(evidence, pack, options)
    finals: list[pl.DataFrame] = []
    grades: dict[int, pl.DataFrame] = {}
    for one in _years(evidence, pack, year):
        case = _case(evidence, pack, options, year=one, judged=year)
        result = graded(case, known, grades.get(one - 1, NOBODY))
        column = "grade" if options.last_grade == "final" else "raw"
        grades[one] = result.people.select("person_id", grade=column)
        finals.append(result.people.select("person_id", "grade", year=pl.lit(one, dtype=pl.Int32)))
    fired = pl.concat([result.fired, sequences.ran(case, pl.concat(finals)), *_consequences(case, result)])
    return _judged(case, result, fired, known)


def _judged(case: Case, result: Graded, fired: pl.DataFrame, known: Measured) -> Judged:
    """What the rulings come to, put into words."""
    everybody = cohort(case.evidence, year=case.year, judged=case.year)
    people = told_people(case, result, fired, everybody)
    return Judged(
        pack=case.pack,
        year=case.year,
        options=case.options,
        people=people,
        units=told_units(case, result, people),
        notes=notes(case, result, people),
    )


def _years(evidence: Evidence, pack: Pack, year: int) -> list[int]:
    """The years to judge, the oldest first; earlier ones only where the pack looks back."""
    if not pack.after and all(run.years == 1 for run in pack.runs):
        return [year]
    records = pl.concat([table["year"] for table in (evidence.appraisals, evidence.absences, evidence.facts)])
    return [*sorted(records.filter(records < year).unique()), year]


def _case(evidence: Evidence, pack: Pack, options: Options, *, year: int, judged: int) -> Case:
    """A year with its population."""
    facts = evidence.facts.filter(pl.col("year") == year)
    people = admitted(cohort(evidence, year=year, judged=judged), facts, pack)
    inside = people.filter("inside").drop("inside")
    return Case(pack=pack, evidence=evidence, year=year, options=options, people=inside)


def _consequences(case: Case, result: Graded) -> list[pl.DataFrame]:
    """What follows beside the grade: votes, entry, and what only some packs have."""
    sections: dict[str, Callable[[Case], pl.DataFrame]] = {
        "ranking": ranking.ranked,
        "ladder": ladder.climbed,
        "leniency": leniency.lenient,
        "training": training.unmet,
        "self_assessment": self_assessment.assessed,
        "levels": levels.placed,
    }
    special = [step(case) for name, step in sections.items() if getattr(case.pack, name)]
    left = departures.departed(case, result.people)
    return [no_rulings(), left, votes.voted(case), entry.entered(case, result.facts), *special]


def _refuse_unknown(evidence: Evidence, pack: Pack, year: int) -> None:
    """Refuse a year of which nothing is known."""
    rosters = sorted(evidence.people["year"].unique())
    if year not in rosters:
        raise Refused("judge.no_such_year", year=year, known=listed(rosters))
    records = (
        evidence.appraisals, evidence.absences, evidence.ballots, evidence.facts, evidence.trainings,
    )  # fmt: skip
    if pack.levels is None and not any(
        (pl.col("year") == year).pipe(table.filter).height for table in records
    ):
        known = sorted({one for table in records for one in table["year"].unique() if one is not None})
        raise Refused("judge.nothing_recorded", year=year, known=listed(known))


def _refuse_out_of_force(pack: Pack, year: int) -> None:
    """Refuse a year in which the pack did not apply on any day."""
    first, last = pack.in_force.first, pack.in_force.last
    if (first and year < first.year) or (last and year > last.year):
        span = f"{first or '…'} – {last or '…'}"
        raise Refused("judge.not_in_force", pack=pack.name, year=year, span=span)
