"""Trainings: one record per person and session, from lists, sign-in sheets and yearly sheets."""

from __future__ import annotations

import re

import polars as pl

from sgstats.fields import normalise
from sgstats.records.attendance import read_marks, read_signatures
from sgstats.records.categories import each_distinct
from sgstats.records.kinds import marks
from sgstats.records.leaving import category
from sgstats.records.reading import Problem, Reading, Sheet
from sgstats.records.sessions import (
    Session,
    hours_in,
    kept_topic,
    level_of,
    session_in,
    session_of_table,
    topic_in,
)
from sgstats.records.told import Told, rows_of
from sgstats.records.told_days import told_days, unread_days
from sgstats.records.years import read_years
from sgstats.sources.table import Column

SCHEMA = {
    "_row": pl.Int64,
    "year": pl.Int32,
    "day": pl.Int32,
    "training_level": pl.String,
    "training_form": pl.String,
    "training_topic": pl.String,
    "hours_tenths": pl.Int32,
}
"""The columns of a record; ``day`` is the first of the training, ``hours_tenths`` class hours times ten."""

OWN = ("training_date", "training_level", "training_form", "training_hours")
"""What columns tell of a row's session beside its name; a row that is blank in all of them tells of none."""


_NAME = re.compile("名称|班")

FACTS = ("day", "training_level", "training_form", "training_topic", "hours_tenths")
"""What a record tells; one that tells nothing of it is none."""


def read_trainings(sheet: Sheet, year: int | None) -> Told:
    """The trainings of a table: one record per row, or per session that is a column.

    What the title or a line above the table says of the training counts for all its rows; a column rules
    over it. Sessions that are columns have what their header says.

    Args:
        sheet: A table of trainings.
        year: The year that holds where neither row nor day tells one.
    """
    whole, (naming, sessions) = session_of_table(sheet.table, year=year), _parted(sheet)
    left_out = _left_out(sheet, sessions) if naming else []
    sessions = [] if naming else sessions
    own, signed = read_years(sheet, otherwise=None), read_signatures(sheet)
    parts = [_marked(sheet, one, whole, year=year) for one in sessions] or [_listed(sheet, whole, year=year)]
    records = pl.concat([_records(sheet, one, own.columns["year"], whole.year or year) for one in parts])
    absent = Problem(
        rule="training.absent", rows=signed.columns["absent"], column=sheet.columns.column("attended")
    )
    problems = [one for each in (own, signed, *parts) for one in each.problems]
    return Told(
        records=records.sort("_row", maintain_order=True),
        refusals=(absent, *_backwards(sheet, records, year=year), *_none(sheet, parts if sessions else [])),
        problems=(*problems, *left_out, _no_level(sheet, records)),
        same=("training.repeated", _same()),
    )


def _parted(sheet: Sheet) -> tuple[Column | None, list[Column]]:
    """The column whose cells name the trainings, and those whose headers do."""
    columns = sheet.columns.columns.get("training_topic", ())
    formed = marks()["training"].formed(sheet.table)
    naming = [one for one in columns if normalise(one.title) not in formed]
    # Beside the name of a training, its 内容 is a description.
    named = sorted(naming, key=lambda one: not _NAME.search(normalise(one.title)))
    return next(iter(named), None), [one for one in columns if normalise(one.title) in formed]


def _left_out(sheet: Sheet, columns: list[Column]) -> list[Problem]:
    """Session columns of a list whose cells name the trainings: one sheet cannot be both."""
    first = pl.int_range(sheet.table.cells.height, eager=True) == 0
    return [Problem(rule="training.column_left_out", rows=first, column=one) for one in columns]


def _marked(sheet: Sheet, column: Column, whole: Session, *, year: int | None) -> Reading:
    """What the column of one session tells."""
    marked = read_marks(sheet, column, year=year)
    told, own = session_in(normalise(column.title), year=year), normalise(column.title).rpartition("/")[2]
    topic, kept = _screened(sheet, pl.Series([topic_in(own) or own], dtype=pl.String))
    facts = pl.DataFrame({"came": marked.columns["came"]}).select(
        "came",
        day=pl.coalesce(marked.columns["day"], pl.lit(told.day, dtype=pl.Int32)),
        month_year=pl.lit(told.year, dtype=pl.Int32),
        training_level=pl.lit(told.level or whole.level, dtype=pl.String),
        training_form=pl.lit(told.form or whole.form, dtype=pl.String),
        training_topic=pl.lit(topic.item(), dtype=pl.String),
        hours_tenths=pl.coalesce(marked.columns["hours_tenths"], pl.lit(told.hours_tenths, dtype=pl.Int32)),
    )
    lost = pl.Series([not kept.item()]).new_from_index(0, facts.height) & facts["came"]
    problem = Problem(rule="training.topic_not_kept", rows=lost & (lost.cum_sum() == 1), column=column)
    return Reading(columns=facts.to_dict(), problems=(*marked.problems, problem))


def _listed(sheet: Sheet, whole: Session, *, year: int | None) -> Reading:
    """What the rows of a list tell, and the lines above it of all of them."""
    dated = told_days(sheet, "training_date", year=year, span=True)
    level, form, hours = _level(sheet), category(sheet, "training_form"), _hours(sheet)
    naming, _ = _parted(sheet)
    topic, kept = _screened(sheet, sheet.column_text(naming) if naming else sheet.nothing())
    readings = (level, form, hours)
    told = {name: series for one in readings for name, series in one.columns.items()}
    facts = pl.DataFrame(told).with_columns(
        came=_any_told(sheet),
        day=pl.when(dated["state"] == "day").then(dated["day"]),
        month_year=dated["day"] // 10_000,
        training_topic=topic,
    )
    lost = Problem(rule="training.topic_not_kept", rows=~kept, column=naming)
    problems = [one for each in readings for one in each.problems]
    return Reading(
        columns=_filled(sheet, facts, whole).to_dict(),
        problems=(*problems, lost, *unread_days(sheet, "training_date", dated)),
    )


def _any_told(sheet: Sheet) -> pl.Series:
    """Whether a row tells anything of a session; all rows where only lines above the table do."""
    told = [_parted(sheet)[0], *(sheet.columns.column(name) for name in OWN)]
    texts = [sheet.column_text(one).is_not_null().alias(one.name) for one in told if one]
    if not texts:
        return pl.repeat(value=True, n=sheet.table.cells.height, dtype=pl.Boolean, eager=True)
    return pl.DataFrame(texts).select(pl.any_horizontal(pl.all())).to_series()


def _filled(sheet: Sheet, facts: pl.DataFrame, whole: Session) -> pl.DataFrame:
    """The rows with what the lines above the table say of all of them, where no column does."""
    single = not any(sheet.columns.column(name) for name in ("training_topic", "training_date"))
    topic, _ = _screened(sheet, pl.Series([whole.topic], dtype=pl.String))
    told = {
        "training_level": None if sheet.columns.column("training_level") else whole.level,
        "training_form": None if sheet.columns.column("training_form") else whole.form,
        "hours_tenths": whole.hours_tenths if single and not sheet.columns.column("training_hours") else None,
        "day": whole.day if single else None,
        "training_topic": topic.item() if single else None,
    }
    return facts.with_columns(
        pl.col(name).fill_null(pl.lit(value, dtype=SCHEMA[name])) for name, value in told.items() if value
    )


def _screened(sheet: Sheet, topics: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Names of trainings as they may be stored, and which rows lost none."""
    people = frozenset(sheet.text("name").drop_nulls().unique())
    kept = each_distinct(topics, lambda one: kept_topic(one, people=people))
    return kept, topics.is_null() | kept.is_not_null()


def _level(sheet: Sheet) -> Reading:
    """Who held the training, by the rules for organisers; whom no rule knows stays unknown."""
    column, text = sheet.columns.column("training_level"), sheet.text("training_level")
    codes = sheet.settled.values.get("training_level")
    value = each_distinct(text, lambda one: level_of(one, settled=codes))
    unread = Problem(rule="value.unreadable", rows=text.is_not_null() & value.is_null(), column=column)
    return Reading(columns={"training_level": value}, problems=(unread,))


def _hours(sheet: Sheet) -> Reading:
    """Class hours in tenths."""
    column, text = sheet.columns.column("training_hours"), sheet.text("training_hours")
    value = each_distinct(text, lambda one: None if (hours := hours_in(one)) is None else str(hours))
    unread = Problem(rule="value.unreadable", rows=text.is_not_null() & value.is_null(), column=column)
    return Reading(columns={"hours_tenths": value.cast(pl.Int32)}, problems=(unread,))


def _records(sheet: Sheet, part: Reading, own: pl.Series, otherwise: int | None) -> pl.DataFrame:
    """The records of one part: of those who came and of whose training anything is known."""
    rows = pl.DataFrame({"_row": sheet.table.cells["_row"], "own": own, **part.columns})
    known = pl.any_horizontal(pl.col(FACTS).is_not_null())
    year = pl.coalesce("own", pl.col("day") // 10_000, "month_year", pl.lit(otherwise, dtype=pl.Int32))
    told = rows.filter(pl.col("came") & known).with_columns(year=year)
    return told.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _backwards(sheet: Sheet, records: pl.DataFrame, *, year: int | None) -> tuple[Problem, ...]:
    """Trainings that end before they begin."""
    column = sheet.columns.column("end_date")
    if column is None:
        return ()
    last = told_days(sheet, "end_date", year=year, span=True)
    ends = pl.DataFrame({"_row": sheet.table.cells["_row"], "last": last["day"], "state": last["state"]})
    both = records.join(ends.filter(pl.col("state") == "day"), on="_row")
    rows = rows_of(both, pl.col("last") < pl.col("day"), sheet=sheet)
    return (Problem(rule="training.backwards", rows=rows, column=column),)


def _none(sheet: Sheet, parts: list[Reading]) -> tuple[Problem, ...]:
    """Rows without a mark under any session."""
    if not parts:
        return ()
    told = [one.columns["came"] for one in parts] + [
        problem.rows for one in parts for problem in one.problems if problem.rule == "value.unreadable"
    ]
    nothing = (
        ~pl
        .DataFrame([one.alias(f"p{n}") for n, one in enumerate(told)])
        .select(pl.any_horizontal(pl.all().fill_null(value=False)))
        .to_series()
    )
    return (Problem(rule="training.none", rows=nothing),)


def _no_level(sheet: Sheet, records: pl.DataFrame) -> Problem:
    """One note on how many attendances are of no known level."""
    unknown = rows_of(records, pl.col("training_level").is_null(), sheet=sheet)
    count = records["training_level"].null_count()
    return Problem(rule="training.no_level", rows=unknown & (unknown.cum_sum() == 1), values={"count": count})


def _same() -> list[pl.Expr]:
    """What two records of one session have in common; one that has neither day nor name is never a repeat."""
    named = pl.any_horizontal(pl.col("day", "training_topic").is_not_null())
    return [
        pl.when(named).then("year"),
        pl.col("day"),
        pl.col("training_topic"),
        pl.col("training_level"),
        pl.col("hours_tenths"),
    ]
