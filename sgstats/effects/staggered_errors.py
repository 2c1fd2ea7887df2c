"""Standard errors from whole units, with the freedom that few of them leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.many_limits import many_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the units contribute to several numbers, numbers × units.

    Attributes:
        errors: To the error of each number; they add up to it.
        counts: How much of each number the unit is, without sign.
        treated: Whether it is there as a unit of the measure or as one to compare with.
    """

    errors: NDArray[np.float64]
    counts: NDArray[np.float64]
    treated: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Standard errors and degrees of freedom of several numbers."""

    deviation: NDArray[np.float64]
    freedom: NDArray[np.float64]

    @property
    def half(self) -> NDArray[np.float64]:
        """Half the width of the intervals by Student's t."""
        from scipy.special import stdtrit

        return np.asarray(stdtrit(self.freedom, 1 - many_limits().chance / 2) * self.deviation)


def errors_of(scores: Scores) -> Errors:
    """Standard errors by unit, each side with the freedom its units leave.

    As in Welch's test the two sides have variances of their own; a unit that is much of its side hides its
    own error and is scaled up for it (HC2). With 5 units of 100 the freedom is about 4 and not 99.

    Formula:
        deviation² = Σ error² / (1 - count / Σ counts of its side); freedom of a side
        (Σ count²)² / Σ count⁴ - 1, of both by Welch and Satterthwaite
    """
    variances, freedoms = zip(
        *(_side(scores, side) for side in (scores.treated, ~scores.treated)), strict=True
    )
    total = variances[0] + variances[1]
    parts = sum(variance**2 / freedom for variance, freedom in zip(variances, freedoms, strict=True))
    freedom = np.where(total > 0, total**2 / np.where(total > 0, parts, 1.0), 1.0)
    return Errors(deviation=np.sqrt(total), freedom=freedom)


def _side(scores: Scores, side: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    counts = scores.counts * side
    whole = counts.sum(1, keepdims=True)
    shown = 1 - counts / np.where(whole > 0, whole, 1.0)
    variance = np.where(side & (shown > 1e-9), scores.errors**2 / np.where(shown > 1e-9, shown, 1.0), 0.0)
    fourth = (counts**4).sum(1)
    units = np.where(fourth > 0, (counts**2).sum(1) ** 2 / np.where(fourth > 0, fourth, 1.0), 2.0)
    return variance.sum(1), np.maximum(units - 1, 1.0)


def joint_p(effects: NDArray[np.float64], scores: Scores) -> float | None:
    """The p value of “all are zero” by Hotelling's test; None without anything to test, or too few units.

    Args:
        effects: Several numbers.
        scores: Their scores.
    """
    from scipy.special import fdtrc

    if not effects.size:
        return None
    found = errors_of(scores)
    freedom = float(found.freedom.min()) - effects.size + 1
    covariance = scores.errors @ scores.errors.T
    spread = np.sqrt(np.diag(covariance))
    if freedom < 1 or not (spread > 0).all():
        return None
    covariance *= np.outer(found.deviation / spread, found.deviation / spread)  # few units: as above
    distance = float(effects @ np.linalg.pinv(covariance, rcond=1e-10, hermitian=True) @ effects)
    return float(
        fdtrc(effects.size, freedom, distance * freedom / (effects.size * (freedom + effects.size - 1)))
    )
