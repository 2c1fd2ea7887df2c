"""When a row is rejected, and what is worth a second look: one expression per rule.

A row is accepted or rejected, never half. A rule that cannot be answered (null) does not
reject: not knowing a birth date is no reason to lose a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

YOUNGEST_WORKER_YEARS = 16
"""Minimum working age (劳动法 art. 15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule about a cleaned row.

    Attributes:
        name: Key of the message catalogue.
        field: Field whose column a finding points at, or None for the whole row.
        breaks: Expression over the cleaned rows (``as_of`` is the statement's day number).
    """

    name: str
    field: str | None
    breaks: Callable[[int], pl.Expr]


REJECTIONS = (
    Rule(
        name="row.no_person",
        field=None,
        breaks=lambda _: (
            pl.all_horizontal(pl.col("name", "staff_id", "id_number").is_null()) & ~pl.col("number_typed")
        ),
    ),
    Rule(
        name="row.birth_after_statement", field="birth_date", breaks=lambda as_of: pl.col("birth_day") > as_of
    ),
    Rule(
        name="row.hired_before_birth",
        field="hire_date",
        breaks=lambda _: _before("hire", "birth"),
    ),
    Rule(
        name="row.left_before_hired",
        field="leave_date",
        breaks=lambda _: _before("leave", "hire"),
    ),
)

WARNINGS = (
    Rule(name="hire.after_statement", field="hire_date", breaks=lambda as_of: pl.col("hire_day") > as_of),
    Rule(
        name="hire.too_young",
        field="hire_date",
        breaks=lambda _: pl.col("hire_day") - pl.col("birth_day") < YOUNGEST_WORKER_YEARS * 10_000,
    ),
)


def _before(first: str, second: str) -> pl.Expr:
    """Whether one day comes before another; months where only the month of one is known.

    Hired on 2023-06-15 and left in 2023-06 is no contradiction.
    """
    days = pl.col(f"{first}_day") < pl.col(f"{second}_day")
    months = pl.col(f"{first}_day") // 100 < pl.col(f"{second}_day") // 100
    month_only = pl.any_horizontal(
        pl.col(f"{one}_precision").eq_missing(pl.lit("month")) for one in (first, second)
    )
    return pl.when(month_only).then(months).otherwise(days)


def repeats(rows: pl.DataFrame) -> pl.DataFrame:
    """Which rows speak of a person already listed above, by ID number, else staff number and name.

    A row without ID number is the person of another row with its staff number and name, if
    those rows agree on one ID number.

    Args:
        rows: One row per row that no other rule rejects.

    Returns:
        One row per row: ``_row``, ``same_unit`` (listed twice in one unit), ``other_unit``, and
        ``first`` (row number of the first listing, in the same unit if there is one).

    Example:
        >>> rows = pl.DataFrame({"_row": [2, 3, 4], "id_number": ["A", "A", None], "staff_id": [None] * 3,
        ...     "name": ["x"] * 3, "district": ["d"] * 3, "street": ["s"] * 3, "community": ["c", "c", "c"]})
        >>> repeats(rows)["same_unit"].to_list()
        [False, True, False]
    """
    staff = pl.concat_str("staff_id", pl.col("name").fill_null(""), separator="|")
    ids = pl.col("id_number").drop_nulls()
    one_id = pl.col("staff").is_not_null() & (ids.n_unique().over("staff") == 1)
    of_staff = pl.when(one_id).then(ids.first().over("staff"))
    levels = (pl.col(level).fill_null("") for level in ("district", "street", "community"))
    known = pl.col("key").is_not_null()
    same = known & ~pl.struct("key", "unit").is_first_distinct()
    return (
        rows
        .with_columns(staff=staff, unit=pl.concat_str(*levels, separator="|"))
        .with_columns(key=pl.coalesce("id_number", of_staff, "staff"))
        .with_columns(again=known & ~pl.col("key").is_first_distinct(), same_unit=same)
        .select(
            "_row",
            "same_unit",
            other_unit=pl.col("again") & ~pl.col("same_unit"),
            first=pl
            .when("same_unit")
            .then(pl.col("_row").first().over("key", "unit"))
            .when(known)
            .then(pl.col("_row").first().over("key"))
            .otherwise(pl.col("_row")),
        )
    )
