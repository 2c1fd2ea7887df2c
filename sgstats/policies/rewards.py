"""The parts of a pack about pay, levels, training and self-improvement."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sgstats.policies.base import Count, Number, Rule, Share


class Pay(Rule):
    """How performance pay is shared out.

    Attributes:
        base_share: Part of the pay that does not depend on the grade; None where the source has none.
        performance_share: Part that does.
        coefficients: Weight of one person by grade; a grade without one cannot be paid.
        human: Grades whose amount people must decide, with the rule that says so.
        formula: Rule ids cited with every amount.
    """

    base_share: Share | None = None
    performance_share: Share | None = None
    coefficients: dict[str, Number] = Field(default_factory=dict)
    human: dict[str, str] = Field(default_factory=dict)
    unit: Literal["community", "street"] = "community"
    formula: tuple[str, ...] = ()


class Training(Rule):
    """A training duty; one without any number is told and never counted.

    Attributes:
        level: Who holds the trainings.
        or_levels: Who else may hold them.
        times_a_year: Trainings wanted in every calendar year.
        every_years: Calendar years in which one training is wanted, the running one being the last.
        within_months: Months that one training lasts, from its own day on.
        hours_a_year: Class hours wanted in every calendar year.
        posts: Posts of those it is for; none: everybody of the population.
        must: Whether it is demanded, or only advised.
    """

    level: str
    or_levels: tuple[str, ...] = ()
    times_a_year: Count | None = None
    every_years: Count | None = None
    within_months: Count | None = None
    hours_a_year: Number | None = None
    posts: tuple[str, ...] = ()
    must: bool = False

    @property
    def counted(self) -> bool:
        """Whether it says how much."""
        return any((self.times_a_year, self.every_years, self.within_months, self.hours_a_year))

    @property
    def periods(self) -> int:
        """In how many ways it says what its period is; more than one contradict each other."""
        yearly = self.times_a_year is not None or self.hours_a_year is not None
        return sum((yearly, self.every_years is not None, self.within_months is not None))


class Quality(Rule):
    """One quality of a self-assessment; ``name`` is the dimension its scores carry."""

    name: str


class SelfAssessment(Rule):
    """Qualities people rate themselves on, looked back on the next time (回头看)."""

    qualities: tuple[Quality, ...]
    rater: str = "自评"
    least: Number
    most: Number
    look_back: str


class Track(Rule):
    """The levels open to a post."""

    post: str
    least: Count
    most: Count


class Bonus(Rule):
    """Levels added for a diploma; ``half`` papers count as ``years`` of service instead."""

    education: tuple[str, ...]
    degrees: tuple[str, ...] = ()
    levels: Count
    years_without_degree: int = Field(default=0, ge=0)


class Allowance(Rule):
    """At least this many yuan a month for a certificate."""

    certificate: str
    yuan_a_month: Number


class Levels(Rule):
    """A sequence of posts and levels: level by service, diploma and post; pay by level."""

    tracks: tuple[Track, ...]
    years_a_level: Count
    bonuses: tuple[Bonus, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    coefficients: dict[str, Number] = Field(default_factory=dict)
