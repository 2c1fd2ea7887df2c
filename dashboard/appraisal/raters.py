"""Who scores how, and what is signed after complaints: only where such records are."""

from __future__ import annotations

import streamlit as st

from dashboard import parts
from dashboard.appraisal import reading
from dashboard.appraisal.reading import Chosen
from sgstats import Protected, say


def panel(chosen: Chosen) -> None:
    """Mean scores, gaps between raters, and leniency; nothing at all where nothing is recorded."""
    found = {name: reading.measured(name, chosen) for name in ("rater_scores", "rater_gap", "leniency")}
    told = {name: table for name, table in found.items() if table is not None and table.frame.height}
    if not told:
        return
    with parts.panel("raters", title=say("page.raters")):
        parts.quiet(say("page.raters_about"), key="raters")
        for column, (name, table) in zip(st.columns(len(told), gap="large"), told.items(), strict=True):
            with column:
                _table(table, name=name, chosen=chosen)


def _table(table: Protected, *, name: str, chosen: Chosen) -> None:
    parts.quiet(say(f"page.{name}_about", title=table.definition.title), key=f"{name}_about")
    parts.protected_table(table, key=name, title=f"{table.definition.title} {chosen.title}")
