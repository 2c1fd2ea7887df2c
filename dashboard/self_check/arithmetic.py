"""The numbers of the draft held against each other: where, as printed, as they must be, the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboard import numbers, parts
from dashboard.self_check import listing, reading, sheet
from dashboard.self_check.sheet import Line
from sgstats import entry, say

if TYPE_CHECKING:
    from sgstats import Verified

Row = dict[str, Any]
COLUMNS = ("outcome", "check", "cells", "printed", "expected", "reason", "mend")


@st.fragment
def panel(found: Verified, *, title: str) -> None:
    """The checks that fail or all of them, and the same as a file."""
    with parts.panel("check_arithmetic", title=say("page.check_arithmetic")):
        rows = found.arithmetic.to_dicts()
        if not rows:
            parts.quiet(say("page.check_arithmetic_none"), key="check_arithmetic_none")
            return
        failing = [row for row in rows if row["verdict"] != "consistent"]
        wanted = _choice(rows, failing)
        shown = rows if wanted == "all" else failing
        if not shown:
            parts.quiet(say("page.check_arithmetic_agrees", count=len(rows)), key="check_arithmetic_agrees")
            return
        sheet.paged(list(map(_line, shown)), key=f"check_arithmetic_{wanted}")
        parts.handed_out(_frame(shown), key="check_arithmetic", title=title, below=[])


def _choice(rows: list[Row], failing: list[Row]) -> str:
    """Ask whether checks that agree are shown too."""
    counts = {"failing": len(failing), "all": len(rows)}
    return st.segmented_control(
        say("page.check_shown"), ["failing", "all"], default="failing", required=True,
        key="self_check_arithmetic", label_visibility="collapsed",
        format_func=lambda name: say(f"page.check_arithmetic_{name}", count=counts[name]),
    )  # fmt: skip


def _line(row: Row) -> dict[str, list[Line]]:
    """A check as a row of the page."""
    cells = {
        "outcome": [listing.outcome(row), Line(text=_check(row["check"]), style="small")],
        "cells": [Line(text=_places(row))],
        "printed": [Line(text=row["printed"] or numbers.NONE, style="strong")],
        "expected": [Line(text=row["expected"] or numbers.NONE, style="strong")],
        "reason": [Line(text=row["reason"])],
        "mend": [Line(text=row["mend"] or numbers.NONE)],
    }
    return {listing.title(name): cell for name, cell in cells.items()}


def _frame(rows: list[Row]) -> pl.DataFrame:
    schema = dict.fromkeys(map(listing.title, COLUMNS), pl.String)
    return pl.DataFrame([[_cell(row, name) for name in COLUMNS] for row in rows], schema=schema, orient="row")


def _cell(row: Row, name: str) -> str:
    made = {
        "outcome": lambda: reading.outcome_title(row["verdict"]),
        "check": lambda: _check(row["check"]),
        "cells": lambda: _places(row),
    }
    return made[name]() if name in made else str(row[name] or "")


def _places(row: Row) -> str:
    return say("page.comma_of_numbers").join(row["cells"])


def _check(name: str) -> str:
    """What a check is about; its name where there are no words for it."""
    if name == "age":
        return say("page.check_of_ages")
    key = f"arithmetic.check_{name}"
    try:
        entry(key)
    except KeyError:
        return name
    return say(key)
