"""Printing what changes between two rule packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.cli.judging import mark
from sgstats.cli.output import Row, emit, emit_json, write
from sgstats.cli.verdicts import notes, numbers, paragraph
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.comparing import WhatIf

SHOWN = 30
PERSON = ("person_id", "unit", "grade_pair", "outcome_pair", "moved")
COLUMNS = (
    "person_id", "unit", "first_grade", "second_grade", "first_outcome", "second_outcome",
    "first_amount", "second_amount", "moved", "graded",
)  # fmt: skip
UNIT = ("unit", "people", "graded_up", "graded_down", "outcomes_changed", "moved")
COUNTS = UNIT[2:5]


def show_comparison(seen: WhatIf, *, form: str) -> int:
    """Print a comparison: what changes over all, unit by unit, and person by person for the analyst."""
    mark(seen.audience)
    people = [] if seen.people is None else seen.people.to_dicts()
    if form == "json":
        whole = {"first": seen.first, "second": seen.second, "year": seen.year, "changes": dict(seen.changes)}
        emit_json(whole | {"people": people, "units": seen.units.to_dicts(), "notes": list(seen.notes)})
    elif form == "csv":
        rows, names = (seen.units.to_dicts(), UNIT) if seen.people is None else (people, COLUMNS)
        emit(rows, form="csv", titles={name: name for name in names})
    else:
        _show(seen, people)
    return 0


def _show(seen: WhatIf, people: list[Row]) -> None:
    changes = dict(seen.changes)
    moved = changes.pop("moved")
    money = say("comparing.no_money") if moved is None else say("comparing.money", moved=moved)
    (counts,) = numbers([changes])
    facts = {"first": seen.first, "second": seen.second, "year": seen.year}
    paragraph(say("comparing.caption", **facts, **counts, money=money))
    _units(seen.units.to_dicts())
    if people:
        _table([_person(row) for row in sorted(people, key=_weight)], PERSON)
    notes(seen.notes)


def _units(rows: list[Row]) -> None:
    """The units in which anything changes, those with most changes first; what is hidden is only counted."""
    shown = [row for row in rows if any(row[name] is not None for name in COUNTS)]
    # Where a decision waits, nobody knows yet how much money moves.
    shown = [row | {"moved": row["moved"] or "–"} for row in shown]
    changed = [row for row in shown if any(row[name] or row[name] is None for name in COUNTS)]
    columns = UNIT if any(row["moved"] is not None for row in rows) else UNIT[:-1]
    if changed:
        _table(sorted(numbers(changed), key=_changes, reverse=True), columns)
    if hidden := len(rows) - len(shown):
        write(say("paying.hidden", hidden=hidden))


def _changes(row: Row) -> int:
    return sum(row[name] for name in COUNTS if row[name] != "*")


def _weight(row: Row) -> tuple[bool, bool]:
    """Changed outcomes first, then changed grades, then money alone."""
    return row["first_outcome"] == row["second_outcome"], row["first_grade"] == row["second_grade"]


def _person(row: Row) -> Row:
    """Before and after in one column each."""
    names = ("grade", "outcome")
    return row | {f"{name}_pair": _pair(row[f"first_{name}"], row[f"second_{name}"]) for name in names}


def _pair(first: str | None, second: str | None) -> str:
    return first or "–" if first == second else f"{first or '–'} → {second or '–'}"


def _table(rows: list[Row], columns: tuple[str, ...]) -> None:
    write("")
    filled = [name for name in columns if any(row[name] is not None for row in rows)]
    emit(rows[:SHOWN], form="table", titles={name: say(f"judging.title_{name}") for name in filled})
    if len(rows) > SHOWN:
        write(say("paying.more", shown=SHOWN, total=len(rows)))
