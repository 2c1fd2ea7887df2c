"""The first thing to see: what can be said of a measure, in a word, in a sentence, and by which design."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.effects import printing
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect


def panel(effect: ProtectedEffect, *, about: str) -> None:
    """The verdict as large as a title.

    Args:
        effect: What was found.
        about: Measure and indicator, as people wrote them.
    """
    with st.container(key="panel_verdict"):
        st.html(markup(effect, about=about))


def markup(effect: ProtectedEffect, *, about: str) -> str:
    """The verdict as HTML, every text escaped."""
    style, sign = printing.style(effect.verdict), printing.sign(effect.verdict)
    word = escape(printing.words(effect.verdict))
    head = f'<div class="effect-word"><span class="effect-sign" aria-hidden="true">{sign}</span>{word}</div>'
    lines = {
        "effect-about": about,
        "effect-sentence": effect.sentence,
        "effect-design": say(f"page.effects_by_{effect.design}"),
    }
    told = [f'<div class="{name}">{escape(text)}</div>' for name, text in lines.items()]
    return f'<div class="effect effect-{style}">{told[0]}{head}{"".join(told[1:])}</div>'
