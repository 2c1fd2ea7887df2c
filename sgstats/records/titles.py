"""What the header of a grade or a score says: of which year, by whom, of which side of the work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.fields import field, normalise
from sgstats.messages import listed
from sgstats.records.categories import key, spellings, table
from sgstats.records.mapping import printable
from sgstats.records.years import year_in

if TYPE_CHECKING:
    from sgstats.records.reading import Sheet
    from sgstats.sources.table import Column

MEASURES = ("grade", "no_grade", "score", "points", "ballots")
"""Fields of an appraisal that a column holds; year, rater and dimension may be told by its header."""

_PARTS = re.compile(r"[/()_:,、·—–-]+")
_ENDING = re.compile(r"(?:方面|情况)?(?:的?(?:考核|测评|评议)?(?:得分|评分|打分|分数|分值|成绩|分))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a header says of the values below; None where it says nothing."""

    year: int | None
    rater: str | None
    dimension: str | None


def measured(sheet: Sheet, *, this: int | None) -> dict[Heading, dict[str, Column]]:
    """The columns that speak of one thing, by what their headers say of it.

    Args:
        sheet: A table of appraisals.
        this: The year that the table speaks of.

    Raises:
        Refused: Two columns hold the same field of one thing.
    """
    found: dict[Heading, dict[str, Column]] = {}
    for name in MEASURES:
        for column in sheet.columns.columns.get(name, ()):
            of = found.setdefault(heading(column.title, name=name, this=this), {})
            if name in of:
                raise _twice(sheet, name, of[name], column)
            of[name] = column
    return found


def heading(title: str, *, name: str, this: int | None) -> Heading:
    """What one header says.

    Args:
        title: The header, levels joined by a slash.
        name: The field of the column.
        this: The year that the table speaks of.

    Example:
        >>> heading("居民代表测评/德（20分）", name="score", this=None)
        Heading(year=None, rater='居民', dimension='德')
    """
    plain = normalise(title)
    parts = [part for part in _PARTS.split(plain) if part]
    sides = {part: side for part in parts if (side := _dimension(part))}
    rater = rater_in("/".join(part for part in parts if part not in sides))
    # The sub-district's grade is the grade; it is one of several raters only where scores are given.
    if name in {"grade", "no_grade"} and rater == "街道":
        rater = None
    dimension = next(iter(sides.values()), None)
    return Heading(year=year_in(plain, this=this), rater=rater, dimension=dimension)


def rater_in(text: str) -> str | None:
    """Who rates or speaks, by a header or a cell, or None.

    Example:
        >>> rater_in("同事互评"), rater_in("居民代表"), rater_in("考核得分")
        ('同事', '居民', None)
    """
    known = spellings("rater").get(key(text))
    return known or next((who for form, who in _raters() if form.search(normalise(text))), None)


@cache
def _raters() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["canonical"]) for row in table("raters"))


def _dimension(part: str) -> str | None:
    """The side of the work that a part of a header names: 德, 德得分, 工作能力(20分)."""
    known = spellings("dimension")
    return known.get(key(part)) or known.get(key(_ENDING.sub("", part)))


def _twice(sheet: Sheet, name: str, first: Column, second: Column) -> Refused:
    columns = listed(f"{one.letter}列“{printable(one)}”" for one in (first, second))
    at = {"file": sheet.table.file, "sheet": sheet.table.sheet or "—"}
    return Refused("mapping.two_columns", **at, field=field(name).title, columns=columns)
