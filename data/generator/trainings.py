"""What is true of training: which sessions were held, and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from .movements import YEARS
from .planted import starts
from .truth import District, Person, Unit, at, settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A training of one street (of the district, for the people of one street)."""

    street: str
    day: date
    level: str
    form: str
    topic: str
    hours: float

    def open_to(self, person: Person) -> bool:
        """Is this person in post in the street on the day?"""
        return person.works(self.day) and at(person.units, self.day).street == self.street


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One person in one session, in the unit of that day."""

    person: Person
    session: Session

    @property
    def unit(self) -> Unit:
        """Where this person worked on the day."""
        return at(self.person.units, self.session.day)


def trained(district: District, *, measures: bool = True) -> list[Attended]:
    """All attendances of all years, by year, street, session and person.

    Without measures: had nobody been called to a training by what ``effects.toml`` tells.
    """
    places = [(street, year) for year in YEARS for street in district.streets]
    return [one for street, year in places for one in _of_street(district, street, year, measures=measures)]


def _of_street(district: District, street: str, year: int, *, measures: bool) -> list[Attended]:
    rng = Random(f"青禾区 培训 {street} {year}")
    sessions = [_session(street, year, entry, rng) for entry in settings("trainings")["session"]]
    wanted = settings("trainings")["covered"][str(year)][street]
    staff = _staff(district, street, year)
    willing = [person for person in staff if any(session.open_to(person) for session in sessions)]
    willing.sort(key=lambda person: 0.6 * _reluctance(person) + 0.4 * rng.random())
    chosen = willing[: (wanted * len(staff) + 50) // 100]
    times = _times(len(chosen), street, len(staff), rng)
    found = [
        Attended(person=person, session=session)
        for person, often in zip(chosen, times, strict=True)
        for session in _taken(person, sessions, often, rng, measures=measures)
    ] + _of_leavers(district, sessions, rng)
    place = {session: number for number, session in enumerate(sessions)}
    return sorted(found, key=lambda one: (place[one.session], one.person.key))


def _session(street: str, year: int, entry: dict[str, Any], rng: Random) -> Session:
    day = date(year, rng.randint(*entry["months"]), rng.randint(2, 27))
    topic = rng.choice(entry["topics"])
    return Session(
        street=street, day=day, level=entry["level"], form=entry["form"], topic=topic, hours=entry["hours"]
    )


def _staff(district: District, street: str, year: int) -> list[Person]:
    last = date(year, 12, 31)
    return [person for person in district.in_post(last) if at(person.units, last).street == street]


def _reluctance(person: Person) -> float:
    """The same in every year, so that some are never trained."""
    return Random(f"培训 {person.key}").random()


def _times(people: int, street: str, staff: int, rng: Random) -> list[int]:
    """How often each takes part: once or twice, seldom three times; exact in the street of the trap."""
    trap = settings("trainings")["trap"]
    if street != trap["street"]:
        return [rng.choices((1, 2, 3), (60, 32, 8))[0] for _ in range(people)]
    extra = staff * trap["attendances"] // 100 - people
    return [1 + (place < extra) + (place < extra - people) for place in range(people)]


def _taken(
    person: Person, sessions: list[Session], often: int, rng: Random, *, measures: bool
) -> list[Session]:
    fit = [session for session in sessions if session.open_to(person)]
    weight = {session: _weight(session, measures=measures) for session in fit}
    ranked = sorted(fit, key=lambda session: rng.random() ** (1 / weight[session]), reverse=True)
    return ranked[:often]


def _weight(session: Session, *, measures: bool) -> float:
    """How much a session draws; more where a measure calls people to it, in its first year."""
    called = settings("effects")["called"]
    begun = starts(called["measure"]).get(session.street)
    if measures and begun and (session.day.year, session.level) == (begun.year, called["level"]):
        return float(called["weight"])
    weights: dict[str, float] = settings("trainings")["weight"]
    return weights[session.level]


def _of_leavers(district: District, sessions: list[Session], rng: Random) -> list[Attended]:
    """Those who left later in the year had been there too: they are in the lists, not in the coverage."""
    return [
        Attended(person=person, session=session)
        for session in sessions[:2]
        for person in district.left_in(session.day.year)
        if session.open_to(person) and rng.random() < 0.4
    ]
