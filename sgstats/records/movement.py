"""Movements: who came, left or changed units on which day; one record per change.

A day is needed, for a month does not say who was in post on which day of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.periods import day_number
from sgstats.records.movement_types import ELSEWHERE, JOINED, LEFT, MOVED, read_types
from sgstats.records.moves import FROM, TO, read_moves, settled_units, sheet_text
from sgstats.records.reading import Problem, Sheet
from sgstats.records.told import Told, rows_of
from sgstats.records.told_days import told_days
from sgstats.records.units import LEVELS
from sgstats.records.years import year_of_table

if TYPE_CHECKING:
    from sgstats.sources.table import Column

SCHEMA = {
    "_row": pl.Int64,
    "year": pl.Int32,
    "day": pl.Int32,
    "movement_type": pl.String,
    "leave_reason": pl.String,
    **dict.fromkeys((*LEVELS, *(f"to_{level}" for level in LEVELS)), pl.String),
}
"""The columns of a record; the unit is the one left, or joined by who came; ``to_*`` is where a move led."""

DATES = {"moved": "movement_date", "hire": "hire_date", "leave": "leave_date"}

OF_TYPE = {JOINED: "hire", LEFT: "leave"}
"""Whose day tells of a movement where no column of days of movements does."""


def read_movements(sheet: Sheet, year: int | None) -> Told:
    """The movements of a table: one record per row, or two where a row tells of coming and leaving.

    Args:
        sheet: A table of movements.
        year: The year that holds where a day names none.
    """
    types, moves = read_types(sheet), read_moves(sheet)
    dated = {name: told_days(sheet, field, year=year) for name, field in DATES.items()}
    days = {f"{name}_{part}": one[part] for name, one in dated.items() for part in ("day", "state")}
    read = pl.DataFrame({"_row": sheet.table.cells["_row"], **types.columns, **moves.columns, **days})
    rows = settled_units(_settled_types(_parted(read, year=year_of_table(sheet.table))))
    told = rows.filter(pl.col("movement_type").is_not_null() & (pl.col("state") == "day"))
    records = told.with_columns(year=pl.col("day") // 10_000)
    return Told(
        records=records.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()),
        refusals=(*types.problems, *_refusals(sheet, rows)),
        problems=(*moves.problems, *_noticed(sheet, rows)),
        same=("movement.repeated", [pl.col("day"), pl.col("movement_type")]),
    )


def _parted(read: pl.DataFrame, *, year: int | None) -> pl.DataFrame:
    """One row per movement: days of coming and of leaving tell of one each where nothing names a type.

    In a list of one year the day of coming beside a leaving of that year is only a fact about the person.
    """
    typed = pl.col("movement_type").is_not_null() | pl.col("unknown")
    hired, gone = (pl.col(f"{name}_state").is_not_null() for name in ("hire", "leave"))
    hire_year, leave_year = (pl.col(f"{name}_day") // 10_000 for name in ("hire", "leave"))
    long_ago = gone & ((leave_year == year) & (hire_year != year) if year else pl.lit(value=False))
    came = ~typed & hired & ~long_ago.fill_null(value=False)
    left = ~typed & gone
    other = typed | ~(hired | gone)
    by_reason = pl.when(~typed & pl.col("leaves")).then(pl.lit(LEFT)).otherwise("movement_type")
    parts = [
        read.filter(other).with_columns(movement_type=by_reason),
        read.filter(came).with_columns(movement_type=pl.lit(JOINED)),
        read.filter(left).with_columns(movement_type=pl.lit(LEFT)),
    ]
    return _with_days(pl.concat(parts).sort("_row", maintain_order=True))


def _with_days(rows: pl.DataFrame) -> pl.DataFrame:
    """The day of every movement, by its own column or that of coming or leaving; ``by`` says which."""
    by_type = [
        pl.when((pl.col("movement_type") == kind) & pl.col(f"{name}_state").is_not_null()).then(pl.lit(name))
        for kind, name in OF_TYPE.items()
    ]
    moved = pl.when(pl.col("moved_state").is_not_null()).then(pl.lit("moved"))
    rows = rows.with_columns(by=pl.coalesce(moved, *by_type))
    return rows.with_columns(
        pl.coalesce(pl.when(pl.col("by") == name).then(f"{name}_{part}") for name in DATES).alias(part)
        for part in ("day", "state")
    )


def _settled_types(rows: pl.DataFrame) -> pl.DataFrame:
    """Who moves to what the list calls outside has left; only who left has a reason of leaving."""
    outside = (pl.col("movement_type") == MOVED) & pl.col("outside")
    kind = pl.when(outside).then(pl.lit(LEFT)).otherwise("movement_type")
    reason = pl.when(outside).then(pl.lit(ELSEWHERE)).otherwise("reason")
    settled = rows.with_columns(movement_type=kind, reason=reason)
    return settled.with_columns(leave_reason=pl.when(pl.col("movement_type") == LEFT).then("reason"))


def _refusals(sheet: Sheet, rows: pl.DataFrame) -> list[Problem]:
    """Rows that do not tell who moved where and when, or that contradict themselves."""
    typed, moved = pl.col("movement_type").is_not_null(), pl.col("movement_type") == MOVED
    to = [pl.col(f"to_{level}").is_not_null() for level in ("street", "community")]
    same = pl.all_horizontal(pl.col(level).eq_missing(pl.col(f"to_{level}")) for level in LEVELS)
    ends = pl.coalesce("leave_day", pl.when(pl.col("movement_type") == LEFT).then("day"))
    backwards = ends // _exactly("leave") < pl.col("hire_day") // _exactly("hire")
    rules = [
        ("movement.no_type", ~typed & ~pl.col("unknown"), None),
        ("movement.left_before_hired", backwards, DATES["leave"]),
        ("movement.no_day", typed & pl.col("state").is_null(), None),
        *_by_column("movement.month_only", "month"),
        *_by_column("movement.day_unreadable", "unreadable"),
        ("movement.no_to_unit", moved & ~pl.any_horizontal(to), TO),
        ("movement.same_unit", moved & same, TO),
    ]
    return [_problem(sheet, rows, *rule) for rule in rules]


def _exactly(name: str) -> pl.Expr:
    """What a day is divided by to compare it with another: 100 where either tells only its month."""
    month = pl.any_horizontal(pl.col(f"{one}_state").eq_missing(pl.lit("month")) for one in ("leave", "hire"))
    return pl.when(month).then(100).otherwise(1)


def _by_column(rule: str, state: str) -> list[tuple[str, pl.Expr, str]]:
    """A rule about the day, once for each column that it may stand in."""
    return [(rule, (pl.col("state") == state) & (pl.col("by") == by), name) for by, name in DATES.items()]


def _problem(sheet: Sheet, rows: pl.DataFrame, rule: str, broken: pl.Expr, name: str | None) -> Problem:
    column: Column | None = sheet.columns.column(name) if name else None
    return Problem(rule=rule, rows=rows_of(rows, broken, sheet=sheet), column=column)


def _noticed(sheet: Sheet, rows: pl.DataFrame) -> list[Problem]:
    """What is accepted and still worth a look."""
    kind = pl.col("movement_type")
    reason = sheet.columns.column("leave_reason")
    ignored = (
        (kind == JOINED) & pl.col("of_leavers") & pl.col("reason").is_not_null() & (pl.col("by") == "moved")
    )
    late = pl.col("day") > day_number(sheet.as_of)
    found = [
        Problem(
            rule="value.unreadable",
            rows=rows_of(rows, (kind == LEFT) & pl.col("unread"), sheet=sheet),
            column=reason,
        ),
        Problem(rule="movement.reason_ignored", rows=rows_of(rows, ignored, sheet=sheet), column=reason),
        _problem(sheet, rows, "movement.after_statement", late, DATES["moved"]),
    ]
    for name, side, kinds in ((FROM, "left", (LEFT, MOVED)), (TO, "joined", (JOINED, MOVED))):
        unknown = pl.all_horizontal(pl.col(f"{side}_{level}").is_null() for level in LEVELS)
        typed = sheet.table.cells["_row"].filter(sheet_text(sheet, name).is_not_null())
        unread = kind.is_in(kinds) & unknown & pl.col("_row").is_in(typed.implode())
        found.append(_problem(sheet, rows, "movement.unit_unreadable", unread, name))
    return found


def born_later(people: pl.DataFrame, records: pl.DataFrame, *, sheet: Sheet) -> Problem:
    """Movements of people before they were born."""
    both = records.join(people.select("_row", "birth_day"), on="_row", how="left", maintain_order="left")
    rows = rows_of(both, pl.col("day") < pl.col("birth_day"), sheet=sheet)
    return Problem(rule="movement.before_birth", rows=rows, column=sheet.columns.column("birth_date"))
