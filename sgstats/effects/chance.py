"""Whether the periods of one side scatter more than counts do by chance alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.aligned import Aligned

DRAWS = 1999


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """How often chance alone scatters counts at least as much.

    Attributes:
        dispersion: As far from the level of their side.
        memory: As alike from one period to the next.
        trend: As steadily up or down before the start; None where there are too few periods.
    """

    dispersion: float
    memory: float
    trend: float | None


def scatter(units: Aligned, *, shares: bool, trend_from: float, seed: int = 0) -> Scatter:
    """Deal the events of each side out to its periods by chance, again and again.

    Given the events of a side, chance deals them to its periods by their bases: multinomially where
    they are events of a time, hypergeometrically where they are people of a base.

    Args:
        units: Treated units, aligned.
        shares: Whether the numbers are people of a base.
        trend_from: Periods before from which a trend is looked for.
        seed: Of the draws.
    """
    random = np.random.default_rng(seed)
    sides = [units.events < 0, units.events >= 0]
    dealt = [deal(units.people[side], units.bases[side], shares=shares, random=random) for side in sides]
    squares = sum((rests**2).sum(axis=1) for rests in dealt)
    products = sum((rests[:, 1:] * rests[:, :-1]).sum(axis=1) for rests in dealt)
    enough = sides[0].sum() >= trend_from
    return Scatter(
        dispersion=rarity(squares),
        memory=rarity(products),
        trend=rarity(np.abs(slopes(units, dealt[0]))) if enough else None,
    )


def deal(
    people: NDArray[np.float64], bases: NDArray[np.float64], *, shares: bool, random: np.random.Generator
) -> NDArray[np.float64]:
    """Distance from what is expected in standard errors: first what was counted, then what chance deals."""
    events = round(people.sum())
    parts = bases / bases.sum()
    if shares:
        drawn = random.multivariate_hypergeometric(
            np.rint(bases).astype(int), events, size=DRAWS, method="marginals"
        )
    else:
        drawn = random.multinomial(events, parts, size=DRAWS)
    counts = np.vstack([people, drawn])
    expected = events * parts
    rests: NDArray[np.float64] = (counts - expected) / np.sqrt(np.maximum(expected, np.finfo(float).tiny))
    return rests


def slopes(units: Aligned, rests: NDArray[np.float64]) -> NDArray[np.float64]:
    """How steadily the rests before the start go up or down."""
    before = units.events < 0
    time = units.events[before] - np.average(units.events[before], weights=units.bases[before])
    found: NDArray[np.float64] = rests @ (time * np.sqrt(units.bases[before]))
    return found


def rarity(sizes: NDArray[np.float64]) -> float:
    """How often the others are at least as large as the first, which was counted."""
    return float((sizes >= sizes[0] * (1 - 1e-12) - 1e-12).mean())
