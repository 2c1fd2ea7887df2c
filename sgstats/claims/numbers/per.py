"""So many per so many: 每万人18人, 每300户配备1名."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from sgstats.claims.numbers.limits import Limits
from sgstats.claims.numbers.numerals import ARABIC, CHINESE, SPELLED, read_number, scaled

if TYPE_CHECKING:
    from sgstats.claims.numbers.phrases import Phrase

NEAR = 24
RATE = 10_000
_CLAUSE = re.compile(r"[,。;!?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """So many people or households that the next number is per: 每万人, 每300—400户.

    Attributes:
        start: First character.
        end: The character after its last.
        least: How many they are.
        most: How many at most, where a range is said; otherwise the same.
        words: As printed.
    """

    start: int
    end: int
    least: Fraction
    most: Fraction
    words: str


@dataclass(frozen=True, slots=True)
class Bases:
    """A text without its bases, and the bases in order."""

    text: str
    places: tuple[Base, ...]

    def rated(self, phrase: Phrase, *, since: int) -> Phrase:
        """The number as so many per 10,000, if a base stands before it in its clause and no number between.

        Args:
            phrase: The number.
            since: Where the number before it ends.
        """
        last = bisect_right(self.places, phrase.start, key=lambda base: base.end) - 1
        base = self.places[last] if last >= 0 else None
        if base is None or phrase.kind != "count" or not since <= base.end >= phrase.start - NEAR:
            return phrase
        if _CLAUSE.search(self.text, base.end, phrase.start):
            return phrase
        rate = replace(phrase, plain=scaled(phrase.plain, RATE / base.least), kind="rate", unit=base.words)
        if base.most == base.least:
            return rate
        low, high = (RATE * phrase.plain.value / end for end in (base.most, base.least))
        return replace(rate, allowed=Limits(low=low, high=high))


def bases(text: str) -> Bases:
    """The bases of a folded text.

    Example:
        >>> [(base.words, base.least) for base in bases("每万人配备18人").places]
        [('每万人', Fraction(10000, 1))]
    """
    from sgstats.claims.numbers.spans import hidden

    found = [_base(match) for match in _pattern().finditer(text)]
    places = tuple(base for base in found if base is not None)
    return Bases(hidden(text, [(base.start, base.end) for base in places]), places)


def _base(match: re.Match[str]) -> Base | None:
    printed = match["base"] or match["each"]
    least = read_number(printed)
    most = read_number(match["most"] or printed)
    if least is None or most is None or not 0 < least.value <= most.value:
        return None
    start, end = match.span()
    return Base(start=start, end=end, least=least.value, most=most.value, words=match.group())


@cache
def _pattern() -> re.Pattern[str]:
    of = r"(?:户|名|位|家|个(?!月|季|工|小|星)|[^\d\0,。;、\n]{0,10}?(?:人口|居民|人))"
    number = f"(?:{ARABIC}|{SPELLED})"
    every = rf"每\s?(?P<base>{number})(?:[-—–~至]{{1,2}}(?P<most>{number}))?\s?{of}"
    return re.compile(rf"{every}|(?<![\d{CHINESE}])(?P<each>[千万])人(?=比)")
