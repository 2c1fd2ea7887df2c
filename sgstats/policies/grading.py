"""The parts of a pack that make a yearly grade: scale, bands, limits, recorded facts, quota, years."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sgstats.policies.base import Count, Number, Part, Rule, Share, StaffClass


class Population(Rule):
    """Whom the pack applies to, by employment class.

    Attributes:
        classes: Employment values by staff class; whoever is in none of them is outside.
    """

    classes: dict[StaffClass, tuple[str, ...]]


class Grade(Part):
    """One grade of the scale; ``means`` is its canonical name where the pack calls it otherwise."""

    name: str
    means: str = ""


class Dimension(Part):
    """One thing that is appraised, such as 德."""

    name: str
    cite: str = ""


class Rater(Part):
    """Who appraises, and with which weight; without weights nothing is combined.

    Attributes:
        name: A value of the field ``rater``.
        title: What the source calls this part of the appraisal.
    """

    name: str
    title: str = ""
    weight: Share | None = None
    cite: str = ""


class Band(Rule):
    """Scores that make a grade: from ``least`` on, and below ``below`` or up to ``most``."""

    grade: str
    least: Number
    below: Number | None = None
    most: Number | None = None


class Gap(Rule):
    """What a score over ``over`` and below ``below`` gets, since the source gives it to no band."""

    over: Number
    below: Number
    grade: str
    flag: str


class AbsenceLimit(Rule):
    """More working days than this, in one run or in the year, and the grade or outcome follows."""

    run_over: int = Field(ge=0)
    total_over: int = Field(ge=0)
    grade: str | None = None
    outcome: str | None = None


class Item(Rule):
    """Something only people can judge; it enters as a recorded fact that names this id.

    Attributes:
        when: ``recorded``: the fact holds against the person; ``denied``: a condition is recorded as not met.
        only: The condition belongs to this grade alone.
        grade: At best this grade follows.
        outcome: This outcome follows.
        classes: The staff classes it can apply to; empty for all.
        conflicts_with_score: Somebody to whom it applies cannot have a score.
    """

    when: Literal["recorded", "denied"] = "recorded"
    only: str | None = None
    grade: str | None = None
    outcome: str | None = None
    classes: tuple[StaffClass, ...] = ()
    conflicts_with_score: bool = False


class Quota(Rule):
    """At most this share of a unit may have the grade, in whole people."""

    grade: str
    share: Share
    unit: Literal["community", "street"] = "community"


class Ranking(Rule):
    """All who appraise taken together, people are put in order, by weights that somebody has entered."""


class After(Rule):
    """Last year's grade makes this year's worse: ``last``, then below ``below``, gives ``grade``."""

    last: str
    below: str
    grade: str


class Run(Rule):
    """So many years running in one of ``grades`` (or ``below`` a grade), and the outcome or effect follows.

    One year makes a plain consequence. An effect is said and changes nothing.

    Attributes:
        years: Length of the run, which ends in the year judged.
        classes: The staff classes it applies to; empty for all.
        needs_human: The clause leaves the decision or the amount to people.
        no_performance_pay: The performance part is not paid.
    """

    years: Count = 1
    grades: tuple[str, ...] = ()
    below: str | None = None
    outcome: str | None = None
    effect: str | None = None
    classes: tuple[StaffClass, ...] = ()
    needs_human: bool = False
    no_performance_pay: bool = False
