"""Which true numbers a printed one may stand for, and the other way round; fractions only, never floats."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers from ``low`` to ``high``; an open end is not itself among them, None is no bound."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __add__(self, other: Span) -> Span:
        """All sums of a number of this and one of the other."""
        return Span(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Span:
        """The numbers with their signs turned.

        Example:
            >>> -Span(Fraction(1), Fraction(2), high_open=True) == Span(Fraction(-2), Fraction(-1), True)
            True
        """
        return Span(_negative(self.high), _negative(self.low), self.high_open, self.low_open)

    def times(self, factor: Fraction) -> Span:
        """The numbers times one that is not negative."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Span(low, high, self.low_open, self.high_open)

    def multiplied(self, other: Span) -> Span:
        """All products with a number of the other; neither holds a negative one.

        Example:
            >>> Span(Fraction(2), Fraction(3)).multiplied(exactly(4)) == Span(Fraction(8), Fraction(12))
            True
        """
        low = None if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return Span(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def over(self, other: Span) -> Span:
        """All quotients by a number of the other; neither holds a negative one, zero gives no bound.

        Example:
            >>> exactly(1).over(exactly(8)) == exactly(Fraction(1, 8))
            True
            >>> exactly(1).over(exactly(0)) == Span(None, None)
            True
        """
        if not other.high:
            return Span(None if other.high == 0 else Fraction(0), None)
        low = None if self.low is None else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Span(low, high, self.low_open or other.high_open, self.high_open or other.low_open)


def exactly(value: int | Fraction) -> Span:
    """One number alone."""
    one = value if isinstance(value, Fraction) else Fraction(value)
    return Span(one, one)


def rounded_from(value: Fraction, step: Fraction) -> Span:
    """The numbers that half-up rounding prints as ``value`` in units of ``step``.

    Example:
        >>> span = rounded_from(Fraction(78), Fraction(1))
        >>> span.low, span.high, span.high_open
        (Fraction(155, 2), Fraction(157, 2), True)
    """
    return Span(value - step / 2, value + step / 2, high_open=True)


def first_whole(span: Span, step: Fraction) -> int | None:
    """The smallest number of steps that is in a span."""
    if span.low is None:
        return None
    steps = span.low / step
    return floor(steps) + 1 if span.low_open else ceil(steps)


def last_whole(span: Span, step: Fraction) -> int | None:
    """The largest number of steps that is in a span."""
    if span.high is None:
        return None
    steps = span.high / step
    return ceil(steps) - 1 if span.high_open else floor(steps)


def first_printed(span: Span, step: Fraction) -> int | None:
    """The smallest number of steps that half-up rounding prints of a number in a span.

    Example:
        >>> half = exactly(Fraction(5, 2))
        >>> first_printed(half, Fraction(1)), last_printed(half, Fraction(1))
        (3, 3)
    """
    if span.low is None:
        return None
    steps = span.low / step
    # Of -12.5 both -12 and -13 are in use.
    return min(floor(steps + HALF), ceil(steps - HALF)) if steps < 0 else floor(steps + HALF)


def last_printed(span: Span, step: Fraction) -> int | None:
    """The largest number of steps that half-up rounding prints of a number in a span."""
    if span.high is None:
        return None
    steps = span.high / step + HALF
    return ceil(steps) - 1 if span.high_open else floor(steps)


def _negative(end: Fraction | None) -> Fraction | None:
    return None if end is None else -end
