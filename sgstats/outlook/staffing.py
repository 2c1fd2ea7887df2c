"""Staffing need over the years: the projected staff against so many workers per 10,000 residents."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import polars as pl

from sgstats.errors import Refused

RESIDENTS = 10_000
MOST_GROWTH = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How many workers a population asks for.

    Attributes:
        residents: Permanent residents on the day of the projection.
        per_10k: Workers per 10,000 residents that the standard asks for.
        growth: Change of the residents a year, as a fraction of 1.

    Raises:
        Refused: A number is not above 0, or the growth is beyond 50 % a year.
    """

    residents: int
    per_10k: Fraction
    growth: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.residents <= 0:
            raise Refused("outlook.residents", residents=self.residents)
        if self.per_10k <= 0:
            raise Refused("outlook.per_10k", number=float(self.per_10k))
        if abs(self.growth) > MOST_GROWTH:
            raise Refused("outlook.growth", growth=f"{float(self.growth):g}")

    def workers(self, years: int) -> Fraction:
        """Workers asked for after some years, exactly; whole persons are made of the gap alone.

        Formula:
            residents · (1 + growth)^years · per_10k / 10000

        Example:
            >>> Need(residents=800_000, per_10k=Fraction(18)).workers(0)
            Fraction(1440, 1)
        """
        return self.residents * (1 + self.growth) ** years * self.per_10k / RESIDENTS


def gap(needed: Fraction, workers: float) -> int:
    """Whole persons missing; 0 where enough are in post.

    Example:
        >>> gap(Fraction(1440), 1336), gap(Fraction(1440), 1339.5), gap(Fraction(9), 12)
        (104, 101, 0)
    """
    return max(0, ceil(needed - Fraction(workers)))


def staffing(totals: pl.DataFrame, need: Need) -> pl.DataFrame:
    """Set a projected staff against its need, year by year.

    Args:
        totals: One row per year of a projection's total: ``year``, ``on``, ``people``, ``low``,
            ``median``, ``high``; nulls where a number is not known.
        need: Residents and standard.

    Returns:
        The same rows with ``residents`` (rounded), ``needed`` (whole persons, rounded up), ``per_10k``
        of the middle line, and the ``gap`` of the middle line, at most ``gap_high`` (from ``low``)
        and at least ``gap_low`` (from ``high``).
    """
    needed = [need.workers(year) for year in totals["year"]]
    residents = [need.residents * (1 + need.growth) ** year for year in totals["year"]]
    gaps = {
        name: pl.Series([_gap(asked, people) for asked, people in zip(needed, totals[column], strict=True)])
        for name, column in (("gap", "people"), ("gap_low", "high"), ("gap_high", "low"))
    }
    per = [
        None if n is None else n * RESIDENTS / float(r)
        for n, r in zip(totals["people"], residents, strict=True)
    ]
    return totals.with_columns(
        residents=pl.Series([round(number) for number in residents]),
        needed=pl.Series([ceil(number) for number in needed]),
        per_10k=pl.Series(per, dtype=pl.Float64),
        **{name: values.cast(pl.Int64) for name, values in gaps.items()},
    )


def _gap(needed: Fraction, workers: float | None) -> int | None:
    return None if workers is None else gap(needed, workers)
