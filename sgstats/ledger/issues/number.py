"""The number of one unit that a check looks at, as its reader may see it, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot
from typing import Literal

Bound = Literal["", "least", "most"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A protected number with its interval.

    Attributes:
        value: In the unit of the check: percent for shares.
        low: Lower end of the 95 % interval; None where no chance is in it.
        high: Upper end.
        people: The count, or None.
        base: What it is a share of, or divided by, or None.
        spared: The interval if all people of whom it is not known were counted so that there is no
            problem; None where everything is known.
        doubt: Why the finding is not certain whatever the interval says; empty if it may be.
        limit: Where every unit has a limit of its own (seats): that limit.
        bound: Where the number itself is hidden: whether this is the least or the most that the numbers
            shown beside it allow.
    """

    value: float
    low: float | None = None
    high: float | None = None
    people: int | None = None
    base: float | None = None
    spared: tuple[float, float] | None = None
    doubt: str = ""
    limit: float | None = None
    bound: Bound = ""

    @property
    def exact(self) -> bool:
        """Whether it is a fact without an interval."""
        return self.low is None or self.high is None


def difference(now: Number, before: Number) -> Number:
    """The change of a number, with an interval from those of its two ends (MOVER).

    Both are taken as independent, which makes the interval too wide rather than too narrow where the
    same people are counted twice.

    Formula:
        low = d - √((p₁ - l₁)² + (u₂ - p₂)²), high = d + √((u₁ - p₁)² + (p₂ - l₂)²)

    Source:
        Zou, G. Y. and Donner, A. (2008), Construction of confidence limits about effect measures,
        Statistics in Medicine 27; of two proportions it is Newcombe's (1998) method 10.

    Example:
        >>> now, before = Number(value=70.0, low=57.5, high=80.1), Number(value=60.0, low=48.8, high=70.3)
        >>> change = difference(now, before)
        >>> round(change.value, 1), round(change.low, 1), round(change.high, 1)
        (10.0, -6.2, 25.1)
    """
    change = round(now.value - before.value, 9)
    if now.exact or before.exact:
        return replace(now, value=change, low=None, high=None, spared=None)
    down = hypot(now.value - _end(now.low), _end(before.high) - before.value)
    up = hypot(_end(now.high) - now.value, before.value - _end(before.low))
    return replace(now, value=change, low=change - down, high=change + up, spared=None)


def _end(value: float | None) -> float:
    """An end of an interval that is known to be there."""
    if value is None:
        raise ValueError(value)
    return value
