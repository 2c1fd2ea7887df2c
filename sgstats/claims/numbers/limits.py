"""From the words around a number to the smallest and largest value that they allow."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sgstats.claims.claim import Kind, Operator
from sgstats.claims.numbers.numerals import Number
from sgstats.claims.numbers.wordings import words

SMALL = 10
FIVE = 5
"""Ages and hours are rounded to fives, too: 45岁左右."""
COARSE = 10
"""Step of what is said in tenths: 一成, 八成."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the words allow: two ends, each in or out, none where None."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False


def limits(plain: Number, operator: Operator, *, kind: Kind, more: bool = False) -> Limits:
    """The values that a number with its words allows.

    Exactly printed percentages, ratios and means allow what rounds half up to them; counts of people
    allow themselves, and what rounds to them where written in 万. 近 allows what is under it and close,
    约 both sides (``reach`` of number_words.toml); 余 and 多 allow what is above and under the next unit of
    the last digit that is not zero. What is said to be about some is not nobody.

    Args:
        plain: The number.
        operator: What the words put between it and the true number.
        kind: What it counts.
        more: Whether 余, 多 or 几 say that it goes on (百余人).

    Example:
        >>> from sgstats.claims.numbers.numerals import read_number
        >>> near = limits(read_number("78"), "≈<", kind="percent")
        >>> str(near.low), str(near.high), near.high_open
        ('155/2', '78', True)
    """
    if plain.last is not None:
        return between(plain.value, plain.last, step=plain.step, kind=kind)
    if more:
        return Limits(low=plain.value, high=_beyond(plain), low_open=True, high_open=True)
    return _ruled(plain, operator, kind=kind)


def _ruled(plain: Number, operator: Operator, *, kind: Kind) -> Limits:
    value = plain.value
    if operator in {">", "≥"}:
        return Limits(low=value, low_open=operator == ">")
    if operator in {"<", "≤"}:
        return Limits(high=value, high_open=operator == "<")
    if operator == "≈<":
        return Limits(low=value - reach(plain, "near", kind=kind), high=value, high_open=True)
    if operator == "≈":
        far = reach(plain, "about", kind=kind)
        least = max(value - far, Fraction(0)) if value > 0 else value - far
        return Limits(low=least, high=value + far, low_open=0 < value <= far)
    return between(value, value, step=plain.step, kind=kind)


def between(low: Fraction, high: Fraction, *, step: Fraction, kind: Kind) -> Limits:
    """From one printed number to another, both rounded as printed numbers of their kind are.

    Example:
        >>> five = between(Fraction(5), Fraction(5), step=Fraction(1), kind="percent")
        >>> str(five.low), str(five.high), five.high_open
        ('9/2', '11/2', True)
    """
    if kind == "count" and step <= 1:
        return Limits(low=low, high=high)
    return Limits(low=low - step / 2, high=high + step / 2, high_open=True)


def reach(plain: Number, word: str, *, kind: Kind) -> Fraction:
    """How far from the printed number a word of closeness may be.

    Example:
        >>> from sgstats.claims.numbers.numerals import read_number
        >>> [str(reach(read_number(text), "near", kind="count")) for text in ("20", "100", "5")]
        ['2', '10', '1']
    """
    rule = words()["reach"][word]
    unit = max(plain.unit, Fraction(FIVE)) if kind == "value" and plain.value % FIVE == 0 else plain.unit
    far = min(unit * Fraction(rule["unit"]), abs(plain.value) * Fraction(rule["value"]))
    steps = rule["coarse"] if plain.step >= COARSE else rule["steps"]
    least = Fraction(1) if kind == "count" else plain.step * Fraction(steps)
    return max(far, least)


def _beyond(plain: Number) -> Fraction:
    """What 余 and 多 stay under: the next unit, or a tenth more where the last digit is told (162余名)."""
    if plain.unit > plain.step or plain.value < SMALL:
        return plain.value + plain.unit
    return plain.value + max(plain.unit, plain.value / 10)
