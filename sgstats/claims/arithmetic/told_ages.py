"""Ages of a text against the birth dates told with them; neither a name nor a birth date is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from sgstats.claims.arithmetic.ages import agreed, full_years, mismatch
from sgstats.claims.claim import Breach
from sgstats.claims.numbers.folding import fold
from sgstats.messages import say
from sgstats.sources.document import Paragraph

_BIRTH = r"(?P<year>(?:19|20)\d\d)\s?[年./-]\s?(?P<month>\d{1,2})(?:\s?[月./-]\s?(?P<day>\d{1,2})?日?)?"
_BORN = rf"(?:{_BIRTH}\s?(?:出?生)(?!产)|(?:出生|生)于\s?{_BIRTH.replace('P<', 'P<in_')})"
_THEN = "[以时左退那就起参入]"
_AGE = rf"(?:(?:现年|今年|年龄|现龄|时年)[为是:]?\s?)?(?<![\d-])(?P<age>\d{{2,3}})\s?周?岁(?!{_THEN})"
_GAP = r"[^。;!?\n\d]{0,24}?"
_TOLD = (re.compile(rf"{_BORN}{_GAP}{_AGE}"), re.compile(rf"{_AGE}{_GAP}{_BORN}"))


def told_ages(paragraph: Paragraph, *, on: date) -> Iterator[Breach]:
    """Every age beside a birth date in its sentence: 1985年3月出生，现年38岁.

    Args:
        paragraph: As printed.
        on: The day that the text speaks of.
    """
    at = say("arithmetic.paragraph", number=paragraph.number)
    text = fold(paragraph.text)
    agreeing = 0
    for match in chain.from_iterable(pattern.finditer(text) for pattern in _TOLD):
        year, month, day = (match[name] or match[f"in_{name}"] for name in ("year", "month", "day"))
        if not 1 <= int(month) <= 12:
            continue
        low, high = full_years((int(year), int(month), int(day) if day else None), on)
        if low <= int(match["age"]) <= high:
            agreeing += 1
        else:
            yield mismatch(f"{match['age']}岁", (low, high), (at,), on=on)
    if agreeing:
        yield agreed(at, agreeing, on=on)
