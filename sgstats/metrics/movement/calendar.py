"""The periods that a span falls into: calendar years, quarters or months, or the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sgstats.errors import SgstatsError
from sgstats.metrics.question import Question
from sgstats.periods import day_number, month_key, months_in

TIMES = {"year": 12, "quarter": 3, "month": 1}
"""Months of each kind of calendar period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One calendar period, cut to the span that was asked for.

    Attributes:
        place: Its place in the span, from 0.
        first: Its first day.
        last: Its last day.
        months: How many calendar months it touches.
        labels: What it is called as a year, a quarter and a month.
    """

    place: int
    first: date
    last: date
    months: int
    labels: Mapping[str, str]

    @property
    def after(self) -> int:
        """Number of the month after its last one: year · 12 + month."""
        return month_key(day_number(self.last)) + 2


def span(question: Question) -> tuple[date, date]:
    """First and last day of the period asked for."""
    if question.since is None:
        raise SgstatsError("a metric of a period was asked without one")
    return question.since, question.on


def grain(by: Iterable[str]) -> int | None:
    """Months of the shortest kind of period among some fields; None where the span stays whole.

    Example:
        >>> grain(["street", "year", "month"]), grain(["quarter"]), grain(["street"])
        (1, 3, None)
    """
    return min((TIMES[name] for name in by if name in TIMES), default=None)


def periods(since: date, until: date, *, months: int | None) -> list[Period]:
    """The calendar periods that a span touches, the outer ones cut to it.

    Args:
        since: First day of the span.
        until: Last day of the span.
        months: Length of a period: 1, 3 or 12; None for one period, the span.

    Example:
        >>> [str(one.last) for one in periods(date(2022, 7, 1), date(2023, 5, 9), months=12)]
        ['2022-12-31', '2023-05-09']
    """
    touched = months_in(since, until)
    found = groupby(touched, key=lambda one: month_key(day_number(one[0])) // months if months else 0)
    return [_period(place, list(own)) for place, (_, own) in enumerate(found)]


def _period(place: int, own: list[tuple[date, date]]) -> Period:
    first, last = own[0][0], own[-1][1]
    quarter = f"{first.year}Q{(first.month + 2) // 3}"
    labels = {"year": str(first.year), "quarter": quarter, "month": f"{first.year}-{first.month:02}"}
    return Period(place=place, first=first, last=last, months=len(own), labels=labels)


def is_cut(since: date, until: date, *, months: int | None) -> bool:
    """Whether the first or the last of the calendar periods is not whole.

    Example:
        >>> is_cut(date(2021, 4, 1), date(2023, 6, 30), months=3)
        False
        >>> is_cut(date(2021, 4, 1), date(2023, 6, 30), months=12)
        True
    """
    if months is None:
        return False
    bounds = (since, until + timedelta(days=1))
    return any(day.day != 1 or (day.month - 1) % months for day in bounds)


def asked_periods(question: Question) -> list[Period]:
    """The periods of a question, by the shortest kind that it groups by."""
    return periods(*span(question), months=grain(question.by))


def piece(column: str, *, months: int | None) -> str:
    """SQL for the period that a day falls into, as a whole number; the same as ``piece_key`` gives.

    There is no division in the portable core, so months stay multiplied by 100, years by 10,000.

    Example:
        >>> piece("since", months=None)
        '0'
    """
    if months is None:
        return "0"
    if months == 1:
        return f"{column} - MOD({column}, 100)"
    month = f"MOD({column}, 10000) - MOD({column}, 100) - 100"
    return f"{column} - MOD({column}, 10000) + {month} - MOD({month}, {months * 100}) + 100"


def piece_key(period: Period, *, months: int | None) -> int:
    """The number that ``piece`` gives for the days of a period.

    Example:
        >>> piece_key(periods(date(2022, 5, 9), date(2022, 6, 1), months=3)[0], months=3)
        20220400
    """
    if months is None:
        return 0
    start = (period.first.month - 1) // months * months + 1
    return period.first.year * 10_000 + start * 100
