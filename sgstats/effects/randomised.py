"""Few units, some of them with the measure: compared by differences, judged by shuffling who began when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.effects.collapsed import AFTER, compared, shares
from sgstats.effects.collapsed_checks import common_checks, incomparable
from sgstats.effects.collapsed_t import collapsed_t
from sgstats.effects.designs import design
from sgstats.effects.effect import Check, Fit
from sgstats.effects.event_before import early, means, pre_trend, shuffled_p
from sgstats.effects.event_line import differences, line, totals
from sgstats.effects.event_study import event_effects, events_frame, study
from sgstats.effects.many_limits import many_limits
from sgstats.effects.randomised_noise import noise
from sgstats.effects.randomised_starts import assignments, drawn_orders, shuffled
from sgstats.effects.randomised_turning import Judged, turned
from sgstats.messages import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared
    from sgstats.effects.panel import Panel


def _lack(panel: Panel) -> str | None:
    """Nothing to compare, or too few ways of handing out the starts and too few units for a t test."""
    cells = compared(panel)
    if lack := incomparable(cells):
        return lack
    ways, bounds = assignments(cells.states), many_limits()
    treated = int((cells.states == AFTER).any(axis=1).sum())
    others = len(cells.units) - treated
    if ways >= bounds.assignments or others >= bounds.compared:
        return None
    return say("many.few_assignments", treated=treated, others=others, ways=ways, least=f"{1 / ways:.2f}",
               needed=bounds.assignments, compared=bounds.compared)  # fmt: skip


@design("randomised", lack=_lack, rank=lambda _: 30)
def randomised(panel: Panel, *, seed: int = 0) -> Fit:
    """Difference-in-differences of few units, with p and interval from shuffling the starts.

    The difference of the treated units, after minus before, minus that of the units not (yet) treated over
    the same periods; cells that are unknown or left out take no part, units without a before drop out.
    Treated cells count by their base, those of a count alike. The starts are handed to the units in all
    ways, or in up to 4,999 drawn ones: the p value is the part of them that shows a difference as large,
    measured against the units' own noise, so that a small street's swings are not taken for an effect. The
    interval holds every additive effect that this test does not reject. With fewer than 20 ways (1
    unit of 10) the units' mean differences are compared by a t test instead.

    Formula:
        Σ base · (value - unit - period) / Σ base over treated cells; unit and period fitted to the
        untouched cells (see :func:`~sgstats.effects.collapsed.shares`)

    Args:
        panel: Units with and without the measure: at least 20 distinct ways to hand out the starts, or 5
            units without it.
        seed: Of the draws.

    Returns:
        The effect, events, line and checks.
    """
    cells = compared(panel)
    found, freedom, check = _shuffling(cells, seed=seed) if _enough(cells) else _by_t(cells)
    return Fit(
        design="randomised", effect=cells.effect, low=found.low, high=found.high, p=found.p,
        deviation=found.deviation, freedom=freedom, causal=True, totals=totals(panel, cells),
        line=_line(panel, cells, seed=seed), events=_events(panel, cells, seed=seed),
        checks=(_before(cells, seed=seed), check, *common_checks(cells)),
    )  # fmt: skip


def _enough(cells: Compared) -> bool:
    return assignments(cells.states) >= many_limits().assignments


def _shuffling(cells: Compared, *, seed: int) -> tuple[Judged, float | None, Check]:
    """The test by shuffling; assignments that gaps leave without any comparison are not among them."""
    others = shuffled(cells.states, most=draws(cells), seed=seed)
    states = np.concatenate([cells.states[None], others])
    weighed = shares(cells.weights, states)
    told = weighed.any(axis=(1, 2))
    states, weighed = states[told], weighed[told]
    after = (cells.states == AFTER).astype(float)
    effects, moved = (np.einsum("aup,up->a", weighed, values) for values in (cells.values, after))
    found = turned(effects, moved, noise(cells, weighed, states), level=many_limits().chance)
    return found, None, _few_units(cells, tried=len(others))


def draws(cells: Compared) -> int:
    """How many ways are tried at most: fewer in large panels."""
    bounds = many_limits()
    return min(bounds.draws, max(bounds.drawn, bounds.work // cells.values.size))


def _by_t(cells: Compared) -> tuple[Judged, float | None, Check]:
    found, freedom = collapsed_t(cells)
    message = say(
        "many.by_t", units=len(cells.units), ways=assignments(cells.states), freedom=f"{freedom:.0f}"
    )
    return found, freedom, Check(name="few_units", held="untestable", message=message)


def _calm(cells: Compared) -> NDArray[np.float64]:
    """The values with the mean effect taken out: what shuffled starts would find by chance."""
    return np.asarray(cells.values - cells.effect * (cells.states == AFTER))


def _half(others: NDArray[np.float64], *, among: int) -> NDArray[np.float64]:
    """Half the width of an interval: what only one in twenty shuffled starts goes beyond."""
    allowed = int(np.floor(many_limits().chance * (among + 1) + 1e-9))
    far = -np.sort(-np.nan_to_num(np.abs(others), nan=np.inf), axis=0)
    return np.asarray(far[allowed - 1] if allowed else np.full(others.shape[1], np.inf))


def _events(panel: Panel, cells: Compared, *, seed: int) -> pl.DataFrame:
    found = study(cells, least=many_limits().events)
    orders = drawn_orders(found.which, most=many_limits().drawn, seed=seed)
    effects = event_effects(found, found.which[None])[0]
    half = _half(event_effects(found.of(_calm(cells)), orders), among=len(orders))
    return events_frame(panel, cells, found, effects=effects, half=half)


def _before(cells: Compared, *, seed: int) -> Check:
    """The joint test of the events before the start that most of the treated units have."""
    found = study(cells, least=many_limits().common)
    orders = drawn_orders(found.which, most=many_limits().drawn, seed=seed)
    effects = event_effects(found, np.concatenate([found.which[None], orders]))
    parts = early(found.events, effects, freedom=len(cells.units) - 1)
    tested = means(effects, parts)
    return pre_trend(shuffled_p(tested[0], tested[1:]))


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
