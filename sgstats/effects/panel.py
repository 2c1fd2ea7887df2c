"""Panels: what an indicator said of every unit in every period, and when a measure began in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

Kind = Literal["share", "rate", "mean", "count"]
"""What a number is: people of a base, events over an exposure, a sum over people, or people alone."""
Every = Literal["month", "quarter", "year", "list"]
"""How long a period is; ``list`` means the days of the staff lists, on which stocks are told anew."""
Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days, or one day that a list speaks of.

    Attributes:
        first: First day; the same as the last where a stock is told of one day.
        last: Last day.

    Example:
        >>> Period(first=date(2023, 3, 1), last=date(2023, 3, 31)).place(date(2023, 3, 20))
        'during'
    """

    first: date
    last: date

    def place(self, start: date) -> Literal["before", "during", "after"]:
        """Where it lies to a first day: after it if that falls into its first half or earlier.

        ``during`` is a period that was begun in its second half: it belongs to neither side.
        """
        if self.last < start:
            return "before"
        middle = self.first + timedelta(days=(self.last - self.first).days // 2)
        return "after" if start <= middle else "during"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Another measure on the same indicator in one of the units.

    Attributes:
        unit: The unit.
        measure: The other measure's id.
        start: Its first day there.
    """

    unit: str
    measure: str
    start: date


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One indicator of several units over several periods.

    Attributes:
        metric: Name in the catalogue, or of the reader's own numbers.
        title: What it is called, in the reader's language.
        kind: What its numbers are.
        unit: What it is counted in: ``%``, ``岁``, ``人`` …
        scale: ``value = scale · people / base`` (100 for percent; of a yearly rate by months 1,200).
        every: How long a period is.
        periods: In order, without overlap.
        cells: One row per unit and period: ``unit``, ``period`` (its place in ``periods``), ``people``
            (events, people of the part, or the sum of a mean; null if unknown), ``base`` (null where
            there is none or it is unknown). Rows that are missing are gaps.
        starts: First day of the measure in each unit where it was begun; other units are for comparison.
        better: Which way is an improvement, or None if nobody said.
        aimed: The change that was aimed at, in its unit, signed (``+9.6``); None without a target.
        measure: Id of the measure, or None.
        anticipation: Periods before the start that may already be touched by it and are left out.
        clashes: Other measures on the same indicator in the same units.
        deciders: Of units that began, the unit that decided so: itself, or one above; None if unknown.
        where: Filters by field.
        remarks: Sentences that belong beside the numbers.

    Example:
        >>> import polars as pl
        >>> days = [date(2021, 12, 31), date(2022, 12, 31)]
        >>> cells = pl.DataFrame({
        ...     "unit": ["甲", "甲", "乙", "乙"], "period": [0, 1, 0, 1],
        ...     "people": [20, 30, 21, 20], "base": [100, 100, 70, 80],
        ... })
        >>> panel = Panel(
        ...     metric="certified", title="持证", kind="share", unit="%", scale=100, every="list",
        ...     periods=tuple(Period(first=day, last=day) for day in days), cells=cells,
        ...     starts={"甲": date(2022, 3, 1)},
        ... )
        >>> panel.units, panel.values.tolist(), panel.first_after.tolist()
        (('甲', '乙'), [[20.0, 30.0], [30.0, 25.0]], [1, 2])
    """

    metric: str
    title: str
    kind: Kind
    unit: str
    scale: float
    every: Every
    periods: tuple[Period, ...]
    cells: pl.DataFrame
    starts: Mapping[str, date]
    better: Better | None = None
    aimed: float | None = None
    measure: str | None = None
    anticipation: int = 0
    clashes: tuple[Clash, ...] = ()
    deciders: Mapping[str, str] | None = None
    where: Mapping[str, tuple[str, ...]] | None = None
    remarks: tuple[str, ...] = ()

    @cached_property
    def units(self) -> tuple[str, ...]:
        """All units in the order of the cells."""
        return tuple(self.cells["unit"].unique(maintain_order=True))

    @cached_property
    def treated(self) -> tuple[str, ...]:
        """Units where the measure was begun within the periods."""
        last = len(self.periods)
        return tuple(unit for unit, first in zip(self.units, self.first_after, strict=True) if first < last)

    @cached_property
    def people(self) -> NDArray[np.float64]:
        """Units × periods: events or people; not a number where unknown or missing."""
        return self._matrix("people")

    @cached_property
    def bases(self) -> NDArray[np.float64]:
        """Units × periods: what they are divided by; not a number where there is none."""
        return self._matrix("base")

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """Units × periods: the indicator in its own unit; not a number where it cannot be told."""
        if self.kind == "count":
            return self.scale * self.people
        bases = np.where(self.bases > 0, self.bases, np.nan)
        return self.scale * self.people / bases

    @cached_property
    def first_after(self) -> NDArray[np.int64]:
        """Of every unit the place of the first period after the start; the number of periods if never."""
        places = [self._places(unit) for unit in self.units]
        count = len(self.periods)
        return np.array([where.index("after") if "after" in where else count for where in places])

    @cached_property
    def left_out(self) -> NDArray[np.bool_]:
        """Units × periods: neither before nor after, because begun during it or because anticipated."""
        during = np.array([[place == "during" for place in self._places(unit)] for unit in self.units])
        for row, first in enumerate(self.first_after):
            if first < len(self.periods):
                during[row, max(first - self.anticipation, 0) : first] |= self.anticipation > 0
        return during

    def _places(self, unit: str) -> list[str]:
        start = self.starts.get(unit)
        return ["before" if start is None else period.place(start) for period in self.periods]

    def _matrix(self, column: str) -> NDArray[np.float64]:
        rows = {unit: row for row, unit in enumerate(self.units)}
        found = np.full((len(rows), len(self.periods)), np.nan)
        for unit, period, number in self.cells.select("unit", "period", column).iter_rows():
            found[rows[unit], period] = np.nan if number is None else number
        return found
