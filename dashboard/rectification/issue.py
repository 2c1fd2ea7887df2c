"""One issue in full: its facts and parts, its measures and what their indicators say, forms, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from dashboard import parts
from dashboard.effects import linking
from dashboard.rectification import editing, facts, forms, reading
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats import Board, Standing

PARTS = ("evidence", "records", "refused", "reviews")


def panel(board: Board, one: Standing) -> None:
    """The issue in the place of the board, and the way back to it."""
    with parts.panel("issue", title=say("page.ledger_issue")):
        _bar(board, one)
        # One text: the tables of an issue stand closer together than elements of a page do.
        st.html(facts.head(one) + facts.gaps(_gaps(board, one)))
        st.html(facts.parts(one, "causes") + facts.measures(one, reading.now(one)))
        linking.links(one.measures)
        st.html("".join(facts.parts(one, name) for name in PARTS) or "<div></div>")
        forms.panel(one)
        with st.expander(say("page.ledger_history"), key="ledger_history"):
            _history(one)


def _bar(board: Board, one: Standing) -> None:
    """Back to the board, or on to another issue."""
    items = [other.issue.item for other in board.issues]
    words = {other.issue.item: other.issue.text for other in board.issues}
    with st.container(horizontal=True, vertical_alignment="bottom", key="issue_bar"):
        st.button(
            say("page.ledger_back"), on_click=editing.open_issue, args=(None,), key="ledger_back",
            icon=":material/arrow_back:",
        )  # fmt: skip
        # A key per issue: opened from elsewhere, the choice is that issue again.
        name = f"ledger_issue_{items.index(one.issue.item)}_{len(items)}"
        st.selectbox(
            say("page.ledger_choose"), items, index=items.index(one.issue.item), key=name,
            format_func=lambda item: f"{item}　{words[item]}", label_visibility="collapsed",
            on_change=_turn, args=(name,), width="stretch",
        )  # fmt: skip


def _turn(name: str) -> None:
    editing.open_issue(st.session_state[name])


def _gaps(board: Board, one: Standing) -> list[str]:
    """What this issue, its causes and its measures lack."""
    mine = {one.issue.item, *(cause.item for cause in one.issue.causes)}
    mine |= {measure.item for measure in one.measures}
    found = [gap for gap in reading.gaps(board.on) if gap.item in mine]
    return [gap.message.removeprefix(one.issue.item).lstrip("：: ") for gap in found]


def _history(one: Standing) -> None:
    """Every change of the issue, its parts and its measures, the newest first."""
    items = [one.issue.item, *(measure.item for measure in one.measures)]
    told = pl.concat([reading.changes(item) for item in items]).sort("change", descending=True)
    names = [say(f"ledger.title_{name}") for name in ("at", "who", "item", "field", "value")]
    rows = [_change(row) for row in told.iter_rows(named=True)]
    with st.container(key="issue_history"):
        lines = [dict(zip(names, map(_cell, row), strict=True)) for row in rows]
        sheet.paged(lines, key="ledger_history")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    parts.handed_out(frame, key="history", title=f"{say('page.ledger_history')} {one.issue.item}", below=[])


def _cell(text: str) -> list[Line]:
    return [Line(text=text)]


def _change(row: dict[str, object]) -> Sequence[str]:
    known = reading.terms()
    title = known.fields[known.part_of(str(row["item"]))].get(str(row["field"]), str(row["field"]))
    value = say("page.ledger_taken_away") if row["value"] is None else str(row["value"])
    who = str(row["who"])
    if row["import"] is not None:
        who = say("page.ledger_brought", who=who, number=row["import"])
    return str(row["at"]).replace("T", " ")[:16], who, str(row["item"]), title, value
