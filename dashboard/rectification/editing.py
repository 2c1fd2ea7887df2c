"""Edits of the ledger: made before the page is drawn anew, so that it shows them; refusals are sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

import sgstats
from dashboard import data
from sgstats import say

WHO, OPEN, SAID, ROUND = (f"rectification_{name}" for name in ("who", "open", "said", "round"))

TOLD = {
    "ledger.nobody": "page.ledger_nobody",
    "ledger.no_text": "page.ledger_no_text",
    "ledger.move_needs_evidence": "page.ledger_needs_evidence",
    "ledger.move_needs_accepted_by": "page.ledger_needs_acceptor",
    "ledger.move_needs_reason": "page.ledger_needs_reason",
    "ledger.review_empty": "page.ledger_needs_result",
    "ledger.move_closed": "page.ledger_is_closed",
}
"""Refusals that speak of the command line, and what the page says in their place."""


def open_issue(item: str | None) -> None:
    """Show one issue in full, or with None the board again."""
    st.session_state[OPEN] = item
    forget()


def opened() -> str | None:
    """The issue that is shown in full."""
    return st.session_state.get(OPEN)


def key(name: str) -> str:
    """The key of an input, a new one after every edit that was made, so that it is empty again."""
    return f"ledger_{name}_{st.session_state.get(ROUND, 0)}"


def submit(place: str, action: str, item: str, inputs: Mapping[str, str]) -> None:
    """Make an edit from what was typed.

    Args:
        place: The panel that says what came of it.
        action: ``add``, ``set``, ``move`` or ``review``.
        item: The item, or of ``add`` what is added.
        inputs: Fields, each with the key of its input, or with a text after ``=``.
    """
    told = {
        name: one[1:] if one.startswith("=") else _text(st.session_state.get(one))
        for name, one in inputs.items()
    }
    if action != "set":
        told = {name: text for name, text in told.items() if text}
    make(place, action, item, told)


def make(place: str, action: str, item: str, values: Mapping[str, str]) -> str | None:
    """Make an edit, and keep what is to be said of it; returns the item changed first, if any."""
    return tried(place, lambda: changed(action, item, values))


def changed(action: str, item: str, values: Mapping[str, str]) -> list[str]:
    """Make an edit as the post that the reader named; returns the items changed.

    Raises:
        Refused: Nobody is named, or the library refuses the edit.
    """
    who = st.session_state.get(WHO)
    made = sgstats.change_ledger(action, item, values, who=who, store=data.store())
    return [one.item for one in made]


def tried(place: str, act: Callable[[], list[str]]) -> str | None:
    """Do something that the library may refuse, and keep what is to be said of it."""
    try:
        items = act()
    except sgstats.Refused as refusal:
        keep(place, _told(refusal), good=False)
        return None
    words = (
        say("page.ledger_made", count=len(items), item=items[0]) if items else say("page.ledger_unchanged")
    )
    keep(place, words, good=True)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    return items[0] if items else None


def _told(refusal: sgstats.Refused) -> str:
    return say(TOLD[refusal.rule]) if refusal.rule in TOLD else str(refusal)


def keep(place: str, words: str, *, good: bool) -> None:
    """Keep what is to be said, and where."""
    st.session_state[SAID] = (place, words, good)


def forget() -> None:
    """Nothing is to be said any more."""
    st.session_state.pop(SAID, None)


def said(place: str) -> None:
    """What came of the last edit, in the panel where it was made, until the next one."""
    kept = st.session_state.get(SAID)
    if kept and kept[0] == place:
        with st.container(key=f"{'said' if kept[2] else 'refused'}_{place}"):
            st.text(kept[1])


def _text(value: Any) -> str:  # noqa: ANN401 - whatever an input holds
    if isinstance(value, bool):
        return "是" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()
