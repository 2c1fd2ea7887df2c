"""One measure and one indicator: the verdict first, the picture, the counts, and all the rest in folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import parts
from dashboard.effects import (
    assumptions,
    choosing,
    counts,
    handing,
    mixture,
    overview,
    picture,
    reading,
    verdict,
    who,
)
from dashboard.effects.reading import Asked, Measure
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect

TOLD = {
    "effect.no_better": "page.effects_no_better",
    "effect_panel.no_start": "page.effects_no_start_long",
    "effect_panel.no_start_of": "page.effects_no_start_long",
    "effect_panel.no_indicator": "page.effects_no_indicator_long",
}
"""Refusals that speak of the command line, and what the page says in their place."""


def panel() -> None:
    """Ask for a measure, then say what it did, or why that can't be told."""
    with st.container(key="panel_effects_choice"):
        one, metric = choosing.measure(reading.measures())
        asked = choosing.asked(one, metric)
    if not one.starts or (metric is None and reading.lacking(one)):
        _lacking(one)
        return
    with parts.refusals_quiet("effects", TOLD), st.spinner(say("page.effects_estimating")):
        effect = reading.estimated(asked)
        _shown(effect, asked, about=say("page.effects_of", item=one.item, text=one.text, title=effect.title))


def _lacking(one: Measure) -> None:
    """What a measure lacks, and what to do."""
    with parts.panel("effects_lacking", title=say("page.effects_cannot")):
        long = "page.effects_no_indicator_long" if one.starts else "page.effects_no_start_long"
        st.text(say(long))


def _shown(effect: ProtectedEffect, asked: Asked, *, about: str) -> None:
    verdict.panel(effect, about=about)
    overview.cards(effect)
    picture.line(effect)
    assumptions.needed(effect)
    picture.events(effect)
    mixture.panel(effect, asked)
    counts.panel(effect)
    with st.container(key="panel_effects_folds"):
        assumptions.fold(effect)
        who.fold(effect, asked)
        handing.fold(effect, asked)
