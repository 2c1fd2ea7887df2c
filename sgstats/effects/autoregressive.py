"""Regression with errors that remember the period before: AR(1) by restricted maximum likelihood.

No maintained Python library fits it: ``statsmodels`` has GLSAR (iterated least squares, whose
autocorrelation is too small in short series) and Newey–West errors; both raise far more false alarms
(``tests/effects/test_autoregressive.py`` shows it). R has it as ``nlme::gls`` with ``corAR1`` or,
with gaps, ``corCAR1``; the numbers of its textbook example are reproduced in the same tests.

Sources:
    Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, chapter 5.
    McKnight, McKean and Huitema (2000), Psychological Methods 5(1), on short interrupted series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRID = np.linspace(0.0, 0.98, 50)
"""Autocorrelations that are tried. Negative ones are not: they would only make intervals shorter."""
ZOOMS = 10
"""How often the neighbourhood of the best is looked at again, five times as closely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """What is known once an autocorrelation is given, of one series or of many at a time.

    Attributes:
        rho: Autocorrelation from one step to the next.
        coefficients: One row per column of the design, one column per series.
        root: Upper triangle whose inverse turns unit errors into errors of the coefficients.
        variances: Residual variance of each series.
        criterion: Minus twice the restricted log likelihood, but for a constant, of each series.
        freedom: Degrees of freedom that are left.
    """

    rho: float
    coefficients: NDArray[np.float64]
    root: NDArray[np.float64]
    variances: NDArray[np.float64]
    criterion: NDArray[np.float64]
    freedom: int

    def estimates(self, contrasts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums of coefficients: one row per contrast, one column per series."""
        return contrasts @ self.coefficients

    def errors(self, contrasts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Their standard errors."""
        lengths = np.linalg.norm(np.linalg.solve(self.root.T, contrasts.T), axis=0)
        return np.outer(lengths, np.sqrt(self.variances))


def gaps(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Steps since the observation before; infinite for the first, which remembers nothing.

    Example:
        >>> gaps(np.array([0.0, 1.0, 4.0])).tolist()
        [inf, 1.0, 3.0]
    """
    return np.concatenate([[np.inf], np.diff(times)])


def memory(steps: NDArray[np.float64], rho: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlation with the observation before, which falls with the distance; one row per observation."""
    return np.power(rho, steps[:, None])


def whitened(
    values: NDArray[np.float64], steps: NDArray[np.float64], rho: float
) -> tuple[NDArray[np.float64], float]:
    """Take out of each row what the row before explains, and the logarithm of the determinant of that."""
    kept = memory(steps, rho)
    rest = np.sqrt(1 - kept**2)
    before = np.vstack([np.zeros_like(values[:1]), values[:-1]])
    return (values - kept * before) / rest, float(2 * np.log(rest).sum())


def given(
    values: NDArray[np.float64], design: NDArray[np.float64], steps: NDArray[np.float64], rho: float
) -> Regression:
    """Generalised least squares at one autocorrelation, of one series per column of ``values``."""
    white_design, spread = whitened(design, steps, rho)
    white_values, _ = whitened(values, steps, rho)
    basis, root = np.linalg.qr(white_design)
    projected = basis.T @ white_values
    residual = white_values - basis @ projected
    squares = np.einsum("ij,ij->j", residual, residual)
    freedom = len(values) - design.shape[1]
    volume = spread + 2 * np.log(np.abs(np.diag(root))).sum()
    with np.errstate(divide="ignore"):  # a series without any error has likelihood without bound
        criterion = freedom * np.log(squares / freedom) + volume
    return Regression(
        rho=rho,
        coefficients=np.linalg.solve(root, projected),
        root=root,
        variances=squares / freedom,
        criterion=criterion,
        freedom=freedom,
    )


def fitted(
    values: NDArray[np.float64], design: NDArray[np.float64], steps: NDArray[np.float64]
) -> Regression:
    """The most likely autocorrelation between 0 and 0.98, by restricted likelihood, and what follows.

    Args:
        values: One column: the series, already multiplied by the roots of its weights.
        design: One row per observation, multiplied likewise.
        steps: Distance from the observation before; infinite where a new series begins.

    Example:
        >>> line = np.column_stack([np.ones(6), np.arange(6.0)])
        >>> series = np.array([[1.0], [3.0], [2.0], [5.0], [4.0], [6.0]])
        >>> fit = fitted(series, line, gaps(np.arange(6.0)))
        >>> fit.rho, fit.coefficients.ravel().round(3).tolist()
        (0.0, [1.286, 0.886])
    """
    grid = GRID
    for _ in range(ZOOMS):
        place = int(np.argmin([given(values, design, steps, rho).criterion[0] for rho in grid]))
        best = float(grid[place])
        grid = np.linspace(grid[max(place - 1, 0)], grid[min(place + 1, len(grid) - 1)], 11)
    return given(values, design, steps, best)
