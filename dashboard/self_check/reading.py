"""The draft as verified: asked once for a draft, a day and a unit, and kept in the reader's session only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

import sgstats
from dashboard import data, parts
from dashboard.self_check import drafts
from sgstats import language, say

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.filters import Selection
    from dashboard.self_check.drafts import Draft
    from sgstats import Verified

Row = dict[str, Any]
OUTCOMES = ("contradicted", "impossible", "untestable", "consistent")
"""What wants attention first."""
WRONG = ("contradicted", "impossible")
LONGEST_TEXT = 1_000_000
"""Characters that may be pasted: some 1,500 pages."""


def verified(draft: Draft, chosen: Selection) -> Verified | None:
    """The draft held against the data; None where it cannot be read, which is then said on the page."""
    previous = drafts.last_year()
    asked = (draft.digest, previous and previous.digest, chosen, data.version(), data.audience(), language())
    kept = st.session_state.get("self_check_found")
    if kept is None or kept[0] != asked:
        kept = st.session_state["self_check_found"] = (asked, *_found(draft, previous, chosen))
    found: Verified | None = kept[1]
    if found is None:
        _say_refusal(kept[2])
    return found


def _found(draft: Draft, previous: Draft | None, chosen: Selection) -> tuple[Verified | None, str]:
    """What was found, or why nothing was."""
    if len(draft.text) > LONGEST_TEXT:
        return None, say("page.check_too_long", count=f"{len(draft.text):,}", limit=f"{LONGEST_TEXT:,}")
    place = st.empty()
    try:
        return _asked(draft, previous, chosen, told=_told(place)), ""
    except sgstats.Refused as refusal:
        if refusal.rule in parts.NOTHING_YET:
            raise
        return None, str(refusal)
    finally:
        place.empty()


def _asked(
    draft: Draft, previous: Draft | None, chosen: Selection, *, told: Callable[[int, int], None]
) -> Verified:
    with drafts.on_disk(draft) as file, drafts.on_disk(previous) as before:
        return sgstats.verify(
            file, text=None if file else draft.text, on=chosen.day, where=chosen.where, previous=before,
            store=data.store(), audience=data.audience(), told=told,
        )  # fmt: skip


def _told(place: DeltaGenerator) -> Callable[[int, int], None]:
    """A bar that moves by whole percents: thousands of claims would else be as many messages."""
    shown = -1

    def told(done: int, among: int) -> None:
        nonlocal shown
        percent = 100 * done // max(among, 1)
        if percent != shown:
            shown = percent
            place.progress(percent / 100, text=say("page.check_progress", done=done, all=among))

    place.progress(0.0, text=say("page.check_reading"))
    return told


def _say_refusal(reason: str) -> None:
    with parts.panel("refusal_check", title=say("page.check_refused")):
        st.text(reason)


def claims(found: Verified) -> list[Row]:
    """Every claim, with its other readings."""
    return found.rows()["claims"]


def breaches(found: Verified) -> list[Row]:
    """The checks of the numbers against each other that fail."""
    return found.arithmetic.filter(pl.col("verdict").is_in(WRONG)).to_dicts()


def outcome_title(outcome: str) -> str:
    """A verdict in words."""
    return say(f"verify.outcome_{outcome}")


def place(row: Row) -> str:
    """Where a claim stands."""
    return str(row["cell"] or say("verify.place", paragraph=row["paragraph"]))
