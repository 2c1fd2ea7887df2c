"""Who had the measure from when, who is compared with, and of which periods anything is known: in a fold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import numbers, parts
from dashboard.effects import reading
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from dashboard.effects.reading import Asked
    from sgstats import ProtectedEffect

Row = dict[str, Any]


def fold(effect: ProtectedEffect, asked: Asked) -> None:
    """A row per unit, those that began first first."""
    facts = {"treated": len(effect.treated), "compared": len(effect.compared)}
    with st.expander(say("page.effects_who", **facts), key="effects_who"):
        with parts.refusals_quiet("effects_who", {}):
            seen = reading.overview(asked)
            rows = seen.frame.sort("start", "unit", nulls_last=True).to_dicts()
            sheet.paged([_row(row, label=seen.label(row["state"])) for row in rows], key="effects_who")
        parts.quiet("\n".join([effect.n, say("page.effects_who_about")]), key="effects_who")


def _row(row: Row, *, label: str) -> dict[str, list[Line]]:
    began = numbers.NONE if row["start"] is None else row["start"].isoformat()
    gaps = [(name, row[name]) for name in ("left_out", "gaps") if row[name]]
    remarks = [Line(text=say(f"page.effects_who_{name}", count=count), style="small") for name, count in gaps]
    if row["others"]:
        remarks.append(Line(text=say("page.effects_who_others", measures=row["others"]), style="small"))
    cells = {
        "unit": [Line(text=row["unit"], style="strong")],
        "role": [Line(text=_role(row, label))],
        "start": [Line(text=began, style="day")],
        "known": [Line(text=say("page.effects_who_known", before=row["before"], after=row["after"]))],
        "remarks": remarks or [Line(text=numbers.NONE)],
    }
    return {say(f"page.effects_column_{name}"): cell for name, cell in cells.items()}


def _role(row: Row, label: str) -> str:
    if row["compared"] and row["start"] is None:
        return say("page.effects_who_compared", state=label)
    return label
