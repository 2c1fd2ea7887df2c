"""Which days one number of a sentence speaks of, given all that was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sgstats.claims.claim import Subject
from sgstats.claims.meaning.asked import Times
from sgstats.claims.meaning.changes import LEVEL, Change
from sgstats.claims.meaning.context import Context
from sgstats.claims.meaning.dating import earlier_days, nearest, times_of, years_before
from sgstats.claims.meaning.days import When
from sgstats.claims.meaning.passage import Passage
from sgstats.claims.meaning.slots import Slot

_SO_FAR = re.compile(r"(?:已|累计|先后|共计|至今|目前)")
_FROM = re.compile(r"(?:由|从)(?:原来的?|原先的?|最初的?|起初的?)?$")
_ON = re.compile(r"(?:逐步|逐年|稳步|已)?(?:增|提|升|降|减|上升|上涨|下降|扩|变|涨|优化|压)")


def times_told(slot: Slot, read: Passage, context: Context) -> tuple[When | None, When | None]:
    """The time it is said of, and the one it is held against."""
    end = slot.quantity.start
    told = read.times_in(end - len(slot.before), end)
    when = slot.when or nearest(told, compared=False)
    if when is not None:
        context.when = when.lasting(context.today)
        context.times.append(when)
    when = _day_compared(slot, told, read) or when
    compared = nearest(told, compared=True) or years_before(
        slot.clause + slot.quantity.printed, on=context.today
    )
    context.compared = compared or context.compared
    if when is not None and when.since is not None and when.since.year < when.day.year:
        context.started = (date(when.since.year, 12, 31), when.since - timedelta(days=1))
    return _as_many_times(slot, when or context.when, context)


_ITS_NUMBER = re.compile(r"(?:年?[末底初]|同期|全年|度)?的?(?:[^,;。、\d]{0,8}?)的?(?:约|近)?")
_NO_NUMBER_OF_A_DAY = re.compile(r"增|减|多|少|高|低|提|升|降|翻|扩|净|长|大|小|涨|快|慢|回|下|上")


def _day_compared(slot: Slot, told: Sequence[When], read: Passage) -> When | None:
    """比2022年的300人增加42人: the first number is that day's own, the second is held against it."""
    compared = nearest(told, compared=True)
    if compared is None or slot.quantity.kind in {"points", "times"}:
        return None
    between = read.text[compared.end : slot.quantity.start]
    if "的" not in between or _NO_NUMBER_OF_A_DAY.search(between + slot.quantity.printed):
        return None
    return replace(compared, compared=False) if _ITS_NUMBER.fullmatch(between) else None


def _begins(slot: Slot) -> bool:
    """Whether it is what a change began with: 由848人增至…."""
    return bool(_FROM.search(slot.clause) and _ON.match(slot.behind))


_AS_MANY = re.compile(r"(?:是|为|相当于)")


def _tells(slot: Slot, when: When) -> bool:
    """Whether a time stands in the number's own clause behind its word of change."""
    return when.start >= slot.quantity.start - len(slot.clause)


def _as_many_times(slot: Slot, when: When | None, context: Context) -> tuple[When | None, When | None]:
    """是2020年的两倍: now it is twice what it was on the day named."""
    levelled = LEVEL.search(slot.clause) is not None
    if levelled and context.started and when is not None and when.since is not None:
        start = When(start=0, end=0, day=context.started[0], compared=True)
        context.when, context.compared = replace(when, since=None), start
        return context.when, start
    if levelled and context.times and when is context.times[-1] and not _tells(slot, when):
        context.when, context.compared = None, when
        return None, when
    if slot.quantity.kind == "times" and when is not None and _AS_MANY.search(slot.clause):
        context.when = None
        return None, when
    return when, context.compared


def timed(slot: Slot, when: When | None, change: Change | None, context: Context) -> Times:
    """Day, period and day compared with; a change without one is held against the list before."""
    so_far = bool(_SO_FAR.search(slot.clause)) and (when is None or when.now)
    compared = change.against if change is not None else None
    told = times_of(when, compared=compared, today=context.today, known=context.known, so_far=so_far)
    if change is not None and change.against is None:
        days = earlier_days(told.on, known=context.known)
        told = replace(told, earlier=days[0] if days else None)
    faded = context.faded if when is None else None
    if faded is not None and faded.since is not None:
        told = replace(told, others=((faded.since, faded.day), *told.others))
    return replace(told, falling=change is not None and change.falling)


def at_each_time(
    found: tuple[Subject, ...], slot: Slot, change: Change | None, context: Context
) -> tuple[Subject, ...]:
    """A change, or what it began with (由848人增至…), whose day is not said: one reading for each list."""
    if not found:
        return found
    first = found[0]
    days = earlier_days(first.on or first.until or context.today, known=context.known)
    if change is not None and change.against is None:
        return tuple(replace(first, earlier=day) for day in days)
    return _beginnings(first, days, context) or found if _begins(slot) else found


def _beginnings(first: Subject, days: Sequence[date], context: Context) -> tuple[Subject, ...]:
    """What a change began with, on each day that it may have begun; none where its own day is told."""
    if not context.times and first.since is not None:
        return tuple(replace(first, since=date(day.year, 1, 1), until=day) for day in days)
    if first.on is None or (context.times and not context.started):
        return ()
    held = context.compared
    told = context.started or ([held.day] if held is not None else days)
    return tuple(replace(first, on=day) for day in told)
