"""整改: the rectification ledger as a board, edited in place, beside the problems found in the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import data, parts
from dashboard.rectification import (
    adding,
    board,
    editing,
    found,
    gaps,
    inputs,
    issue,
    overview,
    reading,
    timeline,
)
from sgstats import say

TITLE = "page.rectification"
ICON = ":material/checklist:"
ORDER = 7


def show() -> None:
    """Cards, the board or one issue of it, gaps, problems of the data, a chart over time, files."""
    known = reading.board(_start())
    if not known.issues:
        _first()
        found.panel(known)
        return
    overview.cards(reading.progress(known.on))
    opened = reading.standing(known, editing.opened() or "")
    if opened:
        issue.panel(known, opened)
    else:
        board.panel(known)
    # Looking through the data takes seconds: everything else is drawn before it.
    place = st.container()
    gaps.panel(known)
    timeline.panel(known)
    timeline.files(known)
    with place:
        found.panel(known)


def _start() -> date:
    """The title, the day by which things are late, and who makes the edits."""
    if not reading.has_lists() and not reading.board(date.today()).issues:
        data.days()  # a store without any list or ledger says what to do first
    parts.head(say(TITLE), place=say("page.ledger_about"))
    left, right = st.columns([1, 2])
    with left:
        day = st.date_input(
            say("page.ledger_today"), value="today", min_value=inputs.FIRST, max_value=inputs.LAST,
            format="YYYY-MM-DD", key="ledger_today", persist_state="session",
            help=say("page.ledger_today_help"),
        )  # fmt: skip
    with right:
        st.text_input(
            say("page.ledger_who"), key=editing.WHO, max_chars=60, placeholder=say("page.ledger_post_hint"),
            persist_state="session", help=say("page.ledger_who_help"),
        )  # fmt: skip
    return day


def _first() -> None:
    """What to do with a ledger in which nothing stands yet."""
    with parts.panel("ledger_first", title=say("page.ledger_first")):
        st.text(say("page.ledger_first_about"))
        st.code("sgstats ingest 整改台账.xlsx --kind ledger", language=None)
        adding.form(expanded=True)
