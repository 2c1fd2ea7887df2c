"""The cards: how large, how sure, both sides before and after, of how many units over how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import numbers, parts
from dashboard.effects import printing
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect

COMPARING = frozenset({"randomised", "staggered"})
"""Designs that compare with other units."""


def cards(effect: ProtectedEffect) -> None:
    """Six cards."""
    shown = {
        "effect": _effect(effect),
        "treated": _side(effect, "treated"),
        "compared": _side(effect, "compared"),
        "units": _units(effect),
        "time": _time(effect),
        "chance": _chance(effect),
    }
    parts.cards([
        parts.Card(
            label=say(f"page.effects_card_{name}"),
            value=value,
            below=below,
            help=say(f"page.effects_card_{name}_help"),
        )
        for name, (value, below) in shown.items()
    ])


def _effect(effect: ProtectedEffect) -> tuple[str, str]:
    unit = printing.unit_of_change(effect.unit)
    if not printing.tested(effect):
        return printing.signed(effect.effect), unit
    between = printing.interval(effect.low, effect.high)
    return printing.signed(effect.effect), say("page.effects_card_interval", unit=unit, interval=between)


def _side(effect: ProtectedEffect, side: str) -> tuple[str, str]:
    """Of one side the level before and after."""
    rows = [row for after in (False, True) if (row := printing.total(effect, side=side, after=after))]
    if len(rows) < len(("before", "after")):
        alone = "page.effects_waiting_compared" if _waiting(effect) else "page.effects_nobody_compared"
        return numbers.NONE, say(alone)
    before, after = (printing.level(row["value"], effect.unit) for row in rows)
    return after, say("page.effects_level_before", before=before)


def _units(effect: ProtectedEffect) -> tuple[str, str]:
    if effect.compared:
        return f"{len(effect.treated)} : {len(effect.compared)}", say("page.effects_card_units_below")
    below = "waiting" if _waiting(effect) else "alone"
    return f"{len(effect.treated)}", say(f"page.effects_card_units_{below}")


def _waiting(effect: ProtectedEffect) -> bool:
    """Whether all units began sooner or later, and those that had not yet are what is compared with."""
    return effect.design in COMPARING and not effect.compared


def _time(effect: ProtectedEffect) -> tuple[str, str]:
    return say("page.effects_months", months=effect.months), say(
        "page.effects_periods", periods=effect.periods
    )


def _chance(effect: ProtectedEffect) -> tuple[str, str]:
    p = effect.p if printing.tested(effect) else None
    below = "page.effects_card_no_chance" if p is None else "page.effects_card_chance_below"
    return printing.chance(p), say(below)
