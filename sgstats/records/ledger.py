"""CLEAN a sheet of a rectification ledger (整改台账): problems, records of work, or refusals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, findings_at, no_findings
from sgstats.records.cleaned import Cleaned
from sgstats.records.kinds import titles_of
from sgstats.records.ledger_cells import DATED, Cells
from sgstats.records.ledger_entries import Entry, code_in, frame
from sgstats.records.ledger_items import item_of
from sgstats.records.ledger_rows import Problems, Texts
from sgstats.records.ledger_text import day_in, tidy
from sgstats.records.ledger_units import issue_units
from sgstats.records.reading import Sheet
from sgstats.records.years import year_of_table

if TYPE_CHECKING:
    from sgstats.records.ledger_items import Part


def clean_ledger(sheet: Sheet, *, day_known: bool, notes: list[pl.DataFrame]) -> Cleaned:
    """Clean a sheet of a ledger.

    A row speaks of the problem it names, or else of the one above it. A row before any problem is
    refused, as is a record of work that names none.

    Args:
        sheet: The table with its columns understood.
        day_known: Whether the user or the file said which day it speaks of.
        notes: What was noticed before.

    Returns:
        ``rows`` as ``ledger_entries.SCHEMA`` says.
    """
    cells, part = Cells(sheet=sheet, year=_year(sheet, day_known=day_known)), _part(sheet)
    units, misplaced = issue_units(sheet)
    found = Problems(cells=cells)
    for (row, texts), unit in zip(cells.rows(), units, strict=True):
        if part == "issue":
            found.read(row, texts, unit=unit)
        else:
            _record(found, row, texts, part=part, unit=unit)
    found.finish()
    refused = _refused(sheet, found)
    return Cleaned(
        kind="ledger",
        file=sheet.table.file,
        sheet=sheet.table.sheet,
        as_of=sheet.as_of,
        day_known=day_known,
        header_rows=sheet.table.header_rows,
        rows=frame(found.entries, rows=found.taken),
        rejected=refused.select("row", "column", "rule", "message"),
        unmapped=sheet.columns.unmapped,
        findings=pl.concat([refused, *notes, sheet.columns.findings, *misplaced, *cells.findings()]),
        people=cells.people,
    )


def _part(sheet: Sheet) -> Part:
    """What a sheet lists: problems, records of work, or refusals."""
    named = sheet.columns.columns.keys()
    if named & {"measure", "cause", "goal", "closed"}:
        return "issue"
    if "refusal_text" in named or any("驳回" in title for title in titles_of(sheet.table)[:-1]):
        return "refusal"
    return "record" if named & {"record_text", "times", "photos"} else "issue"


def _record(found: Problems, row: int, texts: Texts, *, part: Part, unit: str | None) -> None:
    """Take in one row of records of work, or of refusals."""
    item = texts.get("record_item", "")
    exact = item if item and item_of(item).part == part else None
    code = item_of(exact).issue if exact else code_in(texts.get("issue_code"))
    if code is None:
        found.refused.append(row)
        return
    unit = item_of(exact).unit if exact else unit
    known = (one for one in found.entries if one.part == "issue" and (one.code, one.unit) == (code, unit))
    issue = next(known, None) or _named(found, code, row=row, unit=unit)
    issue.exact = issue.exact or exact is not None
    found.taken.append((row, issue.place))
    one = found.add(part, row=row, of=issue)
    one.code, one.exact = exact, exact is not None
    one.tell("on", found.cells.day(texts, "record_date", row=row), row=row)
    for name, field in _fields(part).items():
        one.tell(field, tidy(texts[name]) if name in texts else None, row=row)
    photos = re.fullmatch(r"(\d{1,4})(?:\.0+)?张?", texts.get("photos", ""))
    if part == "record" and photos:
        one.tell("photos", str(int(photos[1])), row=row)


def _named(found: Problems, code: str, *, row: int, unit: str | None) -> Entry:
    """A problem that a sheet speaks of and does not tell."""
    issue = found.add("issue", row=row, unit=unit)
    issue.code, issue.numbered = code, True
    return issue


def _fields(part: Part) -> dict[str, str]:
    """The columns of a record by its fields."""
    if part == "refusal":
        return {"refusal_text": "text", "record_text": "text", "refused_by": "by"}
    return {"record_text": "text"}


def _refused(sheet: Sheet, found: Problems) -> pl.DataFrame:
    """One finding per refused row."""
    at = Place(file=sheet.table.file, sheet=sheet.table.sheet)
    rows = {"ledger_file.no_issue": found.refused, "ledger_file.issue_unread": found.unread}
    told = [findings_at(rule, at=at, rows=pl.Series(of, dtype=pl.Int64)) for rule, of in rows.items()]
    return pl.concat([no_findings(), *told]).sort("row")


def _year(sheet: Sheet, *, day_known: bool) -> int | None:
    """The year of days that name none: the stated one, the title's, or that of most days of the sheet."""
    if day_known:
        return sheet.as_of.year
    if year := year_of_table(sheet.table):
        return year
    columns = [one.name for name, of in sheet.columns.columns.items() if name in DATED for one in of]
    texts = [text for name in columns for text in sheet.table.cells[name].drop_nulls()]
    years = [day.year for text in texts if (day := day_in(str(text), year=None, last=True))]
    most = max(set(years), key=years.count, default=None)
    return most if most and years.count(most) * 2 > len(years) else None
