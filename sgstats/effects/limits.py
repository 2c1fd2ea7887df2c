"""When an effect is told: the numbers of ``verdicts.toml``, and the smallest change worth seeing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from sgstats.effects.sides import level, side_masks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.effects.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers that verdicts are made with; ``verdicts.toml`` gives the reason of each.

    Attributes:
        chance: Largest p value of a claim.
        power: How often a change worth seeing should be found.
        most_periods: More periods are no advice.
        most_units: More units are no advice.
        mix_part: Smallest part of a change for which the mix of people is mentioned.
        gaps_part: Part of the cells from which on missing ones are doubtful.
        overlap_part: Part of the units of a measure with another one too, from which on the test is void.
        room: Points to 0 or 100 under which a share is near its end.
        worth: By kind of number the smallest change worth seeing: ``points``, or ``part`` of the level.
    """

    chance: float
    power: float
    most_periods: int
    most_units: int
    mix_part: float
    gaps_part: float
    overlap_part: float
    room: float
    worth: Mapping[str, Mapping[str, float]]


@cache
def limits() -> Limits:
    """The numbers of the file.

    Example:
        >>> limits().chance, limits().worth["share"]["points"]
        (0.05, 10)
    """
    text = resources.files(__name__.rpartition(".")[0]).joinpath("verdicts.toml").read_text(encoding="utf-8")
    return Limits(**tomllib.loads(text))


def worth_seeing(panel: Panel) -> float:
    """The change that is to be seen: what was aimed at, else the smallest of its kind that counts."""
    return abs(panel.aimed) if panel.aimed else _counts(panel)


def negligible(panel: Panel) -> float:
    """Below this a change counts as none.

    The default of its kind, or the aim if that is smaller. A measure that aimed at 30 points and brought
    15 has not reached its aim, but nobody would call that no change.
    """
    usual = _counts(panel)
    return min(worth_seeing(panel), usual) if usual else worth_seeing(panel)


def _counts(panel: Panel) -> float:
    """The smallest change worth seeing where the ledger aims at none.

    Parts are of the level of the units of the measure before it; where that is 0 or unknown, of the level
    of everything. Zero where there is no level at all.
    """
    worth = limits().worth[panel.kind]
    if "points" in worth:
        return float(worth["points"])
    before, after = side_masks(panel)
    treated = panel.first_after[:, None] < len(panel.periods)
    levels = (level(panel, before & treated), level(panel, before | after))
    return worth["part"] * next((abs(one) for one in levels if one), 0.0)
