"""What a reader of the appraisals may choose: rule pack, year and street."""

from __future__ import annotations

import streamlit as st

from dashboard import data, filters
from dashboard.appraisal import reading
from dashboard.appraisal.reading import Chosen
from sgstats import language, say


def chosen() -> Chosen:
    """Ask for the pack, the year and the street, in one row."""
    left, middle, right = st.columns(3)
    with left:
        offered = list(reading.packs(language()))
        policy = st.selectbox(say("page.pack"), offered, format_func=pack_title, key="policy")
    with middle:
        year = st.selectbox(say("page.year"), data.years(), format_func=year_title, key="year")
    units = data.units(max((day for day in data.days() if day.year <= year), default=data.days()[-1]))
    with right:
        street = filters.optional_unit("street", units["street"])
    return Chosen(policy=policy, year=year, district=filters.district(units), street=street)


def pack_title(name: str) -> str:
    """A rule pack's name and title."""
    return f"{name} {reading.pack(name)['title']}"


def year_title(year: int) -> str:
    """A year as it is offered."""
    return say("page.year_of", year=year)
