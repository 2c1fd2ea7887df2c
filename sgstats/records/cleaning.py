"""CLEAN a table of any kind: what it holds, the day it speaks of, and then its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sgstats.finding import finding
from sgstats.records.kinds import AUTO
from sgstats.records.ledger import clean_ledger
from sgstats.records.mapping import Settlement, map_columns
from sgstats.records.population import clean_population
from sgstats.records.reading import Prefer, Sheet
from sgstats.records.roster import clean_roster
from sgstats.records.statement import stated_day
from sgstats.records.yearly import clean_yearly

if TYPE_CHECKING:
    import polars as pl

    from sgstats.records.cleaned import Cleaned
    from sgstats.sources.table import Table


def clean(
    table: Table,
    *,
    as_of: date | None = None,
    settled: Settlement | None = None,
    prefer: Prefer = "id",
    kind: str = AUTO,
) -> Cleaned:
    """Clean one table.

    Every data row is either accepted or rejected by a named rule; a cell that is not understood
    makes its value unknown and a warning, never a guess. A staff list that does not say which day
    it speaks of is taken to speak of today, with a warning; other tables must tell their year.

    Args:
        table: One row per data row, as read.
        as_of: The day the table speaks of; by default the day the file states.
        settled: What the user settled about columns, codes and units.
        prefer: Which source rules when ID number and typed cell disagree.
        kind: ``roster``, ``appraisal``, ``absence``, ``ballot``, ``fact``, ``movement``, ``training``,
            ``ledger`` or ``population``; by default what columns and titles show.

    Raises:
        Refused: A column is missing or claimed twice; the table may be of several kinds; nothing
            tells the year of appraisals, absences, votes or facts.
    """
    settled = settled or Settlement()
    columns, stated = map_columns(table, settled=settled, kind=kind), stated_day(table)
    day = as_of or stated or date.today()
    sheet = Sheet(table=table, columns=columns, settled=settled, as_of=day, prefer=prefer)
    notes = [_overruled(sheet, stated)] if as_of and stated not in {None, as_of} else []
    known = bool(as_of or stated)
    if columns.kind == "ledger":
        return clean_ledger(sheet, day_known=known, notes=notes)
    if columns.kind != "roster":
        read = clean_population if columns.kind == "population" else clean_yearly
        return read(sheet, day_known=known, given=bool(as_of), notes=notes)
    if not known:
        notes.append(finding("statement.day_assumed", at=sheet.place(None), day=day))
    return replace(clean_roster(sheet, notes=notes), day_known=known)


def _overruled(sheet: Sheet, stated: date | None) -> pl.DataFrame:
    """Say that the user gave another day than the file."""
    return finding("statement.day_differs", at=sheet.place(None), stated=stated, given=sheet.as_of)
