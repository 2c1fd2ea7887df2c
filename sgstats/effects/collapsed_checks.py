"""What is to be said of a comparison of several units, whichever way its errors are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.collapsed import AFTER, BEFORE, fitted
from sgstats.effects.effect import Check
from sgstats.effects.many_limits import many_limits
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.collapsed import Compared


def incomparable(cells: Compared) -> str | None:
    """Why nothing can be compared at all, one sentence; None if it can."""
    if not (cells.states == AFTER).any():
        return say("many.no_start")
    if not cells.treated.any():
        return say("many.no_comparison")
    seen = cells.values[cells.weights > 0]
    return say("many.no_variation") if np.ptp(seen) == 0 else None


def common_checks(cells: Compared) -> tuple[Check, ...]:
    """Cells that nothing can be compared with, and how much neighbouring periods say the same."""
    found = (_never_absent(cells), _autocorrelation(cells))
    return tuple(check for check in found if check is not None)


def _never_absent(cells: Compared) -> Check | None:
    """Everyone began in the end, so that the last ones have nobody to be compared with."""
    if not cells.lost:
        return None
    message = say("many.never_absent", cells=cells.lost)
    return Check(name="never_treated_absent", held="doubtful", message=message)


def _autocorrelation(cells: Compared) -> Check:
    found = correlation(cells)
    if found is None:
        return Check(name="autocorrelation", held="untestable", message=say("many.autocorrelation_short"))
    message = say("many.autocorrelation", correlation=f"{found:.2f}")
    return Check(name="autocorrelation", held="holds", message=message)


def correlation(cells: Compared) -> float | None:
    """Correlation of neighbouring periods of a unit, of what ``unit + period`` leaves over untouched.

    None where too few periods are untouched. Short series make it look smaller than it is.
    """
    untouched = cells.weights * (cells.states == BEFORE)
    if (untouched > 0).sum() < many_limits().remembered * len(untouched):
        return None
    left = np.where(untouched > 0, cells.values - fitted(untouched[None], cells.values)[0], np.nan)
    first, second = left[:, :-1], left[:, 1:]
    both = np.isfinite(first) & np.isfinite(second)
    size = float(np.sqrt((first[both] ** 2).sum() * (second[both] ** 2).sum()))
    return float((first[both] * second[both]).sum()) / size if size > 0 else None
