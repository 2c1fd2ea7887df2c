"""Cleaned rows as a person reads them: days as text, personal fields behind a mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.periods import day_number
from sgstats.records.leaving import BY_STATUS
from sgstats.records.pseudonyms import PERSONAL

if TYPE_CHECKING:
    from sgstats.records.cleaned import Cleaned

MASK = "***"
SHOWN = (
    "name", "gender", "birth_date", "age", "id_number", "staff_id", "ethnicity", "political_status",
    "education", "study_mode", "degree", "post", "employment", "source", "certificate",
    "hire_date", "leave_date", "leave_reason", "district", "street", "community",
)  # fmt: skip


def readable_rows(cleaned: Cleaned, *, show_personal: bool = False) -> pl.DataFrame:
    """The accepted rows of a table, in canonical fields and values.

    Days are ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is known; unknown stays null.
    Names and numbers are masked unless asked for: the user's own screen is no store, but
    screens are photographed.

    Returns:
        One row per accepted row: the fields, then ``_sheet`` and ``_row``.
    """
    days = {f"{name}_date": _written(name) for name in ("birth", "hire", "leave")}
    # A birth day worked out from a stated age is no birth date that anybody wrote.
    days["birth_date"] = pl.when(pl.col("birth_precision") != "age").then(days["birth_date"])
    days["leave_date"] = pl.when(pl.col("leave_precision") != BY_STATUS).then(days["leave_date"])
    masks = (
        {}
        if show_personal
        else {name: pl.when(pl.col(name).is_not_null()).then(pl.lit(MASK)) for name in PERSONAL}
    )
    age = (day_number(cleaned.as_of) - pl.col("birth_day")) // 10_000
    named = cleaned.rows.with_columns(**days, age=age, _sheet=pl.lit(cleaned.sheet, dtype=pl.String), **masks)
    return named.select(*SHOWN, "_sheet", "_row")


def _written(name: str) -> pl.Expr:
    """A day number as text, as precisely as it is known."""
    text = pl.col(f"{name}_day").cast(pl.String)
    month = pl.concat_str(text.str.slice(0, 4), text.str.slice(4, 2), separator="-")
    full = pl.concat_str(month, text.str.slice(6, 2), separator="-")
    return pl.when(pl.col(f"{name}_precision") == "month").then(month).otherwise(full)
