"""The lines of an interrupted time series: a trend, a step, another slope, and a yearly wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.pooled import MONTHS
from sgstats.effects.single_limits import limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel
    from sgstats.effects.pooled import Pooled

TREND, LEVEL, SLOPE = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """A series and what it is regressed on.

    Attributes:
        design: One row per period, known or not: one, time, step, time since the step, wave.
        without: The same had the measure not been.
        weights: One over the variance of each period, but for a constant.
        used: Periods that are regressed on.
        contrast: What of the coefficients makes the effect: the mean distance of the two lines over
            the known periods after the start, weighted by base.
        seasonal: Whether a yearly wave is in it.
    """

    design: NDArray[np.float64]
    without: NDArray[np.float64]
    weights: NDArray[np.float64]
    used: NDArray[np.bool_]
    contrast: NDArray[np.float64]
    seasonal: bool


def segments(panel: Panel, series: Pooled, *, season: bool | None = None) -> Segments:
    """Lay out the lines.

    Args:
        panel: Where the series is from.
        series: The treated units together.
        season: Whether a yearly wave is fitted; None lets the length of the series decide.
    """
    seasonal = wanted(panel, series) if season is None else season
    steps = series.times - series.times[series.first]
    after = (np.arange(len(steps)) >= series.first).astype(float)
    plain = [np.ones_like(steps), steps, *(wave(panel, series) if seasonal else ())]
    design = np.column_stack([*plain[:2], after, after * steps, *plain[2:]])
    without = np.column_stack([*plain[:2], 0 * after, 0 * after, *plain[2:]])
    mass = np.where(series.after, series.bases, 0.0)
    return Segments(
        design=design, without=without, used=series.known, seasonal=seasonal,
        weights=weights(panel, series),
        contrast=(design - without).T @ mass / mass.sum(),
    )  # fmt: skip


def weights(panel: Panel, series: Pooled) -> NDArray[np.float64]:
    """One over the variance of each period, up to a factor that is estimated.

    Counts scatter by their level, shares by p(1 - p), both by one over the base: a fall by half that
    went unweighted would make the years before look surer than they are (intervals of a halved count
    then hold the truth in 88 % of cases). The level is that of the whole side, so that chance in one
    period doesn't weigh it. Means scatter by one over the base.
    """
    spread = np.ones(len(series.times))
    for side in (series.before, series.after):
        level = (series.people[side].sum() + 0.5) / (series.bases[side].sum() + 1)
        if panel.kind == "share":
            spread[side] = level * (1 - level)
        elif panel.kind != "mean":
            spread[side] = level
    found: NDArray[np.float64] = series.bases / spread
    scaled: NDArray[np.float64] = found / found[series.known].mean()
    return scaled


def wanted(panel: Panel, series: Pooled) -> bool:
    """Whether there are months (or quarters) enough for a yearly wave, a full year of them before."""
    step = MONTHS.get(panel.every, 12)
    months, before = step * int(series.known.sum()), step * int(series.before.sum())
    return step < 12 <= before and months >= limits("interrupted")["season_from"]


def wave(panel: Panel, series: Pooled) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One sine and one cosine a year: two coefficients, where months of their own would take eleven."""
    angle = 2 * np.pi * series.times * MONTHS.get(panel.every, 12) / 12
    return np.sin(angle), np.cos(angle)
