"""What each unit contributes to the error of the effect, of each event and of each period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.collapsed import AFTER, BEFORE, fitted, spread
from sgstats.effects.event_line import pooled
from sgstats.effects.event_study import clean_means, event_effects
from sgstats.effects.staggered_errors import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared
    from sgstats.effects.event_study import Study


def effect_scores(cells: Compared) -> Scores:
    """Of the mean effect: each unit's cells, by what they count, of what is left over."""
    left = _left(cells, _growth(cells))
    errors = (cells.shares * left).sum(1)
    counts = np.abs(cells.shares).sum(1) / 2
    return Scores(errors=errors[None], counts=counts[None], treated=cells.treated[None])


def line_scores(cells: Compared) -> Scores:
    """Of the difference of each period, all units of the measure together; periods × units."""
    untouched = cells.weights * (cells.states == BEFORE)
    mine, whole = pooled(cells, cells.states[None])
    periods = cells.values.shape[1]
    targets = np.zeros((periods, *cells.values.shape))
    place = np.arange(periods)
    targets[place, :, place] = (mine[0] / np.where(whole[0] > 0, whole[0], 1.0)).T
    shares = spread(np.broadcast_to(untouched, targets.shape), targets)
    left = _left(cells, _period_means(cells))
    treated = np.broadcast_to(cells.treated, (periods, len(cells.units)))
    errors = np.einsum("tup,up->tu", shares, left)
    return Scores(errors=errors, counts=np.abs(shares).sum(2) / 2, treated=treated)


def _left(cells: Compared, effects: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ``unit + period`` and, in touched cells, the period's effect leave over."""
    untouched = cells.weights * (cells.states == BEFORE)
    left = cells.values - fitted(untouched[None], cells.values)[0]
    return np.asarray(np.where(cells.weights > 0, left - effects * (cells.states != BEFORE), 0.0))


def _growth(cells: Compared) -> NDArray[np.float64]:
    """A line through the treated cells' effects by the time since the start.

    An effect that grows alike in all units is no noise; what differs between them is.
    """
    left = cells.values - fitted((cells.weights * (cells.states == BEFORE))[None], cells.values)[0]
    weights = cells.weights * cells.told
    after = cells.states == AFTER
    since = np.arange(cells.values.shape[1]) - np.argmax(after, axis=1)[:, None].astype(float)
    since -= (weights * since).sum() / weights.sum()
    swing = (weights * since**2).sum()
    slope = (weights * since * left).sum() / swing if swing > 0 else 0.0
    return np.asarray(cells.effect + slope * since)


def _period_means(cells: Compared) -> NDArray[np.float64]:
    """Mean of what touched cells differ by, period by period."""
    untouched, touched = (cells.weights * which for which in (cells.states == BEFORE, cells.states != BEFORE))
    left = cells.values - fitted(untouched[None], cells.values)[0]
    whole = touched.sum(0)
    return np.asarray((touched * left).sum(0) / np.where(whole > 0, whole, 1.0))


def event_scores(found: Study) -> Scores:
    """Of each event; events × units."""
    labels = found.which[None]
    effects = np.nan_to_num(event_effects(found, labels)[0])
    errors, counts = (np.zeros((len(found.which), len(found.events))) for _ in range(2))
    mine = np.zeros(errors.shape, dtype=np.bool_)
    for course in found.begun:
        usable, numbers = found.usable(course) * found.weights[:, None], found.differences(course)
        others, rivals = (
            one[0] for one in clean_means(found, labels, course=course, usable=usable, numbers=numbers)
        )
        own = usable * (found.which == course)[:, None] * (rivals > 0)
        clean = usable * found.clean(course)[found.which]
        clean *= own.sum(0) / np.where(rivals > 0, rivals, 1.0)
        errors += own * (numbers - others - effects) - clean * (numbers - others)
        counts += own + clean
        mine |= own > 0
    whole = (counts * mine).sum(0)
    whole = np.where(whole > 0, whole, 1.0)
    return Scores(errors=(errors / whole).T, counts=(counts / whole).T, treated=mine.T)
