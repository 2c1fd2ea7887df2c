"""Which issues fall due when, and what became of them; and the ledger as files."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import sgstats
from dashboard import data, figures, parts
from sgstats import ledger_chart, say

if TYPE_CHECKING:
    from sgstats import Board

FILES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
}


def panel(board: Board) -> None:
    """The chart, and a line on what it leaves out."""
    with parts.panel("timeline", title=say("page.ledger_timeline")):
        due = [one for one in board.issues if one.limit]
        without = len(board.issues) - len(due)
        lasting = sum(one.lasting for one in board.issues)
        if due:
            figures.plain(ledger_chart(due), key="ledger", alt=say("page.ledger_timeline_alt"))
        told = say("page.ledger_timeline_about", due=len(due), without=without, lasting=lasting)
        parts.quiet(told, key="timeline")


def files(board: Board) -> None:
    """The ledger as the workbook that offices keep, or its list of issues as CSV."""
    with parts.panel("ledger_files", title=say("page.ledger_files")):
        parts.quiet(say("page.ledger_files_about"), key="ledger_files")
        with st.container(horizontal=True, key="ledger_file_buttons"):
            for suffix, mime in FILES.items():
                # Made when it is asked for: a page that is only looked at writes no file.
                st.download_button(
                    say(f"page.ledger_file_{suffix[1:]}"), partial(_file, board, suffix),
                    file_name=f"{say('page.ledger_file')}-{board.on}{suffix}", mime=mime, on_click="ignore",
                    key=f"ledger_file_{suffix[1:]}", icon=":material/download:",
                )  # fmt: skip


def _file(board: Board, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = sgstats.export_ledger(Path(folder) / f"ledger{suffix}", store=data.store(), today=board.on)
        return made.read_bytes()
