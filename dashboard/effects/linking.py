"""The way from a measure of the ledger to what it did."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.effects import reading
from dashboard.effects.reading import Measure
from sgstats import say


def links(measures: Sequence[Measure]) -> None:
    """A link to its effect for every measure that can be looked at; nothing where there is none."""
    # The views import the panels.
    from dashboard import views

    able = [one for one in measures if reading.lacking(one) is None]
    if not able:
        return
    view = next(view for view in views.found() if view.name == "effects")
    with st.container(horizontal=True, key="issue_effects"):
        for one in able:
            st.page_link(
                view.page(default=False), label=say("page.effects_link", item=one.item),
                icon=":material/query_stats:", query_params={"measure": one.item},
            )  # fmt: skip
