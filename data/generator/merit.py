"""What is true of the appraisals: who was rated how, was away, voted on, talked to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .truth import Person, Unit, at, settings

GRADES = ("优秀", "称职", "基本称职", "不称职")
YEARS: tuple[int, ...] = tuple(settings("merit")["years"])
LAST = YEARS[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Somebody whose years are told in ``stories.toml``.

    Attributes:
        grades: As rated, by year; "" is no row, 未参加 no grade.
        away: Type, first day, last day, working days as typed ("" for none).
        items: Recorded judgements and whether they hold.
        mean: Mean score of the last year, where the story turns on it.
        points: Sum of the scores of the last year and number of ballots, likewise.
        exit: Article 23 takes this person out before the quota is counted.
    """

    name: str
    street: str
    grades: tuple[str, ...] = ("称职", "称职", "称职")
    away: tuple[tuple[str, date, date, str], ...] = ()
    items: tuple[tuple[str, bool], ...] = ()
    mean: str = ""
    points: tuple[str, int] | None = None
    exit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Merit:
    """The appraisal of one person in one year, as the street reported it: a grade, or why there is none."""

    person: Person
    year: int
    unit: Unit
    grade: str = ""
    no_grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Scores of one kind that somebody got: their sum, and how many they are."""

    points: Decimal
    ballots: int = 1
    rater: str = ""
    dimension: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days away; ``typed`` is the number of working days as the clerk wrote it, "" for none."""

    person: Person
    kind: str
    first: date
    last: date
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A recorded fact about somebody: a judgement, a talk, a complaint, a signature."""

    person: Person
    day: date
    name: str
    holds: bool = True
    rater: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The votes that one person got in a meeting; ``counts`` by short name."""

    person: Person
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting of one community that votes on its workers."""

    unit: Unit
    day: date
    counts: dict[str, int]
    votes: tuple[Vote, ...]


@dataclass(slots=True, kw_only=True)
class Ledger:
    """Everything about appraisals that anybody could know, by person's key and year."""

    merits: dict[tuple[int, int], Merit] = field(default_factory=dict)
    scores: dict[int, tuple[Score, ...]] = field(default_factory=dict)
    absences: list[Absence] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rehiring: list[Meeting] = field(default_factory=list)
    satisfaction: list[Meeting] = field(default_factory=list)

    def of_year(self, year: int, street: str = "") -> list[Merit]:
        """The appraisals of a year in the order of the district, of one street where one is named."""
        found = [merit for (_, own), merit in self.merits.items() if own == year]
        return [merit for merit in found if street in {"", merit.unit.street}]

    def teams(self, year: int) -> dict[Unit, list[Merit]]:
        """The appraisals of a year by community."""
        teams: dict[Unit, list[Merit]] = defaultdict(list)
        for merit in self.of_year(year):
            teams[merit.unit].append(merit)
        return teams


def unit_in(person: Person, year: int) -> Unit:
    """Where somebody worked at the end of a year."""
    return at(person.units, date(year, 12, 31))


def inside(employment: str) -> bool:
    """Do the rules of 东区 cover people of this employment?"""
    return employment in settings("merit")["inside"]


def mean(scores: tuple[Score, ...]) -> Fraction:
    """The exact mean: sum of all points by number of ballots."""
    return Fraction(sum(score.points for score in scores)) / sum(score.ballots for score in scores)
