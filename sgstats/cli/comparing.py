"""Printing what changes between two rule packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.cli.judging import mark
from sgstats.cli.output import emit, emit_json, write
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.comparing import WhatIf

SHOWN = 30
PERSON = ("person_id", "unit", "first_grade", "second_grade", "first_outcome", "second_outcome", "moved")
UNIT = ("unit", "people", "graded_up", "graded_down", "outcomes_changed", "moved")


def show_comparison(seen: WhatIf, *, form: str) -> int:
    """Print a comparison: what changes over all, unit by unit, and person by person for the analyst."""
    mark(seen.audience)
    people = [] if seen.people is None else seen.people.to_dicts()
    if form == "json":
        whole = {"first": seen.first, "second": seen.second, "year": seen.year, "changes": dict(seen.changes)}
        emit_json(whole | {"people": people, "units": seen.units.to_dicts(), "notes": list(seen.notes)})
    elif form == "csv":
        rows, names = (seen.units.to_dicts(), UNIT) if seen.people is None else (people, PERSON)
        emit(rows, form="csv", titles={name: name for name in names})
    else:
        _show(seen, people)
    return 0


def _show(seen: WhatIf, people: list[dict[str, object]]) -> None:
    counts = {name: "*" if value is None else value for name, value in seen.changes.items()}
    if seen.changes["moved"] is None:
        counts["moved"] = "–"
    write(say("comparing.caption", first=seen.first, second=seen.second, year=seen.year, **counts))
    changed = [row for row in seen.units.to_dicts() if any(row[name] != 0 for name in UNIT[2:5])]
    write("")
    emit(changed[:SHOWN], form="table", titles={name: say(f"judging.title_{name}") for name in UNIT})
    if people:
        write("")
        emit(people[:SHOWN], form="table", titles={name: say(f"judging.title_{name}") for name in PERSON})
        if len(people) > SHOWN:
            write(say("paying.more", shown=SHOWN, total=len(people)))
    for note in seen.notes:
        write(note)
