"""Measures that began where things stood worst: what was low by chance comes back up by itself."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.decided import APART
from sgstats.effects.effect import Check
from sgstats.effects.limits import limits
from sgstats.effects.sides import side_masks
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.panel import Panel


def worst(panel: Panel, *, design: str) -> tuple[Check, ...]:
    """That every unit of the measure stood worse than every other one in the last period before it.

    Said only where that would rarely come about if the measure had been dealt out by lot: then the units
    were chosen for it, and part of what they gain may be regression to the mean.

    Args:
        panel: What was estimated from.
        design: The design that answered; those that compare with no other unit don't ask how they stood.

    Source:
        Galton, F. (1886), Regression towards mediocrity in hereditary stature.
    """
    begun = panel.first_after < len(panel.periods)
    treated, others = int(begun.sum()), int((~begun).sum())
    if design not in APART or not others or 1 / comb(treated + others, treated) > limits().chance:
        return ()
    if not all(_below(panel, row, others=~begun) for row in np.flatnonzero(begun).tolist()):
        return ()
    return (Check(name="worst_first", held="doubtful", message=say("effect_panel.worst_first")),)


def _below(panel: Panel, row: int, *, others: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Whether a unit stood worse than all others in its last known period before the measure."""
    known = np.flatnonzero(side_masks(panel)[0][row])
    if not known.size:
        return False
    beside = panel.values[others, known[-1]]
    beside, own = beside[~np.isnan(beside)], panel.values[row, known[-1]]
    return bool(beside.size and (own < beside if panel.better == "higher" else own > beside).all())
