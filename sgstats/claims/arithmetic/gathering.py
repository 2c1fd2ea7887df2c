"""Sums of what numbers may stand for, from which one can be taken out again at no cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sgstats.claims.arithmetic.span import Span


@dataclass(frozen=True, slots=True)
class Gathered:
    """A sum of bounded spans that remembers how many of its ends are open."""

    low: Fraction
    high: Fraction
    low_opens: int
    high_opens: int

    @property
    def span(self) -> Span:
        """What the sum may be."""
        return Span(self.low, self.high, self.low_opens > 0, self.high_opens > 0)

    def without(self, span: Span) -> Span:
        """What the sum of all others may be.

        Example:
            >>> one, two = Span(Fraction(1), Fraction(1)), Span(Fraction(2), Fraction(2))
            >>> gathered([one, two]).without(one) == two
            True
        """
        rest = Gathered(
            self.low - (span.low or 0),
            self.high - (span.high or 0),
            self.low_opens - span.low_open,
            self.high_opens - span.high_open,
        )
        return rest.span


def gathered(spans: Iterable[Span]) -> Gathered:
    """The sum of spans; none give zero."""
    low: int | Fraction = 0
    high: int | Fraction = 0
    lows = highs = 0
    for span in spans:
        low, high = low + _light(span.low), high + _light(span.high)
        lows, highs = lows + span.low_open, highs + span.high_open
    return Gathered(Fraction(low), Fraction(high), lows, highs)


def _light(end: Fraction | None) -> int | Fraction:
    """A whole number as one: long sums of them are much faster so."""
    if not end:
        return 0
    return end.numerator if end.denominator == 1 else end
