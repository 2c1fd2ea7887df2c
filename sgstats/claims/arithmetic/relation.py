"""What must hold between printed numbers: a sum, a quotient, a limit.

Every relation can be asked what any one of its numbers would have to be for it to hold, the
others being as printed. That tells whether it holds, what was expected, and what would mend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.gathering import Gathered, gathered
from sgstats.claims.arithmetic.span import Span, exactly

Bounds = tuple[int | None, int | None]
Form = Literal["sum", "quotient", "growth", "lack", "at_most", "at_least"]
QUOTIENTS = {"quotient", "growth", "lack"}


@dataclass(frozen=True, kw_only=True, eq=False)
class Relation:
    """A rule that printed numbers must keep.

    Attributes:
        check: Name of the check.
        line: What is reported together where all of it agrees: a row, a column.
        result: The number on the left.
        added: Sum: the numbers added. Quotient: those whose sum is divided. Limits: the limit.
        taken: Sum: the numbers taken away. Quotient: those whose sum it is divided by.
        form: ``sum``: result = added - taken; ``quotient``: result = scale × added ÷ taken;
            ``growth``: result = scale × (added ÷ taken - 1); ``lack``: result = scale × (1 - added ÷ taken);
            ``at_most``: result ≤ scale × added; ``at_least``: result ≥ scale × added.
        scale: 100 for a percentage, 10,000 for so many per ten thousand.
        note: A sentence on what was left out so that nothing is counted twice; empty if nothing.
    """

    check: str
    line: str
    result: Figure
    added: tuple[Figure, ...]
    taken: tuple[Figure, ...] = ()
    form: Form = "sum"
    scale: Fraction = Fraction(1)
    note: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers that could be wrong."""
        return tuple(one for one in (self.result, *self.added, *self.taken) if not one.fixed)

    @cached_property
    def expected(self) -> Span:
        """What the result must be, from the other numbers."""
        if self.form in QUOTIENTS:
            return self._from_quotient(self._above.span.over(self._below.span)).times(self.scale)
        total = (self._above.span + -self._below.span).times(self.scale)
        if self.form == "at_most":
            return Span(None, total.high, high_open=total.high_open)
        return Span(total.low, None, low_open=total.low_open) if self.form == "at_least" else total

    @cached_property
    def holds(self) -> bool:
        """Whether the numbers agree within the rounding of their digits."""
        return within(self.result.place, self.result.fitting(self.expected))

    def allowed(self, wanted: Figure) -> Bounds:
        """The values, in its own steps, of one number for which the relation holds."""
        return wanted.fitting(self.expected if wanted is self.result else self._solved(wanted))

    def _solved(self, wanted: Figure) -> Span:
        result = self.result.span
        if self.form == "sum":
            return self._summed(wanted, result)
        share = result.times(1 / self.scale)
        if self.form == "at_most":
            return Span(share.low, None, low_open=share.low_open)
        if self.form == "at_least":
            return Span(None, share.high, high_open=share.high_open)
        return self._divided(wanted, self._quotient(share))

    def _from_quotient(self, quotient: Span) -> Span:
        """The result, before scaling, of added ÷ taken."""
        if self.form == "lack":
            return exactly(1) + -quotient
        return quotient + exactly(-1) if self.form == "growth" else quotient

    def _quotient(self, share: Span) -> Span:
        """Added ÷ taken of the result, before scaling; the same the other way round."""
        if self.form == "lack":
            return exactly(1) + -share
        return share + exactly(1) if self.form == "growth" else share

    def _summed(self, wanted: Figure, result: Span) -> Span:
        if _among(wanted, self.taken):
            return self._above.span + -self._below.without(wanted.span) + -result
        return result + self._below.span + -self._above.without(wanted.span)

    def _divided(self, wanted: Figure, share: Span) -> Span:
        above, below = _among(wanted, self.added), _among(wanted, self.taken)
        if above and below:
            return _part_of_both(share, below=self._below.without(wanted.span))
        if above:
            return share.multiplied(self._below.span) + -self._above.without(wanted.span)
        return self._above.span.over(share) + -self._below.without(wanted.span)

    @cached_property
    def _above(self) -> Gathered:
        return gathered(one.span for one in self.added)

    @cached_property
    def _below(self) -> Gathered:
        return gathered(one.span for one in self.taken)


def within(place: Fraction, bounds: Bounds) -> bool:
    """Whether a number of steps lies within bounds, None being no bound.

    Example:
        >>> within(Fraction(3), (1, None)), within(Fraction(3), (4, 5))
        (True, False)
    """
    low, high = bounds
    return (low is None or place >= low) and (high is None or place <= high)


def _among(wanted: Figure, figures: tuple[Figure, ...]) -> bool:
    return any(one is wanted for one in figures)


def _part_of_both(share: Span, *, below: Span) -> Span:
    """What x is where x ÷ (x + others) lies in ``share``: x = share × others ÷ (1 - share)."""
    odds = Span(
        None if share.low is None or share.low >= 1 else share.low / (1 - share.low),
        None if share.high is None or share.high >= 1 else share.high / (1 - share.high),
        share.low_open,
        share.high_open,
    )
    return odds.multiplied(below)
