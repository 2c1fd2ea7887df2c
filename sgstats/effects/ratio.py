"""How many times as many events as expected: a quasi-Poisson regression with the base as offset.

``statsmodels`` has it too, takes four seconds to import, and is what the tests hold it against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel
    from sgstats.effects.pooled import Pooled
    from sgstats.effects.segments import Segments

ROUNDS, SETTLED = 50, 1e-10
"""How often it is weighted anew at most, and how little the logarithms of what is expected may still move."""


def ratio(panel: Panel, series: Pooled, lines: Segments) -> tuple[float, float, float] | None:
    """Ratio of what happened to what was expected after the start, with its 95 % interval.

    None for shares and means, and where a side has no event at all: its logarithm has no end. It does
    not know of autocorrelation; the test of the effect does.
    """
    sides = (series.before, series.after)
    if panel.kind not in {"rate", "count"} or not all(series.people[side].sum() for side in sides):
        return None
    used = lines.used
    return rate_ratio(series.people[used], series.bases[used], lines.design[used], contrast=lines.contrast)


def rate_ratio(
    people: NDArray[np.float64],
    bases: NDArray[np.float64],
    design: NDArray[np.float64],
    *,
    contrast: NDArray[np.float64],
) -> tuple[float, float, float] | None:
    """``exp`` of a sum of log-linear coefficients with its interval; None if the fit does not settle.

    Args:
        people: Events of each period.
        bases: What they happened to.
        design: One row per period.
        contrast: What of the coefficients is summed.
    """
    from scipy.special import stdtrit

    coefficients = settled(people, bases, design)
    if coefficients is None:
        return None
    expected = bases * np.exp(design @ coefficients)
    freedom = len(people) - design.shape[1]
    dispersion = float(((people - expected) ** 2 / expected).sum()) / freedom
    covariance = dispersion * np.linalg.inv(design.T @ (expected[:, None] * design))
    value = float(contrast @ coefficients)
    reach = float(np.sqrt(contrast @ covariance @ contrast) * stdtrit(freedom, 0.975))
    return float(np.exp(value)), float(np.exp(value - reach)), float(np.exp(value + reach))


def settled(
    people: NDArray[np.float64], bases: NDArray[np.float64], design: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Coefficients of the Poisson regression by reweighted least squares; None if they don't settle."""
    expected = people + 0.5
    coefficients: NDArray[np.float64] = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        target = np.log(expected / bases) + (people - expected) / expected
        before, weights = coefficients, np.sqrt(expected)
        found = np.linalg.lstsq(weights[:, None] * design, weights * target, rcond=None)[0]
        coefficients = found.astype(np.float64)
        if np.abs(design @ (coefficients - before)).max() < SETTLED:
            return coefficients
        expected = bases * np.exp(np.clip(design @ coefficients, -50, 50))
    return None
