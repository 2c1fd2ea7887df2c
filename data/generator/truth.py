"""What is true of an invented person, day by day; knows nothing about files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

HERE = Path(__file__).parent
STATEMENTS = tuple(date(year, 12, 31) for year in (2020, 2021, 2022, 2023))
"""The days on which every street reports its staff."""

Value = TypeVar("Value")
History = list[tuple[date, Value]]
"""Values with the day from which each holds, oldest first."""


class Unit(NamedTuple):
    """Where somebody works."""

    street: str
    community: str


class Schooling(NamedTuple):
    """Highest completed level, and how it was studied; "" means nobody knows."""

    level: str
    mode: str


@dataclass(slots=True, kw_only=True)
class Person:
    """One invented person with a whole career; ``unknown`` lists fields that no file can tell.

    A ``twin`` shares name, month of birth and sex with somebody else: only ID numbers part the two.
    """

    key: int
    sex: str
    birth: date
    name: str = ""
    ethnicity: str = "汉族"
    id_number: str = ""
    staff_id: str = ""
    phone: str = ""
    hire: date = date.min
    leave: date | None = None
    leave_reason: str = ""
    source: str = ""
    employment: str = ""
    units: History[Unit] = field(default_factory=list)
    education: History[Schooling] = field(default_factory=list)
    certificate: History[str] = field(default_factory=list)
    politics: History[str] = field(default_factory=list)
    position: History[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    twin: bool = False

    def works(self, day: date) -> bool:
        """Is this person in post on the day? The day of leaving is the first day out of post."""
        return self.hire <= day and (self.leave is None or day < self.leave)

    def age(self, day: date) -> int:
        """Full years on the day."""
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(slots=True, kw_only=True)
class District:
    """Everybody who worked in the district from 2018 to 2023, and where people can work."""

    name: str
    units: Sequence[Unit]
    people: list[Person]

    @property
    def streets(self) -> list[str]:
        """Street names in the order of ``places.toml``."""
        return list(dict.fromkeys(unit.street for unit in self.units))

    def in_post(self, day: date) -> Iterator[Person]:
        """Everybody in post on the day, in the order of streets and communities."""
        rank = {unit: position for position, unit in enumerate(self.units)}
        staff = (person for person in self.people if person.works(day))
        return iter(sorted(staff, key=lambda person: (rank[at(person.units, day)], person.key)))

    def left_in(self, year: int) -> list[Person]:
        """Everybody who left during the year, in the order of leaving."""
        gone = [person for person in self.people if person.leave and person.leave.year == year]
        return sorted(gone, key=lambda person: (person.leave, person.key))


def at(history: History[Value], day: date) -> Value:
    """The value that holds on the day; the first value before the history begins."""
    held = [value for start, value in history if start <= day]
    return held[-1] if held else history[0][1]


@cache
def settings(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
