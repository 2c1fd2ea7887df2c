"""Spans of days in one cell: 2025.9.29-10.11, 9月29日至10月11日, or several days parted by commas.

What a cell leaves out it has from before: the year from the table, the month from the day named
first. A span that runs over New Year says so by its months.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import polars as pl

from sgstats.periods import day_number
from sgstats.records.cells import content
from sgstats.records.dates import DAY_FIRST_SERIAL, DAY_LAST_SERIAL

Span = tuple[int, int]
"""First and last day, as day numbers."""

LATE, EARLY = 11, 2
"""A span without a second year runs over New Year if it starts this late and ends this early."""

_DAY = (
    r"(?:(?P<{0}y>(?:19|20)\d\d)[年./-]?(?=\d))?"
    r"(?:(?P<{0}m>\d{{1,2}})(?:月|[./-]))?(?P<{0}d>\d{{1,2}})(?:日|号)?"
)
_COMPACT = r"(?P<{0}y>(?:19|20)\d\d)(?P<{0}m>\d\d)(?P<{0}d>\d\d)"
_TO = r"(?:至|到|~|-+|—+)+"
_FORMS = tuple(
    re.compile(form.format("a") + f"(?:{_TO}" + form.format("b") + ")?") for form in (_COMPACT, _DAY)
)
_TIME = re.compile(r"(?:上午|下午|全天|半天|[T\s]?\d{1,2}:\d{2}(?::\d{2})?)")
_AND = re.compile(r"[、,;和及]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def span_text(cell: pl.Expr) -> pl.Expr:
    """Plain text of a cell of days; a time of day says nothing about which day it is."""
    return content(cell.str.replace_all(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", ""))


def between(start: str, end: str, *, year: int | None) -> tuple[Span, ...] | None:
    """The span of two cells, each of one day; the second may leave out what the first has.

    Example:
        >>> between("2025.9.29", "10.11", year=None), between("45929", "45933", year=None)
        (((20250929, 20251011),), ((20250929, 20251003),))
    """
    first = spans(start, year=year)
    if not first or len(first) > 1:
        return None
    later = first[0][0] // 10_000 + bool(_over_new_year(start, end))
    last = spans(end, year=later)
    return ((first[0][0], last[0][1]),) if last and len(last) == 1 else None


def _over_new_year(start: str, end: str) -> bool:
    first, last = (re.search(r"(\d{1,2})[月./-]\d{1,2}日?$", one) for one in (start, end))
    named = re.match(r"(?:19|20)\d\d", end)
    return bool(first and last and not named and int(first.group(1)) >= LATE and int(last.group(1)) <= EARLY)


def spans(text: str, *, year: int | None) -> tuple[Span, ...] | None:
    """The spans of days in one cell, or None where any part of it is not understood.

    Args:
        text: The cell.
        year: The year that holds where the cell names none.

    Example:
        >>> spans("2025.9.29-10.11", year=None), spans("9月29日至30日、10月9日", year=2025)
        (((20250929, 20251011),), ((20250929, 20250930), (20251009, 20251009)))
        >>> spans("12月30日至1月2日", year=2025), spans("病假", year=2025)
        (((20251230, 20260102),), None)
    """
    found: list[Span] = []
    month = None
    for part in filter(None, _AND.split(_TIME.sub("", _DASHES.sub("-", text)))):
        match = next((one for form in _FORMS if (one := form.fullmatch(part))), None)
        told = _serial(part) or (_span(match, year=year, month=month) if match else None)
        if told is None:
            return None
        found.append(told)
        year, month = told[1] // 10_000, told[1] // 100 % 100
    return tuple(found) or None


def _span(match: re.Match[str], *, year: int | None, month: int | None) -> Span | None:
    """The two days of one span; None where the calendar has no such day or no year is known."""
    told = {name: int(number) for name, number in match.groupdict().items() if number}
    first_year, first_month = told.get("ay", year), told.get("am", month)
    if first_year is None or first_month is None:
        return None
    start = _number(first_year, first_month, told["ad"])
    if "bd" not in told:
        return (start, start) if start else None
    last_month = told.get("bm", first_month)
    over = "by" not in told and first_month >= LATE and last_month <= EARLY
    end = _number(told.get("by", first_year + over), last_month, told["bd"])
    return (start, end) if start and end else None


def _number(year: int, month: int, day: int) -> int | None:
    valid = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return year * 10_000 + month * 100 + day if valid else None


def _serial(text: str) -> Span | None:
    """The day that a spreadsheet stores as a number."""
    number = re.fullmatch(r"(\d{5})(?:\.\d+)?", text)
    if number is None or not DAY_FIRST_SERIAL <= int(number.group(1)) <= DAY_LAST_SERIAL:
        return None
    day = date(1899, 12, 30) + timedelta(days=int(number.group(1)))
    return (day_number(day), day_number(day))
