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
    counts = (np.abs(shares).sum(2) / 2) ** 2
    values = left_over(cells, states, cells.values)
    after = left_over(cells, states, (cells.states == AFTER).astype(float))
    pairs = ((values, values), (values, after), (after, after))
    found = [(counts * variances(cells, states, first, second)).sum(1) for first, second in pairs]
    return Noise(own=found[0], mixed=found[1], moved=found[2])


def variances(
    cells: Compared, states: NDArray[np.int8], first: NDArray[np.float64], second: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Each unit's variance before and after by itself, drawn towards what all say together.

    Together they say ``pooled / base``: shares and means of more people vary less. A unit with few periods
    says little of itself, and a unit with one says nothing.

    Args:
        cells: What is compared.
        states: Assignments × units × periods.
        first: What is left over of one outcome, likewise.
        second: Of another; the same for a variance.

    Returns:
        Assignments × units.
    """
    known = cells.weights > 0
    freedom = sum(np.maximum(((states == state) & known).sum(2) - 1, 0) for state in (BEFORE, AFTER))
    squares = (first * second).sum(2)
    pooled = (squares * cells.bases).sum(1) / np.maximum(np.sum(freedom, axis=1), 1)
    prior = many_limits().prior
    return np.asarray((squares + prior * pooled[:, None] / cells.bases) / (freedom + prior))


def left_over(cells: Compared, states: NDArray[np.int8], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ``unit + period`` leaves over, after the start about the unit's own mean there.

    A level that rises brings the noise of that level; a difference that grows counts as noise, too.
    """
    untouched, touched = (cells.weights * (states == state) for state in (BEFORE, AFTER))
    left = (values - fitted(untouched, values)) * (cells.weights > 0)
    whole = touched.sum(2)
    mean = (touched * left).sum(2) / np.where(whole > 0, whole, 1.0)
    return np.asarray(left * (states == BEFORE) + (left - mean[:, :, None]) * (states == AFTER))
