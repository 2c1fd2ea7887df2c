"""Finds somebody for every story: an ordinary worker who was in post all the years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from random import Random
from typing import Any

from .merit import LAST, YEARS, Story, inside, unit_in
from .truth import District, Person, Unit, settings


def cast(district: District, unfit: Iterable[int]) -> dict[int, Story]:
    """One person for every story, by key; nobody whose rows are written twice (``unfit``)."""
    rng, told, taken = Random("青禾区 考核 故事"), {}, set(reserved())
    fit = _fit(district, set(unfit))
    for story in stories():
        wanted = [
            person
            for person in fit(story.street)
            if unit_in(person, LAST) not in taken and person.key not in told
        ]
        person = rng.choice(wanted)
        told[person.key] = story
        taken.add(unit_in(person, LAST))
    return told


def stories() -> list[Story]:
    """The stories in the order of ``stories.toml``."""
    told: list[dict[str, Any]] = settings("stories")["story"]
    return [Story(**{name: _frozen(value) for name, value in entry.items()}) for entry in told]


def _frozen(value: object) -> Any:  # noqa: ANN401 - whatever TOML holds, with tuples for its lists
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def reserved() -> list[Unit]:
    """Communities that have a part of their own to play."""
    named = settings("merit")["reserved"]
    return [Unit(street, community) for street, communities in named.items() for community in communities]


def _fit(district: District, unfit: set[int]) -> Callable[[str], list[Person]]:
    """Workers of a street whom every file tells clearly, in communities with a seat for 优秀 to give."""
    first, last = date(YEARS[0] - 1, 12, 31), date(LAST, 12, 31)
    staff = [person for person in district.in_post(last) if person.works(first)]
    clear = [
        person
        for person in staff
        if len(person.units) == 1
        and inside(person.employment)
        and not person.unknown
        and not person.twin
        and person.key not in unfit
    ]
    size = {unit: sum(unit_in(one, LAST) == unit for one in clear) for unit in district.units}
    return lambda street: [
        person
        for person in clear
        if unit_in(person, LAST).street == street and size[unit_in(person, LAST)] > 4
    ]
