"""The board: a column per state, a card per issue, and what narrows it down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import parts
from dashboard.rectification import adding, card, editing, narrowing, reading
from dashboard.self_check import sheet
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Board, Standing

CARDS = 20
"""Cards of a column at once."""


def panel(board: Board) -> None:
    """The columns, and below them a form for one more issue."""
    with parts.panel("board", title=say("page.ledger_board")):
        shown = narrowing.chosen(board)
        parts.quiet(say("page.ledger_shown", shown=len(shown), all=len(board.issues)), key="board_shown")
        editing.said("board")
        with st.container(key="board"):
            for place, column in enumerate(st.columns(len(reading.terms().states), gap="small")):
                with column:
                    _column(place, reading.terms().states[place], shown)
        adding.form()


def _column(place: int, state: str, shown: Sequence[Standing]) -> None:
    mine = sorted((one for one in shown if one.issue.state == state), key=_urgency)
    with st.container(key=f"lane_{place}", gap="small"):
        st.html(f'<div class="lane-head lane-{place}">{state}<span>{len(mine)}</span></div>')
        page = sheet.turned(len(mine), each=CARDS, key=f"lane_{place}")
        with st.container(key=f"lane_cards_{place}", gap="small"):
            for row, one in enumerate(mine[CARDS * (page - 1) : CARDS * page]):
                _card(f"{place}_{row}", one)
            if not mine:
                parts.quiet(say("page.ledger_no_issue_here"), key=f"lane_{place}")


def _card(name: str, one: Standing) -> None:
    """A card; its button spreads over all of it (style.css)."""
    late = "late" if one.overdue else "issue"
    with st.container(key=f"issue_{late}_{name}", gap=None):
        st.html(card.markup(one))
        st.button(
            say("page.ledger_open"), key=f"open_{name}", on_click=editing.open_issue, args=(one.issue.item,),
            type="tertiary",
        )  # fmt: skip


def _urgency(one: Standing) -> tuple[int, int]:
    """What is due first stands first, what has no limit last; of closed ones the last closed first."""
    if one.issue.state == card.CLOSED:
        return 0, -(one.issue.closed_on or date.min).toordinal()
    return (1, 0) if one.days is None else (0, one.days)
