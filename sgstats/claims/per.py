"""So many per so many: 每万人18人, 每300户配备1名."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from sgstats.claims.numerals import ARABIC, SPELLED, read_number, scaled

if TYPE_CHECKING:
    from sgstats.claims.phrases import Phrase

NEAR = 24
RATE = 10_000
_CLAUSE = re.compile(r"[,。;!?\n]")


@dataclass(frozen=True, slots=True)
class Bases:
    """A text without its bases, and each base: where it ends, and how many it is."""

    text: str
    places: tuple[tuple[int, Fraction, str], ...]

    def rated(self, phrase: Phrase) -> Phrase:
        """The number as so many per 10,000, if a base stands before it in its clause."""
        last = bisect_right(self.places, phrase.start, key=lambda place: place[0]) - 1
        if last < 0 or phrase.kind != "count":
            return phrase
        end, base, words = self.places[last]
        if phrase.start - end > NEAR or _CLAUSE.search(self.text, end, phrase.start):
            return phrase
        return replace(phrase, plain=scaled(phrase.plain, RATE / base), kind="rate", unit=words)


def bases(text: str) -> Bases:
    """The bases of a folded text.

    Example:
        >>> bases("每万人配备18人").places
        ((3, Fraction(10000, 1), '每万人'),)
    """
    from sgstats.claims.spans import hidden

    places = []
    for match in _pattern().finditer(text):
        base = read_number(match["base"])
        if base and base.value:
            places.append((match.end(), base.value, match.group()))
    return Bases(hidden(text, [(end - len(words), end) for end, _, words in places]), tuple(places))


@cache
def _pattern() -> re.Pattern[str]:
    of = r"(?:户|名|位|家|个(?!月|季|工|小|星)|[^\d\0,。;、\n]{0,10}?(?:人口|居民|人))"
    return re.compile(rf"每\s?(?P<base>{ARABIC}|{SPELLED})\s?{of}")
