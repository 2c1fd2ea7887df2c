"""Who was where from when to when, counted one person and one day at a time."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from .movements import START, YEARS, Movement, happened, people
from .truth import District, Person, Unit, at

ITEMS = ("opening", "joined", "moved_in", "first_listed", "left", "moved_out", "closing")
WHOLE = "全区"
CLASSES = {
    "主动": ("辞职", "调出"),
    "被动": ("解聘", "劝退", "不再续聘", "落选"),
    "自然": ("退休", "死亡"),
}
EVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """An unbroken time in one unit: in post from ``since`` to the day before ``until``."""

    person: Person
    unit: Unit
    since: date
    until: date
    began: str
    ended: str
    came_from: Unit | None = None
    went_to: Unit | None = None

    def covers(self, day: date) -> bool:
        """In post here on the day?"""
        return self.since <= day < self.until


class Period(NamedTuple):
    """A month or year by its name, with its first and last day."""

    name: str
    first: date
    last: date


def periods() -> Iterator[Period]:
    """Every year told, and every month of it."""
    for year in YEARS:
        yield Period(str(year), date(year, 1, 1), date(year, 12, 31))
    for year in YEARS:
        for month in range(1, 13):
            first = date(year, month, 1)
            yield Period(f"{first:%Y-%m}", first, first.replace(day=calendar.monthrange(year, month)[1]))


def stays(district: District, day_of: Callable[[Movement], date] = lambda one: one.day) -> list[Stay]:
    """Everybody's stays since the first list; ``day_of`` says which day is told of a movement."""
    found: dict[int, list[Movement]] = {person.key: [] for person in people(district)}
    for year in YEARS:
        for one in happened(district, year):
            found[one.person.key].append(one)
    return [stay for person in people(district) for stay in _stays(person, found[person.key], day_of)]


def _stays(person: Person, what: list[Movement], day_of: Callable[[Movement], date]) -> Iterator[Stay]:
    since, began, came_from = START, "listed", None
    unit = at(person.units, START)
    for one in what:
        day = day_of(one)
        if one.kind == "入职" and one.to:
            since, began, unit = day, "joined", one.to
            continue
        ended = "left" if one.kind == "离职" else "moved"
        stay = Stay(person=person, unit=unit, since=since, until=day, began=began, ended=ended)
        yield replace(stay, came_from=came_from, went_to=one.to)
        if one.to is None:
            return
        since, began, came_from, unit = day, "moved", unit, one.to
    yield Stay(person=person, unit=unit, since=since, until=EVER, began=began, ended="", came_from=came_from)


def account(found: Iterable[Stay], street: str, period: Period) -> dict[str, int]:
    """The flow account of a street (全区 for all): what came in, what went out, what was there."""
    counts = dict.fromkeys(ITEMS, 0)
    before = period.first - timedelta(days=1)
    for stay in found:
        if street not in {WHOLE, stay.unit.street}:
            continue
        counts["opening"] += stay.covers(before)
        counts["closing"] += stay.covers(period.last)
        if period.first <= stay.since <= period.last and (item := _way_in(stay, street)):
            counts[item] += 1
        if period.first <= stay.until <= period.last and (item := _way_out(stay, street)):
            counts[item] += 1
    return counts


def _way_in(stay: Stay, street: str) -> str:
    if stay.began == "moved":
        crossing = stay.came_from and stay.came_from.street != stay.unit.street and street != WHOLE
        return "moved_in" if crossing else ""
    return "joined" if stay.began == "joined" else "first_listed"


def _way_out(stay: Stay, street: str) -> str:
    if stay.ended == "moved":
        crossing = stay.went_to and stay.went_to.street != stay.unit.street and street != WHOLE
        return "moved_out" if crossing else ""
    return "left"


def leave_class(reason: str) -> str:
    """Whether this reason is the person's own will, the employer's, or nature."""
    return next((name for name, reasons in CLASSES.items() if reason in reasons), "未知")


def leavers(found: Iterable[Stay], street: str, year: int) -> list[Stay]:
    """The stays that ended by leaving during the year."""
    ended = [stay for stay in found if stay.ended == "left" and stay.until.year == year]
    return [stay for stay in ended if street in {WHOLE, stay.unit.street}]


def denominators(found: list[Stay], street: str, year: int) -> dict[str, Fraction]:
    """What leavers of a year are divided by. 月均人数: the mean of (opening + closing) ÷ 2 of its months."""
    of = {period.name: account(found, street, period) for period in periods() if period.first.year == year}
    whole = of.pop(str(year))
    halves = sum(month["opening"] + month["closing"] for month in of.values())
    return {
        "月均人数": Fraction(halves, 24),
        "期初期末平均": Fraction(whole["opening"] + whole["closing"], 2),
        "期初人数": Fraction(whole["opening"]),
        "期末人数": Fraction(whole["closing"]),
        "离职加期末人数": Fraction(whole["left"] + whole["closing"]),
    }


def by_reason(found: Iterable[Stay], street: str, year: int) -> dict[str, int]:
    """Leavers by reason."""
    gone = leavers(found, street, year)
    return dict(sorted(Counter(stay.person.leave_reason for stay in gone).items()))
