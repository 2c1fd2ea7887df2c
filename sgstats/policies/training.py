"""Training duties, as far as training is recorded at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import listed, say
from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import sentence

if TYPE_CHECKING:
    from sgstats.policies.rewards import Training

ENDING = "培训"
"""A training is recorded as a fact named for its level, such as 区级培训, or for the rule of the duty."""


def unmet(case: Case) -> pl.DataFrame:
    """Rulings on people with fewer trainings of a level in the year than its duty asks for.

    Where nobody has a record of a level in that year, nobody is ruled on: training is then not known,
    which is not the same as none (see ``notes``). Two records of one day are one training.

    Args:
        case: The year judged.

    Returns:
        One row per person and duty not met; grade and outcome stay as they are.
    """
    counted = [
        duty for duty in case.pack.training if duty.times_a_year and not _recorded(case, duty).is_empty()
    ]
    return pl.concat([no_rulings(), *[_short(case, duty) for duty in counted]])


def notes(case: Case) -> tuple[str, ...]:
    """One sentence if a level of training is not recorded for anybody in the year."""
    levels = [duty.level for duty in case.pack.training if _recorded(case, duty).is_empty()]
    return (say("conduct.training_unknown", levels=listed(levels), year=case.year),) if levels else ()


def _recorded(case: Case, duty: Training) -> pl.DataFrame:
    named = pl.col("item").is_in([duty.id, duty.level, duty.level + ENDING])
    held = pl.col("holds").fill_null(value=True)
    return case.evidence.facts.filter(named, held, year=case.year)


def _short(case: Case, duty: Training) -> pl.DataFrame:
    facts = _recorded(case, duty)
    seen = pl.col("day").is_null() | pl.struct("person_id", "day").is_first_distinct()
    times = facts.filter(seen).group_by("person_id").agg(times=pl.len())
    people = case.people.select("person_id").join(times, on="person_id", how="left", maintain_order="left")
    least = duty.times_a_year or 0
    short = people.with_columns(pl.col("times").fill_null(0)).filter(pl.col("times") < least)
    key = "conduct.training_missing" if duty.must else "conduct.training_advised"
    told = sentence(key, level=duty.level, times=pl.col("times"), least=least, year=case.year)
    return rulings(short, step=Step.TRAINING, rule=duty.id, effect=told)
