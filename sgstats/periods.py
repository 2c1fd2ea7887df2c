"""Days: as people write them in options, and as the whole numbers the engines count with.

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
