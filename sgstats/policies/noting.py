"""What stands below a result: what was assumed, what is missing, and how many people it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import listed, say
from sgstats.policies import procedure, ranking, training
from sgstats.policies.absences import unpublished
from sgstats.policies.counted import Counted
from sgstats.policies.items import unknown_items
from sgstats.policies.population import MONTHS
from sgstats.policies.quota import chosen_aside, unit_of

if TYPE_CHECKING:
    from sgstats.policies.rulings import Case
    from sgstats.policies.yearly import Graded


def notes(case: Case, result: Graded, people: pl.DataFrame) -> tuple[str, ...]:
    """What was assumed and what is missing.

    Args:
        case: The year judged.
        result: Its grades.
        people: As in ``Judged``.
    """
    pack, said = case.pack, []
    if pack.in_force.first is None and pack.in_force.last is None:
        said.append(say("judge.undated", pack=pack.name))
    if pack.absences and (years := unpublished(case.evidence.absences)):
        said.append(say("judge.weekdays_only", years=listed(years)))
    said += [Counted.said(key, count=count) for key, count in _counts(case, result, people) if count]
    unknown = unknown_items(pack, result.facts)
    if of := unknown["person_id"].n_unique():
        items = listed(sorted(unknown["item"].unique()))
        said.append(Counted.said("judge.unknown_items", count=of, pack=pack.name, items=items))
    posted = procedure.notes(pack, year=case.year, options=case.options)
    return (*said, *training.notes(case), *ranking.notes(case), *posted)


def _counts(case: Case, result: Graded, people: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """Sentences, and how many people each holds for."""
    yield "judge.employment_unknown", case.people["staff_class"].null_count()
    if quota := case.pack.quota:
        home = unit_of(quota)[-1]
        yield f"judge.without_{home}", case.people[home].null_count()
        yield "judge.chosen_aside_of", chosen_aside(result.facts, result.seats.candidates).height
    yield "judge.scores_disagree", int(result.people["disagrees"].sum())
    members = people.filter("member")
    yield "judge.part_year", members.filter(pl.col("months") < MONTHS).height
    graded = members["months"].is_null() & members["rated_grade"].is_not_null()
    yield "judge.left_of", int(graded.sum())
