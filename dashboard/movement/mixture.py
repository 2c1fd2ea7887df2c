"""For researchers: how mixed the staff is, how unlike the units are, how heavy the middle of the ages is."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import data, filters, numbers, parts
from dashboard.movement import printed, reading
from dashboard.movement.printed import Row
from dashboard.movement.reading import Chosen
from sgstats import Protected, field, say

OF_A_FIELD = ("blau", "entropy", "dissimilarity")


@st.fragment
def panel(chosen: Chosen) -> None:
    """Nothing but a switch until somebody asks for the indices."""
    with data.holding(), parts.panel("mixture", title=say("page.mixture")):
        if not st.toggle(say("page.mixture_wanted"), key="mixture"):
            return
        column, _ = st.columns([1, 2])
        with column:
            of = filters.field_of(say("page.of"), filters.choices()["mixing"], key="mixture_of")
        with reading.refusals_quiet("mixture"):
            _indices(chosen, of)


def _indices(chosen: Chosen, of: str) -> None:
    """One row per unit, one column per index with its interval."""
    level = chosen.level
    found = {name: reading.on_last_day(name, chosen, of=of, by=[level]) for name in OF_A_FIELD}
    found["middle"] = reading.on_last_day("middle", chosen, by=[level])
    units = list(dict.fromkeys(str(row[level]) for row in found["blau"].rows()))
    columns = {field(level).title: units} | {
        _title(name, of): _column(one, level, units) for name, one in found.items()
    }
    below = dict.fromkeys(note for one in found.values() for note in printed.footnotes(one))
    title = f"{say('page.mixture')} {chosen.title}"
    printed.wide(
        pl.DataFrame(columns), key="mixture", title=title, names=1, below=[say("page.mixture_about"), *below]
    )


def _title(name: str, of: str) -> str:
    return say(f"page.mixture_{name}", **({} if name == "middle" else {"field": field(of).title}))


def _column(protected: Protected, level: str, units: list[str]) -> list[str]:
    cells = {
        str(row[level]): _cell(row, decimals=2 if protected.name == "entropy" else 1)
        for row in protected.rows()
    }
    return [cells.get(unit, numbers.NONE) for unit in units]


def _cell(row: Row, *, decimals: int) -> str:
    if row["value"] is None:
        return printed.absent(row)
    if None in {row["low"], row["high"]}:
        return f"{row['value']:.{decimals}f}"
    return f"{row['value']:.{decimals}f} ({row['low']:.{decimals}f}–{row['high']:.{decimals}f})"
