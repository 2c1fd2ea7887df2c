"""What would be needed to tell, and what the estimate assumes."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import numbers, parts
from dashboard.effects import printing
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect

Check = Any
Needed = Any
"""As the library gives them: an assumption, and what would be needed."""
SIGNS = {"holds": "✓", "doubtful": "△", "fails": "✗", "untestable": "○"}
STYLES = {"holds": "consistent", "doubtful": "doubtful", "fails": "contradicted", "untestable": "untestable"}
GRAVEST = ("fails", "doubtful", "untestable", "holds")
UNKNOWN = "数据不足以判断"


def needed(effect: ProtectedEffect) -> None:
    """What is needed: a panel of its own where nothing can be told, else a line at the assumptions."""
    if effect.verdict != UNKNOWN or effect.needed is None:
        return
    with parts.panel("effects_needed", title=say("page.effects_needed")):
        parts.quiet(needed_in_words(effect.needed, unit=effect.unit), key="effects_needed")


def needed_in_words(wanted: Needed, *, unit: str) -> str:
    """The smallest change that this data shows, the one that is to be seen, and what is missing for it."""
    of = printing.unit_of_change(unit)
    lines = [say("page.effects_needed_aimed", aimed=numbers.rounded(abs(wanted.aimed)), unit=of)]
    if isfinite(wanted.detectable):
        seen = numbers.rounded(wanted.detectable)
        lines.insert(0, say("page.effects_needed_detectable", detectable=seen, unit=of))
    if wanted.detectable <= abs(wanted.aimed):
        return "\n".join(lines)
    if wanted.periods is not None:
        lines.append(say("page.effects_needed_periods", periods=wanted.periods))
    if wanted.units is not None:
        lines.append(say("page.effects_needed_units", units=wanted.units))
    if wanted.periods is None and wanted.units is None:
        lines.append(say("page.effects_needed_no_way"))
    return "\n".join(lines)


def fold(effect: ProtectedEffect) -> None:
    """Every assumption with what became of it, those that fail first."""
    checks = sorted(effect.checks, key=lambda one: list(GRAVEST).index(one.held))
    with st.expander(_head(checks), key="effects_checks"):
        parts.quiet(effect.why, key="effects_why")
        if effect.needed is not None and effect.verdict != UNKNOWN:
            parts.quiet(needed_in_words(effect.needed, unit=effect.unit), key="effects_needed_line")
        if checks:
            st.html(sheet.markup([_row(check) for check in checks]))
        if effect.parts:
            parts.quiet(_parts(effect), key="effects_parts")


def _head(checks: list[Check]) -> str:
    """How many assumptions are in the fold, and how they stand."""
    counts = {held: sum(check.held == held for check in checks) for held in SIGNS}
    told = [
        say("page.effects_held_count", held=held_in_words(held), count=count)
        for held, count in counts.items()
        if count
    ]
    return say("page.effects_checks", told=say("page.comma").join(told) or say("page.effects_no_checks"))


def held_in_words(held: str) -> str:
    """What became of an assumption, with its symbol."""
    return f"{SIGNS[held]} {say(f'effect_check.held_{held}')}"


def _row(check: Check) -> dict[str, list[Line]]:
    message = [Line(text=check.message)]
    if check.p is not None:
        message.append(Line(text=say("page.effects_check_p", p=printing.chance(check.p)), style="small"))
    return {
        say("page.effects_column_check"): [Line(text=say(f"effect_check.{check.name}"), style="strong")],
        say("page.effects_column_held"): [Line(text=held_in_words(check.held), style=STYLES[check.held])],
        say("page.effects_column_message"): message,
    }


def _parts(effect: ProtectedEffect) -> str:
    """Further numbers of the design, each with its interval."""
    lines = [
        say(
            "page.effects_further", name=say(f"page.effects_part_{name}"),
            value=printing.further(name, part[0]), low=printing.further(name, part[1]),
            high=printing.further(name, part[2]),
        )
        for name, part in effect.parts.items()
    ]  # fmt: skip
    return "\n".join(lines)
