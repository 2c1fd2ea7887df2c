"""Whether a number tells a change, in which direction and since when: 较上年增加12人, 下降3.2个百分点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sgstats.claims.meaning.days import When
from sgstats.claims.meaning.slots import Slot

_RISING = (
    "净增加|净增长?|净流入|增加|增长|增多|新增加|增大|提高|提升|上升|上涨|攀升|扩大|扩充|壮大|拉大|增|升高|升"
    "|增幅|涨幅|增速|提升幅度|老化"
)
_FALLING = (
    "净减少|净减|净流出|减少|减小|下降|降低|下滑|滑落|回落|压降|压减|缩减|降|减|缩小|降幅|跌幅|下跌|年轻"
)
_COMPARED_WORD = re.compile(r"(?:(?P<up>多|高|高出|长|快)|(?P<down>少|低|短))(?:了|出|约|近|超过|逾|不足)*$")
_WORD = re.compile(
    rf"(?:(?P<up>{_RISING})|(?P<down>{_FALLING}))(?:了|幅度?|约|近|超过|逾|不足|将近|超|至少|为|达|达到)*$"
)
LEVEL = re.compile(
    r"(?:增加|增长|提高|提升|上升|扩大|减少|下降|降低|降|增|升|回落|发展|壮大|扩充|变|滑落|下滑|压降|压减|缩减|优化|涨)"
    r"(?:到|至|为|达|成)了?[^\d]{0,12}$"
)
_DOUBLED = re.compile(r"翻")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change as told.

    Attributes:
        against: The day it is held against; None: not said.
        falling: Whether the number says how much less it is.
    """

    against: When | None
    falling: bool = False


def change_of(slot: Slot, *, compared: When | None, times: Sequence[When], named: bool) -> Change | None:
    """The change that a number tells; None where it tells how many there are.

    Args:
        slot: The number with its words.
        compared: A time named to compare with.
        times: Times that the sentence named, in order; of 由2020年的…提高到2023年的…，提高… the first.
        named: Whether anything is named that it could be a count of.
    """
    number = slot.quantity
    text = slot.clause + number.printed
    if LEVEL.search(slot.clause):
        return None
    match = _WORD.search(slot.clause) or _WORD.search(_head(number.printed))
    if match is None and compared is not None:
        match = _COMPARED_WORD.search(slot.clause) or _COMPARED_WORD.search(_head(number.printed))
    doubled = number.kind == "times" or bool(_DOUBLED.search(text))
    if match is None and not doubled and number.kind != "points":
        return None
    if compared is None and not doubled and number.kind == "count" and not _is_change(slot):
        return None
    first = times[0] if len(times) > 1 and times[0].day < times[-1].day else None
    return Change(against=compared or first, falling=bool(match and match["down"]))


def _head(printed: str) -> str:
    """What stands before the digits of the number's own words."""
    digits = re.search(r"[\d一二三四五六七八九十百千两]", printed)
    return printed[: digits.start()] if digits else printed


_BARE = re.compile(r"(?<!新)(?:增加|减少|增长|增多|下降)了?$")


def _is_change(slot: Slot) -> bool:
    """净增, 同比; or 今年增加24人, where nothing is named that it could be a count of."""
    told = re.search(r"净增|净减|同比|环比", slot.clause + slot.quantity.printed)
    return bool(told) or (not slot.own and bool(_BARE.search(slot.clause)))
