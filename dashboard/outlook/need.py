"""The projected staff against what a standard asks for, year by year."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import data, figures, numbers, parts
from dashboard.filters import Selection
from dashboard.movement import printed
from dashboard.outlook import reading
from sgstats import Outlook, need_chart, say, standards

GROWTHS = [number / 2 for number in range(-6, 7)]


@st.fragment
def panel(chosen: Selection) -> None:
    """The standard and the growth of the residents, a chart and its table."""
    with data.holding(), parts.panel("need", title=say("page.need")):
        standard, growth = _asked()
        with parts.refusals_quiet("need", reading.TOLD):
            needed = reading.needed(chosen, standard=standard, growth=f"{growth:g}%")
            _shown(chosen, needed)


def _asked() -> tuple[str, float]:
    with st.form("need", border=False):
        left, middle, right = st.columns([4, 4, 2], vertical_alignment="bottom")
        with left:
            # A standard by households says nothing of a projected population.
            names = [name for name, one in standards().items() if one.per_10000 is not None]
            standard = st.selectbox(say("page.need_standard"), names, format_func=_title, key="need_standard")
        with middle:
            growth = st.select_slider(
                say("page.growth"), GROWTHS, value=0.0, format_func=_growth, key="growth"
            )
        with right:
            st.form_submit_button(say("page.suppose"), type="primary")
    return standard, growth


def _title(name: str) -> str:
    return standards()[name].title


def _growth(percent: float) -> str:
    return f"{percent:+g}%".replace("-", "\u2212") if percent else "0%"


def _shown(chosen: Selection, needed: Outlook) -> None:
    if not needed.frame["people"].count():
        parts.quiet(say("page.nothing_to_draw"), key="figure_need")
        return
    left, right = st.columns([10, 11], gap="large")
    with left:
        figure = need_chart(needed).update_layout(height=460)
        figures.plain(figure, key="need", alt=say("page.need_alt"))
    with right:
        title = f"{say('page.need')} {chosen.title}"
        printed.wide(by_year(needed), key="need", title=title, names=1, below=list(needed.notes[:2]))


def by_year(needed: Outlook) -> pl.DataFrame:
    """One row per year: staff, residents, what is asked for, and the gap in whole people."""
    names = ("year", "people", "residents", "needed", "per_10k", "gap", "gap_band")
    titles = [say(f"page.ahead_need_{name}") for name in names]
    cells = [_cells(row) for row in needed.frame.to_dicts()]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _cells(row: reading.Row) -> tuple[str, ...]:
    told = (str(row["on"].year), _count(row["people"]), _count(row["residents"]), _count(row["needed"]))
    if row["gap"] is None or row["per_10k"] is None:
        return (*told, *[numbers.HIDDEN] * 3)
    band = f"{numbers.people(row['gap_low'])}–{numbers.people(row['gap_high'])}"
    return (*told, str(numbers.rounded(row["per_10k"])), numbers.people(row["gap"]), band)


def _count(number: float | None) -> str:
    return numbers.HIDDEN if number is None else numbers.people(round(number))
