"""培训与配备: who is trained and how much, whether duties are met, and posts beside quota and residents."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, parts
from dashboard.training import coverage, duties, groups, overview, posts
from sgstats import say

TITLE = "page.training"
ICON = ":material/school:"
ORDER = 4


def show() -> None:
    """Cards, coverage, duties, who was never trained, certificates, posts and residents."""
    title = st.container()
    chosen = filters.selection()
    with title:
        parts.head(say(TITLE), place=say("page.training_about", place=chosen.title))
    overview.cards(chosen)
    coverage.panel(chosen)
    duties.panel(chosen)
    groups.panel(chosen)
    posts.filled(chosen)
    posts.needed(chosen)
