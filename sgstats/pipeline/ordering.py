"""In which order tables are taken in: people first, then what is said of them, ledgers last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgstats import store as statements
from sgstats.records.ledger_entries import united

if TYPE_CHECKING:
    from sgstats.store import Arrival


def ordered(arrivals: list[Arrival]) -> list[Arrival]:
    """The tables in the order in which they are to be saved.

    People are recognised best in the order in which the lists were true, and before anything is said of
    them. The sheets of one ledger speak of one day, the list of problems before the records of work.
    """
    ledgers = [one for one in arrivals if one.kind == statements.LEDGER]
    others = [one for one in arrivals if one.kind != statements.LEDGER]
    others.sort(key=lambda one: (one.kind != statements.ROSTER, one.as_of))
    told = {one.sha256: one for one in sorted(ledgers, key=lambda one: (one.day_known, one.as_of))}
    dated = [
        one
        if one.day_known
        else replace(one, as_of=told[one.sha256].as_of, day_known=told[one.sha256].day_known)
        for one in ledgers
    ]
    dated = _united(dated)
    dated.sort(key=lambda one: (told[one.sha256].as_of, one.sha256, _is_of_records(one)))
    return [*others, *dated]


def _united(ledgers: list[Arrival]) -> list[Arrival]:
    """The sheets of each file, whose records of work mean the problems of the same file first."""
    by_file: dict[str, list[Arrival]] = {}
    for one in ledgers:
        by_file.setdefault(one.sha256, []).append(one)
    return [
        replace(one, rows=rows)
        for sheets in by_file.values()
        for one, rows in zip(sheets, united([sheet.rows for sheet in sheets]), strict=True)
    ]


def _is_of_records(arrival: Arrival) -> bool:
    """Whether a sheet tells of work on problems that another sheet lists."""
    rows = arrival.rows
    return rows.filter((rows["part"] == "issue") & (rows["field"] == "text")).is_empty()
