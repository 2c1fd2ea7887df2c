"""Before and after by how much the periods scatter and remember each other, beside the exact test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.autoregressive import fitted, gaps
from sgstats.effects.exact_test import LEVEL, Compared
from sgstats.effects.resampled import reference
from sgstats.effects.single_limits import limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.aligned import Aligned
    from sgstats.effects.exact_test import Side
    from sgstats.effects.panel import Kind

STEP = np.array([[0.0, 1.0]])


def by_periods(units: Aligned, *, seed: int = 0) -> Compared | None:
    """The step between two levels with AR(1) errors, whatever their size; None where nothing scatters.

    The method of interrupted time series without slopes. Periods weigh by their base, and less where
    the level of their side is higher, as counts scatter by their level.

    Args:
        units: Treated units, aligned.
        seed: Of the bootstrap.
    """
    after = units.events >= 0
    roots = np.sqrt(units.bases / levels(units))[:, None]
    design = roots * np.column_stack([np.ones(len(after)), after])
    values, steps = roots * (units.people / units.bases)[:, None], gaps(units.events.astype(float))
    if not scatters(units):
        return None
    fit = fitted(values, design, steps)
    against = reference(values, design, steps, contrasts=STEP, seed=seed)
    step, error = float(fit.estimates(STEP)[0, 0]), float(fit.errors(STEP)[0, 0])
    reach = error * against.limit(0)
    return Compared(difference=step, low=step - reach, high=step + reach, p=against.p(abs(step) / error, 0))


def levels(units: Aligned) -> NDArray[np.float64]:
    """Of every period the level of its side; a side without events has half of one."""
    sides = {after: units.side(after=after) for after in (False, True)}
    return np.array([
        (sides[bool(event >= 0)].people + 0.5) / sides[bool(event >= 0)].base for event in units.events
    ])


def scatters(units: Aligned) -> bool:
    """Whether the periods of a side differ at all."""
    values, after = units.people / units.bases, units.events >= 0
    return any(np.ptp(values[side]) > 1e-9 * values.max() for side in (after, ~after))


def by_swings(before: Side, after: Side, found: Compared, *, kind: Kind) -> Compared:
    """The difference beside the swings that a unit has anyway, where the periods are too few to tell them.

    Chance in counting is not all that moves a number from one period to the next: of a large unit it is
    next to nothing, and every year would be claimed to differ from the last.

    Formula:
        error² = (half the interval / 1.96)² + 2 · swing²; swing in points of a share, in parts of the
        level of a rate or a count (``single.toml``)

    Args:
        before: What was counted before.
        after: What was counted after.
        found: The same by chance in counting alone.
        kind: What the numbers are.
    """
    from scipy.special import ndtr, ndtri

    reach = float(ndtri(1 - LEVEL / 2))
    level = 1.0 if kind == "share" else (before.level + after.level) / 2
    swing = level * limits("exact")["swing" if kind == "share" else "swing_of_level"]
    error = float(np.hypot((found.high - found.low) / 2 / reach, np.sqrt(2) * swing))
    if not error:
        return found
    p = 2 * float(ndtr(-abs(found.difference) / error))
    half = reach * error
    return Compared(
        difference=found.difference, low=found.difference - half, high=found.difference + half, p=p
    )


def widened(found: Compared, other: Compared | None) -> Compared:
    """Both must be convinced: the larger p value, and an interval that holds both."""
    if other is None:
        return found
    low, high = min(found.low, other.low), max(found.high, other.high)
    p = max(found.p, other.p)
    if p > LEVEL:
        low, high = min(low, 0.0), max(high, 0.0)
    elif low <= 0 <= high:  # convinced, but of opposite directions
        p = 1.0
    return Compared(difference=found.difference, low=low, high=high, p=p)
