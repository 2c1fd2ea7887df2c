"""What a careful reader should find about movement, training and establishment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from . import movement_lists, slow_survival, slow_training
from .establishment import establishment
from .expected_appraisals import file_facts
from .movements import PASSING, YEARS, happened, on_roster, people, told_day, told_in_lists
from .sheets import Filed
from .slow_flows import (
    CLASSES,
    WHOLE,
    Stay,
    account,
    by_reason,
    denominators,
    leave_class,
    leavers,
    periods,
    stays,
)
from .truth import District, at, settings

PER = 10_000
TARGET = 18


def flow_accounts(district: District) -> Iterator[dict[str, Any]]:
    """The flow account of every street by month and year: as it was, and as the files tell the days."""
    for source, found in (("truth", stays(district)), ("as_told", stays(district, told_day))):
        for period in periods():
            for street in (WHOLE, *district.streets):
                counts = account(found, street, period)
                yield {"days": source, "period": period.name, "street": street} | counts


def movements(district: District, files: list[Filed]) -> dict[str, Any]:
    """Everything that is no account."""
    true, told = stays(district), stays(district, told_day)
    return {
        "files": {one.book.file: file_facts(one) for one in files},
        "planted": _planted(district),
        "told": {str(year): _told(district, year) for year in YEARS},
        "leavers": {str(year): _left(true, district, year) for year in YEARS},
        "reasons_told": {str(year): _reasons_told(district, year) for year in YEARS},
        "turnover": {"truth": _turnover(true), "as_told": _turnover(told)},
        "early_leavers": {str(year): _early(true, year) for year in YEARS},
        "survival": slow_survival.survival(district),
        "training": slow_training.training(district),
        "duties": slow_training.duties(district),
        "establishment": {str(year): _establishment(district, year) for year in YEARS},
    }


def _planted(district: District) -> dict[str, Any]:
    slips = movement_lists.slips(district)
    telling = set(settings("movements")["telling"]["2023"])
    beside = {
        "told_by_two_streets": sum(len(one.streets & telling) == 2 for one in happened(district, 2023)),
        "known_from_movement_lists_only": sum(one.key >= PASSING for one in people(district)),
    }
    return {name: len(found) for name, found in slips.items()} | beside


def _told(district: District, year: int) -> dict[str, int]:
    """Movements that happened, and those of them that a movement list tells."""
    found = happened(district, year)
    kinds = Counter(one.kind for one in found)
    between = sum(one.kind == "调动" and len(one.streets) == 2 for one in found)
    listed = [one for one in found if told_in_lists(one)]
    counts = {
        "in_movement_lists": len(listed),
        "moves_in_movement_lists": sum(bool(one.source and one.to) for one in listed),
    }
    return dict(sorted(kinds.items())) | {"between_streets": between} | counts


def _reasons_told(district: District, year: int) -> dict[str, int]:
    """Leavers of the district by reason as far as a file tells it."""
    gone = [one for one in happened(district, year) if one.kind == "离职"]
    told = Counter(one.reason if told_in_lists(one) or on_roster(one) else "未知" for one in gone)
    return dict(sorted(told.items()))


def _left(found: list[Stay], district: District, year: int) -> dict[str, Any]:
    def of(street: str) -> dict[str, Any]:
        reasons = by_reason(found, street, year)
        classes = Counter({name: 0 for name in CLASSES})
        for reason, count in reasons.items():
            classes[leave_class(reason)] += count
        return {"people": sum(reasons.values()), "reasons": reasons, "classes": dict(classes)}

    return {street: of(street) for street in (WHOLE, *district.streets)}


def _turnover(found: list[Stay]) -> dict[str, Any]:
    """The district's turnover of every year in percent, by denominator."""
    rates: dict[str, Any] = {}
    for year in YEARS:
        people_left = len(leavers(found, WHOLE, year))
        rates[str(year)] = {
            name: {"people": people_left, "base": float(base), "percent": float(100 * people_left / base)}
            for name, base in denominators(found, WHOLE, year).items()
        }
    return rates


def _early(found: list[Stay], year: int) -> dict[str, int]:
    """Leavers of the year by days from hiring to the first day out of post."""
    served = [(stay.until - stay.person.hire).days for stay in leavers(found, WHOLE, year)]
    return {f"within_{limit}_days": sum(days <= limit for days in served) for limit in (60, 365)}


def _establishment(district: District, year: int) -> dict[str, Any]:
    """By street: people, residents, posts; and how many communities have more or fewer people than posts."""
    return {street: _posts(district, year, street) for street in (WHOLE, *district.streets)}


def _posts(district: District, year: int, street: str) -> dict[str, Any]:
    own = [place for place in establishment(district, year) if street in {WHOLE, place.unit.street}]
    staff = slow_training.staff(district, year, street)
    residents, quota = sum(place.residents for place in own), sum(place.quota for place in own)
    here = Counter(at(person.units, slow_training.last_day(year)) for person in staff)
    return {
        "people": len(staff),
        "residents": residents,
        "households": sum(place.households for place in own),
        "quota": quota,
        "vacant": quota - len(staff),
        "per_10000": PER * len(staff) / residents,
        "gap_to_18": -(-TARGET * residents // PER) - len(staff),
        "communities_over_quota": sum(here[place.unit] > place.quota for place in own),
        "communities_under_quota": sum(here[place.unit] < place.quota for place in own),
    }
