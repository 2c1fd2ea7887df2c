"""Working days of late 2022 and 2023, day by day; written apart from the package on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from .truth import settings

Shares = dict[date, Fraction]
"""Which part of a working day somebody was away."""


def is_workday(day: date) -> bool:
    """Monday to Friday, but for holidays and the weekends worked instead.

    Raises:
        ValueError: The day is outside the years written down here.

    Example:
        >>> is_workday(date(2023, 10, 6)), is_workday(date(2023, 10, 7))
        (False, True)
    """
    calendar = settings("workdays")
    first, last = calendar["known"]
    if not first <= day <= last:
        raise ValueError(day.isoformat())
    off = any(begin <= day <= end for begin, end in calendar["off"])
    return day in calendar["worked"] or (day.weekday() < 5 and not off)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day, both ends included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def workdays(first: date, last: date) -> list[date]:
    """The working days of a range, both ends included.

    Example:
        >>> len(workdays(date(2022, 12, 28), date(2023, 1, 4)))
        5
    """
    return [day for day in days_between(first, last) if is_workday(day)]


def total_in(away: Shares, year: int) -> Fraction:
    """Working days away in a calendar year."""
    return sum((share for day, share in away.items() if day.year == year), Fraction(0))


def longest_run(away: Shares, year: int) -> Fraction:
    """The longest run of working days away that ends in the year; holidays do not interrupt it."""
    return max((length for end, length in _runs(sorted(away), away) if end.year == year), default=Fraction(0))


def _runs(days: Iterable[date], away: Shares) -> Iterator[tuple[date, Fraction]]:
    """Each run's last day and length."""
    length, before = Fraction(0), None
    for day in days:
        follows = before is not None and not workdays(before + timedelta(1), day - timedelta(1))
        if before is not None and not follows:
            yield before, length
            length = Fraction(0)
        length, before = length + away[day], day
    if before is not None:
        yield before, length
