"""CLEAN a table of units: residents, households and the quota of posts on a day; it speaks of nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import normalise
from sgstats.finding import finding
from sgstats.periods import day_number
from sgstats.records.categories import each_distinct
from sgstats.records.cleaned import Cleaned
from sgstats.records.kinds import lines_above
from sgstats.records.places import read_units, unit_findings
from sgstats.records.privacy import screen_units
from sgstats.records.reading import Problem, Reading, Sheet, locate
from sgstats.records.units import LEVELS
from sgstats.records.years import year_of_table

if TYPE_CHECKING:
    from sgstats.sources.table import Column

COUNTS = {"residents": pl.Int64, "households": pl.Int64, "quota": pl.Int32}
"""What is told of a unit; whole numbers from zero."""

_NUMBER = re.compile(r"\+?(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d{1,6})0*)?(万)?(?:余|多)?[人户名个位]?")
_TEN_THOUSANDS = re.compile(r"\((?:单位:?)?万[人户]?\)|(?:单位|计量单位):?万[人户]|万[人户]$")
MOST = {"residents": 10**9, "households": 10**9, "quota": 10**6}


def clean_population(sheet: Sheet, *, day_known: bool, given: bool, notes: list[pl.DataFrame]) -> Cleaned:
    """Clean a table of units.

    A table that names a year and no day speaks of the last day of that year.

    Args:
        sheet: The table with its columns understood.
        day_known: Whether the user or the file said which day it speaks of.
        given: Whether the user said so.
        notes: What was noticed before.
    """
    sheet, known = _dated(sheet, day_known=day_known, given=given)
    units, misplaced = screen_units(sheet, read_units(sheet))
    counted = _counts(sheet)
    rows = pl.DataFrame({"_row": sheet.table.cells["_row"]}).with_columns(
        pl.lit(day_number(sheet.as_of), dtype=pl.Int32).alias("day")
    )
    rows = rows.hstack(units.select(LEVELS)).hstack(pl.DataFrame(dict(counted.columns)))
    refused = _refused(sheet, rows, counted)
    if not known:
        notes = [*notes, finding("statement.day_assumed", at=sheet.place(None), day=sheet.as_of)]
    noticed = [locate(one, sheet=sheet) for one in (*misplaced, *counted.problems)]
    return Cleaned(
        kind="population",
        file=sheet.table.file,
        sheet=sheet.table.sheet,
        as_of=sheet.as_of,
        day_known=known,
        header_rows=sheet.table.header_rows,
        rows=rows.filter(~pl.col("_row").is_in(refused["row"].implode())),
        rejected=refused.select("row", "column", "rule", "message").sort("row"),
        unmapped=sheet.columns.unmapped,
        findings=pl.concat([refused, *notes, sheet.columns.findings, *_about(sheet, units), *noticed]),
    )


def _about(sheet: Sheet, units: pl.DataFrame) -> list[pl.DataFrame]:
    """What is noticed of the units; one without a community is a whole street, and nothing is missing."""
    found = unit_findings(sheet, units)
    return [found.filter(pl.col("rule") != "unit.unknown")]


def _dated(sheet: Sheet, *, day_known: bool, given: bool) -> tuple[Sheet, bool]:
    """The table with its day, and whether anybody said so."""
    year = year_of_table(sheet.table)
    if day_known or given or year is None:
        return sheet, day_known or given
    return replace(sheet, as_of=date(year, 12, 31)), True


def _counts(sheet: Sheet) -> Reading:
    """Every count of every row; what is no whole number stays unknown."""
    columns, problems = {}, []
    for name, kind in COUNTS.items():
        column, text = sheet.columns.column(name), sheet.text(name)
        ten_thousands = column is not None and _in_ten_thousands(sheet, column, name=name)
        found = each_distinct(text, partial(_whole, name=name, by=ten_thousands))
        columns[name] = found.cast(kind)
        unread = text.is_not_null() & found.is_null()
        problems.append(Problem(rule="population.no_number", rows=unread, column=column))
    return Reading(columns=columns, problems=tuple(problems))


def _in_ten_thousands(sheet: Sheet, column: Column, *, name: str) -> bool:
    """Whether a header, or for residents a line above the table, says that numbers are in 万."""
    if _TEN_THOUSANDS.search(normalise(column.title)):
        return True
    above = [match.group() for line in lines_above(sheet.table) if (match := _TEN_THOUSANDS.search(line))]
    return any(one.rstrip(")")[-1] == {"residents": "人", "households": "户"}.get(name) for one in above)


def _whole(text: str, *, name: str, by: bool) -> str | None:
    """A count as written: 12,345 and 1.25万 are whole numbers, 1.5 is none.

    Example:
        >>> _whole("12,345人", name="residents", by=False), _whole("1.25", name="residents", by=True)
        ('12345', '12500')
        >>> _whole("1.5", name="quota", by=False), _whole("约三千", name="residents", by=False)
        (None, None)
    """
    match = _NUMBER.fullmatch(text)
    if match is None or "余" in text or "多" in text:
        return None
    number = Decimal(f"{match[1].replace(',', '')}.{match[2] or 0}") * (10_000 if by or match[3] else 1)
    whole = number == number.to_integral_value() and number <= MOST[name]
    return str(int(number)) if whole else None


def _refused(sheet: Sheet, rows: pl.DataFrame, counted: Reading) -> pl.DataFrame:
    """One finding per rejected row, by the first rule it breaks."""
    silent = rows.select(pl.all_horizontal(pl.col(COUNTS).is_null())).to_series()
    nowhere = rows.select(pl.all_horizontal(pl.col(LEVELS).is_null())).to_series()
    rules = [
        Problem(rule="population.no_unit", rows=nowhere),
        *(
            Problem(rule="row.nothing_readable", rows=silent & one.rows, column=one.column)
            for one in counted.problems
            if one.column
        ),
        Problem(rule="population.nothing_told", rows=silent),
    ]
    broken = pl.concat([locate(one, sheet=sheet) for one in rules])
    broken = broken.unique("row", keep="first", maintain_order=True)
    kept = rows.filter(~pl.col("_row").is_in(broken["row"].implode()))
    groups = kept.select("_row", first=pl.col("_row").first().over(LEVELS))
    first = rows.join(groups, on="_row", how="left", maintain_order="left")["first"]
    again = (first != rows["_row"]).fill_null(value=False)
    repeated = Problem(rule="population.repeated", rows=again, values={"first": first})
    return pl.concat([broken, locate(repeated, sheet=sheet)])
