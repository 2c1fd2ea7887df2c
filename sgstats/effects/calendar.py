"""The periods of a panel: whole months, quarters or years that are known, or the days of the lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sgstats.effects.panel import Every, Period
from sgstats.effects.told import MONTHS
from sgstats.errors import Refused
from sgstats.periods import months_in


def whole_periods(first: date, last: date, *, every: Every) -> tuple[Period, ...]:
    """The calendar periods that lie wholly between two days.

    A month that is known in part would look like one in which little happened.

    Example:
        >>> [str(one.first) for one in whole_periods(date(2021, 1, 15), date(2021, 12, 31), every="quarter")]
        ['2021-04-01', '2021-07-01', '2021-10-01']
        >>> len(whole_periods(date(2021, 1, 1), date(2023, 12, 30), every="month"))
        35
    """
    size = MONTHS[every]
    months = [(a, b) for a, b in months_in(first, last) if a.day == 1 and (b + timedelta(days=1)).day == 1]
    places = [place for place, (a, _) in enumerate(months) if (a.month - 1) % size == 0]
    return tuple(
        Period(first=months[place][0], last=months[place + size - 1][1])
        for place in places
        if place + size <= len(months)
    )


def list_days(days: Iterable[date], *, first: date | None, last: date | None) -> tuple[Period, ...]:
    """One period for every day of the lists, from a first to a last one.

    Example:
        >>> list_days([date(2022, 12, 31), date(2021, 12, 31)], first=None, last=date(2022, 6, 30))
        (Period(first=datetime.date(2021, 12, 31), last=datetime.date(2021, 12, 31)),)
    """
    inside = [day for day in sorted(set(days)) if (first or day) <= day <= (last or day)]
    return tuple(Period(first=day, last=day) for day in inside)


def label(period: Period, every: Every) -> str:
    """What the catalogue calls a calendar period.

    Example:
        >>> label(Period(first=date(2021, 4, 1), last=date(2021, 6, 30)), "quarter")
        '2021Q2'
    """
    first = period.first
    if every == "year":
        return str(first.year)
    return f"{first.year}Q{(first.month + 2) // 3}" if every == "quarter" else f"{first:%Y-%m}"


def require_periods(found: tuple[Period, ...]) -> tuple[Period, ...]:
    """Refuse a panel of fewer than two periods: nothing lies before and after.

    Raises:
        Refused: There are fewer than two.
    """
    if len(found) < 2:
        raise Refused("effect_panel.too_few_periods", count=len(found))
    return found
