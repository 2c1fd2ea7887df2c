"""Mean and median age, each from one histogram of ages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate, groupby

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.metrics.means import Estimate, mean_interval
from sgstats.metrics.population import tally
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric

Histogram = Mapping[int, int]
"""People by age in full years, ascending."""


@metric(
    label="平均年龄", label_en="mean age", unit="岁", family="structure", kind="value",
    source="人事统计：周岁", formula="value = 年龄（周岁）之和 ÷ 年龄已知人数",
)  # fmt: skip
def mean_age(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Mean age in full years of the people of a group, with its t interval.

    People of unknown age are counted in the base and nowhere else; where no age is known there is
    no value, and with a single known age there is no interval.

    Formula:
        value = sum of ages / people of known age

    Args:
        question: Day, groups and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known age, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    return _by_group(question, engine=engine, estimate=mean)


@metric(
    label="年龄中位数", label_en="median age", unit="岁", family="structure", kind="value",
    source="人事统计：周岁", formula="value = 年龄已知者按周岁排序的中位数；人数为偶数时取中间两数的平均",
)  # fmt: skip
def median_age(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Median age in full years of the people of a group, with its order-statistic interval.

    People of unknown age are counted in the base and nowhere else; where no age is known there is
    no value. Too few known ages (fewer than 6 at 95 %) give no interval.

    Formula:
        value = middle age, or mean of the two middle ages, among people of known age

    Args:
        question: Day, groups and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known age, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    return _by_group(question, engine=engine, estimate=median)


def _by_group(question: Question, *, engine: Engine, estimate: Callable[..., Estimate]) -> pl.DataFrame:
    people = tally(question, engine=engine, fields=(*question.by, "age")).people
    rows: list[tuple[str | float | None, ...]] = []
    for group, members in groupby(people.items(), key=lambda item: item[0][:-1]):
        ages = {cell[-1]: count for cell, count in members}
        known = {int(age): count for age, count in ages.items() if age != UNKNOWN}
        numbers = estimate(known, confidence=question.options.confidence)
        rows.append((*group, sum(known.values()), sum(ages.values()), *numbers))
    if not rows and not question.by:
        rows = [(0, 0, None, None, None)]
    return values(question, rows)


def values(question: Question, rows: list[tuple[str | float | None, ...]]) -> pl.DataFrame:
    """The rows as a frame: the fields as text, ``people`` and ``base`` as integers, value and interval."""
    columns = dict.fromkeys(question.by, pl.String()) | dict.fromkeys(("people", "base"), pl.Int64())
    ends = dict.fromkeys(("value", "low", "high"), pl.Float64())
    return pl.DataFrame(rows, schema={**columns, **ends}, orient="row")


def mean(ages: Histogram, *, confidence: float) -> Estimate:
    """Mean of a histogram with its t interval; the sums are whole numbers until the last step.

    Example:
        >>> mean({40: 2, 50: 2}, confidence=0.95)[0]
        45.0
        >>> mean({}, confidence=0.95), mean({40: 1}, confidence=0.95)
        ((None, None, None), (40.0, None, None))
    """
    total, squares = (sum(age**power * count for age, count in ages.items()) for power in (1, 2))
    return mean_interval(sum(ages.values()), total, squares, confidence=confidence)


def median(ages: Histogram, *, confidence: float) -> Estimate:
    """Median of a histogram with the narrowest symmetric pair of order statistics around it.

    Example:
        >>> median({age: 1 for age in range(41, 50)}, confidence=0.95)
        (45.0, 42.0, 48.0)
    """
    n = sum(ages.values())
    if n == 0:
        return None, None, None
    value = (ranked(ages, (n + 1) // 2) + ranked(ages, n // 2 + 1)) / 2
    rank = interval_rank(n, confidence=confidence)
    if rank == 0:
        return value, None, None
    return value, float(ranked(ages, rank)), float(ranked(ages, n + 1 - rank))


def ranked(ages: Histogram, rank: int) -> int:
    """The age at a place, counted from 1, when all are sorted.

    Example:
        >>> ranked({30: 2, 40: 1}, 2), ranked({30: 2, 40: 1}, 3)
        (30, 40)
    """
    reached = accumulate(ages.values())
    return next(age for age, last in zip(ages, reached, strict=True) if last >= rank)


def interval_rank(n: int, *, confidence: float) -> int:
    """Highest rank whose order statistic and its mirror image still enclose the median often enough.

    Formula:
        largest r with P(Binomial(n, 1/2) < r) ≤ (1 - confidence) / 2; 0 where none has.

    Example:
        >>> [interval_rank(n, confidence=0.95) for n in (5, 6, 9, 100)]
        [0, 1, 2, 40]
    """
    from scipy.special import bdtr

    low, high = 0, n // 2 + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if bdtr(middle - 1, n, 0.5) <= (1 - confidence) / 2 else (low, middle)
    return low
