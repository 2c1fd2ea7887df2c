"""What one number of a sentence is said of, given its own words and all that was said before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from sgstats.claims.claim import Subject
from sgstats.claims.meaning.asked import Asked, Times
from sgstats.claims.meaning.changes import Change, change_of
from sgstats.claims.meaning.context import Context, at_odds
from sgstats.claims.meaning.days import When
from sgstats.claims.meaning.hindrances import hindrance
from sgstats.claims.meaning.inheriting import said_of
from sgstats.claims.meaning.mentions import Mention
from sgstats.claims.meaning.passage import Passage
from sgstats.claims.meaning.questions import subjects
from sgstats.claims.meaning.remembering import (
    base_of_a_sample,
    note_outside,
    note_unread,
    of_answers,
    printed,
    remember,
)
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.meaning.timing import at_each_time, timed, times_told
from sgstats.claims.meaning.unread import unread
from sgstats.claims.meaning.zeros import EVERYBODY
from sgstats.claims.spoken import Facet, Spoken, spoken


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
    when, compared = times_told(slot, read, context)
    context.open_group(slot)
    context.move_to(spoken([*_carried(slot), *slot.own]))
    said = said_of(slot, context)
    change = _change(slot, said, when, compared, context)
    said = _at_an_edge(slot, _changed(said, change, context), when)
    word = unread(slot, read)
    note_unread(said, word)
    if _torn(slot, read):
        slot.unpaired = True
        note_unread(said, slot.quantity.printed)
    hindered = hindrance(slot, said, context, change=change)
    if hindered is not None and hindered[0] in _INHERITED:
        note_unread(said, hindered[1]["word"])
    asked = _asked(slot, said or Spoken(), timed(slot, when, change, context), context)
    if change is not None and slot.quantity.kind == "points":
        asked.said.roles.add("share")
    remember(slot, asked, context, change=change)
    note_outside(slot, said, word, context)
    if hindered is not None:
        return Resolved(missing=hindered[0], words=hindered[1], base=base_of_a_sample(slot, context))
    found = at_each_time((*subjects(asked), *_of_the_group_before(asked, context)), slot, change, context)
    if not found:
        return Resolved(missing="claim_subject.unknown", words={}, base=base_of_a_sample(slot, context))
    return Resolved(subjects=found, base=of_answers(slot, context) or printed(asked, context))


_INHERITED = {"claim_subject.unread", "claim_subject.other_people"}
"""Reasons that hold as well for a number that takes its subject from this one."""


def _change(
    slot: Slot, said: Spoken | None, when: When | None, compared: When | None, context: Context
) -> Change | None:
    """The change that it tells, if it does, held against the day before the period it is of."""
    if said is not None and said.ratio is not None:
        return None
    change = change_of(slot, compared=compared, times=context.times, named=said is not None)
    if change is None or change.against is not None or when is None or when.since is None:
        return change
    return replace(change, against=When(start=0, end=0, day=when.since - timedelta(days=1), compared=True))


def _torn(slot: Slot, read: Passage) -> bool:
    """Whether two values of one field stand beside it with a gap between, as in a row of headings."""
    for mentions in (slot.own, slot.used):
        values = [mention for mention in mentions if mention.role == "value"]
        for one, two in pairwise(values):
            between = read.text[one.end : two.start]
            if one.meaning.name == two.meaning.name != "gender" and not between:
                return True
            if one.meaning.name == two.meaning.name and between and not between.strip():
                return True
    return False


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


def _carried(slot: Slot) -> list[Mention]:
    return [mention for clause in reversed(slot.carried) for mention in clause]


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
