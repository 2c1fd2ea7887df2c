"""What the effect is made of: people and base of both sides, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import parts
from dashboard.effects import table
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect

SIDES, VALUES = ("side", "after"), ("value", "units", "cells")


def panel(effect: ProtectedEffect) -> None:
    """Four rows, and what is hidden in them."""
    with parts.panel("effects_totals", title=say("page.effects_totals")):
        rows = effect.totals.sort("side", "after", descending=[True, False]).to_dicts()
        repeated = [effect.counting] if effect.counting else []
        compared = any(row["side"] == "compared" for row in rows)
        apart = [say("page.effects_not_subtracted")] if compared else []
        below = [*repeated, *apart, *effect.notes]
        columns = (*SIDES, *effect.headers, *VALUES)
        table.shown(rows, columns, effect, key="effects_totals_rows", below=below)
