"""Scores and counts as exact whole numbers: never a binary fraction on the way."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import polars as pl

from sgstats.records.reading import numbers_of

if TYPE_CHECKING:
    from sgstats.records.reading import Sheet
    from sgstats.sources.table import Column

MILLION = 1_000_000
DECIMALS = 6
SHEET_DIGITS = 15
"""Digits that a spreadsheet computes with; what a file holds beyond them is noise."""

_NUMBER = r"^([+-]?)(\d{1,9})(?:\.(\d*))?分?$"
_COUNT = r"^\+?(\d{1,7})(?:\.0+)?[票张人名份次]?$"
_MORE_DECIMALS = r"^[+-]?\d+\.\d{7,}$|^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}$"


def millionths(sheet: Sheet, column: Column) -> pl.DataFrame:
    """A column of scores in millionths of a point.

    Returns:
        One row per row: ``value`` (null where blank or unreadable, cut off where too precise),
        ``decimals`` (how many were typed), ``state``: ``read``, ``unreadable``, ``too_precise`` or
        null for a blank cell.

    A cell that is a number has at most the digits that its spreadsheet computes with:
    86.60000000000001 is 86.6.
    """
    text = _without_noise(sheet.column_text(column), number=numbers_of(sheet, column))
    part = text.str.extract_groups(_NUMBER).struct.unnest()
    sign, whole, fraction = (pl.col(name) for name in part.columns)
    digits = fraction.fill_null("").str.strip_chars_end("0")
    kept = digits.str.slice(0, DECIMALS).str.pad_end(DECIMALS, "0")
    size = whole.cast(pl.Int64) * MILLION + kept.cast(pl.Int64, strict=False)
    precise = digits.str.len_chars() <= DECIMALS
    value = pl.when(sign == "-").then(-size).otherwise(size)
    return part.with_columns(text=text).select(
        value=value,
        decimals=fraction.fill_null("").str.len_chars(),
        state=pl
        .when(pl.col("text").is_null())
        .then(None)
        .when(whole.is_null())
        .then(pl.lit("unreadable"))
        .when(~precise)
        .then(pl.lit("too_precise"))
        .otherwise(pl.lit("read")),
    )


def _without_noise(text: pl.Series, *, number: pl.Series) -> pl.Series:
    """Number cells rounded to the digits of a spreadsheet; few have more, and only those are rewritten."""
    # A text file does not say what was a number; so many digits are nobody's typing.
    numeric = number.fill_null(value=True)
    noisy = (numeric & text.str.contains(_MORE_DECIMALS)).fill_null(value=False)
    if not noisy.any():
        return text
    return text.scatter(noisy.arg_true(), [_rounded(one) for one in text.filter(noisy)])


def _rounded(text: str) -> str:
    """A number in as many digits as a spreadsheet shows.

    Example:
        >>> _rounded("86.60000000000001"), _rounded("1E2"), _rounded("59.52173913043478")
        ('86.6', '100', '59.5217391304348')
    """
    try:
        rounded = Decimal(format(Decimal(text), f".{SHEET_DIGITS}g"))
    except InvalidOperation:
        return text
    plain = f"{rounded:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def counts(text: pl.Series) -> pl.DataFrame:
    """A column of whole numbers: ``value`` (null where blank or unreadable) and ``unreadable``.

    Example:
        >>> counts(pl.Series(["23票", "5.0", "-1", None]))["value"].to_list()
        [23, 5, None, None]
    """
    value = text.str.extract(_COUNT).cast(pl.Int32, strict=False)
    return pl.DataFrame({"value": value, "unreadable": text.is_not_null() & value.is_null()})
