"""Other measures on the same indicator: what each of them does can't be told apart in the same unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.admitting import without
from sgstats.effects.effect import Check
from sgstats.effects.limits import limits
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from collections.abc import Collection

    from sgstats.effects.effect import Held
    from sgstats.effects.panel import Clash, Panel


def apart(panel: Panel) -> tuple[Panel, tuple[Check, ...]]:
    """The panel without units of the measure where another one began too, and what is said of those.

    Where that is so in half of them or more nothing is left out: the test is void. Another measure that
    was in force in all periods, or began after them, is no rival. In units for comparison it is doubtful.
    """
    rivals = [one for one in panel.clashes if _within(panel, one)]
    treated = {one.unit for one in rivals if one.unit in panel.treated}
    beside = {one.unit for one in rivals if one.unit in panel.units} - treated
    checks = [_check(rivals, beside, held="doubtful", key="compared")] if beside else []
    if not treated:
        return panel, tuple(checks)
    if len(treated) >= limits().overlap_part * len(panel.treated):
        return panel, (_check(rivals, treated, held="fails", key="void"), *checks)
    kept = without(panel, np.array([unit in treated for unit in panel.units]))
    return kept, (_check(rivals, treated, held="holds", key="dropped"), *checks)


def _within(panel: Panel, rival: Clash) -> bool:
    """Whether it begins between the first period and the end of the last one."""
    return panel.periods[0].last < rival.start <= panel.periods[-1].last


def _check(rivals: list[Clash], units: Collection[str], *, held: Held, key: str) -> Check:
    measures = listed(sorted({one.measure for one in rivals if one.unit in units}))
    message = say(f"effect.overlap_{key}", measures=measures, units=len(units))
    return Check(name="overlap", held=held, message=message)
