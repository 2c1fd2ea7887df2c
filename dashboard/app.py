"""The frame: one page per module of ``views``, which find themselves."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import parts, views
from sgstats import say

ICON = Path(__file__).with_name("icon.svg")


def main() -> None:
    """Draw the page that the address asks for."""
    # A picture of our own: Streamlit fetches a material icon or an emoji for the tab from the internet.
    st.set_page_config(page_title=say("page.title"), page_icon=ICON, layout="wide")
    parts.style()
    found = views.found()
    pages = [view.page(default=view is found[0]) for view in found]
    chosen = st.navigation({say("page.name"): pages}, expanded=True)
    with parts.refusals_said():
        parts.source_of_numbers()
        chosen.run()


main()
