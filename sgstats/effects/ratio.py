"""How many times as many events as expected: a quasi-Poisson regression with the base as offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel
    from sgstats.effects.pooled import Pooled
    from sgstats.effects.segments import Segments


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
    import statsmodels.api as sm
    from scipy.stats import t

    model = sm.GLM(people, design, family=sm.families.Poisson(), offset=np.log(bases))
    fit = model.fit(scale="X2")
    if not fit.converged:
        return None
    value = float(contrast @ fit.params)
    reach = float(np.sqrt(contrast @ fit.cov_params() @ contrast) * t.ppf(0.975, fit.df_resid))
    return float(np.exp(value)), float(np.exp(value - reach)), float(np.exp(value + reach))
