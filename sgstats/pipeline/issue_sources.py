"""Numbers of checks that no single table of a metric gives: the retirement wave, and what imports tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats import store as statements
from sgstats.ledger.issues import Number
from sgstats.ledger.issues.reading import Reading, interval
from sgstats.messages import say
from sgstats.outlook.retirement import READINGS, SURE
from sgstats.outlook.wave import REACHED

if TYPE_CHECKING:
    from datetime import date

    from sgstats.ledger.issues import Check
    from sgstats.ledger.issues.number import Bound

Group = tuple[str, ...]
HUNDRED = 100.0
CONTRADICTED = (
    "birth.conflict", "gender.conflict", "study_mode.conflict", "age.differs", "total.differs",
    "record.differs", "retirement.contradicts_sex", "stay.exit_denied", "stay.exit_differs",
    "stay.exit_moved", "stay.gone_before",
)  # fmt: skip
"""Findings in which two cells, or two files, contradict each other."""
CONTESTED = ("person.two_units", "person.elsewhere")
"""Findings of people who are listed in two units on one day."""


def retiring(frame: pl.DataFrame, *, by: Sequence[str], until: int, limit: float) -> dict[Group, Reading]:
    """The share of each group that has reached or reaches the retirement age up to a year.

    Women of unknown former age are read as 55; where only reading them as 50 makes a problem of it, that
    number is given, with the doubt. Years whose people are hidden count for nothing, so a number is the
    least that it can be.

    Args:
        frame: The protected wave, with both readings.
        by: Fields of units.
        until: Last calendar year that counts.
        limit: Percent from which on it is a problem.
    """
    groups: dict[Group, list[dict[str, Any]]] = {}
    for row in frame.to_dicts():
        groups.setdefault(tuple(str(row[name]) for name in by), []).append(row)
    return {group: _retiring(rows, until=until, limit=limit) for group, rows in groups.items()}


def _retiring(rows: Sequence[Mapping[str, Any]], *, until: int, limit: float) -> Reading:
    fifty, fifty_five = (_least(rows, READINGS[name], until=until) for name in ("50", "55"))
    if fifty_five is None or fifty is None:
        return Reading(reason=say("issue.hidden_wave"))
    if fifty_five.value <= limit < fifty.value:
        doubtful = Number(
            value=fifty.value, low=fifty.low, high=fifty.high,
            people=fifty.people, base=fifty.base, doubt=say("issue.readings"), bound=fifty.bound,
        )  # fmt: skip
        return Reading(number=doubtful)
    return Reading(number=fifty_five)


def _least(rows: Sequence[Mapping[str, Any]], reading: str, *, until: int) -> Number | None:
    """At least so many under one reading; None where the people of its group are hidden."""
    people, base, shown, whole = 0, 0, False, True
    for name in (SURE, reading):
        own = [row for row in rows if row["retirement_reading"] == name]
        bases = [row["base"] for row in own if row["base"] is not None]
        if own and not bases:
            return None
        base += bases[0] if bases else 0
        counted = [row["people"] for row in own if _within(str(row["retire_year"]), until)]
        people += sum(one for one in counted if one is not None)
        shown, whole = shown or bool(own), whole and None not in counted
    if not shown or not base:
        return None
    low, high = interval(people, base)
    bound: Bound = "" if whole else "least"
    return Number(value=people * HUNDRED / base, low=low, high=high, people=people, base=base, bound=bound)


def _within(year: str, until: int) -> bool:
    """Whether a row of the wave is of those past the age, or of a year up to the last that counts."""
    return int(year) <= until if year.isdigit() else year == REACHED


def counted(check: Check, *, store: Path, on: date) -> Reading:
    """Rows of imports, or findings about them, per hundred rows; a fact, without an interval."""
    imports = statements.imports(store).filter(pl.col("as_of") <= on)
    rows = int(imports["rows_read"].sum() or 0)
    if not rows:
        return Reading(reason=say("issue.no_data"))
    if check.counter == "rejected_rows":
        number = int(imports["rows_rejected"].sum() or 0)
    else:
        rules = CONTRADICTED if check.counter == "contradictions" else CONTESTED
        found = statements.findings(store)
        number = found.filter(
            pl.col("rule").is_in(rules) & pl.col("import").is_in(imports["id"].implode())
        ).height
    return Reading(number=Number(value=number * HUNDRED / rows, people=number, base=rows))
