"""What the measures really did: the district as it is, held against the same one had they not been.

Both are counted one person at a time, without any estimate: the difference is the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from .district import build
from .planted import starts
from .slow_claims import HOLDERS
from .slow_training import staff
from .trainings import trained
from .truth import STATEMENTS, District, Person, at, settings

DEFINITION = (
    "people (of the base) in the periods of a street after its start, in the district as it is; without: in "
    "the same district had the measures not been; effect: 100 * (sum(people) - sum(without)) / sum(base)"
)


class Cell(NamedTuple):
    """A street in a period after its start; ``last`` is the day on which its people are counted."""

    street: str
    first: date
    last: date


def effects(district: District) -> dict[str, Any]:
    """By measure the true effect and the cells it is made of; the training that was let go, by year."""
    without = build(measures=False)
    told = {one["measure"]: _effect(one, district, without) for one in settings("effects")["concluded"]}
    return {"definition": DEFINITION} | told | {settings("effects")["called"]["measure"]: _called(district)}


def _effect(told: dict[str, Any], district: District, without: District) -> dict[str, Any]:
    count, cells = COUNTED[told["of"]], list(PERIODS[told["every"]](told["measure"]))
    rows: list[dict[str, Any]] = [
        {"unit": cell.street, "first": cell.first.isoformat(), "last": cell.last.isoformat()}
        | {"people": count(district, cell), "without": count(without, cell), "base": _base(district, cell)}
        for cell in cells
    ]
    caused = sum(row["people"] - row["without"] for row in rows)
    effect = 100 * caused / sum(row["base"] for row in rows)
    return {"verdict": told["verdict"], "effect": round(effect, 6), "cells": rows}


def _lists(measure: str) -> Iterator[Cell]:
    for street, begun in starts(measure).items():
        yield from (Cell(street, day, day) for day in STATEMENTS if day >= begun)


def _months(measure: str) -> Iterator[Cell]:
    """The months begun after the start, taken together."""
    for street, begun in starts(measure).items():
        following = date(begun.year + begun.month // 12, begun.month % 12 + 1, 1)
        yield Cell(street, begun if begun.day == 1 else following, STATEMENTS[-1])


def _base(district: District, cell: Cell) -> int:
    return len(_staff(district, cell))


def _staff(district: District, cell: Cell) -> list[Person]:
    return [one for one in district.in_post(cell.last) if at(one.units, cell.last).street == cell.street]


def _holders(district: District, cell: Cell) -> int:
    return sum(at(person.certificate, cell.last) in HOLDERS for person in _staff(district, cell))


def _men(district: District, cell: Cell) -> int:
    return sum(person.sex == "男" for person in _staff(district, cell))


def _leavers(district: District, cell: Cell) -> int:
    gone = [one for one in district.people if one.leave and cell.first <= one.leave <= cell.last]
    return sum(at(person.units, person.leave).street == cell.street for person in gone if person.leave)


COUNTED: dict[str, Callable[[District, Cell], int]] = {
    "certificate": _holders,
    "men": _men,
    "leavers": _leavers,
}
PERIODS: dict[str, Callable[[str], Iterator[Cell]]] = {"list": _lists, "month": _months}


def _called(district: District) -> dict[str, Any]:
    """By year: people of the street in training of the level, and how many without the measure."""
    told = settings("effects")["called"]
    (street,) = starts(told["measure"])
    worlds = {"people": True, "without": False}
    return {
        str(day.year): {"base": len(staff(district, day.year, street))}
        | {name: _went(district, street, day.year, measures=measures) for name, measures in worlds.items()}
        for day in STATEMENTS[1:]
    }


def _went(district: District, street: str, year: int, *, measures: bool) -> int:
    level = settings("effects")["called"]["level"]
    own = {person.key for person in staff(district, year, street)}
    found = [one for one in trained(district, measures=measures) if one.session.day.year == year]
    return len({one.person.key for one in found if one.session.level == level} & own)
