"""Effects: totals, time line, events and estimate together give no small count away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sgstats.disclosure.audiences import rules_for
from sgstats.disclosure.effects_cells import cells_of
from sgstats.disclosure.effects_limits import limits_of
from sgstats.disclosure.effects_line import telling_events, telling_line
from sgstats.disclosure.effects_notes import counting, effect_notes, headers, hidden_notes, size
from sgstats.disclosure.effects_shown import ProtectedEffect, ProtectedEffects
from sgstats.disclosure.effects_solved import betrays
from sgstats.disclosure.effects_tables import (
    EVENTS,
    LINE,
    events_frame,
    exact_line,
    line_frame,
    totals_frame,
)
from sgstats.effects.effect import Mix, Needed
from sgstats.effects.sentences import every, sentence
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.disclosure.audiences import Rules
    from sgstats.disclosure.effects_cells import Cells
    from sgstats.disclosure.effects_limits import Limits
    from sgstats.disclosure.effects_line import Finest
    from sgstats.disclosure.effects_shown import Span
    from sgstats.effects.effect import Effect, Total

SPANS: dict[tuple[str, int], Span] = {
    ("month", 1): "month", ("month", 3): "quarter", ("month", 6): "half_year", ("month", 12): "year",
    ("quarter", 1): "quarter", ("quarter", 2): "half_year", ("quarter", 4): "year",
    ("year", 1): "year", ("list", 1): "list",
}  # fmt: skip
ROW = {
    **dict.fromkeys(("measure", "metric", "title", "unit", "design", "verdict"), pl.String),
    **dict.fromkeys(("effect", "low", "high", "p", "adjusted"), pl.Float64),
    **dict.fromkeys(("treated", "compared", "months"), pl.Int64), "status": pl.String,
}  # fmt: skip


def protect_effect(effect: Effect, *, audience: str = "internal") -> ProtectedEffect:
    """Hide an effect whose totals are of too few people; merge its line until nothing small is told.

    The totals of both sides, before and after, must each be of nobody or of enough people, and so must
    what they leave of their bases; else all numbers and the verdict are hidden. The line is told by
    months, quarters, half-years, years, or before and after: as finely as gives no small number away
    together with the totals. Events are told where they add nothing to that. What is computed from the
    counts has the one decimal that is printed, but for what the counts beside it give anyway; for the
    public there are no line counts, events or parts.

    Args:
        effect: An exact estimate.
        audience: ``internal``, ``public`` or ``analyst``.

    Raises:
        Refused: There is no such audience.
    """
    rules = rules_for(audience)
    limits = limits_of(effect, rules)
    cells = cells_of(effect)
    if limits.exact or _totals_safe(effect.fit.totals, cells, limits):
        return _shown(effect, rules, limits, cells=cells)
    return _hidden(effect, rules, limits)


def protect_effects(effects: Sequence[Effect], *, audience: str = "internal") -> ProtectedEffects:
    """Protect several effects that are printed together.

    Args:
        effects: Exact estimates.
        audience: ``internal``, ``public`` or ``analyst``.

    Raises:
        Refused: There is no such audience.
    """
    rules = rules_for(audience)
    every = tuple(protect_effect(effect, audience=audience) for effect in effects)
    rows = [
        {
            **{name: getattr(one, name) for name in ROW},
            "treated": len(one.treated),
            "compared": len(one.compared),
        }
        for one in every
    ]
    notes = dict.fromkeys(note for one in every for note in one.notes)
    return ProtectedEffects(
        effects=every, frame=pl.DataFrame(rows, schema=ROW), audience=rules.name, notes=tuple(notes)
    )


def _totals_safe(totals: Sequence[Total], cells: Cells | None, limits: Limits) -> bool:
    numbers = [(one.people, one.base or 0.0, one.cells / max(one.units, 1)) for one in totals]
    people, bases, periods = np.array(numbers, dtype=np.float64).reshape(-1, 3).T
    if not numbers or not limits.safe(people, bases, periods).all():
        return False
    told = None if cells is None else cells.totals(totals)
    return cells is None or told is None or not betrays(cells, told, limits)


def _facts(effect: Effect, rules: Rules, limits: Limits, *, shown: bool) -> dict[str, Any]:
    """What is known of an effect whether or not its numbers are shown."""
    days = effect.panel.starts if effect.panel is not None else {}
    starts = [{"unit": unit, "start": days[unit]} for unit in effect.treated if unit in days]
    kept = ("measure", "metric", "title", "kind", "unit", "better", "treated", "compared", "months")
    return {
        **{name: getattr(effect, name) for name in kept},
        "design": effect.fit.design,
        "totals": totals_frame(effect, limits, shown=shown),
        "starts": pl.DataFrame(starts, schema={"unit": pl.String, "start": pl.Date}),
        "period": every(effect),
        "periods": len(effect.periods),
        "n": size(effect),
        "audience": rules.name,
        "status": "shown" if shown else "hidden",
        "headers": headers(effect, limits),
    }


def _hidden(effect: Effect, rules: Rules, limits: Limits) -> ProtectedEffect:
    """Only what is known without any count: what was asked, of whom, and how."""
    unknown = ("verdict", "effect", "low", "high", "p", "adjusted", "every", "needed", "mix")
    nothing: dict[str, Any] = dict.fromkeys(unknown)
    return ProtectedEffect(
        **_facts(effect, rules, limits, shown=False),
        # Why a design was chosen may tell how few events there are.
        why=say("effect_shown.hidden_why"),
        **nothing,
        sentence=say("effect_shown.hidden", title=effect.title),
        line=pl.DataFrame(schema=LINE),
        events=pl.DataFrame(schema=EVENTS),
        checks=(),
        parts={},
        notes=hidden_notes(effect, rules=rules, limits=limits),
    )


def _shown(effect: Effect, rules: Rules, limits: Limits, *, cells: Cells | None) -> ProtectedEffect:
    line = None if cells is None or limits.exact else telling_line(effect, cells, limits)
    span = _span(effect, line, limits)
    events = _events(effect, cells, line, limits)
    even = line is None or len({len(group) for group in line[1]}) <= 1
    return ProtectedEffect(
        **_facts(effect, rules, limits, shown=True),
        why=effect.why,
        **_estimate(effect, limits),
        verdict=effect.verdict,
        sentence=_sentence(effect, limits),
        p=limits.told_p(effect.fit.p),
        adjusted=limits.told_p(effect.adjusted),
        line=_line(effect, cells, line, limits),
        every=span,
        events=events,
        checks=tuple(replace(check, p=limits.told_p(check.p)) for check in effect.fit.checks),
        parts=_parts(effect, limits),
        needed=_needed(effect.needed, limits),
        mix=_mix(effect.mix, limits),
        notes=effect_notes(
            effect, rules=rules, limits=limits, line=(span, even), events=not events.is_empty()
        ),
        counting=counting(effect, limits),
    )


def _estimate(effect: Effect, limits: Limits) -> dict[str, Any]:
    """The effect and both ends of its interval; where that leaves out zero, nothing becomes zero."""
    fit = effect.fit
    return {
        "effect": limits.told(fit.effect, sided=not fit.low <= 0 <= fit.high),
        **{name: limits.told(getattr(fit, name), sided=True) for name in ("low", "high")},
    }


def _sentence(effect: Effect, limits: Limits) -> str:
    """The verdict in a sentence; of the numbers as they are told, so that both agree when printed."""
    if limits.places is None:
        return effect.sentence
    known = {name: number for name, number in _estimate(effect, limits).items() if number is not None}
    needed = _needed(effect.needed, limits)
    return sentence(replace(effect, fit=replace(effect.fit, **known), needed=needed))


def _span(effect: Effect, line: Finest | None, limits: Limits) -> Span | None:
    if limits.exact:
        return effect.panel.every if effect.panel is not None else None
    if line is None or effect.panel is None:
        return None
    return "sides" if line[0] is None else SPANS.get((effect.panel.every, line[0]), "several")


def _line(effect: Effect, cells: Cells | None, line: Finest | None, limits: Limits) -> pl.DataFrame:
    if limits.exact:
        return exact_line(effect, limits)
    if line is None or cells is None:
        return pl.DataFrame(schema=LINE)
    return line_frame(effect, cells, line[1], limits)


def _events(effect: Effect, cells: Cells | None, line: Finest | None, limits: Limits) -> pl.DataFrame:
    if limits.exact:
        events = effect.fit.events["event"].to_list()
        return events_frame(effect, [(event,) for event in events], limits, fine=lambda _: True)
    told = None if line is None or cells is None else telling_events(effect, cells, limits, line=line)
    if told is None:
        return pl.DataFrame(schema=EVENTS)
    return events_frame(effect, told[0], limits, fine=told[1].__contains__)


def _parts(effect: Effect, limits: Limits) -> dict[str, Any]:
    """Further numbers; none for an audience that rounds, as they come from exact counts."""
    if limits.rounds:
        return {}
    # A ratio is a number near 1, and printed with two decimals.
    return {
        name: tuple(limits.told(one, sided=True, more=int(name == "ratio")) for one in part)
        for name, part in effect.fit.parts.items()
    }


def _needed(needed: Needed, limits: Limits) -> Needed:
    seen = limits.told(needed.detectable)
    return Needed(
        detectable=float("inf") if seen is None else seen,
        aimed=limits.told(needed.aimed) or 0.0,
        periods=needed.periods,
        units=needed.units,
    )


def _mix(mix: Mix | None, limits: Limits) -> Mix | None:
    """A change taken apart, which contributions of exact counts are: none for an audience that rounds."""
    if mix is None or limits.rounds:
        return None
    numbers = {name: limits.told(getattr(mix, name)) or 0.0 for name in ("total", "mix", "rate")}
    return Mix(by=mix.by, **numbers)
