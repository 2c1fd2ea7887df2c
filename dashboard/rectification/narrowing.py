"""What narrows the board down: unit, state, class of cause, word of degree, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.rectification import reading
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Board, Standing


def chosen(board: Board) -> list[Standing]:
    """The issues that the reader wants to see."""
    unit, state, cause, degree = _asked(board)
    with st.container(horizontal=True, key="board_words", vertical_alignment="bottom"):
        words = st.text_input(
            say("page.ledger_words"), key="ledger_words", placeholder=say("page.ledger_words_hint"),
            persist_state="page",
        )  # fmt: skip
        late = st.toggle(say("page.ledger_only_late"), key="ledger_late", persist_state="page")
    least = reading.terms().degrees.index(degree) + 1 if degree else 0
    return [
        one
        for one in board.issues
        if unit in {None, one.issue.unit}
        and state in {None, one.issue.state}
        and (cause is None or cause in one.causes)
        and one.rank >= least
        and (one.overdue or not late)
        and _has(one, words)
    ]


def _asked(board: Board) -> tuple[str | None, ...]:
    units = sorted({one.issue.unit for one in board.issues if one.issue.unit})
    causes = {cause for one in board.issues for cause in one.causes}
    known = reading.terms()
    options = {
        "unit": units,
        "state": known.states,
        "cause": [one for one in known.causes if one in causes] + sorted(causes - {*known.causes}),
        "degree": known.degrees,
    }
    columns = st.columns(len(options))
    asked = []
    for column, (name, values) in zip(columns, options.items(), strict=True):
        with column:
            asked.append(_among(name, values))
    return tuple(asked)


def _among(name: str, options: Sequence[str]) -> Any:  # noqa: ANN401 - one of the options, or None
    return st.selectbox(
        say(f"page.ledger_by_{name}"), options, index=None, placeholder=say("page.choose_any"),
        key=f"ledger_by_{name}", persist_state="page",
    )  # fmt: skip


def _has(one: Standing, words: str | None) -> bool:
    """Whether an issue, its causes or its measures hold what was typed."""
    wanted = (words or "").strip().lower()
    texts = [one.issue.item, one.issue.text, one.issue.owner or "", one.issue.kind or ""]
    texts += [cause.text for cause in one.issue.causes] + [measure.text for measure in one.measures]
    return not wanted or any(wanted in text.lower() for text in texts)
