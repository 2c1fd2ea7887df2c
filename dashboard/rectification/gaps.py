"""What the ledger lacks, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from dashboard import parts
from dashboard.rectification import facts, reading
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Board, Gap

NAMED = 40
"""Items named in a row; the file has them all."""


def panel(board: Board) -> None:
    """A row per rule with the items it speaks of, the most frequent first, and every gap as a file."""
    with parts.panel("gaps", title=say("page.ledger_gaps")):
        found = reading.gaps(board.on)
        if not found:
            parts.quiet(say("ledger.no_gaps"), key="gaps")
            return
        parts.quiet(say("page.ledger_gaps_about", count=len(found), day=board.on.isoformat()), key="gaps")
        by_rule: dict[str, list[Gap]] = {}
        for gap in found:
            by_rule.setdefault(gap.rule, []).append(gap)
        rows = [_row(rule, of) for rule, of in sorted(by_rule.items(), key=lambda pair: -len(pair[1]))]
        with st.container(key="gaps_table"):
            st.html(sheet.markup(rows))
        titles = [say(f"page.ledger_column_{name}") for name in ("gap", "item", "message")]
        cells = [(facts.meaning(gap.rule), gap.item, gap.message) for gap in found]
        frame = pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")
        parts.handed_out(frame, key="gaps", title=f"{say('page.ledger_gaps')} {board.on}", below=[])


def _row(rule: str, of: list[Gap]) -> dict[str, list[Line]]:
    items = say("page.comma_of_numbers").join(gap.item for gap in of[:NAMED])
    more = f" …（{len(of)}）" if len(of) > NAMED else ""
    return {
        say("page.ledger_column_gap"): [Line(text=facts.meaning(rule))],
        say("page.ledger_column_count"): [Line(text=str(len(of)), style="strong")],
        say("page.ledger_column_items"): [Line(text=items + more)],
    }
