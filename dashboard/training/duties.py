"""How people stand to the training duties of a rule pack."""

from __future__ import annotations

import streamlit as st

from dashboard import data, figures, filters, parts
from dashboard.filters import Selection
from dashboard.training import reading
from sgstats import bars, packs, say


@st.fragment
def panel(chosen: Selection) -> None:
    """A pack of the reader's choice: everybody by duty, or one more field of groups."""
    with data.holding(), parts.panel("duties", title=say("page.duties")):
        left, right = st.columns([10, 11], gap="large")
        with left:
            policy = st.selectbox(say("page.pack"), offered(), format_func=_title, key="duties_policy")
        with right:
            groups = [reading.level(chosen), *filters.choices()["trained_by"]]
            by = filters.optional_field(say("page.by"), groups, key="duties_by")
        parts.quiet(say("page.duties_about"), key="duties_about")
        with parts.refusals_quiet("duties", {}):
            _shown(chosen, policy, by)


def offered() -> list[str]:
    """The packs whose training rules say how much, the best known first."""
    known = [name for name, pack in packs().items() if any(rule.counted for rule in pack.training)]
    liked = [name for name in filters.choices()["duties"] if name in known]
    return [*liked, *(name for name in known if name not in liked)]


def _title(name: str) -> str:
    return f"{name} {packs()[name].title}"


def _shown(chosen: Selection, policy: str, by: str | None) -> None:
    whole = reading.on_day("training_duties", chosen, policy=policy)
    if not reading.recorded(whole):
        parts.quiet(say("page.no_training_files"), key="duties_none")
        return
    left, right = st.columns([10, 11], gap="large")
    with left:
        figures.chart(whole, bars, key="duties", alt=say("page.duties_alt"))
    with right:
        title = f"{say('page.duties')} {policy} {chosen.title}"
        parts.protected_table(whole, key="duties", title=title)
    if by:
        grouped = reading.on_day("training_duties", chosen, by=[by, "duty"], policy=policy)
        title = f"{say('page.duties')} {policy} {filters.field_title(by)} {chosen.title}"
        parts.protected_table(grouped, key="duties_by", title=title)
