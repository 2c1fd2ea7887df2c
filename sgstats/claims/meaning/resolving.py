"""What one number of a sentence is said of, given its own words and all that was said before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from sgstats.claims.claim import Subject
from sgstats.claims.meaning.asked import Asked, Times
from sgstats.claims.meaning.changes import LEVEL, Change, change_of
from sgstats.claims.meaning.context import Context, at_odds
from sgstats.claims.meaning.dating import earlier_days, nearest, times_of, years_before
from sgstats.claims.meaning.days import When
from sgstats.claims.meaning.hindrances import OUTSIDE, hindrance
from sgstats.claims.meaning.inheriting import said_of
from sgstats.claims.meaning.mentions import Mention
from sgstats.claims.meaning.passage import Passage
from sgstats.claims.meaning.questions import subjects
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.meaning.unread import unread
from sgstats.claims.meaning.zeros import EVERYBODY
from sgstats.claims.spoken import PLACES, Facet, Spoken, spoken

_SO_FAR = re.compile(r"(?:已|累计|先后|共计|至今|目前)")


NO_PEOPLE = {"turnover", "joining_rate", "transfer_rate", "fill_rate", "vacancy_rate", "density", "staff_gap"}
"""Rates whose base is not a number of people in post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Questions, printed base, or the reason why there are none."""

    subjects: tuple[Subject, ...] = ()
    base: int | None = None
    missing: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


def resolve(slot: Slot, read: Passage, context: Context) -> Resolved:
    """What a number is said of; the context then knows it too.

    Args:
        slot: The number with its words.
        read: Its paragraph.
        context: What was said before.
    """
    when, compared = _times(slot, read, context)
    context.open_group(slot)
    context.move_to(spoken([*_carried(slot), *slot.own]))
    said = said_of(slot, context)
    change = change_of(slot, compared=compared, times=context.times, named=said is not None)
    change = None if said is not None and said.ratio is not None else change
    if change is not None and change.against is None and when is not None and when.since is not None:
        start = When(start=0, end=0, day=when.since - timedelta(days=1), compared=True)
        change = replace(change, against=start)
    said = _at_an_edge(slot, _changed(said, change, context), when)
    word = unread(slot, read)
    _note_unread(said, word)
    if _torn(slot, read):
        slot.unpaired = True
        _note_unread(said, slot.quantity.printed)
    hindered = hindrance(slot, said, context, change=change)
    times = _timed(slot, when, change, context)
    if change is not None and change.against is None:
        days = earlier_days(times.on, known=context.known)
        times = replace(times, earlier=days[0] if days else None)
    if hindered is not None and hindered[0] in {"claim_subject.unread", "claim_subject.other_people"}:
        _note_unread(said, hindered[1]["word"])
    asked = _asked(slot, said or Spoken(), times, context)
    if "share" not in asked.said.roles and change is not None and slot.quantity.kind == "points":
        asked.said.roles.add("share")
    _remember(slot, asked, context, change=change)
    _note_outside(slot, said, word, context)
    if slot.is_base and not spoken(slot.base).roles & {"total", "head", "maybe", "everywhere"}:
        hindered = hindered or ("claim_subject.base", {})
    if hindered is not None:
        return Resolved(missing=hindered[0], words=hindered[1], base=_base_of_a_sample(slot, context))
    found = _at_each_time((*subjects(asked), *_of_the_group_before(asked, context)), slot, change, context)
    if not found:
        return Resolved(missing="claim_subject.unknown", words={})
    return Resolved(subjects=found, base=slot.of_people or _printed(asked, context))


def _torn(slot: Slot, read: Passage) -> bool:
    """Whether two values of one field stand beside it with nothing but a gap between, as in a row of headings."""
    for mentions in (slot.own, slot.used):
        values = [mention for mention in mentions if mention.role == "value"]
        for one, two in pairwise(values):
            between = read.text[one.end : two.start]
            if one.meaning.name == two.meaning.name != "gender" and not between:
                return True
            if one.meaning.name == two.meaning.name and between and not between.strip():
                return True
    return False


def _note_outside(slot: Slot, said: Spoken | None, word: str | None, context: Context) -> None:
    """Keep a number of people who are on no list, or of whom it is not told who they are: 8人中…."""
    number = slot.quantity
    if number.kind != "count" or number.unit not in {"人", "名", "位", ""}:
        return
    if said is None and int(number.value) in context.printed.values():
        return
    if said is None:
        said = Spoken(roles={"unread"}, words={"unread": word or number.printed})
        context.counted = said
        if not slot.opens:
            return
    if context.outside is None and said.roles & OUTSIDE:
        context.outside = said
        opens = slot.opens or slot.clause.lower().endswith("n=")
        context.outside_base = int(number.value) if number.operator == "=" and opens else None


def _note_unread(said: Spoken | None, word: str | None) -> None:
    """A word that is not understood stays with the group, also where later numbers are parts of it."""
    if said is not None and word is not None:
        said.roles.add("unread")
        said.words.setdefault("unread", word)


_FROM = re.compile(r"(?:由|从)(?:原来的?|原先的?|最初的?|起初的?)?$")
_ON = re.compile(r"(?:逐步|逐年|稳步|已)?(?:增|提|升|降|减|上升|上涨|下降|扩|变|涨|优化|压)")


def _of_the_group_before(asked: Asked, context: Context) -> tuple[Subject, ...]:
    """The other reading of 两委成员310人，大专以上占93.2%: the share may be of the group counted before."""
    before = context.counted
    if (
        asked.base is not None
        or asked.whole
        or before is None
        or asked.quantity.kind not in {"percent", "value"}
    ):
        return ()
    shared = set(before.people) & set(asked.said.people)
    if shared or not before.people or before.event or asked.said.event or not asked.said.told:
        return ()
    joined = asked.said.copy()
    joined.facets = {**before.people, **asked.said.facets}
    return subjects(replace(asked, said=joined, base=dict(before.people)))[:1]


def _base_of_a_sample(slot: Slot, context: Context) -> int | None:
    """Of what cannot be tested the number of people may still be told: 对69名新入职…，档案齐全的占93.2%."""
    if slot.quantity.kind != "percent":
        return None
    return slot.of_people or context.sample or (context.outside_base if context.outside is not None else None)


def _at_each_time(
    found: tuple[Subject, ...], slot: Slot, change: Change | None, context: Context
) -> tuple[Subject, ...]:
    """A change, or what it began with (由848人增至…), whose day is not said: one reading for each list."""
    if not found:
        return found
    days = earlier_days(found[0].on or found[0].until or context.today, known=context.known)
    if change is not None and change.against is None:
        return tuple(replace(one, earlier=day) for day in days for one in found[:1])
    begins = _begins(slot)
    if begins and not context.times and found[0].since is not None:
        first = found[0]
        return tuple(replace(first, since=date(day.year, 1, 1), until=day) for day in days)
    if begins and context.started and found[0].on is not None:
        return tuple(replace(one, on=day) for day in context.started for one in found[:1])
    if begins and not context.times and found[0].on is not None:
        told = [context.compared.day] if context.compared is not None else days
        return tuple(replace(one, on=day) for day in told for one in found[:1])
    return found


def _carried(slot: Slot) -> list[Mention]:
    return [mention for clause in reversed(slot.carried) for mention in clause]


def _times(slot: Slot, read: Passage, context: Context) -> tuple[When | None, When | None]:
    """The time it is said of, and the one it is held against."""
    end = slot.quantity.start
    told = read.times_in(end - len(slot.before), end)
    when = slot.when or nearest(told, compared=False)
    if when is not None:
        context.when = None if when.now else when
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


def _at_an_edge(slot: Slot, said: Spoken | None, when: When | None) -> Spoken | None:
    """期初1287人: a day and a number of people, and nothing else, is everybody on that day."""
    bare = slot.clause.strip() and said is None and slot.quantity.unit in {"人", "名"}
    if bare and when is not None and when.since is None and _EDGE.search(slot.clause):
        return Spoken(roles={"head"})
    return said


_EDGE = re.compile(r"(?:[初末底日]|目前|现有|现)[为共有计是:]*$")


def _changed(said: Spoken | None, change: Change | None, context: Context) -> Spoken | None:
    """A change without a subject is one of what was last spoken of; 净增 is one of everybody."""
    if said is not None or change is None:
        return said
    return context.last.copy() if context.last is not None else Spoken(roles={"head"})


def _timed(slot: Slot, when: When | None, change: Change | None, context: Context) -> Times:
    so_far = bool(_SO_FAR.search(slot.clause)) and (when is None or when.now)
    compared = change.against if change is not None else None
    told = times_of(when, compared=compared, today=context.today, known=context.known, so_far=so_far)
    faded = context.faded if when is None else None
    if faded is not None and faded.since is not None:
        told = replace(told, others=((faded.since, faded.day), *told.others))
    return replace(told, falling=change is not None and change.falling)


def _asked(slot: Slot, said: Spoken, times: Times, context: Context) -> Asked:
    base, whole = _base(slot, said, context)
    if base is not None or context.group is not None:
        said = _joined(said, base or {}, context)
    return Asked(
        quantity=slot.quantity, said=said, base=base, whole=whole, times=times,
        appraised="appraised" in context.topic, units=dict(context.units),
        of_all_units="everywhere" in spoken(slot.base).roles,
    )  # fmt: skip


def _joined(said: Spoken, base: Mapping[str, Facet], context: Context) -> Spoken:
    """A part of a group belongs to the group."""
    group = context.group
    made = said.copy()
    if group is not None and not at_odds(group, said):
        made.facets = {**group.people, **said.facets}
        made.event = said.event or group.event
    return made


def _base(slot: Slot, said: Spoken, context: Context) -> tuple[dict[str, Facet] | None, bool]:
    """Of whom a share is, and whether that is said to be everybody."""
    named = spoken(slot.base)
    if slot.says_base and (named.people or named.event):
        said.event = said.event or named.event
        return dict(named.people), False
    if slot.says_base and named.roles & {"total", "head", "everywhere", "maybe"}:
        return {}, True
    if slot.quantity.printed in EVERYBODY and said.metric is None:
        return _all_of(said, context), False
    said_part = "part" in said.roles or context.group is not None
    if said_part and context.group is not None and not at_odds(context.group, said):
        return dict(context.group.people), False
    return None, False


def _all_of(said: Spoken, context: Context) -> dict[str, Facet] | None:
    """均为女性 is said of the group named before, in the clause or by the number before."""
    people = said.people
    before = {name: facet for name, facet in list(people.items())[:-1]}
    if not before and context.counted is not None:
        before = {name: facet for name, facet in context.counted.people.items() if name not in people}
    return before or None


def _remember(slot: Slot, asked: Asked, context: Context, *, change: Change | None) -> None:
    """Let the following numbers know what this one was said of."""
    said = asked.said
    if said.told:
        context.last = said
    context.topic |= said.roles & {"appraised"}
    if change is not None:
        return
    if slot.quantity.kind in {"count", "percent"} and slot.quantity.unit not in {"街道", "社区"}:
        context.spoken.append(said)
    if slot.quantity.kind == "count":
        context.counted = said
        context.group = said if slot.opens else context.group
        _print(slot, asked, context)


_OTHERWISE = {"train", "sum", "other", "nothing", "vague", "wider", "average", "unread"}
"""Roles that make a number of people another one than that of everybody in post."""


def _print(slot: Slot, asked: Asked, context: Context) -> None:
    """A count that the text prints exactly may be the base of a share."""
    number = slot.quantity
    if asked.said.roles & _OTHERWISE:
        return
    known = asked.said.people or asked.said.event or asked.said.roles & {"head", "maybe", "appraised"}
    if number.operator == "=" and known and asked.said.metric is None and number.value.denominator == 1:
        event = asked.said.event or ("appraised" if "appraised" in asked.said.roles else None)
        context.printed[context.key(asked.said.people, event, asked.times.on)] = int(number.value)


def _printed(asked: Asked, context: Context) -> int | None:
    """The number of people that the text itself prints for the base of a share."""
    if asked.number != "share" or asked.quantity.kind != "percent" or asked.said.metric in NO_PEOPLE:
        return None
    event = asked.said.event
    people = {name: facet for name, facet in (asked.base or {}).items() if name not in PLACES}
    if asked.appraised and "grade" in asked.said.facets:
        event = "appraised"
    return context.printed.get(context.key(people, event, asked.times.on))
