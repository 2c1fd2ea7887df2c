"""CLEAN what happened to people: appraisals, absences, votes, facts, movements and trainings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.periods import from_day_number
from sgstats.records.absence import read_absences
from sgstats.records.appraisal import read_appraisals
from sgstats.records.ballot import read_ballots
from sgstats.records.cleaned import Cleaned
from sgstats.records.fact import read_facts
from sgstats.records.id_number import NO_NUMBER
from sgstats.records.movement import born_later, read_movements
from sgstats.records.people import read_person
from sgstats.records.places import read_units, unit_findings
from sgstats.records.privacy import screen_units
from sgstats.records.reading import Problem, Reading, Sheet, locate
from sgstats.records.statement import check_totals
from sgstats.records.told import Told, rows_of
from sgstats.records.training import read_trainings
from sgstats.records.units import LEVELS
from sgstats.records.years import spans_years, year_of_table

if TYPE_CHECKING:
    from sgstats.records.kinds import Kind

WHO = ("name", "id_number", "staff_id", "gender", "birth_day", "birth_precision")

READERS: dict[Kind, Callable[[Sheet, int | None], Told]] = {
    "appraisal": read_appraisals,
    "absence": read_absences,
    "ballot": read_ballots,
    "fact": read_facts,
    "movement": read_movements,
    "training": read_trainings,
}


def clean_yearly(sheet: Sheet, *, day_known: bool, given: bool, notes: list[pl.DataFrame]) -> Cleaned:
    """Clean a table of any kind but a staff list.

    Args:
        sheet: The table with its columns understood.
        day_known: Whether the user or the file said which day it speaks of.
        given: Whether the user said so: then the day tells the year of what has none of its own.
        notes: What was noticed before.

    Raises:
        Refused: Nothing tells the year.
    """
    units, misplaced = screen_units(sheet, read_units(sheet))
    person = read_person(sheet)
    people = _people(sheet, person, units)
    year = _year(sheet, day_tells=given or (day_known and not spans_years(sheet.table)))
    told = READERS[sheet.columns.kind](sheet, year)
    if told.records["year"].null_count() == told.records.height > 0:
        raise Refused("year.missing", file=sheet.table.file, sheet=sheet.table.sheet or "—")
    refused = _refused(sheet, people, told)
    records = told.records.filter(~pl.col("_row").is_in(refused["row"].implode()))
    found = [locate(one, sheet=sheet) for one in (*person.problems, *misplaced, *told.problems)]
    return Cleaned(
        kind=sheet.columns.kind,
        file=sheet.table.file,
        sheet=sheet.table.sheet,
        as_of=_spoken_of(sheet, records, day_known=day_known, given=given, year=year),
        header_rows=sheet.table.header_rows,
        rows=_joined(people, records),
        rejected=refused.select("row", "column", "rule", "message").sort("row"),
        unmapped=sheet.columns.unmapped,
        findings=pl.concat([refused, *notes, *_about(sheet, units), *found]),
    )


def _people(sheet: Sheet, person: Reading, units: pl.DataFrame) -> pl.DataFrame:
    """Who the rows speak of: one row per row."""
    who = {name: person.columns[name] for name in WHO}
    return pl.DataFrame({"_row": sheet.table.cells["_row"], **who}).hstack(units.select(LEVELS))


def _joined(people: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """The records beside their people; a record that has a unit of its own is of that unit."""
    own = [level for level in LEVELS if level in records.columns]
    rows = people.drop(own).join(records, on="_row", how="inner", maintain_order="left_right")
    return rows.select(*people.columns, pl.exclude(people.columns))


def _about(sheet: Sheet, units: pl.DataFrame) -> list[pl.DataFrame]:
    """What is noticed of the table as a whole."""
    found = [sheet.columns.findings]
    # What a table of votes prints as a number of people is that of the voters.
    if sheet.columns.kind != "ballot":
        found.append(check_totals(sheet.table))
    # Who is known by a number is found without a unit; columns of movements name theirs.
    known = sheet.columns.column("id_number") or sheet.columns.column("staff_id")
    if sheet.columns.kind != "movement" and not known:
        found.append(unit_findings(sheet, units))
    return found


def _year(sheet: Sheet, *, day_tells: bool) -> int | None:
    """The year that holds for rows and columns that tell none."""
    return year_of_table(sheet.table) or (sheet.as_of.year if day_tells else None)


def _spoken_of(
    sheet: Sheet, records: pl.DataFrame, *, day_known: bool, given: bool, year: int | None
) -> date:
    """The day given or stated, but the last day of the latest year told where a form was signed after it."""
    latest = records["year"].max()
    last = date(latest if isinstance(latest, int) else year or date.today().year, 12, 31)
    if given:
        return sheet.as_of
    if not day_known:
        told = records["day"].max() if sheet.columns.kind == "movement" else None
        return from_day_number(told) if isinstance(told, int) else last
    return min(sheet.as_of, last)


def _refused(sheet: Sheet, people: pl.DataFrame, told: Told) -> pl.DataFrame:
    """One finding per rejected row, by the first rule it breaks."""
    silent = ~sheet.table.cells["_row"].is_in(told.records["_row"].unique().implode())
    typed = sheet.text("id_number")
    typed = typed.is_not_null() & ~typed.is_in(NO_NUMBER)
    unnamed = people.select(pl.all_horizontal(pl.col("name", "staff_id", "id_number").is_null())).to_series()
    rules = [
        Problem(rule="row.no_person", rows=unnamed & ~typed),
        *told.refusals,
        *([born_later(people, told.records, sheet=sheet)] if sheet.columns.kind == "movement" else []),
        *(
            Problem(rule="row.nothing_readable", rows=silent & one.rows, column=one.column)
            for one in told.problems
            if one.column
        ),
        Problem(rule="row.nothing_told", rows=silent),
        Problem(rule="row.no_year", rows=rows_of(told.records, pl.col("year").is_null(), sheet=sheet)),
    ]
    broken = pl.concat([locate(one, sheet=sheet) for one in rules])
    broken = broken.unique("row", keep="first", maintain_order=True)
    return pl.concat([broken, _repeated(sheet, people, told, without=broken["row"])])


def _repeated(sheet: Sheet, people: pl.DataFrame, told: Told, *, without: pl.Series) -> pl.DataFrame:
    """Findings for the rows that tell again what a row above tells of the same person."""
    if told.same is None:
        return locate(Problem(rule="row.repeated", rows=pl.Series([False])), sheet=sheet)
    rule, same = told.same
    # Two people of one name in one community cannot be told apart here, so one of them has to go.
    unit = (pl.col(level).fill_null("") for level in LEVELS)
    birth = pl.col("birth_day").cast(pl.String).fill_null("")
    staff = pl.concat_str("staff_id", pl.col("name").fill_null(""), separator="|")
    called = pl.concat_str("name", *unit, birth, pl.col("gender").fill_null(""), separator="|")
    who = people.select("_row", who=pl.coalesce("id_number", staff, called))
    keys = [one.alias(f"same_{place}") for place, one in enumerate(same)]
    known = (
        told.records
        .filter(~pl.col("_row").is_in(without.implode()))
        .join(who, on="_row", how="left", maintain_order="left")
        .with_columns(keys)
        .drop_nulls(["who", "same_0"])
    )
    groups = ["who", *(f"same_{place}" for place in range(len(keys)))]
    again = known.select("_row", first=pl.col("_row").first().over(groups))
    again = again.filter(pl.col("_row") != pl.col("first")).unique("_row", keep="first")
    first = people.join(again, on="_row", how="left", maintain_order="left")["first"]
    return locate(Problem(rule=rule, rows=first.is_not_null(), values={"first": first}), sheet=sheet)
