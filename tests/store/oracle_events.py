"""What happened to a person, told slowly: the dated events that are told, as far as they are believed.

Written from the rules in prose, not from ``stays.sql``. Lists rule: of what movement lists tell between
two sightings (lists that show the person in post) all is believed, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from sgstats.periods import OPEN_END

TOLD = 1000
"""The import of all told changes."""

KINDS = {"离职": "left", "调动": "moved", "入职": "joined"}


@dataclass(frozen=True)
class Event:
    kind: str  # seen by a list; joined, moved, left; past: came and went unseen
    day: int
    unit: tuple = (None, None, None)
    ends: int = OPEN_END  # the next day on which the unit is listed
    before: int | None = None  # the last day on which it was listed before
    hire: int | None = None
    listed: int = 0  # the list's day
    register: bool = False
    reason: str | None = None
    told: tuple = (0, 0)  # import and row


def covers(part, unit):
    return part[:2] == unit[:2] and part[2] in {None, unit[2]}


def listed_days(history, unit):
    return sorted({one.day for one in history.lists if any(covers(part, unit) for part in one.covers)})


def next_listed(history, unit, day, *, same=False):
    days = [one for one in listed_days(history, unit) if one > day or (same and one == day)]
    return min(days, default=OPEN_END)


def last_listed(history, unit, day):
    return max((one for one in listed_days(history, unit) if one < day), default=None)


def agree(one, other):
    """Whether two units can be the same: what is unknown agrees with anything."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


# Events


def rows_of(history, person):
    """Every row of the person, by import; the list and the number of the row beside it."""
    found = [
        (one, row, (number, place))
        for number, one in enumerate(history.lists, start=1)
        for place, row in enumerate(one.rows, start=2)
        if row.person == person
    ]
    return sorted(found, key=lambda item: (item[0].day, item[2]))


def sighting(history, one, row, told):
    day, ends = max(one.day, row.hire or 0), next_listed(history, row.unit, one.day)
    before = one.day if day > one.day else last_listed(history, row.unit, one.day)
    late = row.reason if row.leave is not None and row.leave > ends else None
    return Event("seen", day, row.unit, ends, before, row.hire, one.day, one.register, late, told)


def sightings(history, person):
    """The days on which lists show the person in post; of one day the latest list speaks."""
    best = {}
    for one, row, told in rows_of(history, person):
        seen = sighting(history, one, row, told)
        if (row.leave is not None and row.leave <= seen.day) or seen.day >= seen.ends:
            continue
        rival = best.get(seen.day)
        if rival is None or (seen.listed, told[0], -told[1]) > (rival.listed, rival.told[0], -rival.told[1]):
            best[seen.day] = seen
    return [best[day] for day in sorted(best)]


def listed_exits(history, person):
    """What lists say of leaving, as far as each list speaks."""
    return [
        Event("left", row.leave, row.unit, hire=row.hire, reason=row.reason, told=told, listed=one.day)
        for one, row, told in rows_of(history, person)
        if row.leave is not None and row.leave <= next_listed(history, row.unit, one.day)
    ]


def told_changes(history, person):
    """What movement lists say, in order."""
    found = []
    for number, one in enumerate(history.changes, start=2):
        if one.person == person:
            unit = one.to if one.kind == "调动" else one.unit
            ends = next_listed(history, unit, one.day, same=True)
            kind, told = KINDS[one.kind], (TOLD, number)
            found.append(Event(kind, one.day, unit, ends, reason=one.reason, told=told))
    return sorted(found, key=place)


def first_of_day(events):
    """Of the same kind of change told twice on one day the first row counts."""
    return list({(one.day, one.kind): one for one in reversed(events)}.values())[::-1]


def past_services(history, person):
    """Somebody who came and went between two lists is known by the list that tells both days."""
    found = {}
    for one, row, told in rows_of(history, person):
        before = last_listed(history, row.unit, one.day)
        both = row.leave is not None and row.hire is not None and row.hire < row.leave <= one.day
        if both and (row.hire > before if before is not None else one.register):
            found[row.hire] = Event("past", row.hire, row.unit, one.day, before, row.hire, one.day, told=told)
    return list(found.values())


def place(event):
    """Where an event stands: by day, and on one day in the order that makes a history."""
    return event.day, ("left", "joined", "past", "moved", "seen").index(event.kind), event.told[0] == TOLD


# What is believed


def settled(events):
    """Exits told several times are one, between two events in post; and a list speaks of its own unit."""
    events = sorted(events, key=place)
    events = [one for one in events if one.kind != "past" or is_new(one, events)]
    kept, inside = [], []
    for post in [*[one for one in events if one.kind != "left"], None]:
        start, until = (place(inside[-1]) if inside else ()), (place(post) if post else (OPEN_END + 1,))
        exits = [one for one in events if one.kind == "left" and start < place(one) < until]
        told = [one for one in exits if one.told[0] == TOLD]
        listed = [one for one in exits if one not in told and speaks(one, inside, post)]
        kept += told or sorted(listed, key=lambda one: (one.listed, one.told[0], -one.told[1]))[-1:]
        kept, inside = kept + [post] * bool(post), [*inside, post]
    return [one for one in kept if one.kind != "past" or is_new(one, kept)]


def is_new(past, events):
    """Whether somebody who came and went unseen was out of post until then, as far as anything tells."""
    if any(one.kind in {"seen", "moved"} and one.day == past.day for one in events):
        return False
    earlier = [one for one in events if place(one) < place(past)]
    return not earlier or earlier[-1].kind == "left"


def speaks(gone, inside, following):
    """Whether a list's exit is an exit of the unit that the person is in, and not a told move from there."""
    if not inside:
        return True
    if same_unit(inside[-1].unit, gone.unit):
        told = following is not None and following.kind == "moved"
        return not told or same_unit(inside[-1].unit, following.unit)
    came_since = gone.hire is not None and inside[-1].day < gone.hire < gone.day
    return came_since or not any(same_unit(one.unit, gone.unit) for one in inside[:-1])


def same_unit(one, other):
    return one[1:] == other[1:] and (one[0] == other[0] or None in {one[0], other[0]})


def repeated(events):
    """Told changes that only repeat the one before them."""
    events = settled(events)
    return [
        one
        for last, one in pairwise(events)
        if one.told[0] == TOLD
        and one.kind.replace("past", "joined") == last.kind.replace("past", "joined")
        and (one.kind != "moved" or same_unit(last.unit, one.unit))
    ]


def impossible(last, one):
    """Whether a told change can't have happened after the event before it."""
    if one.kind == "left":
        return last is None
    if one.kind == "joined":
        return last is not None and last.kind != "left" and last.ends > one.day
    return last is None or last.kind == "left" or last.ends < one.day or last.day == one.day


def denied(one, following):
    """Whether the next list of the unit shows that a told joining or move led elsewhere, or nowhere."""
    if one.kind == "left":
        return False
    if following is not None and following.kind == "seen" and following.day <= one.ends:
        return not agree(one.unit, following.unit)
    return one.ends == one.day


def without(events, others):
    return [one for one in events if not any(one is other for other in others)]


def unfollowed(events):
    """The told changes between two sightings, unless all of them can have happened."""
    gaps, refused = [[]], []
    events = settled(events)
    for last, one, following in zip([None, *events], events, [*events[1:], None], strict=False):
        if one.kind == "seen":
            gaps.append([])
        elif one.told[0] == TOLD:
            gaps[-1].append(one)
            if impossible(last, one) or denied(one, following):
                refused.append(gaps[-1])
    return [one for told in refused for one in told]


def events_of(history, person):
    """All events of a person that are believed, in order; a told unit as the next list writes it."""
    told = first_of_day(told_changes(history, person))
    listed = [*sightings(history, person), *listed_exits(history, person), *past_services(history, person)]
    events = [*told, *listed]
    events = without(events, repeated(events))
    while refused := unfollowed(events):
        events = without(events, refused)  # and look again: others may no longer fit without them
    events = settled(events)
    return [written_out(one, after) for one, after in zip(events, [*events, None][1:], strict=True)]


def written_out(one, following):
    """A told unit, as the next list writes it: unless a list of it in between does not show the person."""
    told = one.kind in {"joined", "moved"} and following is not None and following.kind == "seen"
    confirmed = told and following.day <= one.ends and (following.before or 0) < one.day
    return replace(one, unit=following.unit) if confirmed else one
