"""How many were trained, counted one person at a time; an attendance is not a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from .movements import YEARS
from .slow_flows import WHOLE
from .training_lists import TICKED
from .trainings import Attended, trained
from .truth import District, Person, at

Test = Callable[[Attended], bool]


def training(district: District) -> dict[str, Any]:
    """By year and street: people in post on 31 December, those of them trained, attendances, hours."""
    found = trained(district)
    return {
        str(year): {street: _covered(district, found, year, street) for street in (WHOLE, *district.streets)}
        for year in YEARS
    }


def last_day(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def staff(district: District, year: int, street: str) -> list[Person]:
    """Everybody in post on 31 December of the year."""
    last = last_day(year)
    return [person for person in district.in_post(last) if street in {WHOLE, at(person.units, last).street}]


def _covered(district: District, found: list[Attended], year: int, street: str) -> dict[str, Any]:
    base = {person.key for person in staff(district, year, street)}
    in_year = [one for one in found if one.session.day.year == year]
    own = [one for one in in_year if one.person.key in base]
    return {
        "base": len(base),
        "people": len({one.person.key for one in own}),
        "attendances_of_these": len(own),
        "hours_of_these": sum(one.session.hours for one in own),
        "hours_told_of_these": sum(one.session.hours for one in own if not _ticked(one)),
        "attendances_in_sessions_of_the_street": sum(
            street in {WHOLE, one.session.street} for one in in_year
        ),
        "people_in_district_training": len({one.person.key for one in own if one.session.level == "区级"}),
    }


def _ticked(one: Attended) -> bool:
    """Told by the matrix of ticks, which has neither day nor hours."""
    return one.session.street == TICKED and one.session.day.year == YEARS[-1]


def duties(district: District) -> dict[str, Any]:
    """On 31 December of each year: who had district training in it, any in two years, none since 2021."""
    found = trained(district)
    return {str(year): _duties(district, found, year) for year in YEARS}


def _duties(district: District, found: list[Attended], year: int) -> dict[str, int]:
    base = {person.key for person in staff(district, year, WHOLE)}

    def people(test: Test) -> int:
        return len({one.person.key for one in found if one.session.day.year <= year and test(one)} & base)

    return {
        "base": len(base),
        "district_training_in_the_year": people(lambda one: _district_in(one, year)),
        "any_training_in_two_years": people(lambda one: one.session.day.year >= year - 1),
        "never_trained": len(base) - people(lambda one: True),
    }


def _district_in(one: Attended, year: int) -> bool:
    return one.session.level == "区级" and one.session.day.year == year
