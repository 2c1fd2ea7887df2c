"""Days and spans of days: as people write them in options, and as the whole numbers the engines count with.

A day number is the day written as one integer, ``yyyymmdd``. Two of them compare like the
days, and their difference divided by 10,000 and rounded down is the full years between them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from sgstats.errors import Refused

OPEN_END = 99999999
"""Day number after every day: the end of what has not ended yet."""

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?",
        r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?",
        r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?",
        r"(\d{4})(\d{2})(\d{2})",
    )
)


def day_number(day: date) -> int:
    """A day as one whole number, year first.

    Example:
        >>> day_number(date(2023, 12, 31))
        20231231
    """
    return day.year * 10_000 + day.month * 100 + day.day


def from_day_number(number: int) -> date:
    """The day that a day number stands for.

    Raises:
        ValueError: The number is no day of the calendar; ``OPEN_END`` is none either.

    Example:
        >>> from_day_number(20231231)
        datetime.date(2023, 12, 31)
    """
    year, rest = divmod(number, 10_000)
    return date(year, *divmod(rest, 100))


def parse_day(text: str) -> date:
    """The day a user wrote in an option; a month alone means its last day.

    Full-width digits and surrounding spaces are accepted.

    Args:
        text: ``2023-12-31``, ``2023/12/31``, ``20231231``, ``2023年12月31日`` or ``2023-12``.

    Raises:
        Refused: It is none of these, or the calendar has no such day.

    Example:
        >>> parse_day("2023年12月31日"), parse_day("2024-02")
        (datetime.date(2023, 12, 31), datetime.date(2024, 2, 29))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        raise Refused("period.not_a_day", text=text)
    year, month, day = found.groups()
    try:
        last = monthrange(int(year), int(month))[1]
        return date(int(year), int(month), int(day) if day else last)
    except ValueError:
        raise Refused("period.no_such_day", text=text) from None


def parse_span(first: str, last: str) -> tuple[date, date]:
    """The first and last day of a span a user wrote; a year or a month alone means all of it.

    Args:
        first: A day as for ``parse_day``, a month ``2023-01`` or a year ``2023``.
        last: The same; the span ends with it.

    Raises:
        Refused: One of them is none of these, or the span ends before it begins.

    Example:
        >>> [str(day) for day in parse_span("2021", "2023-02")]
        ['2021-01-01', '2023-02-28']
    """
    since, until = _bounds(first)[0], _bounds(last)[1]
    if until < since:
        raise Refused("period.backwards", since=since, until=until)
    return since, until


def _bounds(text: str) -> tuple[date, date]:
    """First and last day of the day, month or year written."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if year := re.fullmatch(r"(\d{4})年?", plain):
        return parse_day(f"{year[1]}-01-01"), parse_day(f"{year[1]}-12-31")
    day = parse_day(plain)
    alone = re.fullmatch(r"\d{4}(?:[-/]\d{1,2}|年\d{1,2}月)", plain) is not None
    return (day.replace(day=1) if alone else day), day


def month_key(number: int) -> int:
    """The month of a day number as one whole number that counts months: year · 12 + month - 1.

    Example:
        >>> month_key(20231231), month_key(20240101) - month_key(20231231)
        (24287, 1)
    """
    year, rest = divmod(number, 10_000)
    return year * 12 + rest // 100 - 1


def months_before(day: date, months: int) -> int:
    """Number of the earliest day from which so many months reach a day.

    Months that begin after the last day of a shorter one end with it: from 31 January to 28 February.

    Example:
        >>> months_before(date(2023, 3, 1), 1), months_before(date(2023, 3, 31), 1)
        (20230201, 20230301)
    """
    year, month = divmod(month_key(day_number(day)) - months, 12)
    if day.day <= monthrange(year, month + 1)[1]:
        return year * 10_000 + (month + 1) * 100 + day.day
    return months_before(day.replace(day=1), months - 1)


def months_in(since: date, until: date) -> list[tuple[date, date]]:
    """First and last day of every calendar month that a span touches, cut to the span.

    Example:
        >>> months_in(date(2024, 1, 15), date(2024, 2, 29))[1]
        (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    keys = range(month_key(day_number(since)), month_key(day_number(until)) + 1)
    firsts = [date(key // 12, key % 12 + 1, 1) for key in keys]
    ends = [first.replace(day=monthrange(first.year, first.month)[1]) for first in firsts]
    return [(max(first, since), min(end, until)) for first, end in zip(firsts, ends, strict=True)]
