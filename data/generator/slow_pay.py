"""Performance pay shared out by the rules of 东区, one community and one cent at a time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .merit import GRADES
from .pools import pools
from .slow_judge import Verdict
from .truth import District

COEFFICIENTS = dict(zip(GRADES, (Fraction(14, 10), Fraction(1), Fraction(6, 10), Fraction(0)), strict=True))


def pay(district: District, verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """One entry per community with a pool; where people must still choose, nothing is shared out yet."""
    return [
        {**unit._asdict(), "pool": cents, **_shared(cents, [one for one in verdicts if one.unit == unit])}
        for unit, cents in pools(district)
    ]


def _shared(cents: int, team: list[Verdict]) -> dict[str, Any]:
    members = [one for one in team if not one.ended]
    if any(one.undecided for one in members):
        return {"waits": True}
    grades = sorted((one.grade for one in members if one.grade), key=GRADES.index)
    shares = share(cents, [COEFFICIENTS[grade] for grade in grades])
    by_grade = {
        grade: sorted(share for share, own in zip(shares, grades, strict=True) if own == grade)
        for grade in GRADES
        if grade in grades
    }
    return {"waits": False, "allocated": sum(shares), "cents_by_grade": by_grade}


def share(cents: int, weights: list[Fraction]) -> list[int]:
    """Whole cents by weight: everybody the part below, then one cent each to the largest remainders.

    Equal remainders: the higher weight first, then the order given.

    Example:
        >>> share(5, [Fraction(14, 10), Fraction(1), Fraction(1), Fraction(6, 10)])
        [2, 1, 1, 1]
    """
    if not sum(weights):
        return [0] * len(weights)
    exact = [cents * weight / sum(weights) for weight in weights]
    shares = [int(part) for part in exact]
    order = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], -weights[place]))
    for place in order[: cents - sum(shares)]:
        shares[place] += 1
    return shares
