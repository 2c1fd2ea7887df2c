"""Tiny histories for specs: stays as dicts in, an engine on an in-memory table ``stay`` out.

What is not said follows from the calendar: a stay that begins the day the person's last one ended
is a move, any other is a joining; one that ends is a leaving.
"""

from __future__ import annotations

from datetime import date

import postings

from sgstats.metrics import measure
from sgstats.periods import OPEN_END, day_number, from_day_number

COLUMNS = postings.columns_of("stay")
LEVELS = ("district", "street", "community")
LISTS = (date(2000, 1, 1), date(2099, 12, 31))
PLACE = {"district": "青禾区", "street": "东街", "community": "幸福"}


def stay(since, until=None, **facts):
    """One unbroken time of a person in a unit, [since, until); days are dates."""
    known = PLACE | {"since": since, "until": until, "since_dated": True, "until_dated": True}
    return known | {"until_dated": until is not None} | facts


def histories(stays):
    """The rows of the table: what each stay is to the ones before and after it is filled in."""
    persons: dict[str, list[dict]] = {}
    for n, one in enumerate(stays, start=1):
        persons.setdefault(one.get("person_id", f"p{n}"), []).append(one)
    return [row for person, own in persons.items() for row in history(person, own)]


def history(person, stays):
    """All stays of one person, in order, with places, moves and services."""
    stays = [dict(one) for one in sorted(stays, key=lambda one: one["since"])]
    for before, after in zip([None, *stays], [*stays, None], strict=True):
        link(before, after)
    service = 0
    for place, one in enumerate(stays, start=1):
        service += one["began"] != "moved"
        one |= {"person_id": person, "place": place, "service": service}
    for one in stays:
        own = [other for other in stays if other["service"] == one["service"]]
        one |= {"service_since": own[0]["since"], "service_until": own[-1]["until"]}
        joined = own[0]["since"] if own[0]["began"] == "joined" else None
        one["hire_day"] = one.get("hire_day", own[0].get("hire_day", joined))
    return [row(one) for one in stays]


def link(before, after):
    """How one stay ended and the next began; a move says where from and where to."""
    moved = before and after and before["until"] == after["since"]
    moved = moved and before.get("ended", "moved") == "moved" and after.get("began", "moved") == "moved"
    if moved:
        before |= {"ended": "moved"} | {f"to_{level}": after[level] for level in LEVELS}
        after |= {"began": "moved"} | {f"from_{level}": before[level] for level in LEVELS}
        return
    if before:
        before["ended"] = before.get("ended") or ("left" if before["until"] else None)
    if after:
        after["began"] = after.get("began") or "joined"


def row(one):
    """A stay as the store keeps it: whole numbers for days, and once more as days since 0001-01-01."""
    days = {name: number(one[name]) for name in ("since", "until", "service_since", "service_until")}
    told = {name: one.get(name) and number(one[name]) for name in ("hire_day", "birth_day")}
    ordinals = {f"{name}_ordinal": ordinal(one[name]) for name in ("since", "until")}
    return one | days | told | ordinals | {"hire_ordinal": ordinal(one.get("hire_day"))}


def number(day):
    return OPEN_END if day is None else day_number(day) if isinstance(day, date) else day


def ordinal(day):
    if day is None or day == OPEN_END:
        return None
    return (day if isinstance(day, date) else from_day_number(day)).toordinal()


def engine(stays, people=None, *, lists=LISTS, **recorded):
    """An engine on these stays and on the lists that tell of them, until the next is asked for.

    Persons are numbered where they are not named. Unless postings are given, every unit has a list
    on each day of ``lists``.
    """
    units = [{level: one.get(level, PLACE[level]) for level in LEVELS} for one in stays]
    listed = [unit | {"valid_from": day} for day in lists for unit in units]
    known = postings.engine(listed if people is None else people, **recorded)
    postings.fill("stay", histories(stays), COLUMNS)
    return known


def cells(stays, name, *, since, until, lists=LISTS, **asked):
    """The exact cells of a metric of a period as tuples, in the order tables show them."""
    known = engine(stays, lists=lists)
    return measure(name, engine=known, since=since, on=until, **asked).cells.rows()
