"""回头看: measures of closed issues with all that is known by now, and the way of that into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

import sgstats
from dashboard import data, numbers, parts
from dashboard.effects import printing, reading
from dashboard.rectification import editing
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from sgstats import LookBack, NotLooked

MARKS = {True: "worse", False: "better", None: "unknown"}
NAMES = {True: "gone", False: "lasting", None: "unknown"}
PLACE = "effects_back"


def panel() -> None:
    """What lasted and what did not, those that went first; then the way into the ledger."""
    with parts.panel("effects_back", title=say("page.effects_back")):
        parts.quiet(say("page.effects_back_about"), key="effects_back_about")
        with st.spinner(say("page.effects_estimating")):
            found = sorted(reading.looked_back(), key=lambda one: [True, False, None].index(one.rebound))
            lacking = sgstats.not_looked_back(data.store())
        editing.said(PLACE)
        if not found:
            parts.quiet(say("page.effects_back_none"), key="effects_back_none")
            _lacking(lacking)
            return
        st.text(summary(found))
        st.html(sheet.markup([_row(one) for one in found]))
        _lacking(lacking)
        _recording()


def _lacking(lacking: Sequence[NotLooked]) -> None:
    """Which closed issues are not among them, and why."""
    for place, one in enumerate(lacking):
        parts.quiet(one.sentence, key=f"effects_back_lacking_{place}")


def summary(found: Sequence[LookBack]) -> str:
    """How many rebounded, lasted, or can't be told."""
    counts = {name: sum(one.rebound is name for one in found) for name in NAMES}
    return say(
        "page.effects_back_summary", looked=len(found), gone=counts[True], lasting=counts[False],
        unknown=counts[None],
    )  # fmt: skip


def _row(one: LookBack) -> dict[str, list[Line]]:
    title = one.now.title if one.now else reading.metric_title(one.metric)
    outcome = say(f"page.effects_back_{NAMES[one.rebound]}")
    cells = {
        "outcome": [Line(text=outcome, style=MARKS[one.rebound])],
        "issue": [Line(text=one.issue), Line(text=_closed(one), style="small")],
        "measure": [Line(text=one.measure), Line(text=title, style="small")],
        "then": [Line(text=_verdict(one.then), style="number")],
        "since": [Line(text=_since(one), style="number")],
        "sentence": [Line(text=one.sentence)],
    }
    return {say(f"page.effects_column_{name}"): cell for name, cell in cells.items()}


def _closed(one: LookBack) -> str:
    return say("page.effects_back_closed", day=numbers.day(one.closed_on))


def _verdict(verdict: str | None) -> str:
    return f"{printing.sign(verdict)} {printing.words(verdict)}" if verdict else numbers.NONE


def _since(one: LookBack) -> str:
    if one.since is None or one.since.effect is None:
        return numbers.NONE
    return f"{printing.signed(one.since.effect)} {printing.unit_of_change(one.since.unit)}"


def _recording() -> None:
    """Who looks, the button, and what came of it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="effects_back_record"):
        st.text_input(
            say("page.effects_back_who"), key=editing.WHO, max_chars=60, persist_state="session",
            placeholder=say("page.ledger_post_hint"), help=say("page.ledger_who_help"),
        )  # fmt: skip
        st.button(
            say("page.effects_back_record"), type="primary", on_click=_record, key="effects_back_button",
            icon=":material/edit_note:",
        )  # fmt: skip
    parts.quiet(say("page.effects_back_record_about"), key="effects_back_record")


def _record() -> None:
    editing.tried(PLACE, _recorded)


def _recorded() -> list[str]:
    """Write the reviews as the post that the reader named; returns the items changed.

    Raises:
        Refused: Nobody is named.
    """
    made = sgstats.record_look_back(who=st.session_state.get(editing.WHO), store=data.store())
    return list(dict.fromkeys(one.item for one in made))
