"""What several units are compared by: their values, what each counts, and which cells the measure touched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel

BEFORE, LEFT_OUT, AFTER = 0, 1, 2
"""What the measure is to a cell; units without it are ``BEFORE`` throughout."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A panel as a difference-in-differences sees it: units without any cell before are gone.

    Attributes:
        units: Those that remain.
        rows: Their places in the panel.
        values: Units × periods; zero where unknown.
        weights: Units × periods: the base, or one for counts; zero where the value is unknown or left out.
        states: Units × periods: ``BEFORE``, ``LEFT_OUT`` or ``AFTER``.
        always: Units of the measure without a known cell before it; left out.
        gaps: How many cells of the remaining units are unknown.
    """

    units: tuple[str, ...]
    rows: NDArray[np.int64]
    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    states: NDArray[np.int8]
    always: tuple[str, ...]
    gaps: int

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Units × periods: what each value counts in the effect; see :func:`shares`."""
        return np.asarray(shares(self.weights, self.states[None])[0])

    @cached_property
    def told(self) -> NDArray[np.bool_]:
        """Units × periods: cells after the start whose counterfactual can be told."""
        return np.asarray((self.states == AFTER) & (self.shares > 0))

    @cached_property
    def lost(self) -> int:
        """How many known cells after the start have nothing to be compared with."""
        return int(((self.states == AFTER) & (self.weights > 0) & ~self.told).sum())

    @cached_property
    def treated(self) -> NDArray[np.bool_]:
        """Units with a cell that tells of the effect."""
        return np.asarray(self.told.any(axis=1))

    @cached_property
    def bases(self) -> NDArray[np.float64]:
        """Mean base of each unit; one for counts."""
        known = (self.weights > 0).sum(axis=1)
        return np.asarray(self.weights.sum(axis=1) / known)

    @cached_property
    def effect(self) -> float:
        """Mean difference over the treated cells."""
        return float((self.shares * self.values).sum())


def compared(panel: Panel) -> Compared:
    """A panel without the units that have nothing before the measure, and without empty units."""
    known = np.isfinite(panel.values)
    states = _states(panel)
    weights = np.where(known & (states != LEFT_OUT), 1.0 if panel.kind == "count" else panel.bases, 0.0)
    kept = ((weights > 0) & (states == BEFORE)).any(axis=1)
    begun = (states == AFTER).any(axis=1)
    return Compared(
        units=tuple(unit for unit, keep in zip(panel.units, kept, strict=True) if keep),
        rows=np.flatnonzero(kept),
        values=np.where(weights > 0, panel.values, 0.0)[kept],
        weights=weights[kept],
        states=states[kept],
        always=tuple(unit for unit, out in zip(panel.units, ~kept & begun, strict=True) if out),
        gaps=int((~known[kept]).sum()),
    )


def _states(panel: Panel) -> NDArray[np.int8]:
    after = np.arange(len(panel.periods)) >= panel.first_after[:, None]
    return np.where(after, AFTER, np.where(panel.left_out, LEFT_OUT, BEFORE)).astype(np.int8)


def shares(weights: NDArray[np.float64], states: NDArray[np.int8]) -> NDArray[np.float64]:
    """What every value counts in the mean effect, for each of several assignments of the starts.

    The values that the treated cells would have had are those of a unit's own cells before and of the
    periods' cells that the measure has not (yet) touched: ``unit + period``, fitted to the untouched
    cells alone, as Borusyak, Jaravel and Spiess (2024, Review of Economic Studies 91: 3253) and Gardner
    (2022, arXiv:2207.05943) do. With one start and no gaps it is the mean after minus the mean before,
    minus the same of the others. No treated cell ever serves as a comparison, so effects may differ
    between units and grow. The effect is linear in the values; the shares are its coefficients.

    Args:
        weights: Units × periods; zero where unknown.
        states: Assignments × units × periods.

    Returns:
        Assignments × units × periods; all zero where no treated cell can be told.

    Example:
        >>> np.round(shares(np.ones((2, 2)), np.array([[[0, 2], [0, 0]]], dtype=np.int8)), 2).tolist()
        [[[-1.0, 1.0], [1.0, -1.0]]]
    """
    untouched = weights * (states == BEFORE)
    return spread(untouched, _targets(untouched, weights * (states == AFTER)))


def _targets(untouched: NDArray[np.float64], touched: NDArray[np.float64]) -> NDArray[np.float64]:
    """The treated cells that can be told, by weight, adding up to one."""
    told = (untouched.sum(2) > 0)[:, :, None] & (untouched.sum(1) > 0)[:, None, :]
    found = touched * told
    total = found.sum(axis=(1, 2), keepdims=True)
    return np.asarray(found / np.where(total > 0, total, 1.0))


def spread(untouched: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Targets minus what the untouched cells predict for them, as coefficients of all the values.

    Args:
        untouched: Weights of the cells that ``unit + period`` is fitted to, sets × units × periods.
        targets: Weights of the cells to be told, likewise.
    """
    return targets - untouched * _solved(untouched, targets.sum(2), targets.sum(1))


def fitted(untouched: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ``unit + period`` says of every cell, fitted to the untouched ones: sets × units × periods.

    Args:
        untouched: Weights of the untouched cells, sets × units × periods.
        values: Units × periods.
    """
    weighed = untouched * values
    return _solved(untouched, weighed.sum(2), weighed.sum(1))


def _solved(
    weights: NDArray[np.float64], rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Row + column numbers whose weighted sums over columns and rows are these."""
    if weights.shape[1] < weights.shape[2]:  # the smaller side is solved for
        return _solved(weights.transpose(0, 2, 1), columns, rows).transpose(0, 2, 1)
    sums = weights.sum(2)
    inverse = np.where(sums > 0, 1 / np.where(sums > 0, sums, 1.0), 0.0)
    scaled = weights * inverse[:, :, None]
    right = columns - np.matmul(rows[:, None, :], scaled)[:, 0, :]
    column = np.linalg.solve(_system(weights, scaled), right[:, :, None])[:, :, 0]
    row = (rows - np.matmul(weights, column[:, :, None])[:, :, 0]) * inverse
    return np.asarray(row[:, :, None] + column[:, None, :])


def _system(weights: NDArray[np.float64], scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normal equations of the columns without the rows, made regular where a level is free."""
    columns = weights.sum(1)
    system = -np.matmul(weights.transpose(0, 2, 1), scaled)
    place = np.arange(system.shape[1])
    system[:, place, place] += np.where(columns > 0, columns, 1.0)
    used = columns > 0
    level = columns.sum(1) / len(place) ** 2
    system += (used[:, :, None] & used[:, None, :]) * level[:, None, None]
    return np.asarray(system)
