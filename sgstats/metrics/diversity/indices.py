"""Indices of composition from whole numbers, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, sqrt
from statistics import NormalDist

from sgstats.metrics.means import Estimate

DRAWS = 2000
"""Samples drawn anew for an interval that has no formula."""
SEED = 20241101
"""Of those samples: the same table always gives the same interval."""
NOTHING: Estimate = (None, None, None)


def blau_index(counts: Sequence[int], *, confidence: float) -> Estimate:
    """Probability that two people, drawn with return, differ: 0 for all alike.

    Formula:
        1 - Σ p²; variance 4 (Σ p³ - (Σ p²)²) / n

    Source:
        Simpson, E. H. (1949), Nature 163; Blau, P. M. (1977), Inequality and Heterogeneity.

    Example:
        >>> blau_index([5, 5], confidence=0.95)[0], blau_index([10, 0], confidence=0.95)[0]
        (0.5, 0.0)
    """
    shares = _shares(counts)
    if not shares:
        return NOTHING
    alike = sum(share**2 for share in shares)
    spread = 4 * (sum(share**3 for share in shares) - alike**2) / sum(counts)
    return _within(1 - alike, spread, confidence=confidence, top=1.0)


def entropy_index(counts: Sequence[int], *, confidence: float) -> Estimate:
    """Shannon's entropy in nats: 0 for all alike, ln k for k equal categories.

    Formula:
        -Σ p ln p; variance (Σ p ln² p - (Σ p ln p)²) / n

    Source:
        Shannon, C. E. (1948), Bell System Technical Journal 27; Basharin, G. P. (1959) for the variance.

    Example:
        >>> round(entropy_index([5, 5], confidence=0.95)[0], 4)
        0.6931
    """
    shares = _shares(counts)
    if not shares:
        return NOTHING
    value = -sum(share * log(share) for share in shares)
    spread = (sum(share * log(share) ** 2 for share in shares) - value**2) / sum(counts)
    return _within(value, spread, confidence=confidence, top=log(len(counts)) if len(counts) > 1 else 0.0)


def contrast(counts: Sequence[int], weights: Sequence[float], *, confidence: float) -> Estimate:
    """A weighted sum of the shares of some categories.

    Formula:
        Σ w p; variance (Σ w² p - (Σ w p)²) / n

    Example:
        >>> contrast([200, 935, 201], [-0.5, 1, -0.5], confidence=0.95)[0]
        0.5497754491017964
    """
    n = sum(counts)
    if not n:
        return NOTHING
    value = sum(weight * count for weight, count in zip(weights, counts, strict=True)) / n
    squares = sum(weight**2 * count for weight, count in zip(weights, counts, strict=True)) / n
    return _within(value, (squares - value**2) / n, confidence=confidence, bottom=-1.0, top=1.0)


def _shares(counts: Sequence[int]) -> list[float]:
    n = sum(counts)
    return [count / n for count in counts if count] if n else []


def _within(value: float, variance: float, *, confidence: float, top: float, bottom: float = 0.0) -> Estimate:
    """A value with its normal interval, cut to what is possible; none where nothing seems to vary."""
    if variance <= 1e-15:
        return value, None, None
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * sqrt(variance)
    return value, max(bottom, value - half), min(top, value + half)


def dissimilarity_index(own: Mapping[str, int], others: Mapping[str, int], *, confidence: float) -> Estimate:
    """Share of a group who would have to be of another category for it to be made up like the others.

    The interval is that of samples drawn anew from both compositions, always with the same seed.

    Formula:
        ½ Σ |p of the group - p of the others|

    Source:
        Duncan, O. D., Duncan, B. (1955), American Sociological Review 20.

    Example:
        >>> dissimilarity_index({"甲": 9, "乙": 1}, {"甲": 5, "乙": 5}, confidence=0.95)[0]
        0.4
    """
    import numpy as np

    names = list(dict.fromkeys((*own, *others)))
    tables = [np.array([side.get(name, 0) for name in names], dtype=np.int64) for side in (own, others)]
    sizes = [int(table.sum()) for table in tables]
    if not all(sizes):
        return NOTHING
    shares = [table / size for table, size in zip(tables, sizes, strict=True)]
    value = float(abs(shares[0] - shares[1]).sum() / 2)
    drawn = np.random.default_rng(SEED)
    samples = [
        drawn.multinomial(size, share, DRAWS) / size for size, share in zip(sizes, shares, strict=True)
    ]
    ends = np.quantile(
        abs(samples[0] - samples[1]).sum(axis=1) / 2, [(1 - confidence) / 2, (1 + confidence) / 2]
    )
    return value, float(ends[0]), float(ends[1])
