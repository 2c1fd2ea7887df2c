"""Few units, some of them with the measure: compared by differences, judged by shuffling who began when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.effects.collapsed import AFTER, compared, shares
from sgstats.effects.collapsed_checks import common_checks, incomparable
from sgstats.effects.designs import design
from sgstats.effects.effect import Check, Fit
from sgstats.effects.event_before import pre_trend, shuffled_p, stretches
from sgstats.effects.event_line import differences, line, totals
from sgstats.effects.event_study import event_effects, events_frame, study
from sgstats.effects.many_limits import many_limits
from sgstats.effects.randomised_starts import assignments, drawn_orders, shuffled
from sgstats.effects.randomised_turning import turned
from sgstats.messages import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared
    from sgstats.effects.panel import Panel


def _lack(panel: Panel) -> str | None:
    """Nothing to compare, or too few ways of handing out the starts for any p value of 0.05."""
    cells = compared(panel)
    if lack := incomparable(cells):
        return lack
    ways, needed = assignments(cells.states), many_limits().assignments
    if ways >= needed:
        return None
    treated = int((cells.states == AFTER).any(axis=1).sum())
    return say("many.few_assignments", treated=treated, others=len(cells.units) - treated, ways=ways,
               least=f"{1 / ways:.2f}", needed=needed, example=needed)  # fmt: skip


@design("randomised", lack=_lack, rank=lambda _: 30)
def randomised(panel: Panel, *, seed: int = 0) -> Fit:
    """Difference-in-differences of few units, with p and interval from shuffling the starts.

    The difference of the treated units, after minus before, minus that of the units not (yet) treated over
    the same periods; cells that are unknown or left out take no part, units without a before drop out.
    Treated cells count by their base, those of a count alike. The starts are handed to the units in all
    ways, or in 4,999 drawn ones: the p value is the part of them that shows a difference as large. The
    interval holds every additive effect that this test does not reject.

    Formula:
        Σ base · (value - unit - period) / Σ base over treated cells; unit and period fitted to the
        untouched cells (see :func:`~sgstats.effects.collapsed.shares`)

    Args:
        panel: Units with and without the measure, at least 20 distinct ways to hand out the starts.
        seed: Of the draws.

    Returns:
        The effect, events, line and checks.
    """
    cells = compared(panel)
    effect = cells.effect
    others = shares(cells.weights, shuffled(cells.states, most=many_limits().draws, seed=seed))
    others = others[others.any(axis=(1, 2))]
    found = turned(
        effect, np.einsum("aup,up->a", others, cells.values),
        np.einsum("aup,up->a", others, cells.told.astype(float)), level=many_limits().chance,
    )  # fmt: skip
    events, p = _events(panel, cells, seed=seed)
    return Fit(
        design="randomised", effect=effect, low=found.low, high=found.high, p=found.p,
        deviation=found.deviation, freedom=None, causal=True, totals=totals(panel, cells),
        line=_line(panel, cells, seed=seed), events=events,
        checks=(pre_trend(p), _few_units(cells, tried=len(others)), *common_checks(cells)),
    )  # fmt: skip


def _calm(cells: Compared) -> NDArray[np.float64]:
    """The values with the mean effect taken out: what shuffled starts would find by chance."""
    return np.asarray(cells.values - cells.effect * (cells.states == AFTER))


def _half(others: NDArray[np.float64], *, among: int) -> NDArray[np.float64]:
    """Half the width of an interval: what only one in twenty shuffled starts goes beyond."""
    allowed = int(np.floor(many_limits().chance * (among + 1) + 1e-9))
    far = -np.sort(-np.nan_to_num(np.abs(others), nan=np.inf), axis=0)
    return np.asarray(far[allowed - 1] if allowed else np.full(others.shape[1], np.inf))


def _events(panel: Panel, cells: Compared, *, seed: int) -> tuple[pl.DataFrame, float | None]:
    """Effects by event with intervals, and the p value of those before the start."""
    found = study(cells, least=many_limits().events)
    orders = drawn_orders(found.which, most=many_limits().drawn, seed=seed)
    effects = event_effects(found, found.which[None])[0]
    by_chance = event_effects(found.of(_calm(cells)), orders)
    early = stretches(found.events, np.concatenate([effects[None], event_effects(found, orders)]))
    half = _half(by_chance, among=len(orders))
    return events_frame(panel, cells, found, effects=effects, half=half), shuffled_p(early[0], early[1:])


def _line(panel: Panel, cells: Compared, *, seed: int) -> pl.DataFrame:
    own = differences(cells, cells.values, cells.states[None])[0]
    orders = shuffled(cells.states, most=many_limits().drawn, seed=seed)
    half = _half(differences(cells, _calm(cells), orders), among=len(orders))
    return line(panel, cells, effects=own, half=half)


def _few_units(cells: Compared, *, tried: int) -> Check:
    ways = assignments(cells.states)
    drawn = say("many.drawn", draws=tried) if tried + 1 < ways else ""
    treated = int((cells.states == AFTER).any(axis=1).sum())
    message = say("many.by_shuffling", units=len(cells.units), treated=treated, ways=ways, drawn=drawn)
    return Check(name="few_units", held="holds", message=message)
