"""Appraisals: grades and scores, long or wide, by rater and by side of the work; one record per statement.

A table says once, in a column, a header or a title, whatever holds for several values: the year, who
rated, which side of the work. Every value becomes a record with all of that beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from sgstats.errors import Refused
from sgstats.fields import normalise
from sgstats.records.categories import each_distinct, read_category
from sgstats.records.grades import read_grades
from sgstats.records.mapping import printable
from sgstats.records.reading import Problem, Reading, Sheet
from sgstats.records.scores import Scores, read_scores
from sgstats.records.titles import Heading, measured, rater_in
from sgstats.records.told import Told
from sgstats.records.years import read_years
from sgstats.sources.table import Column

SCHEMA = {
    "_row": pl.Int64,
    "year": pl.Int32,
    "rater": pl.String,
    "dimension": pl.String,
    "grade": pl.String,
    "no_grade": pl.String,
    "points": pl.Int64,
    "ballots": pl.Int32,
}
"""The columns of a record; ``points`` are millionths of a point, the sum over so many ballots."""

ALONE = {"grade.unreadable": "grade.none_readable", "score.unreadable": "score.none_readable"}
"""What is not understood rejects a row that tells nothing else."""


def read_appraisals(sheet: Sheet, year: int | None) -> Told:
    """The grades and scores of a table.

    Args:
        sheet: A table of appraisals.
        year: The year that holds where neither row nor header tells one.
    """
    groups = measured(sheet, this=year)
    _check_years(sheet, groups, year=year)
    side, rows = _dimension(sheet), [read_years(sheet, otherwise=year), read_rater(sheet)]
    beside = pl.DataFrame({name: series for one in (*rows, side) for name, series in one.columns.items()})
    shared = next((of["ballots"] for of in groups.values() if set(of) == {"ballots"}), None)
    parts = [
        _part(sheet, heading, of, beside=beside, shared=shared)
        for heading, of in groups.items()
        if set(of) != {"ballots"}
    ]
    stated = pl.coalesce("grade", "no_grade").is_not_null()
    records = pl.concat([pl.DataFrame(schema=SCHEMA), *(part.records for part in parts)])
    silent = ~sheet.table.cells["_row"].is_in(records["_row"].unique().implode())
    problems = [problem for one in rows for problem in one.problems]
    problems += [problem for part in parts for problem in part.problems]
    alone = [
        replace(one, rule=ALONE[one.rule], rows=one.rows & silent) for one in problems if one.rule in ALONE
    ]
    return Told(
        records=records.sort("_row", maintain_order=True),
        refusals=(*side.problems, *(one for part in parts for one in part.refusals), *alone),
        problems=tuple(replace(one, rows=one.rows & ~silent) for one in problems),
        same=("appraisal.repeated", [pl.when(stated).then("year"), pl.col("rater"), pl.col("dimension")]),
    )


def _part(
    sheet: Sheet, heading: Heading, of: dict[str, Column], *, beside: pl.DataFrame, shared: Column | None
) -> Told:
    """What the columns under one heading tell."""
    graded, scored = read_grades(sheet, of), read_scores(sheet, of, shared=shared)
    unread = Problem(rule="grade.unreadable", rows=graded.columns["unread"], column=of.get("grade"))
    return Told(
        records=_records(sheet, heading, beside, graded, scored),
        refusals=scored.refusals,
        problems=(unread, *graded.problems, *scored.problems),
    )


def _check_years(sheet: Sheet, groups: Mapping[Heading, Mapping[str, Column]], *, year: int | None) -> None:
    """Years beside a column that tells none leave open which of them it is.

    Raises:
        Refused: Nothing tells the year of a column, although other columns have theirs.
    """
    dated = [one for one in groups if one.year is not None]
    bare = [
        next(iter(of.values())) for one, of in groups.items() if one.year is None and set(of) != {"ballots"}
    ]
    if year is None and dated and bare and sheet.columns.column("year") is None:
        where = {"file": sheet.table.file, "sheet": sheet.table.sheet or "—"}
        raise Refused("year.of_column", **where, title=printable(bare[0]))


def _records(
    sheet: Sheet, heading: Heading, beside: pl.DataFrame, graded: Reading, scored: Scores
) -> pl.DataFrame:
    """The records of the columns under one heading: those rows in which something can be read."""
    frame = beside.with_columns(
        sheet.table.cells["_row"],
        grade=graded.columns["grade"],
        no_grade=graded.columns["no_grade"],
        points=scored.points,
        ballots=scored.ballots,
    )
    told = {"year": heading.year, "rater": heading.rater, "dimension": heading.dimension}
    stated = [pl.coalesce(pl.lit(value, dtype=SCHEMA[name]), name) for name, value in told.items()]
    named = [one.alias(name) for one, name in zip(stated, told, strict=True)]
    read = frame.filter(pl.any_horizontal(pl.col("grade", "no_grade", "points").is_not_null()))
    return read.with_columns(named).select(pl.col(name).cast(SCHEMA[name]) for name in SCHEMA)


def read_rater(sheet: Sheet) -> Reading:
    """Who rated or spoke, by the column that says so; whoever is not known stays unknown."""
    column, text = sheet.columns.column("rater"), sheet.text("rater")
    codes = {normalise(code): who for code, who in sheet.settled.values.get("rater", {}).items()}
    value = each_distinct(text, lambda one: codes.get(normalise(one)) or rater_in(one))
    unread = Problem(rule="value.unreadable", rows=text.is_not_null() & value.is_null(), column=column)
    return Reading(columns={"rater": value}, problems=(unread,))


def _dimension(sheet: Sheet) -> Reading:
    """Which side of the work, where a column says so; 总体 and 综合 are the whole."""
    column, text = sheet.columns.column("dimension"), sheet.text("dimension")
    text = text.set(text.is_in(list(WHOLE)), None)
    value = read_category(text, field="dimension", codes=sheet.settled.values.get("dimension"))
    unread = Problem(rule="dimension.unknown", rows=text.is_not_null() & value.is_null(), column=column)
    return Reading(columns={"dimension": value}, problems=(unread,))


WHOLE = ("总体", "综合", "总评", "总分", "合计", "全部", "整体", "总体评价", "综合评价", "年度考核")
"""What a column of sides of the work says of a score for the whole."""
