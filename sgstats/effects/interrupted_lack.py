"""Why an interrupted time series cannot be had from a panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.pooled import Pooled, paired, pooled, start_together
from sgstats.effects.single_limits import limits
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.panel import Panel

EVEN = 1e-9
"""Values that differ by less than this part of themselves do so by rounding."""


def interrupted_lack(panel: Panel) -> str | None:
    """One sentence why the design cannot be used, or None."""
    if not paired(panel):
        return say("effect_single.no_before")
    if not start_together(panel):
        return say("effect_single.starts_differ")
    series = pooled(panel)
    return next((lack for look in LOOKS if (lack := look(panel, series)) is not None), None)


def few_periods(panel: Panel, series: Pooled) -> str | None:
    """A trend before and a line after need some periods each."""
    before, after = int(series.before.sum()), int(series.after.sum())
    wanted = limits("interrupted")
    if before >= wanted["before"] and after >= wanted["after"]:
        return None
    return say(
        "effect_single.few_periods", before=before, after=after,
        least_before=wanted["before"], least_after=wanted["after"],
    )  # fmt: skip


def no_variance(panel: Panel, series: Pooled) -> str | None:
    """What lay on one line before the start gives no idea of how much it moves by chance."""
    del panel
    times, values = series.times[series.before], series.values[series.before]
    rest = values - np.polyval(np.polyfit(times, values, 1), times)
    if np.ptp(rest) > EVEN * max(np.abs(values).max(), EVEN):
        return None
    return say("effect_single.no_variance")


def few_events(panel: Panel, series: Pooled) -> str | None:
    """Rates and counts of very few events are no normal errors around a line."""
    events = float(series.people[series.known].sum())
    if panel.kind not in {"rate", "count"} or events >= limits("interrupted")["events"]:
        return None
    return say("effect_single.few_events_lack", least=limits("interrupted")["events"])


LOOKS: tuple[Callable[[Panel, Pooled], str | None], ...] = (few_periods, no_variance, few_events)
