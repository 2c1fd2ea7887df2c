"""A paragraph made ready: cleaned, with its numbers, its words that mean something and its times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sgstats.claims.claim import Quantity
from sgstats.claims.known import Known
from sgstats.claims.meaning.days import When, whens
from sgstats.claims.meaning.mentions import Mention, mentions
from sgstats.claims.meaning.words import Meaning
from sgstats.claims.meaning.zeros import zeros
from sgstats.claims.numbers.cleaning import clean
from sgstats.claims.numbers.folding import fold
from sgstats.claims.numbers.quantities import quantities
from sgstats.sources.document import Paragraph

_TITLE_LENGTH = 40
_Placed = TypeVar("_Placed", Mention, When, Quantity)
_OPEN_RECRUITMENT = ("的", "进入", "产生", "进来", "和", "、", ",", "占", "为主", "渠道", "方式", "人员")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph as it is understood.

    Attributes:
        number: Its place in the document.
        original: As printed.
        text: Cleaned, in one script and one width.
        places: For each character of ``text`` where it stands in ``original``.
        numbers: What could be claims, in order.
        found: Words that mean something, in order.
        times: Days and periods, in order.
        heading: Whether the document calls it a heading.
    """

    number: int
    original: str
    text: str
    places: Sequence[int]
    numbers: list[Quantity]
    found: list[Mention]
    times: list[When]
    heading: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it names what follows: a heading, or a short line without an end."""
        return self.heading or (
            len(self.text) <= _TITLE_LENGTH and "。" not in self.text and not self.numbers
        )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the cleaned text stands in the original."""
        first = self.places[start] if start < len(self.places) else len(self.original)
        last = self.places[end - 1] + 1 if 0 < end <= len(self.places) else first
        return first, max(first, last)

    def numbers_in(self, start: int, end: int) -> list[Quantity]:
        """The numbers of a stretch."""
        return _within(self.numbers, start, end)

    def found_in(self, start: int, end: int) -> list[Mention]:
        """The mentions of a stretch."""
        return _within(self.found, start, end)

    def times_in(self, start: int, end: int) -> list[When]:
        """The times of a stretch."""
        return _within(self.times, start, end)


def _within(placed: list[_Placed], start: int, end: int) -> list[_Placed]:
    first = bisect_left(placed, start, key=lambda one: one.start)
    return placed[first : bisect_left(placed, end, key=lambda one: one.start)]


def passage(paragraph: Paragraph, *, known: Known, today: date) -> Passage:
    """Make a paragraph ready.

    Args:
        paragraph: As read.
        known: Names of units.
        today: The day that 目前 and 今年 speak of.
    """
    text, places = cleaned(paragraph.text)
    times = whens(text, today=today)
    found = mentions(text, known=known, taken=[(one.start, one.end) for one in times])
    named = _named(found)
    found = [_settled(mention, text, named) for mention in found]
    numbers = _numbers(text, found, times)
    return Passage(
        number=paragraph.number, original=paragraph.text, text=text, places=places,
        numbers=numbers, found=found, times=times, heading=paragraph.heading,
    )  # fmt: skip


def _named(found: list[Mention]) -> set[str]:
    """The fields that a paragraph names values of, and whether it speaks of training."""
    fields = {one.meaning.name for one in found if one.role == "value" and one.word not in _LEVELS}
    return fields | {one.role for one in found if one.role == "train"}


_TAKE_PART = re.compile(r"參(?=[加与训会评考选观])")
"""The cleaning leaves 參 alone because it may be a numeral; before these it is the verb."""


def cleaned(text: str) -> tuple[str, Sequence[int]]:
    """The text to understand, and where each of its characters stands in the original."""
    one = clean(text)
    return _TAKE_PART.sub("参", fold(one.text)), one.places


_ALONE = re.compile(r"(?:^|[\n ,;。、:(]|年|度|总体?)$")
_LEVELS = {"初级", "中级", "高级"}
"""Levels that are of a certificate only beside one."""


def _settled(mention: Mention, text: str, named: set[str]) -> Mention:
    """A word of two roles, settled by what stands beside it."""
    meaning = mention.meaning
    if meaning.role == "source":
        is_source = (
            "source" in named
            or text.startswith(_OPEN_RECRUITMENT, mention.end)
            or not text[mention.end : mention.end + 1].strip("\0,;。")
        )
        role = "value" if is_source else "join"
        return replace(mention, meaning=replace(meaning, role=role))
    if mention.word in _LEVELS and not named & {"certified", "certificate"}:
        return replace(mention, meaning=replace(meaning, role="vague"))
    if meaning.role == "coverage":
        alone = _ALONE.search(text[max(mention.start - 4, 0) : mention.start])
        return replace(
            mention, meaning=replace(meaning, role="metric" if alone and "train" in named else "nothing")
        )
    if meaning.role == "either":
        return replace(mention, meaning=replace(meaning, role="value" if meaning.name in named else "head"))
    if meaning.role == "maybe" and "employment" in named:
        return replace(mention, meaning=replace(meaning, role="value"))
    return mention


def _numbers(text: str, found: list[Mention], times: list[When]) -> list[Quantity]:
    """The numbers that could be claims: none inside a bound, a name or a time; nobody and everybody too."""
    taken = [(time.start, time.end) for time in times]
    taken += [(one.start, one.end) for one in found if _holds_numbers(one.meaning, one)]
    taken.sort()
    kept = [
        number for number in quantities(text) if not _inside(number, taken) and not _is_no_claim(text, number)
    ]
    both = [*kept, *zeros(text, found=found, numbers=kept)]
    return sorted(both, key=lambda number: number.start)


_DURATIONS = {"年", "个月", "天", "日", "周", "个工作日", "工作日", "个星期"}
_MEASURED = re.compile(r"平均|人均|工龄|最长|最短|年限|时长|户均")
_NOT_ONE = re.compile(r"(?:无|没有|未有|没)$")
_ADDRESS = re.compile(r"(?:邮编|邮政编码|电话|传真|编号|热线|账号|工号|证号)[:为]?\s?$")


def _is_no_claim(text: str, number: Quantity) -> bool:
    """How long a period is (三年内), and numbers of an address, say nothing of people."""
    before = text[max(number.start - 12, 0) : number.start]
    if _ADDRESS.search(before) or (number.value == 1 and _NOT_ONE.search(before)):
        return True
    return number.kind == "value" and number.unit in _DURATIONS and not _MEASURED.search(before)


def _holds_numbers(meaning: Meaning, mention: Mention) -> bool:
    return (
        meaning.role == "name"
        or meaning.name
        in {"age_band", "tenure_band", "birth_decade", "first_year_leavers", "early_leavers", "density"}
        or mention.role in {"average"}
    )


_NEAR = 3
"""Stretches never overlap, so that only the last few before a number can have it inside."""


def _inside(number: Quantity, taken: list[tuple[int, int]]) -> bool:
    """Whether a stretch has the number in it, its words of comparison aside (近三年)."""
    last = bisect_left(taken, (number.end, 0))
    near = taken[max(last - _NEAR, 0) : last]
    return any(number.start < end and number.end <= end + 2 for _, end in near)
