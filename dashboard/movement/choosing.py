"""What a reader of the movements may choose: first and last year, unit, and the length of a period."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import streamlit as st

from dashboard import data, filters
from dashboard.movement.reading import Chosen
from sgstats import say

GRAINS = ("year", "quarter", "month")


def chosen(known: tuple[date, date]) -> Chosen:
    """Ask for the years, the unit and the grain, in one row.

    Args:
        known: First and last day of what the lists of most units tell, which is offered first.
    """
    first, last, street_at, community_at, grain_at = st.columns([2, 2, 3, 3, 4], vertical_alignment="bottom")
    with first:
        since = _since(known)
    with last:
        until = _until(known, since)
    units = data.units(max((day for day in data.days() if day <= until), default=data.days()[-1]))
    with street_at:
        street = filters.optional_unit("street", units["street"])
    inside = units.filter(pl.col("street") == street) if street else units.clear()
    with community_at:
        community = filters.optional_unit("community", inside["community"], disabled=street is None)
    with grain_at:
        grain = st.segmented_control(
            say("page.grain"), GRAINS, default="year", required=True, key="grain", format_func=_grain_title
        )
    return Chosen(
        since=since, until=until, grain=grain, district=filters.district(units), street=street,
        community=community,
    )  # fmt: skip


def _since(known: tuple[date, date]) -> date:
    """The first day of the year chosen; of the first known year the first known day."""
    begun = min(data.days()) + timedelta(days=1)
    years = list(range(min(begun, known[0]).year, known[1].year + 1))
    year = st.selectbox(
        say("page.first_year"), years, index=years.index(known[0].year), format_func=year_title,
        key="first_year",
    )  # fmt: skip
    return max(begun, date(year, 1, 1)) if year != known[0].year else known[0]


def _until(known: tuple[date, date], since: date) -> date:
    """The last day of the year chosen, or of all that is known."""
    years = list(range(since.year, known[1].year + 1))[::-1]
    year = st.selectbox(say("page.last_year"), years, format_func=year_title, key="last_year")
    return min(date(year, 12, 31), known[1])


def year_title(year: int) -> str:
    """A year as it is offered."""
    return say("page.calendar_year", year=year)


def _grain_title(name: str) -> str:
    return say(f"page.grain_{name}")
