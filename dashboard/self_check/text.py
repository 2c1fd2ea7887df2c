"""The draft itself: every number in the colour of its verdict, what is to be said of it beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import parts
from dashboard.self_check import blocks, markup, sheet
from sgstats import say

if TYPE_CHECKING:
    from dashboard.self_check.blocks import Block
    from sgstats import Verified

PAGE = 20
"""Blocks shown at once; a longer draft opens on what wants attention."""
SHOWN = ("attention", "numbers", "all")


@st.fragment
def panel(found: Verified) -> None:
    """The blocks that the reader wants to see, a page at a time."""
    with parts.panel("check_text", title=say("page.check_text_title")):
        st.html(markup.legend())
        every = blocks.blocks(found)
        shown = _wanted(every, _choice(every))
        if not shown:
            parts.quiet(say("page.check_nothing_here"), key="check_nothing_here")
            return
        page = sheet.turned(len(shown), each=PAGE, key="check_text")
        st.html(markup.page(shown[PAGE * (page - 1) : PAGE * page]))


def _choice(every: list[Block]) -> str:
    counts = {name: len(_wanted(every, name)) for name in SHOWN}
    short = len(every) <= PAGE or not counts["attention"]
    return st.segmented_control(
        say("page.check_shown"), SHOWN, default="all" if short else "attention", required=True,
        key="self_check_shown", label_visibility="collapsed",
        format_func=lambda name: say(f"page.check_shown_{name}", count=counts[name]),
    )  # fmt: skip


def _wanted(every: list[Block], name: str) -> list[Block]:
    if name == "attention":
        return [block for block in every if block.wants_attention]
    return [block for block in every if block.claims or block.breaches] if name == "numbers" else every
