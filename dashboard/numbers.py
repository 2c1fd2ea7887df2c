"""Numbers and days as they are printed on the page."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sgstats import language

HIDDEN = "*"
"""Stands for every number the audience may not see."""
NONE = "–"
"""Stands where there is no number to see: a row outside the base has no share."""


def people(count: int) -> str:
    """A count of people.

    Example:
        >>> people(1336)
        '1,336'
    """
    return f"{count:,}"


def percent(share: float) -> str:
    """A share as a percentage with one decimal, half-up.

    Example:
        >>> percent(67 / 1336), percent(0.0625), percent(1.0)
        ('5.0%', '6.3%', '100.0%')
    """
    return f"{rounded(share * 100)}%"


def rounded(value: float) -> Decimal:
    """One decimal, half-up.

    Example:
        >>> rounded(43.25), rounded(0.04)
        (Decimal('43.3'), Decimal('0.0'))
    """
    # Ten digits first: 0.045 · 100 is 4.499999999999999 to a computer and 4.5 to everybody else.
    return Decimal(f"{value:.10f}").quantize(Decimal("0.1"), ROUND_HALF_UP)


def day(value: date) -> str:
    """A day in the language of the moment.

    Example:
        >>> day(date(2023, 12, 31))
        '2023年12月31日'
    """
    return f"{value.year}年{value.month}月{value.day}日" if language() == "zh" else value.isoformat()
