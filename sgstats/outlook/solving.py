"""What yearly hiring brings a share of an age group under (or over) a limit by a year."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sgstats.errors import Refused
from sgstats.outlook.kinds import KIND, stock
from sgstats.outlook.observed import observe
from sgstats.outlook.project import Plan, course
from sgstats.outlook.projection import Expected, carried
from sgstats.outlook.scenario import MOST_HIRED

if TYPE_CHECKING:
    import polars as pl

    from sgstats.engines import Engine
    from sgstats.metrics.question import Question
    from sgstats.outlook.projection import Course

    Line = tuple[float, float]

_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_FORM = re.compile(r"(\d{1,3})(?:-(\d{1,3})?)?(<=|>=|<|>)(\d{1,3}(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A share of people of some ages that is to be reached.

    Attributes:
        low: Youngest age in full years.
        high: Oldest age, or None where the group has no end.
        sign: ``<``, ``<=``, ``>`` or ``>=``.
        percent: The limit.
        year: By the projection's day in this year.
    """

    low: int
    high: int | None
    sign: str
    percent: float
    year: int

    def met(self, share: float) -> bool:
        """Whether a share (a fraction of 1) is on the right side of the limit."""
        return _SIGNS[self.sign](share * 100, self.percent)


def target(text: str, *, year: int) -> Target:
    """A target as written in an option.

    Args:
        text: ``40-50<60``: ages, both ends inside, and a limit in percent.
        year: By when.

    Raises:
        Refused: It is not written so.

    Example:
        >>> target("40–50岁≤60%", year=2030)
        Target(low=40, high=50, sign='<=', percent=60.0, year=2030)
    """
    plain = re.sub(r"[\s岁%]", "", unicodedata.normalize("NFKC", text))
    plain = re.sub("[\u2013\u2014\u2212~至]", "-", plain).replace("≤", "<=").replace("≥", ">=")
    found = _FORM.fullmatch(plain)
    if found is None or float(found[4]) > 100:
        raise Refused("outlook.target", text=text)
    low = int(found[1])
    high = int(found[2]) if found[2] else (None if "-" in plain else low)
    if high is not None and high < low:
        raise Refused("outlook.target", text=text)
    return Target(low=low, high=high, sign=found[3], percent=float(found[4]), year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """Yearly hiring that a target needs, by expectation.

    Attributes:
        reading: How women of unknown category were read.
        hire: The fewest people a year that reach it; None: no number does.
        most: Where further hiring would undo it: the most people a year; None: no such limit.
        share_without: The share in the target's year if nobody is hired.
        share: The share with ``hire`` people a year; None where impossible.
        limit: What the share tends to, however many are hired.
    """

    reading: str
    hire: int | None
    most: int | None
    share_without: float
    share: float | None
    limit: float


def needed_hiring(question: Question, *, engine: Engine, plan: Plan, wanted: Target) -> list[Needed]:
    """Search the smallest yearly hiring that reaches a target, for each reading.

    Expected people of any age are a straight line in the yearly number hired, so the share moves
    in one direction only: towards that among people hired in those years. Where the limit lies
    beyond it, no hiring of these ages reaches it.

    Formula:
        share(hire) = (a + hire · b) / (c + hire · d), with a, c people without hiring and b, d
        people per yearly hire

    Args:
        question: The day and the filters.
        engine: What counts.
        plan: Its scenario names the ages hired and what nobody leaves for; its ``hire`` is left out.
        wanted: The target.

    Raises:
        Refused: The target's year is not among those of the plan.
    """
    years = wanted.year - question.on.year
    if not 1 <= years <= plan.years:
        last = question.on.year + plan.years
        raise Refused("outlook.by_year", year=wanted.year, first=question.on.year + 1, last=last)
    observed = observe(question, engine=engine, years=plan.look_back)
    found = []
    for reading in plan.readings:
        going = replace(course(question, observed, plan=plan, reading=reading), years=years)
        people = stock(question, engine=engine, reading=reading)
        lines = [_ends(people, going, hire=hire, wanted=wanted) for hire in (0, 1)]
        found.append(_solved(lines, wanted, reading=reading))
    return found


def _ends(people: pl.DataFrame, going: Course, *, hire: int, wanted: Target) -> Line:
    """Expected people of the target's ages, and of all, at the end."""
    going = replace(going, hiring=replace(going.hiring, number=hire))
    *_, last = carried(people, going, draw=Expected(going.rates, going.hiring))
    age = last.kinds[:, KIND.index("age")]
    inside = (age >= wanted.low) & (age <= (np.inf if wanted.high is None else wanted.high))
    return float(last.people[0, inside].sum()), float(last.people.sum())


def _solved(lines: list[Line], wanted: Target, *, reading: str) -> Needed:
    (part, whole), (part_of_one, whole_of_one) = lines
    per_hire = (part_of_one - part, whole_of_one - whole)

    def share(hire: int) -> float:
        people = whole + hire * per_hire[1]
        return (part + hire * per_hire[0]) / people if people else 0.0

    limit = share(MOST_HIRED)
    least = _first(lambda hire: wanted.met(share(hire)))
    most = None
    if least == 0 and not wanted.met(limit):
        most = (_first(lambda hire: not wanted.met(share(hire))) or 1) - 1
    return Needed(
        reading=reading, hire=least, most=most, share_without=share(0),
        share=None if least is None else share(least), limit=limit,
    )  # fmt: skip


def _first(holds: Callable[[int], bool]) -> int | None:
    """The smallest number from which on something holds that, once it does, goes on to hold."""
    if holds(0):
        return 0
    low, high = 0, MOST_HIRED
    if not holds(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
