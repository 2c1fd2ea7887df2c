"""The test that shuffles who began when, turned into an interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.randomised_noise import Noise

NORMAL = 1.959963984540054
"""Standard errors to the end of a 95 % interval of a normal distribution."""
SLIGHT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a test says.

    Attributes:
        low: Lower end of the interval; minus infinity where it has none.
        high: Upper end.
        p: p value of “no effect”.
        deviation: What would be the standard error, were the interval that of a normal distribution.
    """

    low: float
    high: float
    p: float
    deviation: float


def turned(effects: NDArray[np.float64], moved: NDArray[np.float64], noise: Noise, *, level: float) -> Judged:
    """The interval of all effects that the shuffled starts do not rule out.

    Were the true effect ``t`` in every treated cell, taking it out would leave ``effects - t · moved``, each
    measured against its own noise. An assignment counts for ``t`` up to the last ``t`` on that side where it
    is as far from zero as the observed one: so the number of such assignments only falls with the distance,
    the interval has no holes, and it leaves out zero exactly where ``p`` is at most ``level``. Both err
    on the cautious side, if at all.

    Args:
        effects: Difference by each assignment; the observed one comes first.
        moved: What they make of the indicator “after the start” itself.
        noise: What they are measured against.
        level: Share of false alarms that is accepted.
    """
    low, high = _ends(effects, moved, noise)
    count, effect = len(effects), effects[0]
    allowed = int(np.floor(level * count + SLIGHT))
    p = float(((low if effect > 0 else -high) <= 0).mean())
    ends = float(np.sort(low)[allowed]), float(np.sort(-high)[allowed])
    return Judged(low=ends[0], high=-ends[1], p=p, deviation=-(ends[0] + ends[1]) / 2 / NORMAL)


def _ends(
    effects: NDArray[np.float64], moved: NDArray[np.float64], noise: Noise
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The outermost effects on either side under which an assignment is as far from zero as the observed one.

    ``(u - m x)² s² ≥ x² (a - 2 b x + c x²)``, where ``x`` is the distance from the observed effect, ``s``
    the observed noise, and the right side grows faster: an end is the outermost root.
    """
    effect = float(effects[0])
    away = effects - moved * effect
    size = float(np.sqrt(np.mean(away**2))) or 1.0
    own, mixed, curve = noise.about(effect)
    u = away / size
    powers = [-curve * size**2, 2 * mixed * size, moved**2 - own, -2 * u * moved, u**2]
    low, high = outermost(np.stack(powers, axis=1))
    low[0], high[0] = -np.inf, np.inf  # the observed one always counts
    slack = SLIGHT * max(abs(effect), size)  # ties are as far
    return effect + size * low - slack, effect + size * high + slack


def outermost(powers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least and greatest place where polynomials of degree four are not negative, infinite if without end.

    Args:
        powers: One row per polynomial, the highest power first; at zero none is negative.

    Example:
        >>> low, high = outermost(np.array([[0.0, 0.0, -1.0, 0.0, 4.0], [0, 0, 1, 0, 0]]))
        >>> low.round(6).tolist(), high.round(6).tolist()
        ([-2.0, -inf], [2.0, inf])
    """
    low, high = (np.full(len(powers), end) for end in (-np.inf, np.inf))
    fourth = powers[:, 0] < -SLIGHT
    second = ~fourth & (np.abs(powers[:, :2]) < SLIGHT).all(1) & (powers[:, 2] < -SLIGHT)
    for rows, degree in ((fourth, 4), (second, 2)):
        if rows.any():
            low[rows], high[rows] = _extremes(powers[rows, 4 - degree :])
    return low, high


def _extremes(powers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least and greatest real root of each polynomial, zero among them."""
    degree = powers.shape[1] - 1
    companion = np.zeros((len(powers), degree, degree))
    companion[:, np.arange(1, degree), np.arange(degree - 1)] = 1.0
    companion[:, 0, :] = -powers[:, 1:] / powers[:, :1]
    roots = np.linalg.eigvals(companion)
    real = np.where(np.abs(roots.imag) <= 1e-7 * (1 + np.abs(roots)), roots.real, 0.0)
    return np.minimum(real.min(1), 0.0), np.maximum(real.max(1), 0.0)
