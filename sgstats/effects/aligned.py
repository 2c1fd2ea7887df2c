"""Treated units side by side, each from its own start: the periods that all of them have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.exact_test import Side
from sgstats.effects.pooled import always_treated, paired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """People and bases of all treated units by the period since the start of each.

    A period counts only if every unit is known of it. Otherwise units of a high level that were begun
    early would weigh more after the start than before it, and a difference between units would look
    like one between before and after.

    Attributes:
        units: How many units were added up.
        always: Units without a period before their start, which were not.
        events: Periods since the start, negative before it.
        people: Events or people of them.
        bases: What they are divided by; ones per unit for counts.
        same_people: Whether every period tells the same people again, as lists and yearly shares do.
    """

    units: int
    always: tuple[str, ...]
    events: NDArray[np.int64]
    people: NDArray[np.float64]
    bases: NDArray[np.float64]
    same_people: bool

    @property
    def compared(self) -> NDArray[np.bool_]:
        """Which periods are compared: all, or of the same people the last one of each side."""
        if not self.same_people:
            return np.ones(len(self.events), bool)
        last = [self.events[side][-1] for side in (self.events < 0, self.events >= 0) if side.any()]
        return np.isin(self.events, last)

    def side(self, *, after: bool) -> Side:
        """What was counted on one side, all its compared periods together."""
        use = self.compared & ((self.events >= 0) == after)
        return Side(people=float(self.people[use].sum()), base=float(self.bases[use].sum()))


def aligned(panel: Panel) -> Aligned:
    """Lay the treated units over each other by their starts."""
    rows = paired(panel)
    starts = panel.first_after[rows]
    count = len(panel.periods)
    events = np.arange(-max(starts, default=0), count - min(starts, default=count))
    places = starts[:, None] + events[None, :]
    inside = (places >= 0) & (places < count)
    known = taken(usable(panel)[rows].astype(float), places, inside) > 0
    shared = known.all(axis=0) & (len(rows) > 0)
    people, bases = (taken(numbers[rows], places, inside).sum(axis=0)[shared] for numbers in sums(panel))
    return Aligned(
        units=len(rows), always=always_treated(panel), events=events[shared], people=people, bases=bases,
        same_people=panel.every == "list" or (panel.kind == "share" and panel.every == "year"),
    )  # fmt: skip


def usable(panel: Panel) -> NDArray[np.bool_]:
    """Cells that are known and on one side of the start."""
    return np.isfinite(panel.values) & ~panel.left_out


def sums(panel: Panel) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """People and bases; a period of a count has itself as base."""
    return panel.people, np.ones_like(panel.people) if panel.kind == "count" else panel.bases


def taken(
    cells: NDArray[np.float64], places: NDArray[np.int64], inside: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Of every unit the cells at these places; zero where there is no such place."""
    found = np.take_along_axis(cells, np.where(inside, places, 0), axis=1)
    return np.where(inside, found, 0.0)
