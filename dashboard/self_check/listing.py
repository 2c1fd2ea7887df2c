"""The list of all numbers: as printed, as the data has it, the verdict and why, and how to count it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboard import numbers, parts, tables
from dashboard.self_check import markup, reading, right
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Verified

Row = dict[str, Any]
COLUMNS = ("number", "outcome", "printed", "right", "reason", "quote", "place", "readings", "call")
WIDE = ("reason", "quote", "readings", "call")
TALL, LINES = 60, 9
"""Pixels of a row of two lines, and rows shown before the list scrolls."""


@st.fragment
def panel(found: Verified, *, title: str) -> None:
    """The numbers of one verdict or of all, what wants attention first, and the same as a file."""
    with parts.panel("check_claims", title=say("page.check_claims")):
        rows = reading.claims(found)
        if not rows:
            parts.quiet(say("verify.none"), key="check_none")
            return
        wanted = _choice(found)
        chosen = [row for row in rows if wanted in {"all", row["verdict"]}]
        frame = _frame(sorted(chosen, key=lambda row: reading.OUTCOMES.index(row["verdict"])))
        wrapped(frame, key="check_claims", wide=[_title(name) for name in WIDE])
        below = [say("page.check_claims_below", on=numbers.day(found.on))]
        parts.quiet(below[0], key="check_claims_below")
        parts.handed_out(frame, key="check_claims", title=title, below=below)


def _choice(found: Verified) -> str:
    """Ask for a verdict; those that nothing has are not offered."""
    counts = {"all": found.claims.height} | {name: count for name, count in found.counts.items() if count}
    titles = {"all": say("page.check_all")} | {name: reading.outcome_title(name) for name in reading.OUTCOMES}
    return st.segmented_control(
        say("page.check_column_outcome"), list(counts), default="all", required=True,
        key="self_check_outcome_" + "_".join(counts), label_visibility="collapsed",
        format_func=lambda name: f"{titles[name]} {counts[name]}",
    )  # fmt: skip


def _frame(rows: list[Row]) -> pl.DataFrame:
    cells = [[_cell(row, name) for name in COLUMNS] for row in rows]
    schema = dict.fromkeys(map(_title, COLUMNS), pl.String)
    frame = pl.DataFrame(cells, schema=schema, orient="row")
    return tables.sortable(frame, numeric=[_title("number")])


def _title(name: str) -> str:
    return say(f"page.check_column_{name}")


def _cell(row: Row, name: str) -> str:
    made = {
        "number": lambda: str(row["number"]),
        "outcome": lambda: f"{markup.SIGNS[row['verdict']]} {reading.outcome_title(row['verdict'])}",
        "right": lambda: right.number(row),
        "place": lambda: reading.place(row),
        "readings": lambda: "\n".join(map(_reading, row["readings"])),
    }
    return made[name]() if name in made else " ".join(str(row[name] or "").split(" "))


def _reading(row: Row) -> str:
    """Another reading of the same words, and what is found if it is the one meant."""
    told = [row["metric"], row["values"], row["where"], row["options"]]
    return say(
        "verify.reading",
        reading="; ".join(filter(None, told)),
        verdict=reading.outcome_title(row["verdict"]),
        reason=row["reason"],
    )


def wrapped(frame: pl.DataFrame, *, key: str, wide: list[str]) -> None:
    """A table of sentences: rows of two lines, and columns wide enough to read them."""
    columns = {name: st.column_config.TextColumn(width="large") for name in wide}
    height: Any = "content" if frame.height <= LINES else TALL * LINES
    st.dataframe(
        frame, hide_index=True, column_config=columns, height=height, row_height=TALL,
        placeholder=numbers.NONE, key=f"table_{key}",
    )  # fmt: skip
