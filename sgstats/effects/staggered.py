"""Many units that began at different times: compared by differences, with errors by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.collapsed import AFTER, compared
from sgstats.effects.collapsed_checks import common_checks, incomparable
from sgstats.effects.designs import design
from sgstats.effects.effect import Check, Fit
from sgstats.effects.event_before import early, means, pre_trend
from sgstats.effects.event_line import differences, line, totals
from sgstats.effects.event_study import event_effects, events_frame, study
from sgstats.effects.many_limits import many_limits
from sgstats.effects.staggered_errors import Scores, errors_of, joint_p
from sgstats.effects.staggered_scores import effect_scores, event_scores, line_scores
from sgstats.messages import say

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared
    from sgstats.effects.panel import Panel


def _lack(panel: Panel) -> str | None:
    """Nothing to compare, or too few units for errors by unit."""
    cells, bounds = compared(panel), many_limits()
    if lack := incomparable(cells):
        return lack
    units, treated, others = len(cells.units), int(cells.treated.sum()), _others(cells)
    if units >= bounds.units and treated >= bounds.treated and others >= bounds.others:
        return None
    return say("many.too_few_units", units=units, treated=treated, others=others, needed=bounds.units,
               begun=bounds.treated, compared=bounds.others)  # fmt: skip


def _others(cells: Compared) -> int:
    """How many units the effect of the last period that can be told is compared with."""
    last = int(np.flatnonzero(cells.told.any(axis=0))[-1])
    return int(((cells.states != AFTER) & (cells.weights > 0))[:, last].sum())


@design("staggered", lack=_lack, rank=lambda _: 40)
def staggered(panel: Panel, *, seed: int = 0) -> Fit:
    """Difference-in-differences of many units with staggered starts, right where effects differ and grow.

    What the treated cells would have been is fitted to the untouched cells alone (imputation, as
    Borusyak, Jaravel and Spiess, and Gardner do), so no treated unit serves as a comparison for another,
    as it does in plain regressions on units and periods. Treated cells count by their base, those of a
    count alike. Errors are those of whole units, however their periods depend on each other, by Student's
    t with the freedom that the fewer side leaves. Unknown and left-out cells take no part.

    Formula:
        Σ base · (value - unit - period) / Σ base over treated cells; unit and period fitted to the
        untouched cells (see :func:`~sgstats.effects.collapsed.shares`)

    Args:
        panel: At least 30 units, 10 with the measure, 5 without it or not yet.
        seed: Not used; nothing is random here.

    Returns:
        The effect, events, line and checks.
    """
    del seed
    cells = compared(panel)
    errors = errors_of(effect_scores(cells))
    deviation, freedom, half = (float(one[0]) for one in (errors.deviation, errors.freedom, errors.half))
    own = differences(cells, cells.values, cells.states[None])[0]
    return Fit(
        design="staggered", effect=cells.effect, low=cells.effect - half, high=cells.effect + half,
        p=_p(cells.effect, deviation, freedom), deviation=deviation, freedom=freedom, causal=True,
        totals=totals(panel, cells), events=_events(panel, cells),
        line=line(panel, cells, effects=own, half=errors_of(line_scores(cells)).half),
        checks=(_before(cells), _by_unit(cells, freedom), *common_checks(cells)),
    )  # fmt: skip


def _p(effect: float, deviation: float, freedom: float) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(effect) / deviation)) if deviation else 1.0


def _events(panel: Panel, cells: Compared) -> pl.DataFrame:
    found = study(cells, least=many_limits().events)
    effects = event_effects(found, found.which[None])[0]
    half = errors_of(event_scores(found)).half
    return events_frame(panel, cells, found, effects=effects, half=half)


def _before(cells: Compared) -> Check:
    """The joint test of the events before the start that most of the treated units have."""
    found = study(cells, least=many_limits().common)
    effects, scores = event_effects(found, found.which[None]), event_scores(found)
    parts = early(found.events, effects, freedom=_freedom(scores, found.events < 0))
    together = Scores(
        errors=means(scores.errors.T, parts).T, counts=means(scores.counts.T, parts).T,
        treated=means(scores.treated.T.astype(float), parts).T > 0,
    )  # fmt: skip
    return pre_trend(joint_p(means(effects, parts)[0], together))


def _freedom(scores: Scores, events: NDArray[np.bool_]) -> float:
    freedom = errors_of(scores).freedom[events & (scores.counts.sum(1) > 0)]
    return float(freedom.min()) if freedom.size else 0.0


def _by_unit(cells: Compared, freedom: float) -> Check:
    treated = int(cells.treated.sum())
    message = say("many.by_unit", units=len(cells.units), treated=treated, freedom=f"{freedom:.0f}")
    return Check(name="few_units", held="holds", message=message)
