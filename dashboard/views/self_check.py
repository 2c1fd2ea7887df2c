"""自查: a draft whose every number is held against the data and against its other numbers."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, numbers, parts
from dashboard.self_check import arithmetic, asking, drafts, listing, overview, reading, text
from sgstats import say

TITLE = "page.self_check"
ICON = ":material/rule:"
ORDER = 6


def show() -> None:
    """The inputs; then cards, the coloured draft, the list of its numbers and the checks among them."""
    title = st.container()
    chosen = filters.selection()
    with title:
        parts.head(say(TITLE), place=say("page.self_check_about", place=chosen.title))
    asking.panel()
    draft = drafts.current()
    if draft is None:
        return
    found = reading.verified(draft, chosen)
    if found is None:
        return
    name = draft.name or say("verify.the_text")
    overview.cards(found)
    about = say("page.check_about", file=name, place=chosen.place, day=numbers.day(found.on))
    parts.quiet(about, key="cards")
    text.panel(found)
    listing.panel(found, title=f"{say('page.check_claims_file')} {name}")
    arithmetic.panel(found, title=f"{say('page.check_arithmetic_file')} {name}")
