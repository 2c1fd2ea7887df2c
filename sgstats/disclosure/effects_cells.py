"""The cells of a panel behind an effect, and the sums of them that its numbers tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgstats.disclosure.effects_limits import Limits
    from sgstats.effects.effect import Effect, Total

    Marks = NDArray[np.bool_]
"""Units × periods: which cells a sum is made of."""

NEAR = 1e-6
Group = tuple[int, ...]
"""Places of the periods that make one cell of a line, or events that make one of an event study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What is known of every unit that an effect is made of, in every period.

    Attributes:
        people: Units × periods, zero where unknown.
        bases: The same of the bases, zero where there is none.
        known: Where there is a number.
        first: Of every unit the place of its first period after the start.
        left: Neither before nor after.
        treated: Which units began the measure.
    """

    people: NDArray[np.float64]
    bases: NDArray[np.float64]
    known: Marks
    first: NDArray[np.int64]
    left: Marks
    treated: Marks

    @property
    def places(self) -> NDArray[np.int64]:
        """The place of every period, as a row."""
        return np.arange(self.people.shape[1])[None, :]

    @property
    def started(self) -> Marks:
        """Cells after the start of their unit."""
        return self.places >= self.first[:, None]

    @property
    def anchor(self) -> int:
        """The first period after the first start."""
        return int(self.first[self.treated].min(initial=self.people.shape[1]))

    def of_treated(self) -> Marks:
        """Known cells of the units of the measure."""
        return self.known & self.treated[:, None]

    def counted(self) -> Marks:
        """Those of them that are before or after."""
        return self.of_treated() & ~self.left

    def untreated(self) -> Marks:
        """Known cells without the measure: what is expected of the others is made of them."""
        return self.known & ~self.started & ~self.left

    def in_periods(self, group: Iterable[int]) -> Marks:
        """Cells of these periods."""
        return np.isin(self.places, list(group)) & np.ones_like(self.known)

    def since(self, group: Iterable[int]) -> Marks:
        """Cells that are so many periods from the start of their unit."""
        return np.isin(self.places - self.first[:, None], list(group))

    def totals(self, every: Iterable[Total]) -> list[Marks] | None:
        """The cells that the printed totals are sums of; None where they are of no cells known here.

        A side is summed over all its periods, or is that of the last one of each unit.
        """
        found = [self._summed(one) for one in every]
        told = [marks for marks in found if marks is not None]
        return told if len(told) == len(found) else None

    def _summed(self, total: Total) -> Marks | None:
        mine = self.treated[:, None] if total.side == "treated" else ~self.treated[:, None]
        late = self.started if total.side == "treated" else self.places >= self.anchor
        marks = self.known & ~self.left & mine & (late if total.after else ~late)
        wanted = (total.people, total.base or 0.0, float(total.cells))
        for one in (marks, _last(marks)):
            if np.allclose((*self.sums(one)[:2], one.sum()), wanted, rtol=0, atol=NEAR):
                return one
        return None

    def sums(self, marks: Marks) -> tuple[float, float, float]:
        """People, base and how many periods a sum is of: cells by unit, on average."""
        units = max(1, int(marks.any(axis=1).sum()))
        return float(self.people[marks].sum()), float(self.bases[marks].sum()), marks.sum() / units

    def safe(self, every: Sequence[Marks], limits: Limits) -> NDArray[np.bool_]:
        """Which of these sums may be known."""
        return limits.safe(*self.columns(every))

    def columns(self, every: Sequence[Marks]) -> NDArray[np.float64]:
        """People, bases and periods of these sums."""
        return np.array([self.sums(marks) for marks in every], dtype=np.float64).reshape(-1, 3).T


def _last(marks: Marks) -> Marks:
    """The last cell of every unit."""
    return np.asarray(marks & (np.cumsum(marks[:, ::-1], axis=1)[:, ::-1] == 1), dtype=np.bool_)


def cells_of(effect: Effect) -> Cells | None:
    """The cells behind an effect; None where it has no panel."""
    panel = effect.panel
    if panel is None:
        return None
    used = {*effect.treated, *effect.compared}
    rows = np.array([row for row, unit in enumerate(panel.units) if unit in used], dtype=np.int64)
    people, bases = panel.people[rows], panel.bases[rows]
    treated = np.array([panel.units[row] in set(effect.treated) for row in rows], dtype=np.bool_)
    return Cells(
        people=np.nan_to_num(people),
        bases=np.nan_to_num(bases),
        known=np.isfinite(panel.values[rows]),
        first=np.where(treated, panel.first_after[rows], len(panel.periods)),
        left=panel.left_out[rows] & treated[:, None],
        treated=treated,
    )


def groups_of(cells: Cells, *, step: int | None) -> list[Group]:
    """Periods in spans of so many, none across the first start; None for before and after alone.

    A span at either end that would be shorter is part of its neighbour. Periods that no unit of the
    measure counts in are part of none.
    """
    every = [int(place) for place in np.flatnonzero(cells.counted().any(axis=0))]
    return around(every, start=cells.anchor, step=step)


def around(places: Sequence[int], *, start: int, step: int | None) -> list[Group]:
    """Places in spans of so many, counted from a start in both directions; None for its two sides alone.

    Example:
        >>> around(range(7), start=3, step=2)
        [(0, 1, 2), (3, 4), (5, 6)]
    """
    before, after = [one for one in places if one < start], [one for one in places if one >= start]
    return [*(span[::-1] for span in _spans(before[::-1], step)[::-1]), *_spans(after, step)]


def _spans(places: list[int], step: int | None) -> list[Group]:
    """Spans from the first place on; what is left over belongs to the last one."""
    if not places or step is None or len(places) < 2 * step:
        return [tuple(places)] if places else []
    ends = [*range(0, len(places) - step + 1, step)][1:]
    return [tuple(places[start:end]) for start, end in zip([0, *ends], [*ends, len(places)], strict=True)]
