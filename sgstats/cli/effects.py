"""Effects as the command prints them: the verdict first, then its numbers and what they rest on."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from sgstats.cli.output import Row, emit, emit_json, tell, write
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.effects import Mix
    from sgstats.pipeline.effect_overview import PanelOverview
    from sgstats.pipeline.effects_table import EffectsTable
    from sgstats.pipeline.look_lacking import NotLooked
    from sgstats.pipeline.looking_back import LookBack

SEVERAL = ("measure", "title", "verdict", "effect", "interval", "adjusted", "units")
FLAT = (
    "measure", "metric", "title", "unit", "design", "verdict", "effect", "low", "high", "p", "adjusted",
    "months", "status", "sentence",
)  # fmt: skip
KEYS = {"有证据改善": "better", "有证据恶化": "worse", "看不出变化": "unchanged"}
"""Words of the verdicts in the message catalogue; any other cannot be told."""
MARKS = {"holds": "✓", "doubtful": "?", "fails": "✗", "untestable": "–"}


def show_effect(effect: ProtectedEffect, *, form: str) -> None:
    """One effect; to a person the verdict, the sentence, the totals, and what it rests on."""
    if form != "table":
        _emit_data([effect], form=form)
        return
    head = (effect.measure, effect.title, verdict_title(effect.verdict))
    write(say("effect_panel.head", what=" ".join(part for part in head[:2] if part), verdict=head[2]))
    write(effect.sentence)
    write("")
    _totals(effect)
    if effect.mix is not None:
        write("")
        write(_mix(effect.mix, unit=effect.unit))
    write("")
    write(effect.why)
    for check in effect.checks:
        write(f"{MARKS[check.held]} {check.message}")
    for note in effect.notes:
        write(note)


def _mix(mix: Mix, *, unit: str) -> str:
    """How much of a change is another mix of people."""
    from sgstats.effects.sentences import amount
    from sgstats.fields import field

    parts = {name: amount(getattr(mix, name), unit) for name in ("total", "mix", "rate")}
    return say("effect_panel.mix", by=field(mix.by).title, **parts)


def verdict_title(verdict: str | None) -> str:
    """A verdict in the reader's language; hidden ones say so.

    Example:
        >>> verdict_title("有证据改善"), verdict_title(None)
        ('有证据改善', '不予显示')
    """
    return say("effect_panel.hidden" if verdict is None else f"effect.verdict_{KEYS.get(verdict, 'unknown')}")


def _totals(effect: ProtectedEffect) -> None:
    """What both sides were before and after."""
    rows = [_total(row) for row in effect.totals.to_dicts()]
    told = effect.total_headers
    titles = {name: say(f"effect_panel.title_{name}") for name in ("side", "value", "units")}
    columns = ("side", *told, "value", "units")
    emit(rows, form="table", titles={name: told.get(name) or titles[name] for name in columns})
    if effect.counting:
        write(effect.counting)


def _total(row: Row) -> Row:
    from sgstats.metrics.shares import half_up

    side = say(f"effect_panel.side_{row['side']}_{'after' if row['after'] else 'before'}")
    if row["status"] == "hidden":
        return row | dict.fromkeys(("people", "base", "value"), "*") | {"side": side}
    numbers = {
        name: None if row[name] is None else str(half_up(row[name])) for name in ("people", "base", "value")
    }
    whole = {name: text.removesuffix(".0") for name, text in numbers.items() if text and name != "value"}
    return row | numbers | whole | {"side": side}


def show_table(table: EffectsTable, *, form: str) -> None:
    """Several effects, one row each; to a person with the warning that belongs above them."""
    if form != "table":
        _emit_data(list(table.effects), form=form)
    elif table.effects:
        _printed(table)
    elif table.refused.is_empty():
        tell(say("effect_panel.empty_ledger"))
    for row in table.refused.to_dicts():
        tell(say("effect_panel.refused", measure=row["measure"], reason=row["reason"]))


def _printed(table: EffectsTable) -> None:
    if table.warning:
        write(table.warning)
    rows = [_row(effect) for effect in table.effects]
    emit(rows, form="table", titles={name: say(f"effect_panel.title_{name}") for name in SEVERAL})
    for note, measures in _notes(table.effects).items():
        write(say("effect_panel.note_of", measures=listed(measures), note=note))


def _notes(effects: Iterable[ProtectedEffect]) -> dict[str, list[str]]:
    """Every note once, with the measures that it belongs to."""
    found: dict[str, list[str]] = {}
    for effect in effects:
        for note in effect.notes:
            found.setdefault(note, []).append(effect.measure or effect.title)
    return found


def _row(effect: ProtectedEffect) -> Row:
    from sgstats.metrics.shares import half_up

    hidden = effect.status == "hidden"
    ends = [None if end is None else str(half_up(end)) for end in (effect.low, effect.high)]
    told = {"low": ends[0] or "…", "high": ends[1] or "…"}
    interval = say("effect_panel.interval", **told) if any(ends) else ""
    number = "" if effect.effect is None else f"{half_up(effect.effect)}"
    unit = say("effect_panel.points") if effect.unit == "%" else effect.unit
    return {
        "measure": effect.measure, "title": effect.title, "verdict": verdict_title(effect.verdict),
        "effect": "*" if hidden else f"{number}{unit if number else ''}",
        "interval": "*" if hidden else interval,
        "adjusted": None if effect.adjusted is None else f"{effect.adjusted:.3f}",
        "units": say("effect_panel.units", treated=len(effect.treated), compared=len(effect.compared)),
    }  # fmt: skip


def show_units(overview: PanelOverview, *, form: str) -> None:
    """What is known of every unit, without any count."""
    if form != "table":
        emit(overview.rows(), form=form, titles={name: name for name in overview.frame.columns})
        return
    first, last = overview.periods[0].first, overview.periods[-1].last
    facts = {"title": overview.title, "first": first, "last": last, "count": len(overview.periods)}
    write(say("effect_panel.span", **facts))
    rows = [
        row | {"state": overview.label(row["state"]), "start": row["start"] or ""} for row in overview.rows()
    ]
    rows = [row | {"compared": say("effect_panel.yes") if row["compared"] else ""} for row in rows]
    emit(
        rows,
        form="table",
        titles={name: say(f"effect_panel.title_{name}") for name in overview.frame.columns},
    )
    for remark in overview.remarks:
        write(remark)


def show_looks(looks: tuple[LookBack, ...], lacking: tuple[NotLooked, ...], *, form: str) -> None:
    """What closed issues look like with later data; to a person one sentence each, or why there is none."""
    every: tuple[LookBack | NotLooked, ...] = (*looks, *lacking)
    rows = [row for look in every for row in look.rows()]
    if form == "json":
        emit_json([finite(row) for row in rows])
    elif form == "csv":
        flat = [{name: value for name, value in row.items() if name not in {"now", "since"}} for row in rows]
        emit(flat, form="csv", titles={"issue": "issue"})
    else:
        for look in every:
            write(look.sentence)
        again = sum(bool(look.rebound) for look in looks)
        write(
            say("effect_panel.looks", count=len(looks), again=again)
            if looks
            else say("effect_panel.no_looks")
        )


def _emit_data(found: list[ProtectedEffect], *, form: str) -> None:
    rows = [row for effect in found for row in effect.rows()]
    if form == "json":
        emit_json([finite(row) for row in rows])
        return
    flat = [{name: finite(row[name]) for name in FLAT} for row in rows]
    emit(flat, form="csv", titles={name: name for name in FLAT})


def finite(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The same with null for numbers that have no end: JSON has no infinity.

    Example:
        >>> finite({"low": float("-inf"), "high": (1.5,)})
        {'low': None, 'high': [1.5]}
    """
    if isinstance(value, dict):
        return {name: finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
