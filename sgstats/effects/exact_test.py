"""Two shares or two rates held against each other: one p value, one interval, which agree.

The exact test (Fisher's for shares, the conditional binomial for rates) never claims too often, but
has no interval of the difference; the interval of the difference (Newcombe's, which combines those of
the two sides) is right on average, but claims a little too often where counts are small. So both are
asked: p is the larger of the two, and the interval is stretched to zero where only the exact test is
not convinced. Claims are then never more frequent than the exact test's (proven for all outcomes up to
n = 20 in ``tests/effects/test_exact_test.py``), and p is at most 0.05 exactly where the interval
leaves out zero.

The formulas are closed and short; ``scipy.stats`` and ``statsmodels``, which have them too, take three
seconds to import and are what the tests hold them against.

Sources:
    Fisher (1922), Journal of the Royal Statistical Society 85(1), for shares; Przyborowski and Wilenski
    (1940), Biometrika 31, for rates.
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    Li, Tang, Wong (2014), Statistical Methods in Medical Research 23(5), for rates (MOVER).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.05
SMALLEST, LARGEST = 1e-12, 1 - 1e-9
"""P values beyond these are not told apart."""
TIED = 1 + 1e-7
"""Outcomes that are as likely but for rounding count as as likely."""


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
    return agreed(before, after, exact=fisher(before, after), limits=wilson)


def rates_compared(before: Side, after: Side) -> Compared:
    """The exact conditional test of two Poisson rates, and the MOVER interval of their difference.

    Given all events, those after the start are binomial with the part of the exposure that lies there.

    Example:
        >>> found = rates_compared(Side(people=20, base=12), Side(people=6, base=12))
        >>> round(found.difference, 2), round(found.low, 2), round(found.high, 2), round(found.p, 4)
        (-1.17, -2.13, -0.29, 0.0094)
    """
    return agreed(before, after, exact=conditional(before, after), limits=garwood)


def fisher(before: Side, after: Side) -> float:
    """Two-sided p value of Fisher's exact test: of all tables with these margins, those as unlikely."""
    part = before.people + after.people
    least, most = max(0.0, part - before.base), min(part, after.base)
    counts = np.arange(round(least), round(most) + 1)
    ways = log_choose(after.base, counts) + log_choose(before.base, part - counts)
    return as_unlikely(ways, round(after.people - least))


def conditional(before: Side, after: Side) -> float:
    """Two-sided p value of the events after, given those of both sides: binomial outcomes as unlikely."""
    events = round(before.people + after.people)
    counts = np.arange(events + 1)
    odds = log(after.base / before.base)
    return as_unlikely(log_choose(events, counts) + counts * odds, round(after.people))


def log_choose(size: float, counts: NDArray[np.number]) -> NDArray[np.float64]:
    """Logarithm of the number of ways to choose."""
    from scipy.special import gammaln

    found: NDArray[np.float64] = gammaln(size + 1) - gammaln(counts + 1) - gammaln(size - counts + 1)
    return found


def as_unlikely(logarithms: NDArray[np.float64], place: int) -> float:
    """How often an outcome is as unlikely as the one that was counted, or more so."""
    weights = np.exp(logarithms - logarithms.max())
    return float(min(weights[weights <= weights[place] * TIED].sum() / weights.sum(), 1.0))


Limits = Callable[[Side, float], tuple[float, float]]
"""The interval of one side's level, by the level of the interval."""


def wilson(side: Side, alpha: float) -> tuple[float, float]:
    """Wilson's interval of a share."""
    from scipy.special import ndtri

    z = float(ndtri(1 - alpha / 2)) if alpha > 0.1 else -float(ndtri(alpha / 2))
    middle = side.level + z**2 / (2 * side.base)
    reach = z * sqrt(side.level * (1 - side.level) / side.base + z**2 / (4 * side.base**2))
    whole = 1 + z**2 / side.base
    return max((middle - reach) / whole, 0.0), min((middle + reach) / whole, 1.0)


def garwood(side: Side, alpha: float) -> tuple[float, float]:
    """Garwood's exact interval of a Poisson rate."""
    from scipy.special import chdtri

    low = float(chdtri(2 * side.people, 1 - alpha / 2)) / 2 if side.people else 0.0
    return low / side.base, float(chdtri(2 * side.people + 2, alpha / 2)) / 2 / side.base


def ends(before: Side, after: Side, *, limits: Limits, alpha: float) -> tuple[float, float]:
    """The interval of the difference: each end takes from both sides the limits that lie towards it."""
    (low_1, high_1), (low_2, high_2) = limits(before, alpha), limits(after, alpha)
    difference = after.level - before.level
    down = sqrt((after.level - low_2) ** 2 + (high_1 - before.level) ** 2)
    up = sqrt((high_2 - after.level) ** 2 + (before.level - low_1) ** 2)
    return difference - down, difference + up


def agreed(before: Side, after: Side, *, exact: float, limits: Limits) -> Compared:
    """One p value and one interval of an exact test and an interval that may differ a little."""
    low, high = ends(before, after, limits=limits, alpha=LEVEL)
    p = max(exact, touching(before, after, limits=limits))
    if p > LEVEL:
        low, high = min(low, 0.0), max(high, 0.0)
    return Compared(difference=after.level - before.level, low=low, high=high, p=p)


def touching(before: Side, after: Side, *, limits: Limits) -> float:
    """The level at which the interval just touches zero, its own p value: found by halving."""
    difference = after.level - before.level

    def leaves_out_zero(alpha: float) -> bool:
        low, high = ends(before, after, limits=limits, alpha=alpha)
        return low > 0 if difference > 0 else high < 0

    if not leaves_out_zero(LARGEST):  # no difference, or an exact interval, which never shrinks to a point
        return 1.0
    low, high = log(SMALLEST), log(LARGEST)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if leaves_out_zero(exp(middle)) else (middle, high)
    return exp(high)
