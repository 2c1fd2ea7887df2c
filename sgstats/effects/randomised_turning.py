"""The test that shuffles who began when, turned into an interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffled:
    """What a test by shuffling says.

    Attributes:
        low: Lower end of the interval; minus infinity where it has none.
        high: Upper end.
        p: p value of “no effect”.
        deviation: Spread of the effect among the shuffled starts, the measure's own effect taken out.
    """

    low: float
    high: float
    p: float
    deviation: float


def turned(
    effect: float, shuffled: NDArray[np.float64], moved: NDArray[np.float64], *, level: float
) -> Shuffled:
    """The interval of all effects that the shuffled starts do not rule out.

    Were the true effect ``t`` in every treated cell, taking it out leaves ``effect - t`` by the starts as
    they were and ``shuffled - t · moved`` by others. Both are linear in ``t``: each assignment is at least
    as far from zero as the observed one on one span around the effect, whose ends are solved for. So the
    number of such assignments only falls with the distance, the interval has no holes, and it leaves
    out zero exactly where ``p`` is at most ``level``.

    Args:
        effect: By the starts as they were.
        shuffled: The same number by other assignments.
        moved: What those make of the indicator “after the start” itself.
        level: Share of false alarms that is accepted.

    Example:
        >>> found = turned(3.0, np.linspace(-1, 1, 39), np.zeros(39), level=0.05)
        >>> round(found.low, 2), round(found.high, 2), found.p
        (2.0, 4.0, 0.025)
    """
    low, high = _spans(effect, shuffled, moved)
    count = len(shuffled) + 1
    allowed = int(np.floor(level * count + 1e-9))
    ends = low if effect > 0 else -high
    p = (1 + int((ends <= 0).sum())) / count
    spread = float(np.sqrt(np.mean((shuffled - effect * moved) ** 2))) if len(shuffled) else np.inf
    lows, highs = np.sort(np.append(low, -np.inf)), -np.sort(np.append(-high, -np.inf))
    return Shuffled(low=float(lows[allowed]), high=float(highs[allowed]), p=p, deviation=spread)


def _spans(
    effect: float, shuffled: NDArray[np.float64], moved: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The least and the greatest effect under which an assignment is as far from zero as the observed."""
    inside = np.abs(moved) < 1 - 1e-9
    safe = np.where(inside, moved, 0.0)
    ends = np.sort(np.stack([(effect - shuffled) / (1 - safe), (effect + shuffled) / (1 + safe)]), axis=0)
    slack = 1e-9 * max(abs(effect), float(np.abs(shuffled).max(initial=0.0)), 1e-300)  # ties are as far
    return np.where(inside, ends[0] - slack, -np.inf), np.where(inside, ends[1] + slack, np.inf)
