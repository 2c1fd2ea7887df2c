"""Two shares or two rates held against each other: one p value, one interval, which agree.

The exact test (Fisher's for shares, the conditional binomial for rates) never claims too often, but
has no interval of the difference; the interval of the difference (Newcombe's, which combines those of
the two sides) is right on average, but claims a little too often where counts are small. So both are
asked: p is the larger of the two, and the interval is stretched to zero where only the exact test is
not convinced. Claims are then never more frequent than the exact test's (proven for all outcomes up to
n = 20 in ``tests/effects/test_exact_test.py``), and p is at most 0.05 exactly where the interval
leaves out zero.

Sources:
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    Li, Tang, Wong (2014), Statistical Methods in Medical Research 23(5), for rates (MOVER).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LEVEL = 0.05
SMALLEST, LARGEST = 1e-12, 1 - 1e-9
"""P values beyond these are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What was counted before, or after.

    Attributes:
        people: Events or people of the part.
        base: What they are divided by: people, person-time, or a number of periods.
    """

    people: float
    base: float

    @property
    def level(self) -> float:
        """People by base."""
        return self.people / self.base


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """After less before.

    Attributes:
        difference: Of the two levels.
        low: Lower end of the 95 % interval.
        high: Upper end.
        p: At most 0.05 exactly where the interval leaves out zero.
    """

    difference: float
    low: float
    high: float
    p: float


def shares_compared(before: Side, after: Side) -> Compared:
    """Fisher's exact test of two shares, and Newcombe's interval of their difference.

    Example:
        >>> found = shares_compared(Side(people=48, base=80), Side(people=56, base=70))
        >>> round(found.low, 4), round(found.high, 4), round(found.p, 4)
        (0.0524, 0.3339, 0.0125)
    """
    from scipy.stats import fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep

    table = [[side.people, side.base - side.people] for side in (before, after)]
    ends = _ends(confint_proportions_2indep, before, after, method="newcomb")
    return agreed(after.level - before.level, ends, exact=float(fisher_exact(table).pvalue))


def rates_compared(before: Side, after: Side) -> Compared:
    """The exact conditional test of two Poisson rates, and the MOVER interval of their difference.

    Given all events, those after the start are binomial with the part of the exposure that lies there.

    Example:
        >>> found = rates_compared(Side(people=20, base=12), Side(people=6, base=12))
        >>> round(found.difference, 2), round(found.low, 2), round(found.high, 2), round(found.p, 4)
        (-1.17, -2.13, -0.29, 0.0094)
    """
    from scipy.stats import binomtest
    from statsmodels.stats.rates import confint_poisson_2indep

    events = int(before.people + after.people)
    exact = (
        binomtest(int(after.people), events, after.base / (after.base + before.base)).pvalue
        if events
        else 1.0
    )
    ends = _ends(confint_poisson_2indep, before, after, method="mover", method_mover="exact-c")
    return agreed(after.level - before.level, ends, exact=float(exact))


Ends = Callable[[float], tuple[float, float]]


def _ends(interval: Callable[..., tuple[float, float]], before: Side, after: Side, **options: str) -> Ends:
    """The interval of a difference by its level."""
    counts = (after.people, after.base, before.people, before.base)

    def ends(alpha: float) -> tuple[float, float]:
        low, high = interval(*counts, compare="diff", alpha=alpha, **options)
        return float(low), float(high)

    return ends


def agreed(difference: float, ends: Ends, *, exact: float) -> Compared:
    """One p value and one interval of an exact test and an interval that may differ a little."""
    low, high = ends(LEVEL)
    p = max(exact, touching(difference, ends))
    if p > LEVEL:
        low, high = min(low, 0.0), max(high, 0.0)
    return Compared(difference=difference, low=low, high=high, p=p)


def touching(difference: float, ends: Ends) -> float:
    """The level at which the interval just touches zero: its own p value."""
    from scipy.optimize import brentq

    if difference == 0:
        return 1.0
    place = 0 if difference > 0 else 1  # of the end that lies towards zero
    if ends(SMALLEST)[place] * difference > 0:
        return SMALLEST
    if ends(LARGEST)[place] * difference <= 0:  # an exact interval never shrinks to a point
        return 1.0
    return float(brentq(lambda alpha: ends(alpha)[place], SMALLEST, LARGEST, xtol=1e-14))
