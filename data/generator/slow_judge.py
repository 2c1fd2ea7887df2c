"""The rules of 东区 applied to the truth, one person and one rule at a time.

Written apart from the package, for the tests to compare with: the order of deciding is
exit, unfit, weak, conditions, last year's grade, quota, years running. Each may only lower.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from .merit import GRADES, YEARS, Ledger, Merit, Score, inside, mean
from .truth import Person, Unit
from .workdays import Shares, longest_run, total_in, workdays

UNPERMITTED = frozenset({"旷工", "逾期不归"})
LIMITS = (("EAST-23-8", 10, 20, ""), ("EAST-18-7", 5, 10, "不称职"), ("EAST-17-7", 3, 7, "基本称职"))
OUT = "解除聘用"


class Limit(NamedTuple):
    """What a recorded item does: against somebody, or a condition not met."""

    prefix: str
    grade: str = ""
    holds: bool = True


ITEMS = (
    Limit("EAST-23"),
    Limit("EAST-18", "不称职"),
    Limit("EAST-17", "基本称职"),
    Limit("EAST-16", "基本称职", holds=False),
    Limit("EAST-15", "称职", holds=False),
)


@dataclass(slots=True)
class Verdict:
    """What follows for one person in one year; no grade while people must choose, or for lack of one.

    Attributes:
        ended: Article 23 ends the year before anybody is appraised; no part in quota and pool.
        out: Article 23 applies at all.
    """

    person: Person
    unit: Unit
    rated: str = ""
    grade: str = ""
    rules: list[str] = field(default_factory=list)
    ended: bool = False
    out: bool = False
    undecided: bool = False

    def fire(self, rule: str, grade: str = "") -> None:
        """Cite a rule, and lower the grade as far as it says."""
        self.rules.append(rule)
        if grade and (not self.grade or GRADES.index(grade) > GRADES.index(self.grade)):
            self.grade = grade


Verdicts = dict[int, Verdict]
History = dict[int, Verdicts]


def judge(ledger: Ledger, people: Callable[[int], Mapping[int, tuple[Person, Unit, str]]]) -> History:
    """Every year in turn.

    Args:
        ledger: What is recorded.
        people: Person, community and employment ("" where no file tells) by key, of a year.
    """
    history: History = {}
    for year in YEARS:
        staff = people(year).items()
        verdicts = {
            key: Verdict(person, unit)
            for key, (person, unit, employed) in staff
            if not employed or inside(employed)
        }
        history[year] = verdicts
        for verdict in verdicts.values():
            _judge_alone(verdict, year, ledger, history)
        for unit in dict.fromkeys(verdict.unit for verdict in verdicts.values()):
            _judge_quota([one for one in verdicts.values() if one.unit == unit], year, ledger)
        for verdict in verdicts.values():
            _judge_years(verdict, year, history)
    return history


def rated(merit: Merit | None, scores: tuple[Score, ...], *, by_score: bool) -> str:
    """The street's grade; where only scores were sent in, the band of their exact mean."""
    if not by_score:
        return merit.grade if merit else ""
    if not scores:
        return ""
    exact = mean(scores)
    return next(
        (grade for grade, least in zip(GRADES, (90, 80, 60), strict=False) if exact >= least), "不称职"
    )


def scored_only(unit: Unit, year: int) -> bool:
    """Did the street send in scores and no grades?"""
    return unit.street == "拾光街道" and year == YEARS[-1]


def _judge_alone(verdict: Verdict, year: int, ledger: Ledger, history: History) -> None:
    key = verdict.person.key
    scores = ledger.scores.get(key, ()) if year == YEARS[-1] else ()
    by_score = scored_only(verdict.unit, year)
    verdict.rated = verdict.grade = rated(ledger.merits.get((key, year)), scores, by_score=by_score)
    if by_score and scores:
        verdict.fire("PLAN-7-1")
    away = _away(key, ledger)
    run, total = longest_run(away, year), total_in(away, year)
    for item in ITEMS:
        for rule, most_in_a_row, most, grade in LIMITS:
            if rule.startswith(item.prefix) and (run > most_in_a_row or total > most):
                verdict.fire(rule, grade)
        _judge_items(verdict, year, ledger, item)
    verdict.ended = any(rule.startswith("EAST-23") for rule in verdict.rules)
    before = history.get(year - 1, {}).get(key)
    if before and before.grade == "基本称职" and verdict.grade in GRADES[2:]:
        verdict.fire("EAST-18-8", "不称职")


def _judge_items(verdict: Verdict, year: int, ledger: Ledger, limit: Limit) -> None:
    for item in ledger.items:
        own = item.person.key == verdict.person.key and item.day.year == year
        best = limit.prefix != "EAST-15" or verdict.grade == "优秀"
        if own and best and item.name.startswith(limit.prefix + "-") and item.holds == limit.holds:
            verdict.fire(item.name, limit.grade)


def _away(key: int, ledger: Ledger) -> Shares:
    """Working days away without permission."""
    away: Shares = {}
    for absence in ledger.absences:
        if absence.person.key == key and absence.kind in UNPERMITTED:
            part = Fraction(1, 2) if absence.typed == "0.5" else Fraction(1)
            away |= dict.fromkeys(workdays(absence.first, absence.last), part)
    return away


def _judge_quota(team: list[Verdict], year: int, ledger: Ledger) -> None:
    """Those beyond the seats, or equal across the last one, wait for people to choose, if there is a seat."""
    seats = sum(bool(one.rated) and not one.ended for one in team) // 5
    candidates = [one for one in team if one.grade == "优秀" and not one.ended]
    if len(candidates) <= seats:
        return
    named = {item.person.key for item in ledger.items if item.name == "优秀人选" and item.day.year == year}
    chosen = [one for one in candidates if one.person.key in named]
    scored = ledger if year == YEARS[-1] else Ledger()
    fit = chosen or [one for one in candidates if _seated(one, candidates, seats, scored)]
    for one in candidates:
        if not seats or (len(chosen) == seats and one not in chosen):
            one.fire("EAST-12", "称职")
        elif one not in fit or len(fit) > seats:
            one.fire("EAST-12")
            one.grade, one.undecided = "", True


def _seated(one: Verdict, candidates: list[Verdict], seats: int, ledger: Ledger) -> bool:
    """Are fewer others than there are seats at least as good?"""
    scores = {other.person.key: ledger.scores.get(other.person.key) for other in candidates}
    if not all(scores.values()):
        return False
    own = scores[one.person.key] or ()
    return sum(mean(score or ()) >= mean(own) for score in scores.values()) <= seats


def _judge_years(verdict: Verdict, year: int, history: History) -> None:
    """Two years 不称职, or three without once 称职; a year without a grade ends the run."""
    verdicts = [history.get(past, {}).get(verdict.person.key) for past in (year, year - 1, year - 2)]
    grades = [one.grade if one else "" for one in verdicts]
    if grades[:2] == ["不称职"] * 2:
        verdict.fire("EAST-23-7a")
    if all(grade in GRADES[2:] for grade in grades):
        verdict.fire("EAST-23-7b")
    verdict.out = any(rule.startswith("EAST-23") for rule in verdict.rules)
