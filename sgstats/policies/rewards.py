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
    """A training duty: level, how often a year, and whether it is a must."""

    level: str
    times_a_year: Count | None = None
    must: bool = False


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
