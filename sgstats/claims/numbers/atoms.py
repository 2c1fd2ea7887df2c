"""Bare numbers: digits, numerals, fractions, tenths, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from sgstats.claims.claim import Kind, Operator
from sgstats.claims.numbers.numerals import (
    ARABIC,
    CHINESE,
    SPELLED,
    TENS,
    Number,
    number,
    read_number,
    scaled,
)
from sgstats.claims.numbers.wordings import one_of, operator_of, words

_NUMBER = rf"(?:{ARABIC}|{SPELLED})"
_MORE = "(?:[余几]|多(?![于少数元])|来(?=[人名个位岁年天户万]))"
_TENTH = "[一二三四五六七八九十两]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A bare number: ``kind`` and ``unit`` only where the number itself says them (三成, 5%).

    ``operator`` is what stands inside it (四百来人, 翻了近一番); ``more`` whether it goes on (百余人).
    """

    plain: Number
    start: int
    end: int
    kind: Kind | None = None
    unit: str = ""
    more: bool = False
    operator: Operator = "="


@cache
def pattern() -> re.Pattern[str]:
    """All ways to write a number; each starts and ends at the end of a run of digits or numerals."""
    return re.compile(
        rf"(?P<per>[百千万])分之(?P<part>{_NUMBER})(?P<part_more>[几多余])?"
        rf"|(?P<bottom>{SPELLED})分之(?P<top>{SPELLED})"
        rf"|(?<![\d/])(?P<over>\d{{1,2}})/(?P<under>\d{{1,2}})(?![\d/])"
        rf"|(?<![{CHINESE}])(?P<tenths>{_TENTH}{{1,2}}|\d(?:\.\d)?)成(?P<tenth>半|[一二三四五六七八九])?"
        r"(?P<tenths_more>多)?(?![立果功绩本长效熟都不型就品])"
        rf"|(?P<half>(?:{one_of(words()['fractions']['words'])}))(?![年天月载个途路])"
        rf"|翻了?\s?(?P<nearly>{one_of(operator_of('before'))})?(?P<doubled>{_NUMBER})?\s?番"
        rf"|(?!百分[点制])(?P<plain>{_NUMBER})(?P<more>{_MORE})?(?P<large>[百千万亿]{{1,2}})?(?P<later>{_MORE})?"
        r"(?:\s{0,2}(?P<sign>[%‰]))?"
    )


def found(text: str) -> Iterator[Atom]:
    """Every number of a folded text, in order."""
    for match in pattern().finditer(text):
        atom = _read(match)
        if atom is not None:
            yield atom


def reaching(ahead: str, first: str) -> re.Match[str] | None:
    """上百, 过千: words that only stand before a round number in numerals.

    Example:
        >>> reaching("来了上", "百")["word"]
        '上'
    """
    return re.search(r"(?<![以之])(?P<word>[上过])$", ahead) if first in set(TENS) - {"十"} else None


def _read(match: re.Match[str]) -> Atom | None:
    if match["plain"]:
        return _plain(match)
    plain = _share(match) if match["doubled"] is None and "番" not in match.group() else _doubled(match)
    if plain is None:
        return None
    kind: Kind = "times" if match.group().endswith("番") else "percent"
    unit = "番" if kind == "times" else ""
    more = bool(match["tenths_more"] or match["part_more"])
    operator = operator_of("before").get(match["nearly"], "=")
    start, end = match.span()
    return Atom(plain=plain, start=start, end=end, kind=kind, unit=unit, more=more, operator=operator)


def _plain(match: re.Match[str]) -> Atom | None:
    plain = read_number(match["plain"])
    if plain is None:
        return None
    for magnitude in match["large"] or "":
        plain = scaled(plain, Fraction(TENS[magnitude]))
    sign = match["sign"]
    plain = scaled(plain, Fraction(1, 10)) if sign == "‰" else plain
    kind: Kind | None = "percent" if sign else None
    word = match["more"] or match["later"] or ""
    return Atom(
        plain=plain, start=match.start(), end=match.end(), kind=kind, unit=sign or "",
        more=word not in {"", "来"}, operator="≈" if word == "来" else "=",
    )  # fmt: skip


def _share(match: re.Match[str]) -> Number | None:
    """A percentage said in words."""
    if match["per"]:
        part = read_number(match["part"])
        return part and scaled(part, Fraction(100, TENS[match["per"]]))
    if match["tenths"]:
        return _tenths(match["tenths"], match["tenth"])
    if match["half"]:
        return _about(Fraction(words()["fractions"]["words"][match["half"]]))
    top, bottom = read_number(match["top"] or match["over"]), read_number(match["bottom"] or match["under"])
    if top is None or bottom is None or not 0 < top.value < bottom.value:
        return None
    return _about(top.value / bottom.value * 100)


def _about(percent: Fraction) -> Number:
    step = Fraction(words()["fractions"]["step"])
    return Number(value=percent, step=step, unit=Fraction(10))


def _tenths(whole: str, tenth: str | None) -> Number | None:
    plain = read_number(whole)
    if plain is None or plain.value > 10:
        return None
    if tenth is None:
        return scaled(plain, Fraction(10))
    rest = Fraction(5) if tenth == "半" else read_number(tenth).value  # type: ignore[union-attr]
    return number(plain.value * 10 + rest, Fraction(1))


def _doubled(match: re.Match[str]) -> Number | None:
    """翻一番 is twice as many, 翻两番 four times."""
    times = read_number(match["doubled"]) if match["doubled"] else number(Fraction(1), Fraction(1))
    if times is None or times.value > 10 or times.value.denominator != 1:
        return None
    return number(Fraction(2**times.value.numerator), Fraction(1, 2))
