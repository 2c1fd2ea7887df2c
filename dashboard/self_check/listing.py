"""The list of all numbers: as printed, as the data has it, the verdict and why, and how to count it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboard import numbers, parts
from dashboard.self_check import markup, reading, right, sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Verified

Row = dict[str, Any]
COLUMNS = ("number", "outcome", "printed", "right", "reason", "quote", "place", "readings", "call")


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
        chosen.sort(key=lambda row: reading.OUTCOMES.index(row["verdict"]))
        sheet.paged(list(map(_line, chosen)), key=f"check_claims_{wanted}")
        below = [say("page.check_claims_below", on=numbers.day(found.on))]
        parts.quiet(below[0], key="check_claims_below")
        parts.handed_out(_frame(chosen), key="check_claims", title=title, below=below)


def _choice(found: Verified) -> str:
    """Ask for a verdict; those that nothing has are not offered."""
    counts = {"all": found.claims.height} | {name: count for name, count in found.counts.items() if count}
    titles = {"all": say("page.check_all")} | {name: reading.outcome_title(name) for name in reading.OUTCOMES}
    return st.segmented_control(
        say("page.check_column_outcome"), list(counts), default="all", required=True,
        key="self_check_outcome_" + "_".join(counts), label_visibility="collapsed",
        format_func=lambda name: f"{titles[name]} {counts[name]}",
    )  # fmt: skip


def _line(row: Row) -> dict[str, list[Line]]:
    """A number as a row of the page."""
    others = [Line(text=text, style="small") for text in map(_reading, row["readings"])]
    call = say("verify.call", call=row["call"]) if row["call"] else ""
    cells = {
        "outcome": [outcome(row, number=row["number"])],
        "printed": [Line(text=row["printed"], style="strong")],
        "right": [Line(text=right.number(row), style="strong")],
        "reason": [Line(text=markup.bare_reason(row)), *others, Line(text=call, style="code")],
        "quote": [Line(text=row["quote"]), Line(text=reading.place(row), style="small")],
    }
    return {title(name): cell for name, cell in cells.items()}


def outcome(row: Row, *, number: int | str = "") -> Line:
    """A verdict with its sign, in its colour."""
    name = row["verdict"]
    return Line(text=f"{markup.SIGNS[name]}{number} {reading.outcome_title(name)}", style=name)


def title(name: str) -> str:
    """The title of a column."""
    return say(f"page.check_column_{name}")


def _frame(rows: list[Row]) -> pl.DataFrame:
    """The same as a table of texts, one column for everything."""
    schema = dict.fromkeys(map(title, COLUMNS), pl.String)
    return pl.DataFrame([[_cell(row, name) for name in COLUMNS] for row in rows], schema=schema, orient="row")


def _cell(row: Row, name: str) -> str:
    made = {
        "number": lambda: str(row["number"]),
        "outcome": lambda: reading.outcome_title(row["verdict"]),
        "right": lambda: right.number(row),
        "place": lambda: reading.place(row),
        "readings": lambda: "\n".join(map(_reading, row["readings"])),
    }
    return made[name]() if name in made else str(row[name] or "")


def _reading(row: Row) -> str:
    """Another reading of the same words, and what is found if it is the one meant."""
    told = [row["metric"], row["values"], row["where"], row["options"]]
    return say(
        "verify.reading",
        reading="; ".join(filter(None, told)),
        verdict=reading.outcome_title(row["verdict"]),
        reason=markup.bare_reason(row),
    )
