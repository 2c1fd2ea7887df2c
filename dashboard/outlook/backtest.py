"""A projection from an earlier day beside what happened since."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import data, figures, numbers, parts
from dashboard.filters import Selection
from dashboard.movement import printed
from dashboard.outlook import reading
from sgstats import Outlook, Refused, carried_chart, field, say

NOT_ENOUGH = ("outlook.no_history", "outlook.backtest", "outlook.nobody")
COMPARED = ("age_band", "gender", "education_group")


@st.fragment
def panel(chosen: Selection) -> None:
    """The first day that can be tested from, how many numbers lay inside the band, and each of them."""
    with data.holding(), parts.panel("backtest", title=say("page.backtest")):
        found = _first_possible(chosen)
        if found is None:
            parts.quiet(say("page.no_backtest"), key="backtest_none")
            return
        _shown(chosen, found)


def _first_possible(chosen: Selection) -> Outlook | None:
    """A test from the earliest day with a year known before it and one after."""
    for day in reading.earlier(chosen):
        try:
            return reading.tested(chosen, on=day, bands="shk")
        except Refused as refusal:
            if refusal.rule not in NOT_ENOUGH:
                raise
    return None


def _shown(chosen: Selection, tested: Outlook) -> None:
    inside = tested.inside or (0, 0)
    last = tested.frame["on"].max()
    facts = {"inside": inside[0], "compared": inside[1]}
    days = {"day": numbers.day(tested.on), "last": numbers.day(last)}  # type: ignore[arg-type]
    parts.quiet(say("page.backtest_said", **facts, **days), key="backtest_said")
    left, right = st.columns([9, 12], gap="large")
    with left:
        if tested.frame.filter(field="total")["people"].count():
            figure = carried_chart(tested, of="total", label="全部")
            figures.plain(figure, key="backtest", alt=say("page.backtest_alt"))
    with right:
        title = f"{say('page.backtest')} {chosen.title}"
        # The first note repeats the sentence above.
        printed.wide(compared(tested), key="backtest", title=title, names=3, below=list(tested.notes[1:]))


def compared(tested: Outlook) -> pl.DataFrame:
    """One row per year and number that was projected and counted."""
    names = ("year", "what", "label", "people", "band", "actual", "inside")
    titles = [say(f"page.tested_{name}") for name in names]
    rows = tested.frame.filter(pl.col("year") > 0).to_dicts()
    cells = [_cells(row) for row in rows if row["field"] in {"total", *COMPARED}]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _cells(row: reading.Row) -> tuple[str, ...]:
    what = say("page.total_short") if row["field"] == "total" else field(row["field"]).title
    names = (str(row["on"].year), what, row["label"])
    if row["people"] is None:
        return (*names, *[numbers.HIDDEN] * 4)
    band = f"{numbers.people(round(row['low']))}–{numbers.people(round(row['high']))}"
    if row["actual"] is None:
        return (*names, numbers.people(round(row["people"])), band, numbers.HIDDEN, numbers.HIDDEN)
    inside = say("page.inside" if row["inside"] else "page.outside")
    return (*names, numbers.people(round(row["people"])), band, numbers.people(row["actual"]), inside)
