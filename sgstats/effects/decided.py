"""Units that began together by one decision: what befalls one of them befalls the others too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.effects.effect import Check
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.effects.panel import Panel

APART = {"randomised", "staggered"}
"""Designs whose error comes from units being independent of each other."""


def together(panel: Panel, *, design: str) -> tuple[Check, ...]:
    """That units are compared as if each had begun for itself, where a unit above decided for several.

    Twelve communities of one street are one trial, not twelve: a new head of that street touches all of
    them. An error worked out from twelve is too small, so that nothing may be claimed of it.

    Args:
        panel: With the unit that decided for each of its units.
        design: The design that answered; those that pool all units don't ask which is which.
    """
    decided = panel.deciders or {}
    above = {decided.get(unit, unit) for unit in panel.treated}
    if design not in APART or len(above) == len(panel.treated):
        return ()
    message = say("effect_panel.decided_above", above=len(above), units=len(panel.treated))
    return (Check(name="decided_above", held="fails", message=message),)
