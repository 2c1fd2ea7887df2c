"""What the measures did: the people who passed an examination because their street coached them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from .truth import STATEMENTS, Person, at, settings

DISTRICT = "rectification_district"


def starts(measure: str) -> Mapping[str, date]:
    """First day of a measure in each street that has begun it, as the ledger tells it."""
    told = next(one for one in settings(DISTRICT)["measure"] if one["item"] == measure)
    begun: Mapping[str, date] = told["starts"]
    return begun


def plant(people: Sequence[Person], *, measures: bool = True) -> None:
    """Let some people pass in the first year of coaching in their street; without measures they never pass.

    Those chosen held a certificate all along, and were in post in this street from the first list to the
    last: the last list stays as it is, the lists before the measure have fewer holders. Nobody else is
    touched, and no chance of anybody else is used up.
    """
    told = settings("effects")["passed"]
    chosen = [
        (begun, person)
        for street, begun in starts(told["measure"]).items()
        for person in _coached(people, street, begun)
    ]
    for begun, person in chosen:
        passed = (date(begun.year, told["month"], told["day"]), person.certificate[-1][1])
        person.certificate = [(date.min, "无"), *([passed] if measures else [])]


def _coached(people: Sequence[Person], street: str, begun: date) -> list[Person]:
    last, told = date(begun.year, 12, 31), settings("effects")["passed"]
    staff = sum(person.works(last) and at(person.units, last).street == street for person in people)
    fit = [person for person in people if _could_be_coached(person, street)]
    wanted = (told["per_hundred"] * staff + 50) // 100
    return Random(f"青禾区 成效 {told['measure']} {street}").sample(fit, wanted)


def _could_be_coached(person: Person, street: str) -> bool:
    """In post in the street on every list, and a holder on the first of them."""
    since, held = person.certificate[-1]
    told = settings("effects")["passed"]["certificates"]
    return (
        person.works(STATEMENTS[0])
        and person.leave is None
        and {unit.street for _, unit in person.units} == {street}
        and held in told
        and since <= STATEMENTS[0]
    )
