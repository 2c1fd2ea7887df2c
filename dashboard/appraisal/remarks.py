"""What the judgement rests on: how clauses were read, what was assumed, what the pack leaves open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import parts
from dashboard.appraisal import reading
from dashboard.appraisal.reading import Chosen
from sgstats import Verdicts, say


def panel(verdicts: Verdicts, chosen: Chosen) -> None:
    """Notes of the judgement, flags and source of the pack, and the options as read."""
    pack = reading.pack(chosen.policy)
    options = say("page.semicolon").join(
        say(f"report.reading_{name}_{value}") for name, value in verdicts.options.items()
    )
    with parts.panel("remarks", title=say("page.remarks")):
        left, right = st.columns(2, gap="large")
        with left:
            parts.quiet("\n".join([say("page.assumed"), *_lines(verdicts.notes)]), key="notes")
        with right:
            parts.quiet("\n".join([say("page.left_open"), *_lines(pack["flags"])]), key="flags")
        parts.quiet(
            say("page.pack_source", policy=pack["name"], title=pack["title"], source=pack["source"]),
            key="pack",
        )
        parts.quiet(say("page.options_read", options=options), key="options")


def _lines(sentences: Sequence[str]) -> list[str]:
    return [f"· {sentence}" for sentence in sentences] or ["–"]
