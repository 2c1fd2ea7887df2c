"""Kitagawa's decomposition: is a share different because the groups are, or because of who is in them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Table = Mapping[str, tuple[int | Fraction, int | Fraction]]
"""Per category: people with the property, and all people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """The difference of two shares, taken apart without rest.

    Attributes:
        mix: Because the categories are of other sizes.
        rate: Because the shares within the categories are others.
        parts: Mix and rate of each category; they add up to the two.
    """

    mix: Fraction
    rate: Fraction
    parts: Mapping[str, tuple[Fraction, Fraction]]

    @property
    def total(self) -> Fraction:
        """Second share less the first."""
        return self.mix + self.rate


def kitagawa(first: Table, second: Table) -> Effects | None:
    """Take the difference of two shares apart into the effects of mix and of rates, exactly.

    No logarithm is taken, so that shares of 0 do no harm. A category that nobody is in on one side has no
    share there; it is given that of the other side, so that all it does counts as mix.

    Formula:
        mix = Σ (s₁ - s₀)(r₀ + r₁)/2, rate = Σ (r₁ - r₀)(s₀ + s₁)/2, where s is a category's share of all
        people and r the share with the property within it

    Args:
        first: People with the property and all people, by category.
        second: The same on the other day, or of the other group.

    Returns:
        The effects as fractions of 1, second less first; None where one side has nobody.

    Source:
        Kitagawa, E. M. (1955), Components of a difference between two rates, JASA 50; Das Gupta, P.
        (1993), Standardization and decomposition of rates.

    Example:
        >>> found = kitagawa({"甲": (0, 5), "乙": (5, 5)}, {"甲": (0, 2), "乙": (8, 8)})
        >>> str(found.mix), str(found.rate), str(found.total)
        ('3/10', '0', '3/10')
    """
    sizes = [sum((Fraction(base) for _, base in table.values()), Fraction(0)) for table in (first, second)]
    if not all(sizes):
        return None
    parts = {}
    for category in dict.fromkeys((*first, *second)):
        (held, base), (held_after, base_after) = (table.get(category, (0, 0)) for table in (first, second))
        rates = _rates((held, base), (held_after, base_after))
        shares = Fraction(base) / sizes[0], Fraction(base_after) / sizes[1]
        parts[category] = ((shares[1] - shares[0]) * sum(rates) / 2, (rates[1] - rates[0]) * sum(shares) / 2)
    mix, rate = (sum((part[at] for part in parts.values()), Fraction(0)) for at in (0, 1))
    return Effects(mix=mix, rate=rate, parts=parts)


def _rates(
    first: tuple[int | Fraction, int | Fraction], second: tuple[int | Fraction, int | Fraction]
) -> tuple[Fraction, Fraction]:
    """The share within a category on both sides; where nobody is in it, that of the other side."""
    known = [Fraction(held) / Fraction(base) if base else None for held, base in (first, second)]
    before, after = known
    fallback = next((rate for rate in known if rate is not None), Fraction(0))
    return (fallback if before is None else before, fallback if after is None else after)
