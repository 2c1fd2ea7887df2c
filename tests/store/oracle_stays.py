"""Who was where from when to when, told slowly: person by person, event by event, in plain Python.

Each link from one event in post to the next either goes on, moves, or ends and begins anew.
"""

from __future__ import annotations

from invented_stays import LEVELS
from oracle_events import events_of, rows_of, same_unit

from sgstats.periods import OPEN_END, from_day_number


def stays_of(history, person):
    """The stays of one person, in order."""
    events = events_of(history, person)
    while events and events[0].kind == "left":
        events = events[1:]
    found = []
    last, exit_told = None, None
    for event in [*events, None]:
        if event is not None and event.kind == "left":
            exit_told = exit_told or event
        elif last is None:
            found.append(begun(event, *first(event)) if event else None)
            last = event
        else:
            link(found, last, exit_told, event)
            last, exit_told = event, None
    return described(history, person, [one for one in found if one and one["since"] < one["until"]])


def first(event):
    """How the first service began: how, since when, and whether anything tells the day."""
    if event.kind in {"joined", "past"}:
        return "joined", event.day, True
    if event.kind == "moved" or event.day > event.listed:
        return "joined", event.day, True
    if event.before is None:
        told = event.register and event.hire is not None
        return ("joined", event.hire, True) if told else ("listed", event.day, False)
    told = event.hire is not None and event.hire > event.before
    return "joined", event.hire if told else event.day, told


def begun(event, began, since, dated, *, source=(None, None, None)):
    return {
        "began": began, "since": since, "since_dated": dated, "until": OPEN_END, "until_dated": True,
        "ended": None, "leave_reason": None, "units": [event.unit], "from": source,
        "to": (None, None, None), "hires": [event.hire],
    }  # fmt: skip


def end(stay, how, day, dated, *, reason=None, to=(None, None, None)):
    stay |= {"ended": how, "until": day, "until_dated": dated, "leave_reason": reason, "to": to}


def link(found, last, gone, following):
    """What becomes of the time in post between one event and the next in post, if there is any."""
    if following is None:
        leave(found, last, gone)
    elif following.day > last.ends:
        after_force(found, last, gone, following)
    elif gone and (back := return_day(gone, following)) is not None:
        leave(found, last, gone)
        found.append(begun(following, "joined", *back))
    elif following.kind == "joined":
        leave(found, last, gone)
        found.append(begun(following, "joined", following.day, True))
    elif same_unit(last.unit, following.unit):
        found[-1]["units"].append(following.unit)
        found[-1]["hires"].append(following.hire)
    else:
        move(found, following, *move_day(last, gone, following))


def leave(found, last, gone):
    if gone is not None and gone.day <= last.ends:
        end(found[-1], "left", gone.day, True, reason=gone.reason)
    elif last.ends < OPEN_END:
        end(found[-1], "left", last.ends, False, reason=gone.reason if gone else seen_reason(last))


def seen_reason(last):
    """A leaving told for later than the list that no longer shows the person has a reason, but no day."""
    return last.reason if last.kind == "seen" else None


def move(found, following, day, dated):
    end(found[-1], "moved", day, dated, to=following.unit)
    found.append(begun(following, "moved", day, dated, source=found[-1]["units"][-1]))


def return_day(gone, following):
    """When somebody who left is told to have come back, and whether the day is told."""
    if following.kind == "joined":
        return following.day, True
    if following.kind == "moved" or following.hire is None or following.hire < gone.day:
        return None
    return joining(following)


def joining(seen):
    """The day of joining that a list tells, unless the list before it already denies it."""
    told = seen.hire is not None and (seen.before is None or seen.hire > seen.before)
    return (seen.hire, True) if told else (seen.day, False)


def move_day(last, gone, following):
    if following.kind == "moved":
        return following.day, True
    if usable(last, gone, following):
        return gone.day, True
    day, dated = joining(following)
    return (day, True) if dated and last.day < day <= following.day else (following.day, False)


def usable(last, gone, following):
    """Whether a told exit can be the day of a move: no list denies that the person was in either unit."""
    return gone is not None and (following.before or 0) < gone.day <= last.ends


def after_force(found, last, gone, following):
    """The unit's next list no longer showed the person, and something later does."""
    if following.kind == "seen" and bridged(last, gone, following):
        told = usable(last, gone, following)
        move(found, following, gone.day if told else last.ends, told)
        return
    leave(found, last, gone)
    if following.kind != "seen":
        found.append(begun(following, "joined", following.day, True))
        return
    day, dated = joining(following)
    dated = dated and day >= found[-1]["until"]
    found.append(begun(following, "joined", day if dated else following.day, dated))


def bridged(last, gone, following):
    """Whether it can only have been a move: hired long ago, and not seen missing in between."""
    known = following.hire is not None and following.hire <= last.day
    missed = following.before is not None and following.before >= last.ends
    other = not same_unit(last.unit, following.unit)
    return known and not missed and other and (gone is None or gone.reason in {None, "调出"})


# What else a row holds


def described(history, person, found):
    services = []
    for one in found:
        if one["began"] != "moved" or not services:
            services.append([])
        services[-1].append(one)
    rows = []
    for number, stays in enumerate(services, start=1):
        hire = hire_day(stays, number)
        for one in stays:
            rows.append(row(one, stays, number, hire) | {"person_id": person, "place": len(rows) + 1})
    last = [one.education for _, one, _ in rows_of(history, person) if one.education is not None]
    return [one | {"education": last[-1] if last else None} for one in rows]


def hire_day(stays, number):
    began = stays[0]
    if began["began"] == "joined" and began["since_dated"]:
        return began["since"]
    told = next((hire for one in stays for hire in one["hires"] if hire is not None), None)
    return told if number == 1 and told is not None and told <= began["since"] else None


def row(one, stays, number, hire):
    since, until = stays[0]["since"], stays[-1]["until"]
    copied = ("since", "until", "began", "ended", "since_dated", "until_dated", "leave_reason")
    return {name: one[name] for name in copied} | {
        "service": number, "service_since": since, "service_until": until, "hire_day": hire,
        "hire_ordinal": ordinal(hire), "since_ordinal": ordinal(one["since"]),
        "until_ordinal": ordinal(one["until"]),
    } | levels("", one["units"][-1]) | levels("from_", one["from"]) | levels("to_", one["to"])  # fmt: skip


def levels(prefix, unit):
    return {f"{prefix}{level}": name for level, name in zip(LEVELS, unit, strict=True)}


def ordinal(day):
    return None if day is None or day == OPEN_END else from_day_number(day).toordinal()
