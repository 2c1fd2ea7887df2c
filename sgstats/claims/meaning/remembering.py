"""What later numbers may know of one: its group, the total it printed, people who are on no list."""

from __future__ import annotations

import re

from sgstats.claims.meaning.asked import Asked
from sgstats.claims.meaning.changes import Change
from sgstats.claims.meaning.context import Context
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.spoken import PLACES, Spoken

OUTSIDE = {"other", "unread", "vague"}
"""Roles of people of whom no list tells who they are; what a sentence counts next may be some of them."""
NO_PEOPLE = {"turnover", "joining_rate", "transfer_rate", "fill_rate", "vacancy_rate", "density", "staff_gap"}
"""Rates whose base is not a number of people in post."""


def remember(slot: Slot, asked: Asked, context: Context, *, change: Change | None) -> None:
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


def printed(asked: Asked, context: Context) -> int | None:
    """The number of people that the text itself prints for the base of a share."""
    if asked.number != "share" or asked.quantity.kind != "percent" or asked.said.metric in NO_PEOPLE:
        return None
    event = asked.said.event
    people = {name: facet for name, facet in (asked.base or {}).items() if name not in PLACES}
    if asked.appraised and "grade" in asked.said.facets:
        event = "appraised"
    return context.printed.get(context.key(people, event, asked.times.on, everywhere=asked.of_all_units))


def note_outside(slot: Slot, said: Spoken | None, word: str | None, context: Context) -> None:
    """Keep a number of people who are on no list, or of whom it is not told who they are: 8人中…."""
    number = slot.quantity
    _note_answers(slot, context)
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


def _note_answers(slot: Slot, context: Context) -> None:
    """Of 发放70份，回收69份 the later; of 投票69票，同意64票 the first."""
    number = slot.quantity
    told = number.kind == "count" and number.operator == "=" and int(number.value) > 0
    if told and _ANSWERS.search(f"{slot.clause}~{number.unit}"):
        again = context.stated is not None and not _RETURNED.search(slot.clause)
        context.stated = context.stated if again else int(number.value)


_RETURNED = re.compile(r"回收|收回|有效")
_ANSWERS = re.compile(r"(?i:(?<![a-z])n\s?=)~|(?:问卷|答卷|测评表|回收|收回|有效)[^,;。]{0,6}~份|~票$")
"""Words before a number and, behind ~, its unit, that make it the number of those who answered."""
_OF_OTHERS = re.compile(
    r"回收|收回|发放|有效|投票率|参与|参评|平均|得分|上年|去年|同比|[比较](?!例|重)|增|降"
)
"""A percentage that is not of those who answered: 回收率; another year's."""


def of_answers(slot: Slot, context: Context) -> int | None:
    """How many people or answers a percentage says itself that it is of: n=69，满意度93.2%."""
    is_share = slot.quantity.kind == "percent" and not _OF_OTHERS.search(slot.clause)
    return slot.of_people or (context.stated if is_share else None)


def note_unread(said: Spoken | None, word: str | None) -> None:
    """A word that is not understood stays with the group, also where later numbers are parts of it."""
    if said is not None and word is not None:
        said.roles.add("unread")
        said.words.setdefault("unread", word)


def base_of_a_sample(slot: Slot, context: Context) -> int | None:
    """Of what cannot be tested the number of people may still be told: 对69名新入职…，档案齐全的占93.2%."""
    if slot.quantity.kind != "percent":
        return None
    outside = context.outside_base if context.outside is not None else None
    return slot.of_people or context.sample or outside or of_answers(slot, context)
