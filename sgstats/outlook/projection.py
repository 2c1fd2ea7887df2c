"""A staff carried forward year by year: people leave, retire by the law, get older, and others come.

One recursion serves the expectation and the simulated runs; they differ in how people are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

import numpy as np
import polars as pl

from sgstats.outlook.kinds import KIND, NEVER, NO_AGE, PAST
from sgstats.outlook.observed import earlier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.outlook.hiring import Hiring
    from sgstats.outlook.rates import Rates

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

AGE, REMAINING = KIND.index("age"), KIND.index("remaining")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Year:
    """The staff at the end of one year, and what the year did to it.

    Attributes:
        on: The day.
        kinds: One row per kind (``KIND``).
        people: One row per run, one column per kind.
        joined: Came during the year and are still there, by run.
        left: Left but for retirement, by run.
        retired: Retired, by run.
    """

    on: date
    kinds: Ints
    people: Floats
    joined: Floats
    left: Floats
    retired: Floats


class Draw(Protocol):
    """How many of some people leave, and who comes."""

    def leaving(self, people: Floats, groups: Ints) -> Floats:
        """Who of each kind leaves within a year, given the group whose rate it leaves at."""
        ...

    def joining(self, shares: Floats) -> Floats:
        """How many of each kind come, given the kinds' shares."""
        ...


class Expected:
    """Everybody times their chance: the mean of all that may happen."""

    def __init__(self, rates: Rates, hiring: Hiring) -> None:
        self._rates, self._hiring = rates.mean, hiring

    def leaving(self, people: Floats, groups: Ints) -> Floats:
        """People times the rate of their group."""
        return np.asarray(people * self._rates[groups])

    def joining(self, shares: Floats) -> Floats:
        """The mean number hired times the share of each kind."""
        return self._hiring.mean * shares[None, :]


class Simulated:
    """Whole people who leave or come by chance, at rates that are themselves uncertain."""

    def __init__(self, rates: Rates, hiring: Hiring, *, seed: int, runs: int) -> None:
        self._rng, self._runs, self._hiring = np.random.default_rng(seed), runs, hiring
        self._rates = rates.drawn(self._rng, runs=runs)

    def leaving(self, people: Floats, groups: Ints) -> Floats:
        """Binomial numbers; a run keeps its rates through all years."""
        drawn = self._rng.binomial(people.astype(np.int64), self._rates[:, groups])
        return drawn.astype(np.float64)

    def joining(self, shares: Floats) -> Floats:
        """The number hired in the year, spread over the kinds."""
        number = self._hiring.drawn(self._rng, runs=self._runs)
        if not len(shares):
            return np.zeros((self._runs, 0))
        return self._rng.multinomial(number, shares).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a staff is carried forward by.

    Attributes:
        on: The day it starts from.
        years: For how many years.
        reading: ``50`` or ``55``: how women of unknown category are read.
        rates: Chances of leaving.
        hiring: Who comes.
    """

    on: date
    years: int
    reading: str
    rates: Rates
    hiring: Hiring


def carried(stock: pl.DataFrame, course: Course, *, draw: Draw, runs: int = 1) -> Iterator[Year]:
    """The staff on the day and at the end of every year after it.

    Whoever reaches the retirement age within a year retires in it. People past the age leave at
    their own observed rate, and count as retired. People of unknown age stay so.

    Args:
        stock: One row per kind with its ``people``.
        course: What happens.
        draw: How chance is dealt with.
        runs: How many rows ``draw`` works on.
    """
    kinds = stock.select(KIND).to_numpy()
    people = np.tile(stock["people"].to_numpy().astype(np.float64), (runs, 1))
    nobody = np.zeros(runs)
    year = Year(on=course.on, kinds=kinds, people=people, joined=nobody, left=nobody, retired=nobody)
    yield year
    for step in range(1, course.years + 1):
        year = _after(year, course, draw=draw, on=earlier(course.on, -step))
        yield year


def _after(year: Year, course: Course, *, draw: Draw, on: date) -> Year:
    retiring = year.kinds[:, REMAINING] == 1
    past = year.kinds[:, REMAINING] == PAST
    gone = draw.leaving(year.people, course.rates.of(year.kinds))
    gone[:, retiring] = year.people[:, retiring]
    by_law = retiring | past
    stayed = year.people - gone
    arrived, shares = course.hiring.kinds(on=on, reading=course.reading)
    came = draw.joining(shares)
    kinds, people = _merged(
        np.vstack([_older(year.kinds[~retiring]), arrived]), np.hstack([stayed[:, ~retiring], came])
    )
    return Year(
        on=on, kinds=kinds, people=people, joined=came.sum(axis=1),
        left=gone[:, ~by_law].sum(axis=1), retired=gone[:, by_law].sum(axis=1),
    )  # fmt: skip


def _older(kinds: Ints) -> Ints:
    """The same people a year later."""
    after = kinds.copy()
    after[:, AGE] += kinds[:, AGE] != NO_AGE
    after[:, REMAINING] -= ~np.isin(kinds[:, REMAINING], (PAST, NEVER))
    return after


def _merged(kinds: Ints, people: Floats) -> tuple[Ints, Floats]:
    """Kinds that have become the same as one."""
    each, place = np.unique(kinds, axis=0, return_inverse=True)
    order = np.argsort(place.ravel(), kind="stable")
    starts = np.searchsorted(place.ravel()[order], np.arange(len(each)))
    if not len(each):
        return each, people
    return each, np.add.reduceat(people[:, order], starts, axis=1)
