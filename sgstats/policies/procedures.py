"""The parts of a pack that say how people come, are voted on, are warned and go."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sgstats.policies.base import Count, MonthDay, Part, Rule, Share, StaffClass


class Vote(Rule):
    """A share of a ballot that must be over, at least or at most a limit, or the outcome follows.

    Attributes:
        counts: Ballot fields that are added up.
        over: The share must be more than this.
        least: The share must be this or more.
        most: The share must be this or less.
        outcome: What follows if not; None only warns.
        of: ``denominator`` for the chosen one, else a ballot field.
    """

    counts: tuple[str, ...]
    over: Share | None = None
    least: Share | None = None
    most: Share | None = None
    outcome: str | None = None
    of: str = "denominator"
    classes: tuple[StaffClass, ...] = ()


class Meeting(Rule):
    """How many people must take part in a meeting that appraises."""

    least_people: Count


class Passed(Rule):
    """What follows when a re-hire vote is passed."""

    outcome: str


class Entry(Rule):
    """A condition on the day of hiring; it never removes serving staff.

    Attributes:
        gender: For men or women only.
        most_age: Age in full years on the day of hiring, the birthday included.
        least_education: Level of the field ``education``, inclusive.
        in_principle: The clause says 原则上: breaking it needs a human, it does not decide.
        recorded: The condition is known only as a recorded fact that names this id.
    """

    gender: Literal["男", "女"] | None = None
    most_age: Count | None = None
    least_education: str | None = None
    in_principle: bool = False
    recorded: bool = False


class Rung(Part):
    """One step of a ladder: so many recorded items of a kind."""

    item: str
    times: Count


class Ladder(Rule):
    """Rungs that must be climbed in order before the outcome may follow."""

    rungs: tuple[Rung, ...]
    outcome: str


class Leniency(Rule):
    """Complaints during the year against what is signed at its end."""

    complaint: str
    signed: str


class Phase(Rule):
    """Days of the year in which something is done, as ``MM-DD``."""

    name: str
    first: MonthDay
    last: MonthDay
    next_year: bool = False


class Publicity(Rule):
    """Something that must hang for so many days; ``during`` is the phase it belongs to, if any."""

    days: Count
    what: str
    during: str = ""


class Term(Rule):
    """Length of a term of office in years; the law has said five since 2018-12-29."""

    years: Count = 5


class Clause(Rule):
    """A clause that nothing is computed from; listed so that the pack is whole."""


class InForce(Part):
    """The first and the last day of the rules; None where the source has no date."""

    first: date | None = None
    last: date | None = None
    cite: str = ""
