"""The time line with what was to be expected, and for staggered starts the periods since each start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sgstats
from dashboard import figures, parts
from dashboard.effects import printing, table
from sgstats import say

if TYPE_CHECKING:
    from datetime import date

    from sgstats import ProtectedEffect

LINE = ("first", "last", "actual", "expected", "low", "high")
EVENTS = ("event", "until", "effect", "low", "high", "units")


def line(effect: ProtectedEffect) -> None:
    """The time line of all units of the measure together."""
    with parts.panel("effects_line", title=say("page.effects_line", title=effect.title)):
        figure = sgstats.effect_chart(effect, titled=False)
        if not effect.line.is_empty():
            # Plotly names months in English.
            figure.update_xaxes(tickformat="%Y-%m", hoverformat="%Y-%m-%d", range=_span(effect))
        figures.plain(figure, key="effects_line", alt=say("page.effects_line_alt"))
        parts.quiet(_about(effect), key="effects_line")


def _span(effect: ProtectedEffect) -> list[date]:
    """The time told: left alone, Plotly makes room for the words behind the lines."""
    first, last = effect.line["first"][0], effect.line["last"][-1]
    room = (last - first) / 40
    return [first - room, last + room]


def _about(effect: ProtectedEffect) -> str:
    """How to read the time line, or why there is none."""
    if effect.line.is_empty():
        return say("page.effects_no_line")
    return say("page.effects_line_about" if printing.tested(effect) else "page.effects_line_untested")


def events(effect: ProtectedEffect) -> None:
    """What the units of the measure differ by, so many periods before and after their own start."""
    if effect.events.is_empty():
        return
    with parts.panel("effects_events", title=say("page.effects_events")):
        figures.plain(
            sgstats.event_chart(effect, titled=False),
            key="effects_events",
            alt=say("page.effects_events_alt"),
        )
        parts.quiet(say("page.effects_events_about"), key="effects_events")


def tables(effect: ProtectedEffect) -> None:
    """The numbers behind both, for who wants to check them."""
    if not effect.line.is_empty():
        parts.quiet(say("page.effects_line_table"), key="effects_line_table")
        table.shown(effect.line.to_dicts(), (*LINE, *effect.headers), effect, key="effects_line_rows")
    if not effect.events.is_empty():
        parts.quiet(say("page.effects_events_table"), key="effects_events_table")
        table.shown(effect.events.to_dicts(), EVENTS, effect, key="effects_event_rows")
