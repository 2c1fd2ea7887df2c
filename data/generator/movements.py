"""What is true of movements: who came, went or changed units on which day, and the people no list shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .identity import id_number
from .truth import District, Person, Unit, at, settings

START = date(2020, 12, 31)
"""The first list of the whole district; movements are told from the next day on."""
YEARS = (2021, 2022, 2023)
PASSING = 80_000
"""First key of the people whom no staff list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One thing that happened: 入职 into ``to``, 离职 from ``source``, or 调动 from one to the other."""

    person: Person
    day: date
    kind: str
    source: Unit | None = None
    to: Unit | None = None
    reason: str = ""

    @property
    def streets(self) -> set[str]:
        """The streets that have to do with it."""
        return {unit.street for unit in (self.source, self.to) if unit}


def people(district: District) -> list[Person]:
    """Everybody who was in post on the first list or later, with those whom no list ever shows."""
    listed = [person for person in district.people if person.leave is None or person.leave > START]
    return listed + [_passing(place, entry) for place, entry in enumerate(settings("movements")["passing"])]


def _passing(place: int, entry: dict[str, Any]) -> Person:
    first = date.min
    return Person(
        key=PASSING + place,
        sex=entry["sex"],
        birth=entry["birth"],
        name=entry["name"],
        id_number=id_number(entry["birth"], entry["sex"], 410 + place),
        staff_id=f"QH8{place:04d}",
        hire=entry["hire"],
        leave=entry["leave"],
        leave_reason=entry["reason"],
        units=[(first, Unit(*entry["unit"]))],
        position=[(first, "社区专职工作者")],
    )


def happened(district: District, year: int) -> list[Movement]:
    """All movements of a year in the order of their days."""
    found = [one for person in people(district) for one in _of(person) if one.day.year == year]
    return sorted(found, key=lambda one: (one.day, one.person.key))


def _of(person: Person) -> Iterator[Movement]:
    if person.hire > START:
        yield Movement(person=person, day=person.hire, kind="入职", to=at(person.units, person.hire))
    for (_, source), (day, to) in zip(person.units, person.units[1:], strict=False):
        yield Movement(person=person, day=day, kind="调动", source=source, to=to)
    if person.leave:
        yield Movement(
            person=person,
            day=person.leave,
            kind="离职",
            source=at(person.units, person.leave),
            reason=person.leave_reason,
        )


def told_in_lists(one: Movement) -> bool:
    """Does a movement list tell it? In the last year only some streets send one."""
    return one.day.year < YEARS[-1] or bool(one.streets & set(settings("movements")["telling"]["2023"]))


def on_roster(one: Movement) -> bool:
    """Does a staff list name this leaver, with day and reason? In the last year only two streets do."""
    leavers = set(settings("movements")["telling"]["leavers_on_roster"])
    return one.kind == "离职" and (one.day.year < YEARS[-1] or bool(one.streets & leavers))


def told_day(one: Movement) -> date:
    """The day that the files tell of a movement: the true one, or that of the first list that shows it.

    The month of hiring stands in every staff list.
    """
    told = one.kind == "入职" or told_in_lists(one) or on_roster(one)
    return one.day if told else date(one.day.year, 12, 31)


def with_other_day(one: Movement) -> Movement:
    """The same movement told with another day of its month."""
    return replace(one, day=one.day.replace(day=15 if one.day.day != 15 else 16))
