"""All measures side by side: a picture, a table, what chance alone would show, and what can't be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

import sgstats
from dashboard import figures, parts
from dashboard.effects import printing, reading
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from sgstats import EffectsTable, ProtectedEffect

WORDS = 24
"""Characters of a measure's text in the table."""


def panel() -> None:
    """Every measure that can be looked at, and those that can't."""
    with st.spinner(say("page.effects_estimating_all")):
        found = reading.every_measure()
    with parts.panel("effects_every", title=say("page.effects_every", count=len(found.effects))):
        if not found.effects:
            parts.quiet(say("page.effects_none_told"), key="effects_every_none")
        else:
            _told(found)
    _untold(found)


def _told(found: EffectsTable) -> None:
    parts.quiet(counted(found.effects), key="effects_every_counts")
    if found.warning:
        parts.quiet(found.warning, key="effects_every_warning")
    figures.plain(sgstats.forest_chart(found), key="effects_forest", alt=say("page.effects_forest_alt"))
    texts = {one.item: one.text for one in reading.measures()}
    with st.container(key="effects_every_table"):
        st.html(sheet.markup([_row(one, texts) for one in found.effects]))
    parts.quiet(say("page.effects_every_about"), key="effects_every")
    lines = [_row(one, texts) for one in found.effects]
    cells = [[" ".join(line.text for line in cell) for cell in line.values()] for line in lines]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(lines[0], pl.String), orient="row")
    parts.handed_out(frame, key="effects_every", title=say("page.effects"), below=noted(found))
    if found.notes:
        with st.expander(say("page.effects_notes"), key="effects_notes"):
            parts.quiet("\n".join(noted(found)), key="effects_notes")


def noted(found: EffectsTable) -> list[str]:
    """What belongs below the table: each sentence once, with the measures that it speaks of."""
    by_note: dict[str, list[str]] = {}
    for one in found.effects:
        for note in one.notes:
            by_note.setdefault(note, []).append(one.measure or one.title)
    return [
        say("page.effects_note", measures=say("page.comma_of_numbers").join(of), note=note)
        for note, of in by_note.items()
    ]


def counted(effects: tuple[ProtectedEffect, ...]) -> str:
    """How many of each verdict, in one line."""
    verdicts: list[str | None] = [one.verdict for one in effects]
    return say("page.comma").join(
        say("page.effects_verdict_count", sign=printing.sign(name), verdict=printing.words(name), count=count)
        for name in (*printing.STYLES, None)
        if (count := verdicts.count(name))
    )


def _row(one: ProtectedEffect, texts: dict[str, str]) -> dict[str, list[Line]]:
    text = texts.get(one.measure or "", "")
    words = text if len(text) <= WORDS else f"{text[:WORDS]}…"
    verdict = f"{printing.sign(one.verdict)} {printing.words(one.verdict)}"
    unit = printing.unit_of_change(one.unit)
    change = f"{printing.signed(one.effect)} {unit}" if one.effect is not None else printing.signed(None)
    between = printing.interval(one.low, one.high) if printing.tested(one) else ""
    cells = {
        "measure": [Line(text=one.measure or ""), Line(text=words, style="small")],
        "indicator": [Line(text=one.title)],
        "verdict": [Line(text=verdict, style=printing.style(one.verdict))],
        "change": [Line(text=change, style="number"), Line(text=between, style="number")],
        "p": [Line(text=_chance(one), style="number")],
        "design": [Line(text=say(f"effect.design_{one.design}")), Line(text=one.n, style="small")],
    }
    return {say(f"page.effects_column_{name}"): cell for name, cell in cells.items()}


def _chance(one: ProtectedEffect) -> str:
    """The p value that the verdict follows: the adjusted one, where several were tested."""
    p = one.p if one.adjusted is None else one.adjusted
    return printing.chance(p if printing.tested(one) else None)


def _untold(found: EffectsTable) -> None:
    """Measures of which nothing can be told, each with the reason."""
    texts = {one.item: one.text for one in reading.measures()}
    refused = {row["measure"]: row["reason"] for row in found.refused.to_dicts()}
    asked = {one.measure for one in found.effects}
    others = [one for one in reading.measures() if one.item not in asked]
    lacking = {one.item: lack for one in others if (lack := reading.lacking(one))}
    untold = refused | lacking
    if not untold:
        return
    with (
        st.container(key="panel_effects_untold"),
        st.expander(say("page.effects_untold", count=len(untold)), key="effects_untold"),
    ):
        st.html(sheet.markup([_reason(item, texts.get(item, ""), why) for item, why in untold.items()]))


def _reason(item: str, text: str, why: str) -> dict[str, list[Line]]:
    return {
        say("page.effects_column_measure"): [Line(text=item), Line(text=text, style="small")],
        say("page.effects_column_reason"): [Line(text=why)],
    }
