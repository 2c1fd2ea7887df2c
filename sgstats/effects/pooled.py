"""All treated units as one: people and bases added up, period by period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One series made of several units, or of one.

    A period is known only if it is known of every unit: otherwise a gap in one of them would look
    like a change of all.

    Attributes:
        units: Units that were added up: those that have a period before their start.
        always: Treated units that have none.
        people: Events or people by period; not a number where unknown.
        bases: What they are divided by; the number of units for counts, which are told per unit.
        values: The indicator in its own unit.
        times: When each period is, in steps from one period to the next.
        first: Place of the first period after the start.
        before: Known periods before the start.
        after: Known periods after it.
    """

    units: tuple[str, ...]
    always: tuple[str, ...]
    people: NDArray[np.float64]
    bases: NDArray[np.float64]
    values: NDArray[np.float64]
    times: NDArray[np.float64]
    first: int
    before: NDArray[np.bool_]
    after: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Periods of either side."""
        return self.before | self.after


def paired(panel: Panel) -> list[int]:
    """Rows of the treated units that have at least one period before their start."""
    last = len(panel.periods)
    return [row for row, first in enumerate(panel.first_after) if 0 < first < last]


def always_treated(panel: Panel) -> tuple[str, ...]:
    """Treated units without a period before their start."""
    return tuple(unit for unit, first in zip(panel.units, panel.first_after, strict=True) if first == 0)


def start_together(panel: Panel) -> bool:
    """Whether all units that can be pooled have the same first period after their start."""
    return len({int(panel.first_after[row]) for row in paired(panel)}) == 1


def pooled(panel: Panel) -> Pooled:
    """Add up the treated units of a panel by the calendar.

    Units never treated are not looked at. Where starts differ, the first period of the earliest counts
    as the start; designs that cannot bear that refuse before.
    """
    rows = paired(panel)
    people = panel.people[rows].sum(axis=0)
    ones = np.full(len(panel.periods), float(len(rows)))
    bases = ones if panel.kind == "count" else panel.bases[rows].sum(axis=0)
    values = panel.scale * people / np.where(bases > 0, bases, np.nan)
    first = int(min(panel.first_after[rows]))
    known = np.isfinite(values) & ~panel.left_out[rows].any(axis=0)
    places = np.arange(len(panel.periods))
    return Pooled(
        units=tuple(panel.units[row] for row in rows),
        always=always_treated(panel),
        people=people,
        bases=bases,
        values=values,
        times=times(panel),
        first=first,
        before=known & (places < first),
        after=known & (places >= first),
    )


def times(panel: Panel) -> NDArray[np.float64]:
    """When each period is: a period further is one step, a missing one makes it two.

    Lists are as far apart as their days; one step is then their usual distance.
    """
    if panel.every in MONTHS:
        months = [period.first.year * 12 + period.first.month for period in panel.periods]
        return (np.array(months, float) - months[0]) / MONTHS[panel.every]
    days = np.array([(period.first - panel.periods[0].first).days for period in panel.periods], float)
    return days / np.median(np.diff(days)) if len(days) > 1 else days
