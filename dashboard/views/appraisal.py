"""考核与绩效: a year judged by a rule pack, what follows, and what it pays."""

from __future__ import annotations

import streamlit as st

from dashboard import data, parts
from dashboard.appraisal import (
    cases,
    choosing,
    clauses,
    money,
    over_time,
    overview,
    quota,
    raters,
    reading,
    remarks,
)
from sgstats import say

TITLE = "page.appraisal"
ICON = ":material/workspace_premium:"
ORDER = 2


def show() -> None:
    """Cards, grades over the years, the quota, the clauses that fired, pay, and what it rests on."""
    data.days()  # a store without any list says what to do first
    if not data.years():
        parts.head(say(TITLE), place=say("page.nothing_appraised"))
        return
    title = st.container()
    chosen = choosing.chosen()
    with title:
        about = say("page.appraisal_about", place=chosen.title, policy=choosing.pack_title(chosen.policy))
        parts.head(say(TITLE), place=about)
    verdicts = reading.judged(chosen)
    overview.cards(verdicts, chosen)
    cases.panel(verdicts, chosen)
    over_time.distribution(verdicts, chosen)
    over_time.changes(chosen)
    quota.panel(verdicts, chosen)
    clauses.panel(verdicts, chosen)
    raters.panel(chosen)
    money.panel(chosen)
    remarks.panel(verdicts, chosen)
