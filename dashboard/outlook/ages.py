"""The ages then, now and as projected, and the pyramids of both known days beside each other."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import data, figures, filters, numbers, parts
from dashboard.filters import Selection
from dashboard.outlook import reading
from sgstats import ages_chart, pyramid, say

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from sgstats import Protected


@st.fragment
def panel(chosen: Selection) -> None:
    """Two days of the reader's choice, the years ahead, and the bands."""
    with data.holding(), parts.panel("ages_ahead", title=say("page.ages_ahead")):
        days = reading.earlier(chosen)
        first, second, third = st.columns(3)
        with first:
            bands = filters.choices()["bands"][filters.bands("ahead_bands")]
        with second:
            years = st.select_slider(
                say("page.years_ahead"), [5, 10, 15, 20], value=10, format_func=_years, key="ahead_years"
            )
        if not days:
            parts.quiet(say("page.one_day"), key="one_day")
            return
        with third:
            then = st.selectbox(say("page.then"), days, format_func=numbers.day, key="ahead_then")
        with parts.refusals_quiet("ages_ahead", reading.TOLD):
            _compared(chosen, then, bands, years)
        _pyramids(chosen, then, bands)


def _years(years: int) -> str:
    return say("page.years_later", years=years)


def _compared(chosen: Selection, then: date, bands: str, years: int) -> None:
    """Shares of the ages on three days, with the band of the last one."""
    past, present = (reading.structure(chosen, day, bands=bands) for day in (then, chosen.day))
    carried = reading.projected(chosen, bands=bands, years=years)
    if reading.shown(carried).filter(field="age_band").is_empty():
        parts.quiet(say("page.nothing_to_draw"), key="figure_ages_ahead")
        return
    figure = ages_chart(past, present, carried)
    # The numbers of the last day stand at the foot of its bars: the error bars are at the top.
    figure.data[-1].update(textposition="inside", insidetextanchor="start", textangle=0)
    figure.data[-1].update(constraintext="none", insidetextfont_color=figures.INK)
    figures.plain(figure, key="ages_ahead", alt=say("page.ages_ahead_alt"))
    parts.quiet("\n".join([say("page.ages_ahead_about"), *carried.notes]), key="ages_ahead")


def _pyramids(chosen: Selection, then: date, bands: str) -> None:
    """Men and women by age on both days, drawn to one scale."""
    days = {day: reading.structure(chosen, day, bands=bands, by=["gender"]) for day in (then, chosen.day)}
    widest = 1.2 * max([
        1,
        *(people for told in days.values() for people in told.frame["people"].drop_nulls()),
    ])
    for column, (day, told) in zip(st.columns(2, gap="large"), days.items(), strict=True):
        with column:
            parts.quiet(say("page.pyramid_of", day=numbers.day(day)), key=f"pyramid_{day}")
            draw = partial(_scaled, widest=widest)
            figures.chart(told, draw, key=f"pyramid_{day}", alt=say("page.pyramid_ahead_alt"))


def _scaled(told: Protected, *, widest: float) -> Figure:
    return pyramid(told).update_xaxes(range=[-widest, widest])
