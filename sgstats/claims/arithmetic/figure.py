"""A number as printed in one place, with what it may stand for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from sgstats.claims.arithmetic.span import (
    Span,
    exactly,
    first_printed,
    first_whole,
    last_printed,
    last_whole,
    rounded_from,
)

MOST_DECIMALS = 6
"""What a calculation leaves behind this many decimals was never typed by anybody."""

_NUMBER = re.compile(
    r"^(?P<sign>[-+\u2212]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?"
    r"(?P<unit>%|‰|人次|人|名|位|户|岁|周岁|个|万人|万元|万|元|分|小时|学时|家|年)?$"
)
_UNITS = {"万": 10_000, "万人": 10_000, "万元": 10_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A printed number.

    Attributes:
        at: Where it stands: 表1!C5, 第3段.
        text: As printed.
        value: The number.
        step: One unit of its last digit.
        rounded: Whether it stands for all numbers that are printed so; a count stands for itself.
        percent: Whether a percent sign is printed with it.
        fixed: Whether it is given by the check itself, as the 100 of a sum of percentages.
    """

    at: str
    text: str
    value: Fraction
    step: Fraction = Fraction(1)
    rounded: bool = False
    percent: bool = False
    fixed: bool = False

    @property
    def span(self) -> Span:
        """What it may stand for; a share that prints as nothing is not negative."""
        if not self.rounded:
            return exactly(self.value)
        span = rounded_from(self.value, self.step)
        return replace(span, low=max(span.low or Fraction(0), Fraction(0))) if self.value >= 0 else span

    @property
    def place(self) -> Fraction:
        """Its value in units of its last digit."""
        return self.value / self.step

    def fitting(self, span: Span) -> tuple[int | None, int | None]:
        """The first and last number that could be printed here for a number in ``span``, in steps."""
        if self.rounded:
            return first_printed(span, self.step), last_printed(span, self.step)
        return first_whole(span, self.step), last_whole(span, self.step)

    def scaled(self, factor: Fraction) -> Figure:
        """The same print in a larger unit: 52 in a column headed 万人."""
        if factor == 1:
            return self
        return replace(self, value=self.value * factor, step=self.step * factor, rounded=True)

    def shown(self, steps: int) -> str:
        """So many steps as they would be printed here."""
        value, decimals = steps * self.step, _decimals(self.step)
        digits = f"{abs(steps):0{decimals + 1}d}"
        fixed = (
            f"{'-' if steps < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"
            if decimals
            else shown(value)
        )
        return fixed + ("%" if self.percent else "")


def figure(text: str, *, at: str) -> Figure | None:
    """The number a cell prints; None where it prints anything else.

    Args:
        text: The cell, in any width, with thousands separators and one unit.
        at: Where it stands.

    Example:
        >>> figure("1,336 人", at="表1!B2").value, figure("93.2%", at="表1!C2").step
        (Fraction(1336, 1), Fraction(1, 10))
        >>> figure("近20人", at="第1段") is None
        True
    """
    one = _parsed(text)
    return one and replace(one, at=at)


@lru_cache(maxsize=50_000)
def _parsed(text: str) -> Figure | None:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _NUMBER.match(plain)
    if not match:
        return None
    decimals, unit = match["decimals"] or "", match["unit"] or ""
    value = Fraction(match["digits"].replace(",", "") + ("." + decimals if decimals else ""))
    places = min(len(decimals), MOST_DECIMALS)
    step = Fraction(1, 10**places)
    value = (value / step + Fraction(1, 2)).__floor__() * step if len(decimals) > places else value
    whole = value.denominator == 1 and (not decimals or not int(decimals)) and unit not in {"%", "‰", *_UNITS}
    made = Figure(
        at="",
        text=text,
        value=-value if match["sign"] in {"-", "\u2212"} else value,
        step=Fraction(1) if whole else step,
        rounded=not whole,
        percent=unit == "%",
    )
    return made.scaled(Fraction(_UNITS.get(unit, 1)))


def _decimals(step: Fraction) -> int:
    """How many decimals a step is one unit of the last of; 0 where it is none such."""
    return next((n for n in range(1, MOST_DECIMALS + 1) if step == Fraction(1, 10**n)), 0)


def last_digit(text: str) -> Fraction:
    """One unit of the last digit printed, however many of them are zero.

    Example:
        >>> last_digit("14.0"), last_digit("14")
        (Fraction(1, 10), Fraction(1, 1))
    """
    decimals = re.search(r"\.(\d+)", unicodedata.normalize("NFKC", text))
    return Fraction(1, 10 ** min(len(decimals[1]), MOST_DECIMALS)) if decimals else Fraction(1)


def shown(value: Fraction) -> str:
    """A number in digits: whole, or with as many decimals as it needs, at most four.

    Example:
        >>> shown(Fraction(13, 2)), shown(Fraction(1336)), shown(Fraction(1, 3))
        ('6.5', '1336', '0.3333')
    """
    if value.denominator == 1:
        return str(value.numerator)
    steps = (abs(value) * 10_000 + Fraction(1, 2)).__floor__()
    text = f"{steps // 10_000}.{steps % 10_000:04d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text
