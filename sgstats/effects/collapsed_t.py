"""The t test of the units' mean differences, where there are too few ways to shuffle the starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.collapsed import BEFORE, fitted
from sgstats.effects.many_limits import many_limits
from sgstats.effects.randomised_noise import left_over, variances
from sgstats.effects.randomised_turning import Judged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared


def scores(cells: Compared, shares: NDArray[np.float64], effect: float) -> NDArray[np.float64]:
    """What each unit contributes to the error of the effect: its own cells' share of what is left over."""
    untouched = cells.weights * (cells.states == BEFORE)
    left = cells.values - fitted(untouched[None], cells.values)[0] - effect * (cells.states != BEFORE)
    return np.asarray((shares * left).sum(axis=1))


def collapsed_t(cells: Compared) -> tuple[Judged, float]:
    """p, interval and degrees of freedom of the mean difference by Student's t.

    Each unit is one number, so that periods that say the same don't count twice. The variance of a unit's
    number is taken to be proportional to that of its periods (which falls with the base); by how
    much is told by all units that can swing: every one but a single unit with the measure. A unit with the
    measure is never taken to swing less than those units do, however large it is: what happens to a
    street as a whole does not grow less with its people.

    Formula:
        deviation² = Σ (unit's weight)² · k · variance of its periods, or · s² if that is more and the
        unit has the measure; k = Σ score² / ((unit's weight)² · variance) / degrees of freedom;
        s² = Σ (score / unit's weight)² / degrees of freedom
    """
    from scipy.special import stdtr, stdtrit

    states = cells.states[None]
    left = left_over(cells, states, cells.values)
    counts = (np.abs(cells.shares).sum(1) / 2) ** 2
    parts = counts * variances(cells, states, left, left)[0]
    lone = cells.treated if cells.treated.sum() == 1 else np.zeros_like(cells.treated)
    telling = (parts > 0) & ~lone
    freedom = float(telling.sum() - 1 - (not lone.any()))
    squares = scores(cells, cells.shares, cells.effect)[telling] ** 2
    ratio, spread = (float((squares / one[telling]).sum()) / freedom for one in (parts, counts))
    own = np.where(cells.treated, np.maximum(ratio * parts, spread * counts), ratio * parts)
    deviation = float(np.sqrt(own.sum()))
    if not deviation:  # the others never swing: nothing tells how far chance goes
        return Judged(low=-np.inf, high=np.inf, p=1.0, deviation=np.inf), freedom
    half = float(stdtrit(freedom, 1 - many_limits().chance / 2)) * deviation
    p = 2 * float(stdtr(freedom, -abs(cells.effect) / deviation))
    return Judged(low=cells.effect - half, high=cells.effect + half, p=p, deviation=deviation), freedom
