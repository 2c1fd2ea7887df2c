"""Before and after by what was counted: for one small unit, or for few periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.aligned import Aligned, aligned
from sgstats.effects.designs import design
from sgstats.effects.effect import Fit, Total
from sgstats.effects.exact_checks import checks
from sgstats.effects.exact_scatter import by_periods, by_swings, widened
from sgstats.effects.exact_test import Compared, Side, rates_compared, shares_compared
from sgstats.effects.pooled import paired, pooled
from sgstats.effects.single_limits import limits
from sgstats.effects.single_line import Band, line, no_events
from sgstats.messages import say

if TYPE_CHECKING:
    import polars as pl

    from sgstats.effects.panel import Panel

TWO_SIDED = 1.959964
"""Half the width of a 95 % interval in standard errors."""


def exact_lack(panel: Panel) -> str | None:
    """One sentence why the design cannot be used, or None."""
    if panel.kind == "mean":
        return say("effect_single.mean")
    if not paired(panel):
        return say("effect_single.no_before")
    units = aligned(panel)
    if not (units.events >= 0).any():
        return say("effect_single.no_after")
    return None if (units.events < 0).any() else say("effect_single.no_before")


@design("exact", lack=exact_lack, rank=lambda _: 10)
def exact(panel: Panel, *, seed: int = 0) -> Fit:
    """The level after the start less the level before it, all treated units together.

    Units are laid over each other by their starts, and only periods that all of them have are
    counted. Shares that tell the same people again and again (lists, yearly shares) are compared
    between the last period before and the last one after: adding the lists up would count each person
    many times and claim too much. Of two lists that share people the test is conservative. Other
    shares, rates and counts are added up on each side. Units never treated are not looked at.

    Formula:
        scale · (people after / base after - people before / base before); of a count the base is the
        number of periods. Shares: Fisher's exact test and Newcombe's interval; rates and counts: the
        exact conditional Poisson test and the MOVER interval; ``exact_test`` says how they agree. From
        8 periods on, a step with AR(1) errors must be convinced too (``exact_scatter``): counts that
        scatter more than chance, or remember each other, would else be claimed to have changed in up
        to a quarter of the cases where nothing did. With fewer, or with the same people, as much swing
        as units have from year to year is allowed for beside the chance in counting.

    Args:
        panel: At least one treated unit with a period on each side.
        seed: Of the bootstrap and of the check for more scatter than chance.

    Returns:
        ``expected`` of the line is the level before, its band what the interval leaves for it.
    """
    units = aligned(panel)
    before, after = units.side(after=False), units.side(after=True)
    found = scaled(judged(panel, units, before, after, seed=seed), panel.scale)
    return Fit(
        design="exact", effect=found.difference, low=found.low, high=found.high, p=found.p,
        deviation=(found.high - found.low) / 2 / TWO_SIDED, freedom=None, causal=False,
        totals=(total(panel, units, after=False), total(panel, units, after=True)),
        line=counted_line(panel, found, panel.scale * before.level), events=no_events(),
        checks=checks(panel, units, seed=seed),
    )  # fmt: skip


def judged(panel: Panel, units: Aligned, before: Side, after: Side, *, seed: int) -> Compared:
    """Both sides held against each other, by what was counted and by how much a unit swings anyway."""
    found = (shares_compared if panel.kind == "share" else rates_compared)(before, after)
    if asked(units):
        return widened(found, by_periods(units, seed=seed))
    return widened(found, by_swings(before, after, found, kind=panel.kind))


def asked(units: Aligned) -> bool:
    """Whether there are periods enough for their own scatter to be asked too."""
    return not units.same_people and len(units.events) >= limits("exact")["scatter_from"]


def scaled(found: Compared, scale: float) -> Compared:
    """In the unit of the indicator."""
    return Compared(
        difference=scale * found.difference, low=scale * found.low, high=scale * found.high, p=found.p
    )


def total(panel: Panel, units: Aligned, *, after: bool) -> Total:
    """People and base of one side, as they were compared."""
    side = units.side(after=after)
    periods = int((units.compared & ((units.events >= 0) == after)).sum())
    return Total(
        side="treated", after=after, people=side.people, base=None if panel.kind == "count" else side.base,
        units=units.units, cells=units.units * periods,
    )  # fmt: skip


def counted_line(panel: Panel, found: Compared, level: float) -> pl.DataFrame:
    """What was counted by the calendar, beside the level before.

    The band is the interval of the effect, seen from the level after: where that lies outside of the
    band, the interval leaves out zero.
    """
    flat = np.ones(len(panel.periods))
    after = level + found.difference
    band = Band(expected=level * flat, low=(after - found.high) * flat, high=(after - found.low) * flat)
    return line(panel, pooled(panel), band)
