"""Means of exact numbers with their t intervals, made from a count, a sum and a sum of squares."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import sqrt

Estimate = tuple[float | None, float | None, float | None]
"""Value and both ends of its interval; None where they cannot be told."""

POINT = 1_000_000
"""Scores are whole millionths of a point."""


def mean_interval(n: int, total: Fraction | int, squares: Fraction | int, *, confidence: float) -> Estimate:
    """A mean with its t interval; nothing is rounded before the last step.

    Args:
        n: How many numbers there are.
        total: Their sum.
        squares: The sum of their squares.
        confidence: Of the interval; a single number has none.

    Example:
        >>> [round(end, 3) for end in mean_interval(4, 20, 104, confidence=0.95)]
        [5.0, 3.163, 6.837]
        >>> mean_interval(1, 40, 1600, confidence=0.95), mean_interval(0, 0, 0, confidence=0.95)
        ((40.0, None, None), (None, None, None))
    """
    value = float(Fraction(total) / n) if n else None
    if value is None or n < 2:
        return value, None, None
    from scipy.special import stdtrit

    spread = float((n * squares - Fraction(total) ** 2) / (n - 1))
    half = float(stdtrit(n - 1, 0.5 + confidence / 2)) * sqrt(spread) / n
    return value, value - half, value + half


def mean_score(sums: Iterable[tuple[int, int, int, int]], *, confidence: float) -> tuple[int, Estimate]:
    """Mean of people's own mean scores, in points, with its t interval.

    Args:
        sums: Of all people with as many ballots: ballots, sum of their points in millionths, sum
            of the squares, people.
        confidence: Of the interval.

    Returns:
        How many people there are, and the estimate.

    Example:
        >>> two_ballots, one_ballot = (2, 180_000_000, 32_400 * 10**12, 1), (1, 80_000_000, 6_400 * 10**12, 1)
        >>> people, (value, low, high) = mean_score([two_ballots, one_ballot], confidence=0.95)
        >>> people, value, round(low, 3), round(high, 3)
        (2, 85.0, 21.469, 148.531)
    """
    n, total, squares = 0, Fraction(0), Fraction(0)
    for ballots, points, squared, people in sums:
        n += people
        total += Fraction(points, ballots * POINT)
        squares += Fraction(squared, (ballots * POINT) ** 2)
    return n, mean_interval(n, total, squares, confidence=confidence)
