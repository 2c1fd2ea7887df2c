"""What a question to the catalogue is made of, and how a day or a period is put into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sgstats.claims.claim import Number, Quantity, Subject
from sgstats.claims.spoken import Facet, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The day and the period that a number speaks of, and the day it is held against."""

    on: date
    since: date
    until: date
    year: date
    earlier: date | None = None
    falling: bool = False
    others: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that a question is made of.

    Attributes:
        quantity: The number.
        said: What it is said of, units included.
        base: Groups of whom a share is; None: not said.
        whole: Whether a share is said to be of everybody.
        times: Days.
        units: The units spoken of.
        of_all_units: Whether the share is said to be of the whole district.
        appraised: Whether only people with a grade are the base.
    """

    quantity: Quantity
    said: Spoken
    base: Mapping[str, Facet] | None
    whole: bool
    times: Times
    appraised: bool = False
    of_all_units: bool = False
    units: Mapping[str, Facet] = field(default_factory=dict)

    @property
    def number(self) -> Number:
        """Which number of a share metric is meant: of a change of people in percent it is people, too."""
        share = self.quantity.kind in {"percent", "points"} and not self.grows
        return "share" if share else "people"

    @property
    def grows(self) -> bool:
        """Whether it tells how much more or less people there are than before, not a share."""
        return (
            self.times.earlier is not None
            and self.quantity.kind != "points"
            and "share" not in self.said.roles
        )

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        """The units."""
        return {name: facet.values for name, facet in self.units.items()}


def one_day(asked: Asked, metric: str, number: Number, **facts: object) -> Subject:
    """A question about one day."""
    times = asked.times
    made = Subject(
        metric=metric,
        number=number,
        where=asked.where,
        on=times.on,
        earlier=times.earlier,
        falling=times.falling,
    )
    return replace(made, **facts)  # type: ignore[arg-type]


def of_year(asked: Asked, metric: str, number: Number, **facts: object) -> Subject:
    """A question about a year's appraisal."""
    return one_day(asked, metric, number, **({"on": asked.times.year} | facts))


def period(asked: Asked, metric: str, number: Number, **facts: object) -> Subject:
    """A question about a period."""
    times = asked.times
    made = Subject(
        metric=metric, number=number, where=asked.where, since=times.since, until=times.until,
        earlier=times.earlier, falling=times.falling,
    )  # fmt: skip
    return replace(made, **facts)  # type: ignore[arg-type]


def periods(asked: Asked, metric: str, number: Number, **facts: object) -> list[Subject]:
    """The same, with the other periods that may be meant."""
    first = period(asked, metric, number, **facts)
    return [first, *(replace(first, since=since, until=until) for since, until in asked.times.others)]
