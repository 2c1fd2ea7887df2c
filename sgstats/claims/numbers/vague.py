"""Words that name no number, or none but the half: 多名, 数十, 过半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from sgstats.claims.claim import Operator
from sgstats.claims.numbers.limits import Limits
from sgstats.claims.numbers.numerals import CHINESE, Number, number
from sgstats.claims.numbers.phrases import Phrase
from sgstats.claims.numbers.wordings import kind_of_unit, one_of, words

_HALF = number(Fraction(50), Fraction(1))


@cache
def pattern() -> re.Pattern[str]:
    """A vague word that no number goes before (20多名 is a number, 多名 is none), or 过半 and its kin."""
    return re.compile(
        rf"(?<![\d{CHINESE}%余半])(?P<word>{one_of(words()['vague'])})"
        r"|(?P<no>[不未没])?(?<![通经])过半数?(?![年天])|超(?:过)?半(?!年|天)数?|多半(?!天|是)|大半(?!天|年)"
    )


def vague(text: str) -> Iterator[Phrase]:
    """The vague words of a folded text, in order.

    Example:
        >>> [found.unit for found in vague("组织了数十场,20多名社工参加")]
        ['场']
    """
    for match in pattern().finditer(text):
        yield _some(text, match) if match["word"] else _half(match)


def _some(text: str, match: re.Match[str]) -> Phrase:
    """A word with a smallest number, for most a largest, and nothing between that could be tested."""
    low, high = words()["vague"][match["word"]]
    end = _unit_end(text, match.end())
    unit = text[match.end() : end] or match["word"][-1]
    return Phrase(
        plain=Number(value=Fraction(low), step=Fraction(0), unit=Fraction(0)), kind="count", operator="≥",
        start=match.start(), head=match.start(), end=end, tail=end,
        unit=unit if unit in kind_of_unit() else "",
        allowed=Limits(low=Fraction(low), high=Fraction(high) if high else None),
    )  # fmt: skip


def _half(match: re.Match[str]) -> Phrase:
    operator: Operator = "≤" if match["no"] else ">"
    start, end = match.span()
    return Phrase(plain=_HALF, kind="percent", operator=operator, start=start, head=start, end=end, tail=end)


def _unit_end(text: str, end: int) -> int:
    sizes = (size for size in (2, 1) if text[end : end + size] in kind_of_unit())
    return end + next(sizes, 0)
