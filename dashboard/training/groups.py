"""Who was never trained, and who holds a certificate, by a group of the reader's choice."""

from __future__ import annotations

import streamlit as st

from dashboard import data, figures, filters, parts
from dashboard.filters import Selection
from dashboard.training import reading
from sgstats import bars, say


@st.fragment
def panel(chosen: Selection) -> None:
    """Both shares of the same groups, beside each other."""
    with data.holding(), parts.panel("trained_groups", title=say("page.trained_groups")):
        column, _ = st.columns([1, 2])
        with column:
            groups = [*filters.choices()["trained_by"], reading.level(chosen)]
            by = filters.field_of(say("page.by"), groups, key="trained_by")
        left, right = st.columns(2, gap="large")
        with left, parts.refusals_quiet("never", {}):
            _part(chosen, "never_trained", by, value=reading.UNTRAINED)
        with right, parts.refusals_quiet("certified", {}):
            _part(chosen, "certified", by, value=reading.CERTIFIED)


def _part(chosen: Selection, metric: str, by: str, *, value: str) -> None:
    parts.quiet(say(f"page.{metric}_about"), key=f"{metric}_about")
    every = reading.on_day(metric, chosen, by=[by])
    if not reading.recorded(every):
        parts.quiet(say(f"page.no_{metric}"), key=f"{metric}_none")
        return
    one = reading.part(every, value)
    figures.chart(reading.drawn(one), bars, key=metric, alt=say(f"page.{metric}_alt"))
    title = f"{one.definition.title} {filters.field_title(by)} {chosen.title}"
    parts.protected_table(one, key=metric, title=title)
