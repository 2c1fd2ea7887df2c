"""趋势展望: who reaches the age of retirement, how the staff goes on, and what hiring would change."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, parts
from dashboard.outlook import ages, backtest, carried, need, overview, solving, wave
from sgstats import say

TITLE = "page.outlook"
ICON = ":material/trending_up:"
ORDER = 5


def show() -> None:
    """Cards, the wave of retirements, ages and staff carried forward, hiring, a backtest, the need."""
    title = st.container()
    chosen = filters.selection()
    with title:
        parts.head(say(TITLE), place=say("page.outlook_about", place=chosen.title))
    overview.cards(chosen)
    wave.panel(chosen)
    wave.by_unit(chosen)
    ages.panel(chosen)
    carried.panel(chosen)
    solving.panel(chosen)
    need.panel(chosen)
    backtest.panel(chosen)
