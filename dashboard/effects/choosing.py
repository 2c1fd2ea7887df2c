"""What a reader may choose: the measure, its indicator or another, and in a fold how it is estimated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

import sgstats
from dashboard import filters
from dashboard.effects import reading
from dashboard.effects.reading import Asked, Measure
from sgstats import say

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 30
"""Characters of a measure's text in the list that one is chosen from."""
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
LONGEST = 24
"""Periods before a start that may be left out."""


def measure(known: Sequence[Measure]) -> tuple[Measure, str | None]:
    """Ask for a measure, by default the one that the address names, and for an indicator."""
    left, right = st.columns([3, 2])
    items = [one.item for one in known]
    with left:
        named = st.query_params.get("measure")
        item = st.selectbox(
            say("page.effects_measure"), items, index=items.index(named) if named in items else 0,
            format_func={one.item: title(one) for one in known}.__getitem__, key="effects_measure",
        )  # fmt: skip
    one = known[items.index(item)]
    with right:
        metric = _indicator(one)
    return one, metric


def title(one: Measure) -> str:
    """A measure as it is offered; of one that can't be looked at with the reason."""
    words = one.text if len(one.text) <= WORDS else f"{one.text[:WORDS]}…"
    lack = reading.lacking(one)
    if lack:
        return say("page.effects_lacking", item=one.item, words=words, reason=lack)
    return f"{one.item}　{words}"


def _indicator(one: Measure) -> str | None:
    """Its own indicator, or one of the catalogue; None stands for its own."""
    own = one.indicator if one.indicator and one.indicator.metric else None
    others = [name for name in sgstats.effect_metrics() if own is None or name != own.metric]
    options = [*(["own"] if own else []), *others]
    first = 0 if own else None

    def named(name: str) -> str:
        if name != "own" or own is None:
            return reading.metric_title(name)
        return say("page.effects_own", title=own.words or reading.metric_title(own.metric or ""))

    # A key per measure: the indicator of another one is its own again.
    found = st.selectbox(
        say("page.effects_indicator"), options, index=first, format_func=named,
        placeholder=say("page.effects_choose_indicator"), key=f"effects_indicator_{one.item}",
    )  # fmt: skip
    return None if found == "own" else found


def asked(one: Measure, metric: str | None) -> Asked:
    """Ask for the options, in a fold: what is there by default is right for most readers."""
    with st.expander(say("page.effects_options"), key="effects_options"):
        top, bottom = st.columns(3), st.columns(3)
        with top[0]:
            design = st.selectbox(
                say("page.effects_design"), ["auto", *filters.choices()["designs"]], key="effects_design",
                format_func=design_title, help=say("page.effects_design_help"),
            )  # fmt: skip
        with top[1]:
            since = _day("since")
        with top[2]:
            until = _day("until")
        with bottom[0]:
            better = _better()
        with bottom[1]:
            periods = st.number_input(
                say("page.effects_anticipation"), 0, LONGEST, 0, key="effects_anticipation",
                help=say("page.effects_anticipation_help"),
            )  # fmt: skip
        with bottom[2]:
            mix = _mix()
    return Asked(
        measure=one.item, metric=metric, design=design, since=since, until=until, anticipation=int(periods),
        better=better, mix=mix,
    )  # fmt: skip


def design_title(name: str) -> str:
    """A design as it is offered."""
    return say("page.effects_auto") if name == "auto" else say(f"effect.design_{name}")


def _day(name: str) -> date | None:
    return st.date_input(
        say(f"page.effects_{name}"), value=None, min_value=FIRST, max_value=LAST, format="YYYY-MM-DD",
        key=f"effects_{name}", help=say("page.effects_days_help"),
    )  # fmt: skip


def _better() -> str | None:
    found = st.segmented_control(
        say("page.effects_better"), ["auto", "higher", "lower"], default="auto", required=True,
        key="effects_better", format_func=lambda name: say(f"page.effects_better_{name}"),
        help=say("page.effects_better_help"),
    )  # fmt: skip
    return None if found == "auto" else found


def _mix() -> str | None:
    found: str | None = st.selectbox(
        say("page.effects_mix"), filters.choices()["mixing"], index=None, format_func=filters.field_title,
        placeholder=say("page.effects_mix_none"), key="effects_mix", help=say("page.effects_mix_help"),
    )  # fmt: skip
    return found
