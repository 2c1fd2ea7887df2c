"""整改成效: whether measures of the ledger changed their indicators, how sure that is, whether it lasted."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import data, parts
from dashboard.effects import back, one, reading, several
from dashboard.rectification import reading as ledger
from sgstats import say

TITLE = "page.effects"
ICON = ":material/query_stats:"
ORDER = 8
PARTS = ("one", "every", "back")


def show() -> None:
    """One measure in full, all measures side by side, or what became of closed issues."""
    if not ledger.has_lists() and not ledger.board(date.today()).issues:
        data.days()  # a store without any list or ledger says what to do first
    parts.head(say(TITLE), place=say("page.effects_about"))
    if not reading.measures():
        _first()
        return
    if not ledger.has_lists():
        with parts.panel("effects_first", title=say("page.effects_no_lists")):
            st.text(say("page.effects_no_lists_about"))
            st.code("sgstats ingest 花名册.xlsx", language=None)
        return
    part = st.segmented_control(
        say("page.effects_part"), PARTS, default="one", required=True, key="effects_part",
        format_func=lambda name: say(f"page.effects_part_of_{name}"), label_visibility="collapsed",
    )  # fmt: skip
    {"one": one.panel, "every": several.panel, "back": back.panel}[part]()


def _first() -> None:
    """What to do where the ledger has no measure yet."""
    with parts.panel("effects_first", title=say("page.effects_first")):
        st.text(say("page.effects_first_about"))
        st.code("sgstats ingest 整改台账.xlsx --kind ledger", language=None)
