"""What an interrupted time series assumes, and what the series says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.autoregressive import fitted, gaps, given
from sgstats.effects.effect import Check
from sgstats.effects.resampled import reference
from sgstats.effects.single_limits import limits
from sgstats.effects.single_line import possible
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.interrupted import Told
    from sgstats.effects.panel import Panel
    from sgstats.effects.pooled import Pooled

Look = Callable[["Panel", "Pooled", "Told"], Check | None]
NARROW = 0.01
"""A bend before the start this unlikely by chance voids the design: it lives on that line."""


def checks(panel: Panel, series: Pooled, told: Told) -> tuple[Check, ...]:
    """Every assumption that there is something to be said of."""
    found = (look(panel, series, told) for look in LOOKS)
    return tuple(check for check in found if check is not None)


def no_comparison(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """Nothing in the series tells the measure from what else began at the same time."""
    del series, told
    ignored = int((panel.first_after == len(panel.periods)).sum())
    key = "effect_single.ignored" if ignored else "effect_single.no_comparison"
    return Check(name="no_comparison", held="untestable", message=say(key, units=ignored))


def autocorrelation(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """How much one period remembers of the one before; strong memory is hard to allow for."""
    del panel
    rho = told.regression.rho
    strong = rho > limits("interrupted")["strong"]
    key = "effect_single.strong_memory" if strong else "effect_single.memory"
    p = memory_p(series, told)
    message = say(key, rho=f"{rho:.2f}")
    return Check(name="autocorrelation", held="doubtful" if strong else "holds", message=message, p=p)


def memory_p(series: Pooled, told: Told) -> float:
    """Likelihood ratio test of no autocorrelation, which lies at the end of what is possible."""
    from scipy.special import chdtrc

    used = told.lines.used
    roots = np.sqrt(told.lines.weights[used])[:, None]
    values, design = roots * series.values[used][:, None], roots * told.lines.design[used]
    without = given(values, design, gaps(series.times[used]), 0.0)
    drop = float(without.criterion[0] - told.regression.criterion[0])
    return float(chdtrc(1, drop) / 2) if drop > 0 else 1.0


def straight_before(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """The periods before must lie on a straight line, else it leads nowhere."""
    del panel
    used = series.before
    if used.sum() < limits("interrupted")["curve_from"]:
        return Check(name="pre_trend", held="untestable", message=say("effect_single.trend_unseen"))
    p = bend_p(series, told)
    held = "fails" if p <= NARROW else "doubtful" if p <= 0.05 else "holds"
    key = "effect_single.straight" if held == "holds" else "effect_single.bent"
    return Check(name="pre_trend", held=held, message=say(key, p=f"{p:.2g}"), p=p)  # type: ignore[arg-type]


def bend_p(series: Pooled, told: Told) -> float:
    """How likely chance alone is to bend as much: a square of time in the periods before the start."""
    used, lines = series.before, told.lines
    roots = np.sqrt(lines.weights[used])[:, None]
    time = lines.without[used][:, 1]
    plain = np.delete(lines.without[used], [2, 3], axis=1)
    design = roots * np.column_stack([plain, (time - time.mean()) ** 2])
    values, steps = roots * series.values[used][:, None], gaps(series.times[used])
    contrast = np.eye(design.shape[1])[-1:]
    fit = fitted(values, design, steps)
    size = float(np.abs(fit.estimates(contrast) / fit.errors(contrast))[0, 0])
    return reference(values, design, steps, contrasts=contrast).p(size, 0)


def ceiling(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """A line that leads beyond what is possible is no expectation; a band that does is a wide one."""
    least, most = possible(panel)
    if panel.kind == "mean":
        return None
    expected = told.regression.estimates(told.lines.without)[:, 0][series.after]
    reach = told.regression.errors(told.lines.without)[:, 0][series.after] * told.reference.limit(0)
    if expected.min() < least or expected.max() > most:
        return Check(name="ceiling", held="fails", message=say("effect_single.line_beyond"))
    if (expected - reach).min() < least or (expected + reach).max() > most:
        return Check(name="ceiling", held="doubtful", message=say("effect_single.band_beyond"))
    return Check(name="ceiling", held="holds", message=say("effect_single.within"))


def missing(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """Periods without a number, left-out ones aside; those that lie between the first and last too."""
    del panel, told
    span = series.times[series.known]
    lacking = round(float(span[-1] - span[0])) + 1 - int(series.known.sum())
    if lacking <= 0:
        return None
    doubtful = lacking > limits("interrupted")["missing"] * series.known.sum()
    message = say("effect_single.missing", periods=lacking)
    return Check(name="gaps", held="doubtful" if doubtful else "holds", message=message)


def few_periods(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """Lines through few periods are wide; their interval says so, if the model is right."""
    del panel, told
    before, after = int(series.before.sum()), int(series.after.sum())
    if min(before, after) >= limits("interrupted")["few"]:
        return None
    message = say("effect_single.short", before=before, after=after)
    return Check(name="few_periods", held="doubtful", message=message)


def few_events(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """Counts near the floor of zero are skewed."""
    del told
    least = limits("interrupted")["rare"]
    if panel.kind not in {"rate", "count"} or series.people[series.known].mean() >= least:
        return None
    return Check(name="few_events", held="doubtful", message=say("effect_single.rare", least=least))


def season(panel: Panel, series: Pooled, told: Told) -> Check | None:
    """Whether the time of the year was allowed for."""
    del series
    if panel.every not in {"month", "quarter"}:
        return None
    if told.lines.seasonal:
        return Check(name="season", held="holds", message=say("effect_single.wave"))
    return Check(name="season", held="untestable", message=say("effect_single.no_wave"))


LOOKS: tuple[Look, ...] = (
    no_comparison, straight_before, autocorrelation, ceiling, missing, few_periods, few_events, season,
)  # fmt: skip
