"""The numbers of the draft held against each other: where, as printed, as they must be, the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboard import parts
from dashboard.self_check import listing, markup, reading
from sgstats import entry, say

if TYPE_CHECKING:
    from sgstats import Verified

Row = dict[str, Any]
COLUMNS = ("outcome", "check", "cells", "printed", "expected", "reason", "mend")
WIDE = ("check", "reason", "mend")


@st.fragment
def panel(found: Verified, *, title: str) -> None:
    """The checks that fail or all of them, and the same as a file."""
    with parts.panel("check_arithmetic", title=say("page.check_arithmetic")):
        rows = found.arithmetic.to_dicts()
        if not rows:
            parts.quiet(say("page.check_arithmetic_none"), key="check_arithmetic_none")
            return
        failing = [row for row in rows if row["verdict"] != "consistent"]
        shown = rows if _every(rows, failing) else failing
        if not shown:
            parts.quiet(say("page.check_arithmetic_agrees", count=len(rows)), key="check_arithmetic_agrees")
            return
        frame = pl.DataFrame(
            [[_cell(row, name) for name in COLUMNS] for row in shown],
            schema=dict.fromkeys(map(_title, COLUMNS), pl.String),
            orient="row",
        )
        listing.wrapped(frame, key="check_arithmetic", wide=[_title(name) for name in WIDE])
        parts.handed_out(frame, key="check_arithmetic", title=title, below=[])


def _every(rows: list[Row], failing: list[Row]) -> bool:
    """Ask whether checks that agree are shown too."""
    counts = {"failing": len(failing), "all": len(rows)}
    chosen = st.segmented_control(
        say("page.check_shown"), ["failing", "all"], default="failing", required=True,
        key="self_check_arithmetic", label_visibility="collapsed",
        format_func=lambda name: say(f"page.check_arithmetic_{name}", count=counts[name]),
    )  # fmt: skip
    return chosen == "all"


def _title(name: str) -> str:
    return say(f"page.check_column_{name}")


def _cell(row: Row, name: str) -> str:
    made = {
        "outcome": lambda: f"{markup.SIGNS[row['verdict']]} {reading.outcome_title(row['verdict'])}",
        "check": lambda: _check(row["check"]),
        "cells": lambda: say("page.comma_of_numbers").join(row["cells"]),
    }
    return made[name]() if name in made else str(row[name] or "")


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
