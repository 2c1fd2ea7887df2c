"""人员流动: who came and went in a period, how fast, how long people stay, and why shares changed."""

from __future__ import annotations

import streamlit as st

from dashboard import data, parts
from dashboard.movement import account, changing, choosing, mixture, overview, rates, reading, staying
from sgstats import say

TITLE = "page.movement"
ICON = ":material/swap_horiz:"
ORDER = 3


def show() -> None:
    """Cards, the account of staff, turnover, lengths of stay, and the causes of a change."""
    data.days()  # a store without any list says what to do first
    known = reading.known_span()
    if known is None:
        parts.head(say(TITLE), place=say("page.one_list"))
        return
    title = st.container()
    chosen = choosing.chosen(known)
    with title:
        parts.head(say(TITLE), place=say("page.movement_about", place=chosen.title))
    overview.cards(chosen)
    account.panel(chosen)
    rates.panel(chosen)
    staying.panel(chosen)
    changing.panel(chosen)
    mixture.panel(chosen)
