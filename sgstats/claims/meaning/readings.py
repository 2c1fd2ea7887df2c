"""The right number, and how the printed one was read, in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sgstats.claims.claim import Answer, Quantity
from sgstats.claims.numbers.ranges import NO_END, percent_of
from sgstats.messages import say

_TENTH = Fraction(1, 10)
PEOPLE = frozenset({"人", "名", "位", "员"})
"""Units that count people and nothing else."""


def right_number(quantity: Quantity, answer: Answer, told: Fraction | None) -> str:
    """What the data has, in the measure of the printed number and with no fewer decimals.

    Args:
        quantity: The printed number.
        answer: What the data says.
        told: Its number in the measure of the printed one; None where it has none.
    """
    if told is None:
        return ""
    number = decimal(told, step=min(quantity.step or _TENTH, _TENTH))
    people, base = answer.people, answer.base
    if quantity.kind == "percent" and people is not None and base and answer.value is None:
        percent = percent_of(people, base, step=min(quantity.step or _TENTH, _TENTH))
        return say("claim.right_share", people=people, percent=percent, base=base)
    if quantity.kind == "ratio":
        return _ratio(told, answer)
    if quantity.kind == "times" and answer.value is None and people is not None and base:
        return say("claim.right_times_of", number=number, first=people, second=base)
    unit = quantity.unit or "人"
    if quantity.kind == "count":
        whole = decimal(told, step=Fraction(1))
        if unit in PEOPLE:
            return say("claim.right_people", number=whole)
        return say("claim.right_count", number=whole, unit=unit)
    return _measured(quantity.kind, number, unit=quantity.unit)


def _ratio(told: Fraction, answer: Answer) -> str:
    """A ratio with 1 as its smaller side, and the numbers of both where they are known."""
    one = told < 1 and told > 0
    number = decimal(1 / told if one else told, step=_TENTH)
    ratio = f"{number}:1" if one else f"1:{number}"
    if answer.people is None or answer.base is None:
        return say("claim.right_ratio_alone", ratio=ratio)
    return say("claim.right_ratio", ratio=ratio, first=answer.people, second=answer.base)


def _measured(kind: str, number: str, *, unit: str) -> str:
    if kind == "value":
        return say("claim.right_value", number=number, unit=unit)
    if kind == "rate":
        return say("claim.right_rate", number=number)
    key = {
        "percent": "claim.right_percent",
        "points": "claim.right_points",
        "times": "claim.right_times",
    }[kind]
    return say(key, number=number)


def reading(quantity: Quantity, allowed: tuple[int, int] | None, *, base: int | None) -> str:
    """How the words were read: as counts of the base, or as a stretch of values.

    Empty where the words say one number and mean it, rounded at most.
    """
    if allowed is not None and quantity.kind == "percent" and base:
        counted = stretch(allowed[0], allowed[1])
        return say("claim.read_counts", printed=quantity.printed, base=base, range=counted)
    if quantity.kind == "count":
        if quantity.low == quantity.high or allowed is None:
            return ""
        whole = stretch(*(None if end in {0, NO_END} else end for end in allowed))
        return say("claim.read_range", printed=quantity.printed, range=whole)
    if quantity.operator == "=" or quantity.low is quantity.high is None:
        return ""
    return say("claim.read_range", printed=quantity.printed, range=_values(quantity))


def stretch(low: int | None, high: int | None) -> str:
    """Whole numbers from one to another.

    Example:
        >>> from sgstats.messages import use_language
        >>> use_language("en")
        >>> stretch(61, 73), stretch(7, 7), stretch(101, None)
        ('61–73', '7', '101 or more')
        >>> use_language(None)
    """
    if low is None or high is None:
        return say("claim.range_to", high=high) if low is None else say("claim.range_from", low=low)
    if low == high:
        return say("claim.range_one", low=low)
    return say("claim.range_both", low=low, high=high)


def _values(quantity: Quantity) -> str:
    fine = (quantity.step or Fraction(1)) / 10
    low = None if quantity.low is None else decimal(quantity.low, step=fine)
    high = None if quantity.high is None else decimal(quantity.high, step=fine)
    if low is None:
        return say("claim.range_below" if quantity.high_open else "claim.range_to", high=high)
    if high is None:
        return say("claim.range_above" if quantity.low_open else "claim.range_from", low=low)
    return say("claim.range_both", low=low, high=high)


def decimal(value: Fraction, *, step: Fraction) -> str:
    """A value rounded half up to the decimals of a step, without useless zeros behind the printed ones.

    Example:
        >>> decimal(Fraction(136, 3), step=Fraction(1, 10)), decimal(Fraction(9, 2), step=Fraction(1, 10))
        ('45.3', '4.5')
    """
    places = next((count for count in range(9) if step * 10**count >= 1), 9)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded or abs(rounded):f}"  # nothing has no sign: -0.04 rounds to 0.0
