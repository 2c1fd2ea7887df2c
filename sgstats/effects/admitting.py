"""What a panel must be before anything is estimated from it: clear refusals, and units that drop out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.effect import Check
from sgstats.effects.sides import side_masks
from sgstats.errors import Refused
from sgstats.messages import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel


def admitted(panel: Panel) -> tuple[Panel, tuple[Check, ...]]:
    """The panel without units that can tell nothing, and what is to be said of those.

    A unit whose measure began before all that is known of it is neither for comparison nor has it a
    before; one of which nothing is known after its start has no after.

    Raises:
        Refused: Nobody said which way is an improvement; no start, or none with something before and
            after it; nothing known; bases of zero only.
    """
    _ask_for_values(panel)
    _ask_for_starts(panel)
    before, after = side_masks(panel)
    begun = panel.first_after < len(panel.periods)
    always, never_after = begun & ~before.any(axis=1), begun & before.any(axis=1) & ~after.any(axis=1)
    if not (begun & ~always & ~never_after).any():
        raise _one_sided(panel, nothing_before=bool(always.any()))
    unknown = ~begun & ~before.any(axis=1)
    kept = without(panel, always | never_after | unknown)
    return kept, _dropped(always=always, never_after=never_after, unknown=unknown)


def _ask_for_values(panel: Panel) -> None:
    if panel.better is None:
        raise Refused("effect.no_better", title=panel.title)
    if panel.kind != "count" and np.nansum(panel.bases) == 0 and not np.isnan(panel.people).all():
        raise Refused("effect.no_base", title=panel.title)
    if np.isnan(panel.values).all():
        raise Refused("effect.unknown", title=panel.title)


def _ask_for_starts(panel: Panel) -> None:
    """At least one unit begins within the periods."""
    starts = [start for unit, start in panel.starts.items() if unit in panel.units]
    if not starts:
        raise Refused("effect.no_start", title=panel.title)
    first, last = panel.periods[0].first, panel.periods[-1].last
    if min(starts) > last or max(starts) < first:
        raise Refused("effect.outside", start=min(starts) if min(starts) > last else max(starts),
                      first=first, last=last)  # fmt: skip
    if (panel.first_after == len(panel.periods)).all():
        raise Refused("effect.nothing_after", start=min(starts), last=last)


def _one_sided(panel: Panel, *, nothing_before: bool) -> Refused:
    """Nothing is known before any start, or nothing after."""
    starts = [start for unit, start in panel.starts.items() if unit in panel.units]
    if nothing_before:
        return Refused("effect.nothing_before", start=max(starts), first=panel.periods[0].first)
    return Refused("effect.nothing_after", start=min(starts), last=panel.periods[-1].last)


def without(panel: Panel, dropped: NDArray[np.bool_]) -> Panel:
    """The panel of the other units."""
    if not dropped.any():
        return panel
    kept = [unit for unit, drop in zip(panel.units, dropped, strict=True) if not drop]
    cells = panel.cells.filter(panel.cells["unit"].is_in(kept))
    starts = {unit: start for unit, start in panel.starts.items() if unit in kept}
    return replace(panel, cells=cells, starts=starts)


def _dropped(**why: NDArray[np.bool_]) -> tuple[Check, ...]:
    """How many units dropped out, by reason."""
    counts = {name: int(units.sum()) for name, units in why.items()}
    return tuple(
        Check(name=name, held="holds", message=say(f"effect.{name}_dropped", units=units))
        for name, units in counts.items()
        if units
    )
