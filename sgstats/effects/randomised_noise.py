"""How noisy every unit is by itself: what a difference is measured against, so that small units may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.collapsed import AFTER, BEFORE, fitted
from sgstats.effects.many_limits import many_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Squared noise of the difference under an additive effect ``t``: ``own - 2 t · mixed + t² · moved``.

    Attributes:
        own: Of the values, by assignment.
        mixed: Of the values and the indicator “after the start”.
        moved: Of that indicator.
    """

    own: NDArray[np.float64]
    mixed: NDArray[np.float64]
    moved: NDArray[np.float64]

    def about(self, effect: float) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """The same three about an effect, in parts of the observed noise.

        Where nothing of the observed units swings at all, differences are compared as they are.
        """
        own = self.own - 2 * self.mixed * effect + self.moved * effect**2
        if own[0] <= 1e-9 * own.mean():
            return np.ones_like(own), np.zeros_like(own), np.zeros_like(own)
        return own / own[0], (self.mixed - self.moved * effect) / own[0], self.moved / own[0]


def noise(cells: Compared, shares: NDArray[np.float64], states: NDArray[np.int8]) -> Noise:
    """How far the difference would swing by the units' own noise, for each assignment.

    Args:
        cells: What is compared.
        shares: What each value counts, assignments × units × periods.
        states: Likewise.
    """
    untouched = cells.weights * (states == BEFORE)
    counts = (np.abs(shares).sum(2) / 2) ** 2
    values = _left(untouched, cells.values)
    after = _left(untouched, (cells.states == AFTER).astype(float))
    pairs = ((values, values), (values, after), (after, after))
    found = [(counts * variances(cells, untouched, first, second)).sum(1) for first, second in pairs]
    return Noise(own=found[0], mixed=found[1], moved=found[2])


def variances(
    cells: Compared,
    untouched: NDArray[np.float64],
    first: NDArray[np.float64],
    second: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Each unit's variance about ``unit + period``, drawn towards what all say together.

    Together they say ``pooled / base``: shares and means of more people vary less. A unit with few periods
    says little of itself, and a unit with one says nothing.

    Args:
        cells: What is compared.
        untouched: Weights of untouched cells, assignments × units × periods.
        first: What is left over of one outcome, likewise.
        second: Of another; the same for a variance.

    Returns:
        Assignments × units.
    """
    freedom = np.maximum((untouched > 0).sum(2) - 1, 0)
    squares = (first * second).sum(2)
    bases = cells.bases
    pooled = (squares * bases).sum(1) / np.maximum(freedom.sum(1), 1)
    prior = many_limits().prior
    return np.asarray((squares + prior * pooled[:, None] / bases) / (freedom + prior))


def _left(untouched: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((values - fitted(untouched, values)) * (untouched > 0))
