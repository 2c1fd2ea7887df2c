"""Bricks that several files are built with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

from .grid import Column, Grid
from .statement import Said, say
from .truth import District, Person

FOOT = ("注：本表由社区填报，街道汇总。", "填表人：某某    审核人：某某")


def by_street(district: District, day: date) -> dict[str, list[Said]]:
    """What the clerks of every street would list on a day, without slips."""
    rows: dict[str, list[Said]] = defaultdict(list)
    for person in district.in_post(day):
        said = say(person, day)
        rows[said.unit.street].append(said)
    return rows


def leavers(district: District, day: date, street: str | None = None) -> list[Said]:
    """Those who left in the year of the statement, by their last unit."""
    gone = [person for person in district.left_in(day.year) if person.leave and person.leave <= day]
    rows = [say(person, day) for person in gone]
    return [said for said in rows if street in {None, said.unit.street}]


def roster(
    name: str, columns: list[Column], rows: Iterable[Said], *, head: Iterable[str], foot: Iterable[str] = FOOT
) -> Grid:
    """The plain shape: titles, header, people, notes."""
    grid = Grid(name, columns)
    for text in head:
        grid.line("title", text)
    grid.header()
    for said in rows:
        grid.person(said)
    for text in foot:
        grid.line("note", text)
    return grid


def mover(district: District, year: int) -> Person:
    """Somebody who changed the street during the year and is still in post at its end.

    The new street comes after the old one, so that the later file is right about this person.
    """
    place = district.streets.index
    unfit = {"康宁街道", "揽月街道", "知秋街道", "枕溪街道"}  # their printed totals stay simple
    return next(
        person
        for person in district.in_post(date(year, 12, 31))
        if len(person.units) == 2
        and person.units[1][0].year == year
        and place(person.units[0][1].street) < place(person.units[1][1].street)
        and not person.unknown
        and not unfit & {unit.street for _, unit in person.units}
    )


def forgotten(person: Person, day: date) -> Said:
    """The row that the former street forgot to delete."""
    return replace(say(person, day), unit=person.units[0][1]).slipping("listed_twice")


def repeated(rows: list[Said], rng: Random, count: int) -> list[Said]:
    """People who are listed a second time; their rows carry no other slip."""
    fit = [said for said in rows if not said.slips and not said.person.twin]
    return [said.slipping("listed_twice") for said in rng.sample(fit, count)]
