"""Numbers that stand together: 40至50岁 is one range, 1:3.2 one ratio, 3+8人 one sum, 5、8人 two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from sgstats.claims.claim import Kind
from sgstats.claims.numbers.limits import Limits, between
from sgstats.claims.numbers.numerals import Number, number
from sgstats.claims.numbers.phrases import Phrase

_TO = re.compile(r"\s?(?:[-—–~]{1,2}|至|到)\s?")
_RATIO = re.compile(r"\s?[:比]\s?")
_AND = re.compile(r"\s?(?:、|和|与|及|或)\s?")
_PLUS = re.compile(r"\s?\+\s?")
_CHANGE = re.compile(r"[从由自][^,。;、\d\0]{0,8}$")


def joined(found: Iterable[Phrase], text: str) -> list[Phrase]:
    """The numbers of a text, those that belong together made one.

    Args:
        found: In order of the text.
        text: The folded text.

    Returns:
        Sure ones only, in order.
    """
    kept: list[Phrase] = []
    for phrase in found:
        last = kept[-1] if kept else None
        together = last and (
            _ratio(last, phrase, text) or _range(last, phrase, text) or _sum(last, phrase, text)
        )
        if together:
            kept[-1] = together
            while len(kept) > 1 and (more := _sum(kept[-2], kept[-1], text)):
                kept[-2:] = [more]
        else:
            kept.append(phrase)
    return [phrase for phrase in _of_one_kind(kept, text) if phrase.sure]


def _range(first: Phrase, last: Phrase, text: str) -> Phrase | None:
    """Two rising numbers of one unit with a dash or 至 between them; 从…到… is a change, no range."""
    between_them = text[first.end : last.start]
    minus = last.start == first.end and last.plain.value < 0
    if not minus and not _TO.fullmatch(between_them):
        return None
    end = scaled_back(last) if minus else last
    if first.end != first.tail or not _same_unit(first, end) or first.allowed is not None:
        return None
    start, kind = _in_kind(first, end)
    if start.value >= end.plain.value or _CHANGE.search(text[max(0, first.start - 12) : first.start]):
        return None
    step = min(start.step, end.plain.step)
    both = Number(value=start.value, step=step, unit=step, last=end.plain.value)
    allowed = between(start.value, end.plain.value, step=step, kind="count" if kind == "value" else kind)
    return replace(
        first, plain=both, kind=kind, end=last.end, tail=last.tail, unit=end.unit or first.unit, sure=True,
        operator="=", allowed=allowed, more=False,
    )  # fmt: skip


def _sum(first: Phrase, last: Phrase, text: str) -> Phrase | None:
    """103+108人 says 211 people in two parts; both must be whole and plainly said."""
    plain = first.kind == last.kind == "count" and first.operator == last.operator == "="
    whole = plain and not (first.more or last.more) and first.plain.step == last.plain.step == 1
    told = last.unit and first.unit in {"", last.unit}
    if not whole or not told or not _PLUS.fullmatch(text[first.end : last.start]):
        return None
    added = number(first.plain.value + last.plain.value, Fraction(1))
    return replace(first, plain=added, end=last.end, tail=last.tail, unit=last.unit, sure=True)


def scaled_back(last: Phrase) -> Phrase:
    """A number whose minus is the dash of a range."""
    return replace(last, plain=replace(last.plain, value=-last.plain.value), start=last.start + 1)


def _same_unit(first: Phrase, last: Phrase) -> bool:
    bare = not first.unit or not last.unit
    return bare or first.unit == last.unit or first.kind == last.kind != "value"


def _in_kind(first: Phrase, last: Phrase) -> tuple[Number, Kind]:
    """The first number as the last one counts: 六至七成 is 60 to 70."""
    if first.unit or first.kind == last.kind or last.kind != "percent" or last.unit:
        return first.plain, last.kind if last.unit or last.kind != "count" else first.kind
    tens = first.plain.value < 10 <= last.plain.value and last.plain.step == 10
    return (number(first.plain.value * 10, Fraction(10)) if tens else first.plain), "percent"


def _ratio(first: Phrase, last: Phrase, text: str) -> Phrase | None:
    """Two bare numbers with a colon or 比 between them, as 1:x; of three, no number can be tested."""
    bare = first.kind in {"count", "ratio"} and last.kind == "count" and not first.unit and not last.unit
    if not bare or not _RATIO.fullmatch(text[first.end : last.head]) or not first.plain.value:
        return None
    size = first.plain.value
    plain = Number(value=last.plain.value / size, step=last.plain.step / size, unit=Fraction(1))
    allowed = _sides(first.plain, last.plain, wide=first.operator == "≈" or last.operator == "≈")
    if first.kind == "ratio":
        plain, allowed = replace(plain, step=Fraction(0)), Limits()
    return replace(
        first, plain=plain, kind="ratio", end=last.end, tail=last.tail, sure=True, allowed=allowed, more=False
    )


def _sides(first: Number, last: Number, *, wide: bool) -> Limits:
    """What rounds to the printed ratio: the side that is a power of ten is exact, else the first.

    约 allows a whole step of the other side instead of half a step.
    """
    part = Fraction(1) if wide else Fraction(1, 2)
    if _is_power_of_ten(last.value) and not _is_power_of_ten(first.value):
        far = first.step * part
        high = last.value / (first.value - far) if first.value > far else None
        return Limits(low=last.value / (first.value + far), high=high, low_open=True)
    far = last.step * part
    low, high = (last.value - far) / first.value, (last.value + far) / first.value
    return Limits(low=low, high=high, high_open=True)


def _is_power_of_ten(value: Fraction) -> bool:
    return value.denominator == 1 and str(value.numerator).rstrip("0") == "1"


def _of_one_kind(found: list[Phrase], text: str) -> list[Phrase]:
    """5、8和10人: numbers without a unit take that of the next in their list."""
    result: list[Phrase] = []
    for phrase in reversed(found):
        following = result[-1] if result else None
        bare = phrase.kind == "count" and not phrase.unit and not phrase.plain.spelled
        listed = following and following.unit and _AND.fullmatch(text[phrase.end : following.start])
        if following and bare and listed:
            phrase = replace(phrase, kind=following.kind, unit=following.unit)
        result.append(phrase)
    return result[::-1]
