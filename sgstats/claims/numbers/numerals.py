"""Numbers as written, in digits or in Chinese numerals, read exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

DIGITS = "零〇一二三四五六七八九两"
CHINESE = f"{DIGITS}十百千万亿廿卅"
TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
ARABIC = (
    r"(?:(?<![\d.])(?<!\d,)\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,8}(?!\d))?"
    r"|(?<![\d.,])(?<![\d%] )\d{1,3}(?: \d{3}){1,3}(?=\s?[人名位])"
    r"|(?<![\d.])\d{1,12}(?:\.\d{1,8})?(?!\d))"
)
"""Thousands stand apart by commas or, of people, by blanks, as GB/T 15835 has them."""
SPELLED = rf"(?<![{CHINESE}])[{CHINESE}]{{1,24}}(?:点[{DIGITS}]{{1,8}})?(?![{CHINESE}])"
"""A run of numerals is one number or none, and no number of a report is longer: so reading stays linear."""
_NEIGHBOURS = re.compile(
    r"(?P<head>|.*[十百千万亿])(?P<pair>两三|[一二三四五六七八][二三四五六七八九])(?P<tail>[十百千万亿]*)"
)
_VALUES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as written.

    Attributes:
        value: The number; of two neighbours (五六个) the smaller.
        step: One unit of the last digit written.
        unit: One unit of the last digit that is not zero: 100 of 1,300.
        last: The larger of two neighbours, otherwise None.
        spelled: Whether it is written in Chinese numerals.
    """

    value: Fraction
    step: Fraction
    unit: Fraction
    last: Fraction | None = None
    spelled: bool = False


def number(value: Fraction, step: Fraction, *, spelled: bool = False) -> Number:
    """A number with the unit of its last digit that is not zero."""
    unit = step
    while value and (value / (unit * 10)).denominator == 1:
        unit *= 10
    return Number(value=value, step=step, unit=unit, spelled=spelled)


def scaled(plain: Number, factor: Fraction) -> Number:
    """A number so many times as large, its steps too."""
    last = None if plain.last is None else plain.last * factor
    step, unit = plain.step * abs(factor), plain.unit * abs(factor)
    return replace(plain, value=plain.value * factor, step=step, unit=unit, last=last)


@lru_cache(maxsize=4096)
def read_number(text: str) -> Number | None:
    """What a number in digits or Chinese numerals is worth.

    Args:
        text: Only the number: 1,336, 1.2万, 一百二十三, 两万, 百.

    Returns:
        None where the characters make no number (万一万).

    Example:
        >>> read_number("1.2万").value, read_number("一千三百三十六").value, read_number("五六").last
        (Fraction(12000, 1), Fraction(1336, 1), Fraction(6, 1))
    """
    if text[0].isdecimal():
        return _arabic(text)
    return _neighbours(text) or _spelled(text)


def _arabic(text: str) -> Number | None:
    digits = text.rstrip("".join(TENS))
    factor = Fraction(1)
    for magnitude in text[len(digits) :]:
        factor *= TENS[magnitude]
    plain = digits.replace(",", "").replace(" ", "")
    decimals = len(plain.partition(".")[2])
    return scaled(number(Fraction(plain), Fraction(1, 10**decimals)), factor)


def _neighbours(text: str) -> Number | None:
    """Two neighbouring numerals said together: 五六十 is 50 to 60."""
    match = _NEIGHBOURS.fullmatch(text)
    if match is None or _VALUES[match["pair"][1]] - _VALUES[match["pair"][0]] != 1:
        return None
    first, last = (_spelled(match["head"] + numeral + match["tail"]) for numeral in match["pair"])
    return replace(first, last=last.value) if first and last else None


def _spelled(text: str) -> Number | None:
    whole, _, decimals = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    part = Fraction(int("".join(str(_VALUES[numeral]) for numeral in decimals) or "0"), 10 ** len(decimals))
    step = Fraction(TENS[whole[-1]] if whole[-1] in "万亿" and not decimals else 1, 10 ** len(decimals))
    return number(value + part, step, spelled=True)


def _whole(text: str) -> int | None:
    """A whole number in Chinese numerals; 百 alone is a hundred."""
    from cn2an import cn2an

    plain = text.replace("卅", "三十")
    started = f"一{plain}" if plain[0] in "百千万亿" else plain
    try:
        return int(cn2an(started, "normal"))
    except (ValueError, KeyError, IndexError):
        return None
