"""Builds the district backwards: first exactly who is there on 2023-12-31, then who left before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from .careers import live
from .identity import identify
from .planted import plant
from .truth import District, Person, Unit, settings

LAST_YEAR = 2023
WITH_STAFF_NUMBERS = ("春晓街道", "听雨街道", "拾光街道", "折桂街道")


def build(*, measures: bool = True) -> District:
    """The whole invented district; the same at every call.

    Without measures: the same people, had nothing in ``effects.toml`` been done.
    """
    rng = Random("青禾区")
    places = settings("places")
    seats = _seats(places["streets"], rng)
    stayers = _stayers(seats, rng)
    people = stayers + _leavers(stayers, seats, rng)
    live(people, stayers, rng)
    identify(people, rng)
    plant(people, measures=measures)
    units = [
        Unit(street["name"], f"{word}社区") for street in places["streets"] for word in street["communities"]
    ]
    return District(name=places["district"], units=units, people=people)


def dealt(counts: Mapping[str, int], rng: Random | None = None) -> list[str]:
    """Every value as often as it counts; shuffled when a chance is given."""
    hand = [value for value, count in counts.items() for _ in range(count)]
    if rng:
        rng.shuffle(hand)
    return hand


def _seats(streets: Iterable[dict[str, Any]], rng: Random) -> list[Unit]:
    """One entry per person on the last day: 5 to 15 for each community."""
    seats = []
    for street in streets:
        units = [Unit(street["name"], f"{word}社区") for word in street["communities"]]
        sizes = _sizes(street["people"], len(units), rng)
        seats += [unit for unit, size in zip(units, sizes, strict=True) for _ in range(size)]
    return seats


def _sizes(people: int, parts: int, rng: Random) -> list[int]:
    """Uneven shares of 5 to 15 people; even ones where they divide without rest."""
    sizes = [people // parts + (place < people % parts) for place in range(parts)]
    for _ in range(3 * parts if people % parts else 0):
        giver, taker = rng.sample(range(1, parts), 2)
        if sizes[giver] > 5 and sizes[taker] < 13:
            sizes[giver] -= 1
            sizes[taker] += 1
    return sizes


def _stayers(seats: list[Unit], rng: Random) -> list[Person]:
    shape = settings("people")
    people = [
        Person(key=0, sex=sex, birth=_birth_at(rng.randint(*map(int, ages.split("-"))), rng))
        for sex, bands in shape["ages"].items()
        for ages, count in bands.items()
        for _ in range(count)
    ]
    people += [
        Person(key=0, sex="女", birth=_birth_at(rng.randint(38, 52), rng), unknown={"birth"})
        for _ in range(shape["birth"]["unknown"])
    ]
    _put_on_the_edge(people)
    rng.shuffle(people)
    _seat_where_numbered(people, seats)
    for key, (person, unit) in enumerate(zip(people, seats, strict=True), start=1):
        person.key, person.units = key, [(date.min, unit)]
    _hire(people, shape["hired"], rng)
    return people


def _seat_where_numbered(people: list[Person], seats: list[Unit]) -> None:
    """Seat people of unknown birth where the lists have staff numbers: nothing else tells who they are."""
    numbered = [place for place, unit in enumerate(seats) if unit.street in WITH_STAFF_NUMBERS]
    unknown = [place for place, person in enumerate(people) if person.unknown]
    for old, new in zip(unknown, numbered[20 :: len(numbered) // len(unknown)], strict=False):
        people[old], people[new] = people[new], people[old]


def _birth_at(age: int, rng: Random) -> date:
    """A birthday of somebody who is this old on 2023-12-31."""
    return date(LAST_YEAR - age, 1, 1) + timedelta(days=rng.randrange(365))


_EDGES = ((40, 12, 31), (50, 1, 1), (50, 12, 31), (39, 1, 1), (51, 12, 31), (35, 12, 31), (36, 12, 31))


def _put_on_the_edge(people: list[Person]) -> None:
    """Let some reach an age on the very last day, and some miss it by one."""
    free = [person for person in people if not person.unknown]
    for age, month, day in _EDGES:
        person = next(one for one in free if one.birth.year == LAST_YEAR - age)
        free.remove(person)
        person.birth = person.birth.replace(month=month, day=day)


def _hire(people: list[Person], quota: Mapping[str, int], rng: Random) -> None:
    """The younger somebody is, the later the day of hiring; never before the age of 19."""
    youngest_first = sorted(
        people, key=lambda person: person.age(date(LAST_YEAR, 12, 31)) + rng.uniform(0, 18)
    )
    years = [int(year) for year, count in quota.items() for _ in range(count)]
    for person, year in zip(youngest_first, years, strict=False):
        person.hire = day_in(max(year, person.birth.year + 20), rng)
    for person in youngest_first[len(years) :]:
        person.hire = day_in(rng.randint(max(1998, person.birth.year + 20), 2017), rng)


def day_in(year: int, rng: Random) -> date:
    """A working-life day: mostly the first of a month."""
    return date(year, rng.randint(1, 12), 1 if rng.random() < 0.7 else rng.randint(2, 28))


def _leavers(stayers: list[Person], seats: list[Unit], rng: Random) -> list[Person]:
    """Those who left in 2018 to 2023, as many as the year-end stocks ask for."""
    stock = {int(year): people for year, people in settings("people")["headcount"].items()} | {
        LAST_YEAR: len(seats)
    }
    hired = Counter(person.hire.year for person in stayers)
    leavers: list[Person] = []
    for year in range(LAST_YEAR, 2017, -1):
        gone = [_leaver(year, rng) for _ in range(stock[year - 1] - stock[year] + hired[year])]
        hired.update(person.hire.year for person in gone)
        leavers += gone
    for key, person in enumerate(leavers, start=len(stayers) + 1):
        person.key, person.units = key, [(date.min, rng.choice(seats))]
    return leavers


def _leaver(year: int, rng: Random) -> Person:
    reasons = settings("people")["leaving"]
    reason = rng.choices(list(reasons), [share for share, *_ in reasons.values()])[0]
    sex = "男" if rng.random() < 0.06 else "女"
    if reason == "落选" and year != 2021:  # committees are elected in 2021 only
        reason = "辞职"
    person = (
        _retiree(year, sex, rng) if reason == "退休" else _early_leaver(year, sex, reasons[reason][1:], rng)
    )
    person.leave_reason = reason
    person.hire = day_in(rng.choice(_hire_years(person, year)), rng)
    return person


def _retiree(year: int, sex: str, rng: Random) -> Person:
    """Before 2025: men at 60; women at 50, or at 55 after a leading post; gone with the next month."""
    age = 60 if sex == "男" else rng.choice((50, 50, 50, 55))
    birth = date(year - age, rng.randint(1, 11), rng.randint(1, 28))
    return Person(key=0, sex=sex, birth=birth, leave=date(year, birth.month + 1, 1))


def _early_leaver(year: int, sex: str, ages: list[int], rng: Random) -> Person:
    birth = date(year - rng.randint(*ages), rng.randint(1, 12), rng.randint(1, 28))
    return Person(key=0, sex=sex, birth=birth, leave=day_in(year, rng))


def _hire_years(person: Person, year: int) -> list[int]:
    """Years before the year of leaving; the recent ones three times as likely."""
    first = max(person.birth.year + 20, 1998)
    recent = [hired for hired in (year - 1, year - 2) if hired >= first]
    return [*range(min(first, year - 1), year), *recent, *recent]
