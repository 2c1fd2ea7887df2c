"""People with a grade who left in the year, nobody knows when: said, never silently a whole year (X9)."""

from __future__ import annotations

import polars as pl

from sgstats.policies.population import left_unknown
from sgstats.policies.rulings import Case, Step, rulings
from sgstats.policies.sentences import sentence


def departed(case: Case, graded: pl.DataFrame) -> pl.DataFrame:
    """A remark on each; where months count, people must say how many there were.

    Args:
        case: The year judged.
        graded: One row per person: ``person_id``, ``rated_grade``.
    """
    with_grade = graded.filter(pl.col("rated_grade").is_not_null()).select("person_id")
    gone = case.people.filter(left_unknown(case.year)).join(with_grade, on="person_id", how="semi")
    human = case.options.part_year == "months"
    key = "judge.left_by_months" if human else "judge.left"
    return rulings(gone, step=Step.RUN, needs_human=human, reason=sentence(key))
