"""What grade a mean makes: compared by multiplying, never rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.policies.evidence import POINT

if TYPE_CHECKING:
    from sgstats.policies.grading import Band
    from sgstats.policies.pack import Pack

MOST = 100


def banded(pack: Pack, *, gap: str = "pack") -> dict[str, pl.Expr]:
    """The grade of a mean and whether it lies between two bands.

    Args:
        pack: The rules.
        gap: What a mean between two bands gets: ``pack`` or ``upper``.

    Returns:
        ``by_score``, ``band`` (the rule) and ``in_gap``, from the columns ``points`` and ``ballots``.
    """
    names = {grade.means or grade.name: grade.name for grade in pack.grades}
    names |= {name: name for name in pack.scale}
    nothing = pl.lit(None, dtype=pl.String)
    grade = rule = pl.when(pl.lit(value=False)).then(nothing).when(pl.lit(value=False)).then(nothing)
    for band in pack.bands:
        grade = grade.when(_within(band)).then(pl.lit(names[band.grade]))
        rule = rule.when(_within(band)).then(pl.lit(band.id))
    in_gap = pl.lit(value=False)
    if hole := pack.gap:
        in_gap = _at_least(hole.over, over=True) & ~_at_least(hole.below)
        above = next((band.grade for band in pack.bands if band.least == hole.below), hole.grade)
        grade = grade.when(in_gap).then(pl.lit(names[above if gap == "upper" else hole.grade]))
        rule = rule.when(in_gap).then(pl.lit(hole.id))
    return {
        "by_score": grade.otherwise(nothing),
        "band": rule.otherwise(nothing),
        "in_gap": in_gap.fill_null(value=False),
    }


def grade_of(
    score: Fraction | Decimal | int | str, pack: Pack, *, gap: str = "pack"
) -> tuple[str | None, str | None]:
    """The grade of one score, and the flag of the gap it lies in.

    Args:
        score: An exact number.
        pack: A pack with bands.
        gap: What a score between two bands gets: ``pack`` or ``upper``.

    Raises:
        Refused: The score is not between 0 and 100.

    Example:
        >>> from sgstats.policies.loading import load
        >>> grade_of("89.995", load("PLAN")), grade_of(Fraction(1369, 23), load("PLAN"))
        (('称职', None), ('不称职', 'GAP_59_60'))
    """
    value = Fraction(score)
    if not 0 <= value <= MOST:
        raise Refused("judge.score_outside", count=1, years="—")
    whole = value * POINT
    mean = pl.DataFrame({"points": [whole.numerator], "ballots": [whole.denominator]})
    grade, _, in_gap = mean.select(**banded(pack, gap=gap)).row(0)
    return grade, pack.gap.flag if pack.gap and in_gap else None


def _within(band: Band) -> pl.Expr:
    inside = _at_least(band.least)
    if band.below is not None:
        inside &= ~_at_least(band.below)
    if band.most is not None:
        inside &= ~_at_least(band.most, over=True)
    return inside


def _at_least(limit: Decimal, *, over: bool = False) -> pl.Expr:
    """Whether the mean reaches a limit, or is over it."""
    needed = Fraction(limit) * POINT
    mean, bound = pl.col("points") * needed.denominator, pl.col("ballots") * needed.numerator
    return mean > bound if over else mean >= bound
