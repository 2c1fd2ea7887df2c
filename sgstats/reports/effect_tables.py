"""The tables on effects: results, measures not asked, second looks, and what a referee wants to see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgstats.messages import listed, say
from sgstats.reports.content import Column, Table
from sgstats.reports.effect_words import NONE, ends, moved, verdict_word, wanted
from sgstats.reports.wording import printed_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.reports.content import Kind, Value
    from sgstats.reports.effects import Outcomes, SecondLook

RESULTS = ("measure", "indicator", "change", "interval", "design", "verdict", "needed")
UNASKED = ("reason", "count", "measures")
LOOKED = ("issue", "measure", "indicator", "closed", "then", "after", "rebound")
DESIGNS = ("measure", "indicator", "design", "size", "p", "adjusted", "why", "notes")
CHECKS = ("measure", "indicator", "assumption", "held", "message")
TOTALS = ("measure", "indicator", "side", "after_start", "people", "base", "value", "units", "cells")
LINE = ("first", "last", "actual", "expected", "low", "high")
LEAST = 0.001
"""The smallest p value that three decimals tell."""

EVENTS = ("event", "until", "effect", "low", "high", "units")


def results(outcomes: Outcomes, *, caption: str) -> Table:
    """One row per measure and indicator that was asked; hidden numbers are stars.

    Args:
        outcomes: What was asked.
        caption: The title above the table.
    """
    rows: list[tuple[Value, ...]] = [
        (
            outcomes.named(one.measure), one.title, moved(one.effect, one.unit), ends(one),
            say(f"effect.design_{one.design}"), verdict_word(one.verdict), wanted(one),
        )
        for one in outcomes.effects
    ]  # fmt: skip
    hidden = dict.fromkeys(note for one in outcomes.effects if one.status == "hidden" for note in one.notes)
    notes = (*outcomes.notes, say("effects_report.note_terms"), *hidden)
    return _table(RESULTS, rows, name=say("effects_report.part"), caption=caption, notes=notes)


def unasked(outcomes: Outcomes, *, caption: str) -> Table:
    """One row per reason, with all measures that could not be asked for it.

    Args:
        outcomes: What was asked.
        caption: The title above the table.
    """
    alike: dict[str, list[str]] = {}
    for measure, reason in outcomes.unasked:
        alike.setdefault(reason, []).append(measure)
    rows: list[tuple[Value, ...]] = [(why, len(items), listed(items)) for why, items in alike.items()]
    return _table(
        UNASKED, rows, name=say("effects_report.sheet_unasked"), caption=caption, kinds={"count": "people"}
    )


def looked_at(looks: Sequence[SecondLook], *, caption: str) -> Table:
    """One row per measure of a closed issue: what was said at closing, and what came after.

    Args:
        looks: Second looks.
        caption: The title above the table.
    """
    words = {True: "yes", False: "no", None: "unknown"}
    rows: list[tuple[Value, ...]] = [
        (
            one.issue, one.measure, one.title, printed_day(one.closed_on), verdict_word(one.then),
            verdict_word(one.after), say(f"effects_report.rebound_{words[one.again]}"),
        )
        for one in looks
    ]  # fmt: skip
    return _table(LOOKED, rows, name=say("effects_report.look_back"), caption=caption)


def designs(outcomes: Outcomes) -> Table:
    """One row per result: how it was estimated, of how much, why so, and what belongs beside it.

    Args:
        outcomes: What was asked.
    """
    rows: list[tuple[Value, ...]] = [
        (
            str(one.measure), one.title, say(f"effect.design_{one.design}"), one.n, _chance(one, one.p),
            _chance(one, one.adjusted), one.why, "".join(one.notes) or NONE,
        )
        for one in outcomes.effects
    ]  # fmt: skip
    caption = say("effects_report.caption_designs")
    return _table(DESIGNS, rows, name=say("effects_report.attachment"), caption=caption)


def _chance(effect: ProtectedEffect, p: float | None) -> str | None:
    """A p value with three decimals; a dash where there is none."""
    if effect.status == "hidden":
        return None
    if p is None or effect.design == "none":
        return NONE
    return f"<{LEAST}" if p < LEAST else f"{p:.3f}"


def checks(outcomes: Outcomes) -> Table:
    """One row per result and assumption.

    Args:
        outcomes: What was asked.
    """
    rows: list[tuple[Value, ...]] = [
        (
            str(one.measure), one.title, say(f"effect_check.{check.name}"),
            say(f"effect_check.held_{check.held}"), check.message,
        )
        for one in outcomes.effects
        for check in one.checks
    ]  # fmt: skip
    caption = say("effects_report.caption_checks")
    return _table(CHECKS, rows, name=caption, caption=caption)


def totals(outcomes: Outcomes) -> Table:
    """One row per result, side, and time before or after the start.

    Args:
        outcomes: What was asked.
    """
    rows: list[tuple[Value, ...]] = [
        (
            str(one.measure), one.title, say(f"effects_report.side_{row['side']}"),
            say(f"effects_report.time_{'after' if row['after'] else 'before'}"),
            *(_number(row, name) for name in ("people", "base", "value")), row["units"], row["cells"],
        )
        for one in outcomes.effects
        for row in one.totals.to_dicts()
    ]  # fmt: skip
    kinds: dict[str, Kind] = {
        **dict.fromkeys(("people", "base", "units", "cells"), "people"), "value": "value",
    }  # fmt: skip
    caption = say("effects_report.caption_totals")
    notes = tuple(_countings(outcomes))
    return _table(TOTALS, rows, name=caption, caption=caption, kinds=kinds, notes=notes)


def _countings(outcomes: Outcomes) -> Iterator[str]:
    """What sums over several periods are, each sentence once with the measures it is of."""
    of: dict[str, list[str]] = {}
    for one in outcomes.effects:
        if one.counting:
            of.setdefault(one.counting, []).append(str(one.measure))
    for counting, measures in of.items():
        yield say("effect_panel.note_of", measures=listed(measures), note=counting)


def _number(row: Mapping[str, Value], name: str) -> Value:
    """A number, a star where it is hidden, a dash where there is none."""
    return row[name] if row[name] is not None or row["status"] == "hidden" else NONE


def line(effect: ProtectedEffect, *, caption: str) -> Table:
    """The time line of a figure as numbers.

    Args:
        effect: As its reader may see it.
        caption: The title above the table.
    """
    kinds: dict[str, Kind] = {**dict.fromkeys(LINE[2:], "value"), "people": "people", "base": "people"}
    names = (*LINE, *effect.headers)
    sheet = f"{say('effects_report.sheet_line')}{effect.measure or ''}"
    made = _table(names, _rows(effect.line, names), name=sheet, caption=caption, kinds=kinds)
    heads = [effect.headers.get(name, column.title) for name, column in zip(names, made.columns, strict=True)]
    columns = [replace(column, title=head) for column, head in zip(made.columns, heads, strict=True)]
    return replace(made, columns=tuple(columns))


def events(effect: ProtectedEffect, *, caption: str) -> Table:
    """The event study of a figure as numbers.

    Args:
        effect: As its reader may see it.
        caption: The title above the table.
    """
    kinds: dict[str, Kind] = {**dict.fromkeys(EVENTS, "people"), **dict.fromkeys(EVENTS[2:5], "value")}
    sheet = f"{say('effects_report.sheet_events')}{effect.measure or ''}"
    return _table(EVENTS, _rows(effect.events, EVENTS), name=sheet, caption=caption, kinds=kinds)


def _rows(frame: pl.DataFrame, names: tuple[str, ...]) -> list[tuple[Value, ...]]:
    days = {"first", "last"}
    return [
        tuple(str(row[name]) if name in days else _number(row, name) for name in names)
        for row in frame.to_dicts()
    ]


def _table(  # noqa: PLR0913 - the parts of a table
    names: Sequence[str],
    rows: Sequence[tuple[Value, ...]],
    *,
    name: str,
    caption: str,
    kinds: Mapping[str, Kind] | None = None,
    notes: tuple[str, ...] = (),
) -> Table:
    known = kinds or {}
    columns = [
        Column(title=say(f"effects_report.{one}_column"), kind=known.get(one, "text")) for one in names
    ]
    return Table(name=name, caption=caption, columns=tuple(columns), rows=tuple(rows), notes=notes)
