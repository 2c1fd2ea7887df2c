"""The problems found in the data, gravest first, and the way of one into the ledger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboard import filters, parts
from dashboard.rectification import adopting, editing, problem, reading
from dashboard.self_check import sheet
from sgstats import say

if TYPE_CHECKING:
    from dashboard.filters import Selection
    from sgstats import Board

Row = dict[str, Any]
PAGE = 8
"""Problems at once."""
COLUMNS = (
    "severity",
    "certainty",
    "kind",
    "unit",
    "sentence",
    "number",
    "interval",
    "limit",
    "base",
    "source",
    "call",
)


def panel(board: Board) -> None:
    """The day and the unit, the problems, and the same as a file."""
    with parts.panel("found", title=say("page.ledger_found")):
        if not reading.has_lists():
            parts.quiet(say("page.ledger_no_lists"), key="found")
            return
        chosen = filters.selection()
        with st.spinner(say("page.ledger_looking")), parts.refusals_quiet("found", {}):
            found = reading.found(chosen)
            parts.quiet(found.summary, key="found")
            editing.said("found")
            _listed(found.issues, board, chosen)


def _listed(issues: pl.DataFrame, board: Board, chosen: Selection) -> None:
    if issues.is_empty():
        parts.quiet(say("page.ledger_nothing_found"), key="found_none")
        return
    rows = _narrowed(issues)
    known = {one.issue.source: one.issue.item for one in board.issues if one.issue.source}
    page = sheet.turned(len(rows), each=PAGE, key="found")
    shown = rows[PAGE * (page - 1) : PAGE * page]
    for place, row in enumerate(shown):
        _problem(place, row, known, chosen)
    parts.quiet("\n".join(notes(shown)), key="found_notes")
    frame = pl.DataFrame(
        [[problem.fact(row, name) for name in COLUMNS] for row in rows],
        schema=dict.fromkeys([say(f"page.ledger_found_{name}") for name in COLUMNS], pl.String),
        orient="row",
    )
    parts.handed_out(
        frame, key="found", title=f"{say('page.ledger_found')} {chosen.title}", below=notes(rows)
    )


def _narrowed(issues: pl.DataFrame) -> list[Row]:
    """The problems of one severity and one class, or all."""
    severities = issues["severity"].fill_null("")
    counts = {"": issues.height} | {name: int((severities == name).sum()) for name in problem.GRAVE}
    with st.container(horizontal=True, vertical_alignment="bottom", key="choice_found"):
        grave = st.segmented_control(
            say("page.ledger_found_severity"), [name for name, count in counts.items() if count], default="",
            required=True, key="found_severity",
            format_func=lambda name: f"{name or say('page.check_all')} {counts[name]}",
        )  # fmt: skip
        kind = st.selectbox(
            say("page.ledger_found_kind"), sorted(issues["kind"].unique()), index=None, key="found_kind",
            placeholder=say("page.choose_any"), width=260,
        )  # fmt: skip
    return [
        row for row in issues.to_dicts() if grave in {"", row["severity"]} and kind in {None, row["kind"]}
    ]


def _problem(place: int, row: Row, known: dict[str, str], chosen: Selection) -> None:
    """A problem, and beside it the button, or under which id the ledger has it."""
    item = known.get(adopting.source(row))
    with st.container(horizontal=True, key=f"found_{place}", vertical_alignment="top"):
        st.html(problem.markup(row), width="stretch")
        if item:
            st.button(
                say("page.ledger_adopted"), key=f"adopted_{place}", on_click=editing.open_issue, args=(item,),
                type="tertiary",
            )  # fmt: skip
        else:
            st.button(
                say("page.ledger_adopt"), key=f"adopt_{place}", on_click=adopting.adopt, args=(row, chosen)
            )


def notes(rows: list[Row]) -> list[str]:
    """What must be said below the problems, each sentence once."""
    told = (re.split(r"(?<=[。.])\s+", row["notes"]) for row in rows if row["notes"])
    return list(dict.fromkeys(sentence for sentences in told for sentence in sentences))
