"""A form for one more issue."""

from __future__ import annotations

import streamlit as st

from dashboard.rectification import editing, inputs
from sgstats import say

FIELDS = (("unit", "kind"), ("owner", "deadline"))


def form(*, expanded: bool = False) -> None:
    """Ask for an issue; once entered it is shown in full, where causes and measures are added."""
    with (
        st.expander(say("page.ledger_add_issue"), expanded=expanded, key="ledger_add"),
        st.form("ledger_add_form", border=False),
    ):
        keys = {"text": inputs.ask("issue", "text", form="add")}
        for pair in FIELDS:
            for column, name in zip(st.columns(len(pair)), pair, strict=True):
                with column:
                    keys[name] = inputs.ask("issue", name, form="add")
        keys["goal"] = inputs.ask("issue", "goal", form="add")
        st.form_submit_button(
            say("page.ledger_add"), type="primary", on_click=_enter, args=(keys,), key="ledger_add_button"
        )
    editing.said("add")


def _enter(keys: dict[str, str]) -> None:
    editing.submit("add", "add", "issue", keys)
