"""What a pack is judged on: people and years, and what the store knows of each."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

POINT = 1_000_000
"""Points are whole millionths, so that means and limits compare exactly."""

GRADE_VOTES = ("votes_excellent", "votes_competent", "votes_basic", "votes_incompetent")
SATISFACTION_VOTES = ("votes_satisfied", "votes_dissatisfied")
BALLOT_COUNTS = (
    "present", "returned", "invalid", "abstained", "in_favour",
    *GRADE_VOTES, *SATISFACTION_VOTES, "attended_residents",
)  # fmt: skip
"""The counts of a ballot, which a share of votes is made of."""
TRAININGS = {
    "person_id": pl.String(),
    "year": pl.Int32(),
    "day": pl.Int32(),
    "training_level": pl.String(),
    "training_form": pl.String(),
    "hours_tenths": pl.Int32(),
}
"""Columns of the trainings that a duty is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Facts about people, gathered from the store; days are whole numbers ``yyyymmdd``.

    Attributes:
        people: One row per person and year, for every year from the first one known:
            ``person_id``, ``year``, ``district``, ``street``, ``community``, ``gender``,
            ``birth_day``, ``birth_precision``, ``education``, ``degree``, ``certificate``,
            ``post``, ``employment``, ``hire_day``, ``leave_day``, ``in_post`` (on 31 December).
        appraisals: One row per person, year, rater and dimension: ``person_id``, ``year``,
            ``rater`` and ``dimension`` (null for the whole), ``grade``, ``no_grade`` (不定等次 …),
            ``points`` (sum in millionths of a point), ``ballots`` (how many scores are in the sum).
        absences: One row per absence: ``person_id``, ``absence_type``, ``start_day``, ``end_day``,
            ``absent_tenths`` (working days typed, in tenths), ``year``.
        ballots: One row per person and vote: ``person_id``, ``year``, ``day`` and the counts
            ``present``, ``returned``, ``invalid``, ``abstained``, ``in_favour``,
            ``votes_excellent``, ``votes_competent``, ``votes_basic``, ``votes_incompetent``,
            ``votes_satisfied``, ``votes_dissatisfied``, ``attended_residents``.
        facts: One row per recorded fact: ``person_id``, ``year``, ``day``, ``item``, ``holds``, ``rater``.
        trainings: One row per person and training attended: ``person_id``, ``year``, ``day``,
            ``training_level``, ``training_form``, ``hours_tenths``.
    """

    people: pl.DataFrame
    appraisals: pl.DataFrame
    absences: pl.DataFrame
    ballots: pl.DataFrame
    facts: pl.DataFrame
    trainings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TRAININGS))
