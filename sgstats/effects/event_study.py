"""Effects by the time since the start, each against the last period before it and units untouched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.effects.collapsed import AFTER, BEFORE
from sgstats.effects.randomised_starts import patterns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared
    from sgstats.effects.panel import Panel


@dataclass(frozen=True, kw_only=True)
class Study:
    """Everything that differences of a unit with its last period before the start need.

    Attributes:
        events: Periods since the start, in order.
        weights: Of each unit: its mean base; one for counts.
        values: Units × periods.
        known: Units × periods.
        courses: The distinct courses of the measure (see :func:`~.randomised_starts.patterns`).
        which: Which of them each unit had.
    """

    events: NDArray[np.int64]
    weights: NDArray[np.float64]
    values: NDArray[np.float64]
    known: NDArray[np.bool_]
    courses: NDArray[np.int8]
    which: NDArray[np.int64]

    @cached_property
    def firsts(self) -> NDArray[np.int64]:
        """First period after the start of each course; the number of periods if it never starts."""
        after = self.courses == AFTER
        return np.asarray(np.where(after.any(1), after.argmax(1), self.courses.shape[1]))

    @cached_property
    def references(self) -> NDArray[np.int64]:
        """Last period before the start of each course that belongs to neither side's doubt."""
        before = self.courses == BEFORE
        return np.asarray(self.courses.shape[1] - 1 - before[:, ::-1].argmax(1))

    @property
    def reference(self) -> int:
        """The event that the others are measured from: of most courses, where they differ."""
        own = [int(self.references[course] - self.firsts[course]) for course in self.begun]
        return max(set(own), key=lambda one: (own.count(one), one))

    @property
    def begun(self) -> list[int]:
        """Courses that start."""
        return [int(one) for one in np.flatnonzero(self.firsts < self.courses.shape[1])]

    def usable(self, course: int) -> NDArray[np.bool_]:
        """Units × events: both periods known, so that their difference is; none of the reference itself."""
        places, inside = self._places(course)
        reference = self.references[course]
        inside &= places != reference
        return np.asarray(self.known[:, places] & inside & self.known[:, [reference]])

    def differences(self, course: int) -> NDArray[np.float64]:
        """Units × events: value so long after this course's start, minus that of its reference."""
        places, _ = self._places(course)
        return self.values[:, places] - self.values[:, [self.references[course]]]

    def clean(self, course: int) -> NDArray[np.bool_]:
        """Courses × events: which others are untouched in both periods."""
        places, inside = self._places(course)
        untouched = (self.courses[:, places] == BEFORE) & inside
        both = untouched & (self.courses[:, [self.references[course]]] == BEFORE)
        return np.asarray(both & (self.firsts != self.firsts[course])[:, None])

    @property
    def since(self) -> NDArray[np.int64]:
        """Units × periods: how many periods since the unit's start."""
        return np.arange(self.courses.shape[1])[None, :] - self.firsts[self.which][:, None]

    def of(self, values: NDArray[np.float64]) -> Study:
        """The same of other values."""
        return replace(self, values=values)

    def _places(self, course: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        places = self.firsts[course] + self.events
        inside = (places >= 0) & (places < self.courses.shape[1])
        places = np.where(inside, places, 0)
        return places, inside & (self.courses[course, places] != 1)


def study(cells: Compared, *, least: float) -> Study:
    """A study of all events that at least this part of the treated units has."""
    courses, which = patterns(cells.states)
    known = cells.weights > 0
    count = cells.states.shape[1]
    whole = Study(
        events=np.arange(1 - count, count), weights=cells.bases,
        values=cells.values, known=known, courses=courses, which=which,
    )  # fmt: skip
    units = units_of(whole)
    kept = units >= max(1.0, least * units.max(initial=0))
    return replace(whole, events=whole.events[kept | (whole.events == whole.reference)])


def units_of(found: Study) -> NDArray[np.int64]:
    """How many treated units tell of each event; none of the reference."""
    told = [found.usable(course)[found.which == course] & found.clean(course)[found.which].any(0)
            for course in found.begun]  # fmt: skip
    return np.asarray(np.sum([one.sum(0) for one in told], axis=0, dtype=np.int64))


def event_effects(found: Study, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean over treated units of their differences, minus those of the units untouched in both periods.

    The group-time effects of Callaway and Sant'Anna (2021, Journal of Econometrics 225: 200) against
    units not yet treated, all measured from the last period before the start, averaged by base.

    Args:
        found: What is compared.
        labels: Assignments × units: which course each unit is given.

    Returns:
        Assignments × events; not a number where nothing can be compared.
    """
    shape = (len(labels), len(found.events))
    above, below = np.zeros(shape), np.zeros(shape)
    for course in found.begun:
        usable = found.usable(course) * found.weights[:, None]
        numbers = found.differences(course)
        given = (labels == course).astype(float)
        sums, counts = given @ (usable * numbers), given @ usable
        others, rivals = clean_means(found, labels, course=course, usable=usable, numbers=numbers)
        counts *= rivals > 0
        above += np.where(counts > 0, sums - counts * others, 0.0)
        below += counts
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)


def clean_means(
    found: Study,
    labels: NDArray[np.int64],
    *,
    course: int,
    usable: NDArray[np.float64],
    numbers: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means of the units untouched in both periods, and their weights, assignments × events."""
    clean = found.clean(course)
    sums, counts = (np.zeros((len(labels), len(found.events))) for _ in range(2))
    for allowed in np.unique(clean.T, axis=0):
        events = (clean == allowed[:, None]).all(axis=0)
        given = allowed[labels].astype(float)
        sums[:, events] = given @ (usable * numbers)[:, events]
        counts[:, events] = given @ usable[:, events]
    return sums / np.where(counts > 0, counts, 1.0), counts


def events_frame(
    panel: Panel, cells: Compared, found: Study, *, effects: NDArray[np.float64], half: NDArray[np.float64]
) -> pl.DataFrame:
    """One row per event, the reference with an effect of zero; sums are of all treated units then."""
    people, bases = panel.people[cells.rows], panel.bases[cells.rows]
    begun = (cells.states == AFTER).any(axis=1)
    mine = np.isfinite(panel.values[cells.rows]) & begun[:, None]
    marks = [mine & (found.since == event) for event in found.events]
    effects, half = (np.where(found.events == found.reference, 0.0, one) for one in (effects, half))
    frame = pl.DataFrame({
        "event": found.events, "effect": effects, "low": effects - half, "high": effects + half,
        "units": units_of(found), "people": [float(people[mark].sum()) for mark in marks],
        "base": [None if panel.kind == "count" else float(bases[mark].sum()) for mark in marks],
    }, schema_overrides={"base": pl.Float64})  # fmt: skip
    return frame.with_columns(pl.col("effect", "low", "high").fill_nan(None))
