"""Which of two sources rules where the ID number and the typed cell disagree."""

from __future__ import annotations

import polars as pl

from sgstats.messages import say
from sgstats.records.reading import Sheet


def ruled(typed: pl.Series, by_number: pl.Series, *, sheet: Sheet) -> pl.Series:
    """The value that counts: that of the preferred source, else of the other."""
    first, second = (by_number, typed) if sheet.prefer == "id" else (typed, by_number)
    return pl.select(pl.coalesce(first, second)).to_series()


def overruled(typed: pl.Series, by_number: pl.Series, conflict: pl.Series, *, sheet: Sheet) -> pl.Series:
    """The value that does not count, kept where the sources disagree; else null."""
    other = typed if sheet.prefer == "id" else by_number
    return pl.select(pl.when(conflict.fill_null(value=False)).then(other)).to_series()


def ruling_name(sheet: Sheet) -> dict[str, object]:
    """What a finding says about the source that rules."""
    return {"ruling": say(f"ruling.{sheet.prefer}")}
