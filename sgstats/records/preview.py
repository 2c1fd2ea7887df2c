"""Cleaned rows as a person reads them: days as text, personal fields behind a mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import listed
from sgstats.periods import day_number
from sgstats.records.absent_days import type_in
from sgstats.records.ballot import COUNTS
from sgstats.records.fact import item_in
from sgstats.records.leaving import BY_STATUS
from sgstats.records.pseudonyms import PERSONAL
from sgstats.records.titles import MEASURES, heading

if TYPE_CHECKING:
    from sgstats.records.cleaned import Cleaned
    from sgstats.sources.table import Column

MASK = "***"
SHOWN = (
    "name", "gender", "birth_date", "age", "id_number", "staff_id", "ethnicity", "political_status",
    "education", "study_mode", "degree", "post", "employment", "source", "certificate",
    "hire_date", "leave_date", "leave_reason", "retirement_category", "district", "street", "community",
)  # fmt: skip


WHO = ("name", "id_number", "staff_id", "gender", "birth_date", "district", "street", "community")
OF_YEAR = {
    "appraisal": ("year", "rater", "dimension", "grade", "no_grade", "score", "ballots"),
    "absence": ("year", "absence_type", "start_date", "end_date", "absent_days"),
    "ballot": ("year", "meeting_date", *COUNTS),
    "fact": ("year", "item_date", "item", "holds", "rater"),
    "movement": ("movement_date", "movement_type", "leave_reason", "to_unit"),
    "training": (
        "year", "training_date", "training_level", "training_form", "training_topic", "training_hours",
    ),
}  # fmt: skip
"""The columns shown of a record of each kind but a staff list."""
OF_UNIT = ("district", "street", "community", "residents", "households", "quota")
"""The columns shown of a row that speaks of a unit and of nobody."""
OF_LEDGER = ("part", "unit", "code", "field", "value")
"""The columns shown of a fact that a ledger tells."""
DAYS = {
    "start_date": "start_day", "end_date": "end_day", "meeting_date": "day", "item_date": "day",
    "movement_date": "day", "training_date": "day",
}  # fmt: skip
"""The days of records as shown, by how they are stored."""


def readable_rows(cleaned: Cleaned, *, show_personal: bool = False) -> pl.DataFrame:
    """The accepted rows of a table, in canonical fields and values.

    Days are ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is known; unknown stays null.
    Scores and days absent are decimal text: a score is the sum over its ``ballots``. Names and
    numbers are masked unless asked for: the user's own screen is no store, but screens are
    photographed.

    Returns:
        One row per record: the fields, then ``_sheet`` and ``_row``.
    """
    if cleaned.kind == "ledger":
        told = cleaned.rows.filter(pl.col("field") != "")
        return told.select(*OF_LEDGER, pl.lit(cleaned.sheet, dtype=pl.String).alias("_sheet"), "_row")
    if cleaned.kind == "population":
        return cleaned.rows.select(*OF_UNIT, pl.lit(cleaned.sheet, dtype=pl.String).alias("_sheet"), "_row")
    masks = (
        {}
        if show_personal
        else {name: pl.when(pl.col(name).is_not_null()).then(pl.lit(MASK)) for name in PERSONAL}
    )
    shown = _of_people(cleaned) if cleaned.kind == "roster" else _of_year(cleaned)
    named = shown.with_columns(_sheet=pl.lit(cleaned.sheet, dtype=pl.String), **masks)
    names = SHOWN if cleaned.kind == "roster" else (*WHO, *OF_YEAR[cleaned.kind])
    return named.select(*names, "_sheet", "_row")


def _of_people(cleaned: Cleaned) -> pl.DataFrame:
    """The rows of a staff list with days and ages as people read them."""
    days = {f"{name}_date": _written(name) for name in ("birth", "hire", "leave")}
    # A birth day worked out from a stated age is no birth date that anybody wrote.
    days["birth_date"] = pl.when(pl.col("birth_precision") != "age").then(days["birth_date"])
    days["leave_date"] = pl.when(pl.col("leave_precision") != BY_STATUS).then(days["leave_date"])
    age = (day_number(cleaned.as_of) - pl.col("birth_day")) // 10_000
    return cleaned.rows.with_columns(**days, age=age)


def _of_year(cleaned: Cleaned) -> pl.DataFrame:
    """The records of a year with days and decimals as people read them."""
    told = cleaned.rows.columns
    birth = pl.when(pl.col("birth_precision") != "age").then(_written("birth"))
    shown: dict[str, pl.Expr] = {"birth_date": birth}
    shown |= {name: _whole_day(day) for name, day in DAYS.items() if day in told}
    if "points" in told:
        shown["score"] = decimal_text(pl.col("points"), digits=6)
    tenths = {"absent_days": "absent_tenths", "training_hours": "hours_tenths"}
    shown |= {name: decimal_text(pl.col(one), digits=1) for name, one in tenths.items() if one in told}
    if "to_street" in told:
        parts = [pl.col(f"to_{level}") for level in ("district", "street", "community")]
        path = pl.concat_str(parts, ignore_nulls=True)
        shown["to_unit"] = pl.when(path != "").then(path)
    return cleaned.rows.with_columns(**shown)


def said_by_header(column: Column, *, field: str, year: int | None) -> str | None:
    """What a header says of the values below beside their field: a year, who rated, a type of absence.

    Args:
        column: The column.
        field: The field it holds.
        year: The year its table speaks of, by which 上年度 is told.
    """
    if field in MEASURES:
        told = heading(column.title, name=field, this=year)
        parts = [told.year and str(told.year), told.rater, told.dimension]
    elif field == "absent_days":
        parts = [type_in(column.title)]
    else:
        parts = [item_in(column.title.rsplit("/", maxsplit=1)[-1]) if field == "item" else None]
    said = [part for part in parts if part]
    return listed(said) if said else None


def decimal_text(amount: pl.Expr, *, digits: int) -> pl.Expr:
    """A whole number of fractions as decimal text, without zeros at its end.

    Example:
        >>> frame = pl.DataFrame({"points": [59_520_000, 90_000_000, -500_000, None]})
        >>> frame.select(decimal_text(pl.col("points"), digits=6))["points"].to_list()
        ['59.52', '90', '-0.5', None]
    """
    unit = 10**digits
    size = amount.cast(pl.Int64).abs()
    sign = pl.when(amount < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    fraction = (size % unit).cast(pl.String).str.pad_start(digits, "0").str.strip_chars_end("0")
    point = pl.when(fraction == "").then(pl.lit("")).otherwise(pl.lit("."))
    return pl.concat_str(sign, (size // unit).cast(pl.String), point, fraction).alias(
        amount.meta.output_name()
    )


def _whole_day(name: str) -> pl.Expr:
    """A day number as text."""
    text = pl.col(name).cast(pl.String)
    return pl.concat_str(text.str.slice(0, 4), text.str.slice(4, 2), text.str.slice(6, 2), separator="-")


def _written(name: str) -> pl.Expr:
    """A day number as text, as precisely as it is known."""
    text = pl.col(f"{name}_day").cast(pl.String)
    month = pl.concat_str(text.str.slice(0, 4), text.str.slice(4, 2), separator="-")
    full = pl.concat_str(month, text.str.slice(6, 2), separator="-")
    return pl.when(pl.col(f"{name}_precision") == "month").then(month).otherwise(full)
