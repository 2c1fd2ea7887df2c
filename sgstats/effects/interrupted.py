"""Interrupted time series: where the line from before would have led, and where it went instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.autoregressive import Regression, fitted, gaps
from sgstats.effects.designs import design
from sgstats.effects.effect import Fit, Total
from sgstats.effects.interrupted_checks import checks
from sgstats.effects.interrupted_lack import interrupted_lack
from sgstats.effects.pooled import Pooled, pooled
from sgstats.effects.ratio import ratio
from sgstats.effects.resampled import Reference, reference
from sgstats.effects.segments import LEVEL, SLOPE, TREND, Segments, segments
from sgstats.effects.single_line import Band, line, no_events

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that was worked out of one series."""

    lines: Segments
    regression: Regression
    reference: Reference

    def triple(self, contrast: NDArray[np.float64], place: int) -> Triple:
        """A sum of coefficients with its interval."""
        value = float(self.regression.estimates(contrast[None])[0, 0])
        reach = self.error(contrast) * self.reference.limit(place)
        return value, value - reach, value + reach

    def error(self, contrast: NDArray[np.float64]) -> float:
        """Standard error of a sum of coefficients."""
        return float(self.regression.errors(contrast[None])[0, 0])


@design("interrupted", lack=interrupted_lack, rank=lambda _: 20)
def interrupted(panel: Panel, *, seed: int = 0, season: bool | None = None) -> Fit:
    """The mean distance, after the start, from the line that the periods before would have gone on.

    All treated units are added up to one series; units never treated are not looked at. A period of
    which one unit is unknown is left out, and its neighbours remember each other the less for it.

    Formula:
        value(t) = a + b·t + level·after(t) + slope·after(t)·(t - start) [+ yearly wave] + error(t),
        errors AR(1), variance ∝ 1/base; effect = mean over the periods after of
        level + slope·(t - start), weighted by base. One contrast, one test. Up to 120 periods the
        size of t is held against a parametric bootstrap whose autocorrelation is drawn from its
        restricted likelihood; the interval reaches to the same limit.

    Args:
        panel: At least one treated unit; all of them started in the same period.
        seed: Of the bootstrap.
        season: Whether a yearly wave is fitted; None: from 24 months on.

    Returns:
        ``parts``: ``level`` (the step at the first period after), ``slope`` and ``trend`` (change per
        period), ``ratio`` (of a rate or a count: to what was expected, from a quasi-Poisson regression).

    Source:
        Lopez Bernal, Cummins, Gasparrini (2017), International Journal of Epidemiology 46(1);
        McKnight, McKean, Huitema (2000), Psychological Methods 5(1).
    """
    series = pooled(panel)
    lines = segments(panel, series, season=season)
    told = worked_out(series, lines, seed=seed)
    effect, low, high = told.triple(lines.contrast, 0)
    size = abs(effect) / told.error(lines.contrast)
    return Fit(
        design="interrupted", effect=effect, low=low, high=high, p=told.reference.p(size, 0),
        deviation=(high - low) / 2 / told.reference.student, freedom=float(told.regression.freedom),
        causal=False, totals=totals(panel, series), line=line(panel, series, band(told)),
        events=no_events(), parts=parts(told, panel, series), checks=checks(panel, series, told),
    )  # fmt: skip


def worked_out(series: Pooled, lines: Segments, *, seed: int = 0) -> Told:
    """Regress a series on its lines, and find how far chance alone would carry each contrast."""
    used = lines.used
    roots = np.sqrt(lines.weights[used])[:, None]
    steps = gaps(series.times[used])
    weighted = roots * lines.design[used]
    values = roots * series.values[used][:, None]
    regression = fitted(values, weighted, steps)
    one = np.eye(lines.design.shape[1])
    contrasts = np.vstack([lines.contrast, one[LEVEL], one[SLOPE], one[TREND]])
    found = reference(values, weighted, steps, contrasts=contrasts, seed=seed)
    return Told(lines=lines, regression=regression, reference=found)


def parts(told: Told, panel: Panel, series: Pooled) -> dict[str, Triple]:
    """Step, slopes and ratio, each with its interval."""
    one = np.eye(told.lines.design.shape[1])
    named = {"level": (LEVEL, 1), "slope": (SLOPE, 2), "trend": (TREND, 3)}
    found = {name: told.triple(one[column], place) for name, (column, place) in named.items()}
    relative = ratio(panel, series, told.lines)
    return found if relative is None else {**found, "ratio": relative}


def band(told: Told) -> Band:
    """What was expected in every period had the measure not been, and between which ends."""
    expected = told.regression.estimates(told.lines.without)[:, 0]
    reach = told.regression.errors(told.lines.without)[:, 0] * told.reference.limit(0)
    return Band(expected=expected, low=expected - reach, high=expected + reach)


def totals(panel: Panel, series: Pooled) -> tuple[Total, ...]:
    """People and bases of both sides."""
    return tuple(
        Total(
            side="treated", after=after, people=float(series.people[side].sum()),
            base=None if panel.kind == "count" else float(series.bases[side].sum()),
            units=len(series.units), cells=len(series.units) * int(side.sum()),
        )
        for after, side in ((False, series.before), (True, series.after))
    )  # fmt: skip
