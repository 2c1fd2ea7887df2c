"""Absences, recorded judgements, talks and votes: those of the stories, and ordinary ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from .merit import LAST, Absence, Item, Meeting, Merit, Story, Vote, unit_in
from .truth import District, Person, Unit, settings
from .workdays import is_workday, workdays

JUDGED_ON = date(LAST, 12, 12)
CHOSEN_ON = date(LAST, 12, 22)
TALKED_IN = "春晓街道"

LEAVE = {"病假": 9, "事假": 3, "年休假": 5, "产假": 110, "其他准假": 2}
"""Leave that was granted, and how many days it takes at most."""


def absences(district: District, cast: Mapping[int, Story]) -> list[Absence]:
    """Days away in the order of the district: as told, and leave and single days of others."""
    staff = list(district.in_post(date(LAST, 12, 31)))
    told = [
        Absence(person=person, kind=kind, first=first, last=last, typed=typed)
        for person in staff
        if person.key in cast
        for kind, first, last, typed in cast[person.key].away
    ]
    rng = Random("青禾区 考勤")
    others = [one for one in staff if one.key not in cast and one.hire.year < LAST]
    for kind in (*LEAVE, "旷工"):
        fit = (
            others if kind != "产假" else [one for one in others if one.sex == "女" and one.birth.year > 1988]
        )
        told += [_some(person, kind, rng) for person in rng.sample(fit, 8 if kind != "产假" else 3)]
    return sorted(told, key=lambda one: (one.first, one.person.key))


def _some(person: Person, kind: str, rng: Random) -> Absence:
    """Between two working days of the year; without permission never more than two days."""
    first = date(LAST, rng.randint(1, 8), rng.randint(1, 28))
    while not is_workday(first):
        first += timedelta(1)
    last = first + timedelta(rng.randint(0, LEAVE[kind]) if kind in LEAVE else rng.randint(0, 1))
    half = kind == "事假" and rng.random() < 0.5
    last = first if half else last
    return Absence(
        person=person,
        kind=kind,
        first=first,
        last=last,
        typed="0.5" if half else str(len(workdays(first, last))),
    )


def judgements(
    district: District, cast: Mapping[int, Story], merits: Iterable[Merit], over: Mapping[Unit, str]
) -> list[Item]:
    """What people recorded against or for others, and the choice of 优秀 in one crowded community."""
    found = [
        Item(person=person, day=JUDGED_ON, name=name, holds=holds)
        for person in district.people
        if person.key in cast
        for name, holds in cast[person.key].items
    ]
    for unit in (unit for unit, how in over.items() if how == "decided"):
        best = [merit.person for merit in merits if merit.unit == unit and merit.grade == "优秀"]
        found += [Item(person=person, day=CHOSEN_ON, name="优秀人选") for person in best[:-1]]
    return found


def talks(district: District, cast: Mapping[int, Story]) -> list[Item]:
    """Talks, warnings, complaints and signatures of one street."""
    ladders = settings("talks")["ladder"]
    staff = [
        person
        for person in district.in_post(date(LAST, 12, 31))
        if unit_in(person, LAST).street == TALKED_IN and person.key not in cast and len(person.units) == 1
    ]
    people = Random("青禾区 谈话").sample([one for one in staff if one.hire.year < LAST], len(ladders))
    found = [
        Item(person=person, day=day, name=name, rater=rater)
        for person, ladder in zip(people, ladders, strict=True)
        for name, day, rater in ladder["items"]
    ]
    return sorted(found, key=lambda one: (one.day, one.person.key))


def meetings(district: District, kind: str) -> list[Meeting]:
    """The votes of a kind: ``rehiring`` or ``satisfaction``."""
    return [_meeting(district, told) for told in settings("meetings")[kind]]


def _meeting(district: District, told: dict[str, Any]) -> Meeting:
    unit = Unit(told["street"], told["community"])
    team = [one for one in district.in_post(date(LAST, 12, 31)) if unit_in(one, LAST) == unit]
    votes = told["votes"] + [_nearly_all(told, place) for place in range(len(team) - len(told["votes"]))]
    return Meeting(
        unit=unit,
        day=told["day"],
        counts=told["counts"],
        votes=tuple(Vote(person=one, counts=counts) for one, counts in zip(team, votes, strict=True)),
    )


def _nearly_all(told: dict[str, Any], place: int) -> dict[str, int]:
    """Votes of somebody whom the meeting likes."""
    counts = told["counts"]
    voices = counts["returned"] - counts["invalid"] - counts["abstained"]
    against = place % 3
    if "satisfied" in told["votes"][0]:
        return {"satisfied": voices - against, "dissatisfied": against}
    best = voices // 2 - place
    rest = {"basic": against, "incompetent": place % 2}
    return {"favour": voices - 1 - place} | {
        "excellent": best,
        "competent": voices - best - sum(rest.values()),
        **rest,
    }
