"""Assumptions that no single design owns: other measures, gaps, a short before, shares near their end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.effect import Check
from sgstats.effects.limits import limits
from sgstats.effects.sides import level, side_masks
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.panel import Panel


def assumptions(panel: Panel, *, known: tuple[Check, ...]) -> tuple[Check, ...]:
    """What is to be said of a panel beside what its design has looked at.

    Args:
        panel: What was estimated from.
        known: Checks of the design; one of the same name is not made again.
    """
    names = {check.name for check in known}
    found = (look(panel) for look in LOOKS)
    return tuple(check for check in found if check is not None and check.name not in names)


def _anticipation(panel: Panel) -> Check | None:
    if not panel.anticipation:
        return None
    message = say("effect.anticipation", periods=panel.anticipation)
    return Check(name="anticipation", held="untestable", message=message)


def _gaps(panel: Panel) -> Check | None:
    """Cells that are missing or unknown, of those that are not left out on purpose."""
    wanted = ~panel.left_out
    part = float((np.isnan(panel.values) & wanted).sum() / wanted.sum())
    if not part:
        return None
    doubtful = part >= limits().gaps_part
    message = say("effect.gaps", part=max(round(100 * part), 1))
    return Check(name="gaps", held="doubtful" if doubtful else "holds", message=message)


def _one_before(panel: Panel) -> Check | None:
    """No unit of the measure has more than one known period before it."""
    before = side_masks(panel)[0][panel.first_after < len(panel.periods)]
    if before.sum(axis=1).max() > 1:
        return None
    return Check(name="one_before", held="doubtful", message=say("effect.one_before"))


def _ceiling(panel: Panel) -> Check | None:
    """A share that had no room left in the direction of an improvement."""
    if panel.kind != "share":
        return None
    treated = panel.first_after[:, None] < len(panel.periods)
    before = level(panel, side_masks(panel)[0] & treated)
    room = 100.0 if before is None else before * 100 / panel.scale
    room = 100 - room if panel.better == "higher" else room
    if room >= limits().room:
        return None
    return Check(name="ceiling", held="doubtful", message=say(f"effect.ceiling_{panel.better}"))


LOOKS: tuple[Callable[[Panel], Check | None], ...] = (_anticipation, _gaps, _one_before, _ceiling)
