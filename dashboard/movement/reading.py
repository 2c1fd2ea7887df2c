"""What the panels read: metrics and curves of the period chosen, cached, and refusals put quietly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

import sgstats
from dashboard import data, filters, numbers, parts
from sgstats import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from sgstats import Protected, ProtectedCurves

ONE_LIST = "movement.one_list"
TOLD = {
    ONE_LIST: "page.one_list",
    "movement.no_twelve_months": "page.no_twelve_months",
    "movement.day_before_the_lists": "page.no_day_before",
    "movement.before_the_lists": "page.no_day_before",
}
"""Refusals that speak of the command line, and what the page says in their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(filters.Unit):
    """The period and the unit that the page speaks of.

    Attributes:
        since: First day of the period.
        until: Last day of the period.
        grain: ``year``, ``quarter`` or ``month``.
    """

    since: date
    until: date
    grain: str

    @property
    def level(self) -> str:
        """The units that make up the unit chosen."""
        return "community" if self.street else "street"

    @property
    def title(self) -> str:
        """Unit and period in one line, for the head of the page and the name of a file."""
        ends = {"since": numbers.day(self.since), "until": numbers.day(self.until)}
        return say("page.movement_place", place=self.place, **ends)

    @property
    def last_year(self) -> Chosen:
        """The same of the last year of the period alone."""
        since = max(self.since, date(self.until.year, 1, 1))
        return Chosen(
            since=since, until=self.until, grain=self.grain, district=self.district, street=self.street,
            community=self.community,
        )  # fmt: skip


def known_span() -> tuple[date, date] | None:
    """First and last day of what the lists tell of movement; None where there are lists of one day only."""
    try:
        account = data.measure("flows", where={}, options={})
    except sgstats.Refused as refusal:
        if refusal.rule == ONE_LIST:
            return None
        raise
    since, until = account.since, account.until
    return (since, until) if since and until else None


def measured(
    metric: str, chosen: Chosen, *, of: str | None = None, by: Sequence[str] = (), **options: str
) -> Protected:
    """A metric of the period and the unit chosen.

    Raises:
        Refused: It cannot be measured of them.
    """
    asked: dict[str, object] = {"since": chosen.since, "until": chosen.until, **options}
    return data.measure(metric, of=of, by=by, where=chosen.where, options=asked)


def on_last_day(metric: str, chosen: Chosen, *, of: str | None = None, by: Sequence[str] = ()) -> Protected:
    """A metric of the last day of the period.

    Raises:
        Refused: It cannot be measured of it.
    """
    return data.measure(metric, of=of, by=by, where=chosen.where, options={"on": chosen.until})


def curves(chosen: Chosen, *, by: Sequence[str] = ()) -> ProtectedCurves:
    """How long people stay, up to the last day of the period.

    Raises:
        Refused: Nothing is known of the day.
    """
    where = tuple((name, tuple(values)) for name, values in chosen.where.items())
    return _curves(tuple(by), where, chosen.until, (data.version(), data.audience(), language()))


@st.cache_resource(show_spinner=False, max_entries=100)
def _curves(
    by: tuple[str, ...], where: data.Where, until: date, key: tuple[data.Version, str, str]
) -> ProtectedCurves:
    (path, _, _), reader, _ = key
    return sgstats.survival(by=by, where=dict(where), on=until, store=path, audience=reader)


def refusals_quiet(key: str) -> AbstractContextManager[None]:
    """Put what cannot be measured as a sentence where its numbers would stand."""
    return parts.refusals_quiet(key, TOLD)
