"""How far from zero chance alone would carry an estimate: a parametric bootstrap of its t."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.autoregressive import GRID, given, memory
from sgstats.effects.single_limits import limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Sizes of t under no effect, of several contrasts at a time.

    Attributes:
        sizes: One row per contrast, sorted; or None where Student's t is the reference.
        freedom: Degrees of freedom of Student's t.
    """

    sizes: NDArray[np.float64] | None
    freedom: int

    @property
    def student(self) -> float:
        """The size that Student's t would ask for."""
        from scipy.special import stdtrit  # scipy.stats would take seconds to import

        return float(stdtrit(self.freedom, 1 - LEVEL / 2))

    def limit(self, contrast: int) -> float:
        """The size that t must exceed for p ≤ 0.05: the interval reaches that many standard errors."""
        if self.sizes is None:
            return self.student
        sizes = self.sizes[contrast]
        return float(sizes[len(sizes) - int(LEVEL * (len(sizes) + 1))])

    def p(self, size: float, contrast: int) -> float:
        """How often chance is at least as far from zero."""
        if self.sizes is None:
            from scipy.special import stdtr

            return float(2 * stdtr(self.freedom, -size))
        sizes = self.sizes[contrast]
        return float((1 + len(sizes) - np.searchsorted(sizes, size)) / (len(sizes) + 1))


def reference(
    values: NDArray[np.float64],
    design: NDArray[np.float64],
    steps: NDArray[np.float64],
    *,
    contrasts: NDArray[np.float64],
    seed: int = 0,
) -> Reference:
    """What the size of t is held against: a bootstrap for short series, Student's t for long ones.

    Args:
        values: One column: the weighted series.
        design: One row per observation, weighted likewise.
        steps: Distance from the observation before.
        contrasts: One row per sum of coefficients that is asked for.
        seed: Of the bootstrap.
    """
    freedom = len(values) - design.shape[1]
    if len(values) > limits("interrupted")["bootstrap_until"]:
        return Reference(sizes=None, freedom=freedom)
    odds = likely(values, design, steps)
    errors = simulated(odds, steps, draws=int(limits("interrupted")["draws"]), seed=seed)
    return Reference(sizes=sizes(errors, design, steps, contrasts), freedom=freedom)


def likely(
    values: NDArray[np.float64], design: NDArray[np.float64], steps: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How likely each autocorrelation of the grid is, all of them being equally likely beforehand."""
    criteria = np.array([float(given(values, design, steps, rho).criterion[0]) for rho in GRID])
    weights = np.exp(-(criteria - criteria.min()) / 2)
    odds: NDArray[np.float64] = weights / weights.sum()
    return odds


def simulated(
    odds: NDArray[np.float64], steps: NDArray[np.float64], *, draws: int, seed: int
) -> NDArray[np.float64]:
    """Series of errors without any effect, one per column, each with an autocorrelation of its own.

    A short series hardly tells its autocorrelation. To simulate with the one most likely value would
    forget that, and raise twice as many false alarms at 12 to 24 periods.
    """
    random = np.random.default_rng(seed)
    rho = random.choice(GRID, size=draws, p=odds)
    kept = memory(steps, rho)
    errors = random.standard_normal((len(steps), draws)) * np.sqrt(1 - kept**2)
    for row in range(1, len(steps)):
        errors[row] += kept[row] * errors[row - 1]
    return errors


def sizes(
    errors: NDArray[np.float64],
    design: NDArray[np.float64],
    steps: NDArray[np.float64],
    contrasts: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Size of t of every simulated series, each with its own most likely autocorrelation; sorted."""
    best = np.full(errors.shape[1], np.inf)
    found = np.zeros((len(contrasts), errors.shape[1]))
    for rho in GRID:
        fit = given(errors, design, steps, rho)
        better = fit.criterion < best
        best = np.where(better, fit.criterion, best)
        found = np.where(better, np.abs(fit.estimates(contrasts)) / fit.errors(contrasts), found)
    return np.sort(found, axis=1)
