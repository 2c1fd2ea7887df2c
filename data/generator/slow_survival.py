"""Kaplan-Meier, the slow way: at every day on which somebody left, count who was at risk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from .movements import START, people
from .truth import District, Person

LAST = date(2023, 12, 31)
MARKS = {"12个月": 365, "24个月": 730, "36个月": 1095}


class Life(NamedTuple):
    """Days of service when watching began (0: from the first day) and ended, and whether by leaving."""

    entry: int
    exit: int
    left: bool


def life(person: Person) -> Life:
    """Watched from the first list on, or from hiring; until leaving, or the last list."""
    left = person.leave is not None and person.leave <= LAST
    end = person.leave if left and person.leave else LAST
    return Life(max((START - person.hire).days, 0), (end - person.hire).days, left)


def curve(lives: Iterable[Life]) -> list[tuple[int, int, int, Fraction]]:
    """At every event time: the time, who was at risk (entry < t ≤ exit), who left, who is left over."""
    lives = [one for one in lives if one.exit > one.entry]
    survival, steps = Fraction(1), []
    for time in sorted({one.exit for one in lives if one.left}):
        at_risk = sum(one.entry < time <= one.exit for one in lives)
        events = sum(one.left and one.exit == time for one in lives)
        survival *= 1 - Fraction(events, at_risk)
        steps.append((time, at_risk, events, survival))
    return steps


def survival(district: District) -> dict[str, Any]:
    """Of those hired from 2021 on, and of everybody by sex with left truncation at the first list."""
    everybody = people(district)
    groups = {
        "hired_2021_to_2023": [person for person in everybody if person.hire > START],
        "everybody": everybody,
        "女": [person for person in everybody if person.sex == "女"],
        "男": [person for person in everybody if person.sex == "男"],
    }
    return {name: _summary([life(person) for person in group]) for name, group in groups.items()}


def _summary(lives: list[Life]) -> dict[str, Any]:
    steps = curve(lives)
    return {
        "people": len(lives),
        "events": sum(one.left for one in lives),
        "survival": {mark: float(_at(steps, days)) for mark, days in MARKS.items()},
    }


def _at(steps: list[tuple[int, int, int, Fraction]], days: int) -> Fraction:
    return next((share for time, _, _, share in reversed(steps) if time <= days), Fraction(1))
