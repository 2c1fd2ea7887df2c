"""CLEAN a staff list: typed rows of people at work, rejected rows with reason and address, findings."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sgstats.finding import Place, finding
from sgstats.periods import day_number
from sgstats.records.attributes import read_attributes
from sgstats.records.cleaned import Cleaned
from sgstats.records.id_number import NO_NUMBER
from sgstats.records.people import read_person
from sgstats.records.places import read_units, unit_findings
from sgstats.records.privacy import screen_units
from sgstats.records.reading import Problem, Reading, Sheet, label, locate
from sgstats.records.retirement import read_retirement
from sgstats.records.rules import REJECTIONS, WARNINGS, Rule, repeats
from sgstats.records.statement import check_totals

WATCHED = ("gender", "birth_day", "education", "study_mode", "street", "community", "hire_day")
"""Fields whose blanks are counted in a note, because every breakdown uses them."""

_FIELD_OF_COLUMN = {"birth_day": "birth_date", "hire_day": "hire_date", "leave_day": "leave_date"}


def clean_roster(sheet: Sheet, *, notes: list[pl.DataFrame]) -> Cleaned:
    """Clean one table of a staff list.

    Args:
        sheet: The table with its columns understood.
        notes: What was noticed before.
    """
    units, misplaced = screen_units(sheet, read_units(sheet))
    person = read_person(sheet)
    retired = read_retirement(sheet, person.columns["gender"])
    readings = (person, read_attributes(sheet), retired, Reading(columns={}, problems=misplaced))
    rows = _join(sheet, readings, units)
    return _judge(sheet, rows, [*notes, sheet.columns.findings, unit_findings(sheet, units)], readings)


def _join(sheet: Sheet, readings: Sequence[Reading], units: pl.DataFrame) -> pl.DataFrame:
    """One frame of everything read, in the order of the file."""
    values = {name: series for reading in readings for name, series in reading.columns.items()}
    typed = sheet.text("id_number")
    typed = typed.is_not_null() & ~typed.is_in(NO_NUMBER)
    return pl.DataFrame({"_row": sheet.table.cells["_row"], **values, "number_typed": typed}).hstack(units)


def _judge(
    sheet: Sheet, rows: pl.DataFrame, notes: list[pl.DataFrame], readings: Sequence[Reading]
) -> Cleaned:
    """Part accepted from rejected rows and gather the findings of both."""
    refused, again = _refused(sheet, rows)
    accepted = rows.filter(~pl.col("_row").is_in(refused["row"].implode()))
    spoken = [problem for reading in readings for problem in reading.problems]
    spoken += [_broken(sheet, rows, rule) for rule in WARNINGS]
    spoken.append(_repeated("person.two_units", rows, again.filter("other_unit")))
    findings = [
        refused,
        check_totals(sheet.table),
        *notes,
        *(locate(one, sheet=sheet) for one in spoken),
        *_counts(sheet, accepted),
    ]
    return Cleaned(
        kind="roster",
        file=sheet.table.file,
        sheet=sheet.table.sheet,
        as_of=sheet.as_of,
        header_rows=sheet.table.header_rows,
        rows=accepted.drop("number_typed"),
        rejected=refused.select("row", "column", "rule", "message").sort("row"),
        unmapped=sheet.columns.unmapped,
        findings=pl.concat(findings),
    )


def _refused(sheet: Sheet, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One finding per rejected row, and who is listed again among the other rows.

    A listing that is rejected for itself does not make the next one of that person a repeat.
    """
    broken = pl.concat([locate(_broken(sheet, rows, rule), sheet=sheet) for rule in REJECTIONS])
    broken = broken.unique("row", keep="first", maintain_order=True)
    again = repeats(rows.filter(~pl.col("_row").is_in(broken["row"].implode())))
    twice = _repeated("row.repeated", rows, again.filter("same_unit"))
    return pl.concat([broken, locate(twice, sheet=sheet)]), again


def _repeated(rule: str, rows: pl.DataFrame, again: pl.DataFrame) -> Problem:
    """The rows of some repeats, each with the row of the listing before it."""
    first = rows.join(again, on="_row", how="left", maintain_order="left")["first"]
    return Problem(rule=rule, rows=first.is_not_null(), values={"first": first})


def _broken(sheet: Sheet, rows: pl.DataFrame, rule: Rule) -> Problem:
    column = sheet.columns.column(rule.field) if rule.field else None
    breaks = rule.breaks(day_number(sheet.as_of))
    return Problem(rule=rule.name, rows=rows.select(breaks).to_series(), column=column)


def _counts(sheet: Sheet, accepted: pl.DataFrame) -> list[pl.DataFrame]:
    """Notes on how much is unknown, and on people who are hard to recognise again."""
    at: Place = sheet.place(None)
    notes = []
    for name in WATCHED:
        if blank := accepted[name].null_count():
            notes.append(
                finding("value.blank", at=at, title=label(_FIELD_OF_COLUMN.get(name, name)), count=blank)
            )
    weak = accepted.filter(pl.col("id_number").is_null() & pl.col("staff_id").is_null()).height
    if weak:
        notes.append(finding("person.no_strong_key", at=at, count=weak))
    if by_age := accepted.filter(pl.col("birth_precision") == "age").height:
        notes.append(finding("birth.from_age", at=at, count=by_age))
    return notes
