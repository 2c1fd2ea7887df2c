"""The whole counts of a base that the words of a number allow."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from sgstats.claims.claim import Quantity

HUNDRED = 100
RATE = 10_000
ROUGH = 5
"""Step of a percentage from which on it is said in words: 一半 and 三分之二 (number_words.toml), 八成."""


def counts(quantity: Quantity, *, base: int | None = None) -> tuple[int, int] | None:
    """The smallest and the largest number of people that the words allow.

    A percentage p of n allows every whole k whose 100 · k ÷ n rounds half up to p as printed, or lies in
    the bounds of its words (近, 以上 …); a rate per 10,000 likewise. Words as rough as 一半 or 八成 allow the
    counts next to them where none is closer: half of 7 is 3 or 4. A count allows what its words allow,
    whatever the base; it has no largest without one.

    Args:
        quantity: A percentage, rate or count; nothing else counts people.
        base: How many people it is of.

    Returns:
        None where no whole number fits: the percentage is impossible. None also where it counts no people,
        or a percentage has no base.

    Example:
        >>> from sgstats.claims.numbers.quantities import quantities
        >>> counts(quantities("男性占5%")[0], base=1336), counts(quantities("近78%")[0], base=1336)
        ((61, 73), (1036, 1042))
        >>> counts(quantities("93.2%")[0], base=69)
    """
    if quantity.kind == "count":
        return _whole(quantity, factor=Fraction(1), most=base)
    if quantity.kind not in {"percent", "rate"} or not base:
        return None
    whole = HUNDRED if quantity.kind == "percent" else RATE
    fitting = _whole(quantity, factor=Fraction(base, whole), most=base)
    if fitting is None and quantity.kind == "percent" and is_rough(quantity):
        both = nearest(quantity, base=base)
        return both[0], both[-1]
    return fitting


def is_rough(quantity: Quantity) -> bool:
    """Whether a share is said in words that nobody takes to the percent: 一半, 三分之二, 八成."""
    return quantity.step >= ROUGH and quantity.operator in {"=", "≈", "≈<"}


def _whole(quantity: Quantity, *, factor: Fraction, most: int | None) -> tuple[int, int] | None:
    low = 0 if quantity.low is None else max(0, lowest(quantity.low * factor, is_open=quantity.low_open))
    high = most if quantity.high is None else highest(quantity.high * factor, is_open=quantity.high_open)
    if high is None:
        return low, max(low, NO_END)
    if quantity.kind == "percent" and most is not None:
        high = min(high, most)
    return (low, high) if low <= high else None


NO_END = 2**53
"""Stands for no largest count: the words name none (百人以上) and nothing else does."""


def lowest(end: Fraction, *, is_open: bool) -> int:
    """The smallest whole number in bounds.

    Example:
        >>> lowest(Fraction(100), is_open=True), lowest(Fraction(121, 2), is_open=False)
        (101, 61)
    """
    return floor(end) + 1 if is_open else ceil(end)


def highest(end: Fraction, *, is_open: bool) -> int:
    """The largest whole number in bounds.

    Example:
        >>> highest(Fraction(20), is_open=True), highest(Fraction(121, 2), is_open=False)
        (19, 60)
    """
    return ceil(end) - 1 if is_open else floor(end)


def back_check(n: int, percent: str) -> tuple[int, ...]:
    """Every whole count of ``n`` that prints as this percentage, rounded half up.

    Args:
        n: The base; none where it is 0.
        percent: As printed, without the sign; its decimals count: 5, 69.1, 70.0.

    Example:
        >>> back_check(162, "69.1"), back_check(69, "93.2")
        ((112,), ())
    """
    if n <= 0:
        return ()
    value, step = Fraction(percent), Fraction(1, 10 ** len(percent.partition(".")[2]))
    low = lowest((value - step / 2) * n / HUNDRED, is_open=False)
    high = highest((value + step / 2) * n / HUNDRED, is_open=True)
    return tuple(range(max(0, low), min(n, high) + 1))


def nearest(quantity: Quantity, *, base: int) -> tuple[int, ...]:
    """The counts on both sides of a percentage that no count of the base gives; one if it is beyond all.

    Example:
        >>> from sgstats.claims.numbers.quantities import quantities
        >>> nearest(quantities("93.2%")[0], base=69), nearest(quantities("120%")[0], base=69)
        ((64, 65), (69,))
    """
    exact = quantity.value * base / HUNDRED
    both = {min(max(count, 0), base) for count in (floor(exact), ceil(exact))}
    return tuple(sorted(both))


def percent_of(people: int, base: int, *, step: Fraction = Fraction(1, 10)) -> str:
    """A share as printed, rounded half up to the decimals of ``step``, with its sign.

    Example:
        >>> percent_of(67, 1336), percent_of(1, 8, step=Fraction(1))
        ('5.0%', '13%')
    """
    decimals = next((places for places in range(9) if step * 10**places >= 1), 9)
    exact = Decimal(people) * HUNDRED / Decimal(base)
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)}%"
