"""Days and months in every form that real rosters hold, with what is ambiguous kept apart.

Read: 1985-06-01, 1985/6/1, 1985.06, 1985.6, 1985年6月(1日), 198506, 19850601, 85.6 and
Excel serial days. ``1985.1`` as a number may be January or October, because a
spreadsheet drops the last zero of 1985.10; it stays ambiguous until something decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.records.cells import content
from sgstats.records.reading import numbers_of

if TYPE_CHECKING:
    from sgstats.records.reading import Sheet

DAY_FIRST_SERIAL = 10_000  # 1927-05-18
DAY_LAST_SERIAL = 60_000  # 2064-04-08

_YEAR = r"(\d{2}|(?:19|20)\d{2})"
_MONTH = rf"^{_YEAR}[年./-](\d{{1,2}})(?:月|[./-])?(?:出?生)?$"
_DAY = rf"^{_YEAR}[年./-](\d{{1,2}})(?:月|[./-])(\d{{1,2}})日?(?:出?生)?$"
# Four digits behind the year are month and day; three could be split in two ways.
_RUN_TOGETHER = rf"^{_YEAR}[年./-](\d{{2}})(\d{{2}})$"
_COMPACT = r"^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)?(?:\.0)?$"
_SERIAL = r"^(\d{5})(?:\.\d+)?$"
_TRAILING_ZERO_LOST = rf"^{_YEAR}\.1$"
_TRAILING_ZERO_KEPT = rf"^{_YEAR}\.10$"

_TIME_OF_DAY = r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*$"

_APOSTROPHES = "'`\u2018\u2019"
_OTHER_HYPHENS = r"(?:[\u2010-\u2015\u2212·・、,]|\\)+"


def date_text(cell: pl.Expr) -> pl.Expr:
    """Plain text of a date cell, without a time of day and without placeholders.

    An apostrophe typed to keep a spreadsheet from converting is dropped; dashes, dots and
    commas of other keyboards between the parts become a hyphen.

    Example:
        >>> frame = pl.DataFrame({"c": ["1985/6/1 10:00", " 1985 年 6 月 ", "'1985—06"]})
        >>> frame.select(date_text(pl.col("c")))["c"].to_list()
        ['1985/6/1', '1985年6月', '1985-06']
    """
    text = content(cell.str.replace(_TIME_OF_DAY, ""))
    return text.str.strip_chars_start(_APOSTROPHES).str.replace_all(_OTHER_HYPHENS, "-")


def read_column_days(sheet: Sheet, name: str) -> pl.DataFrame:
    """Read the date column of a field: ``day``, ``precision``, ``state``, one row per row."""
    number = numbers_of(sheet, sheet.columns.column(name))
    return read_days(sheet.text(name, reader=date_text), number=number, latest_year=sheet.as_of.year)


def read_days(text: pl.Series, *, number: pl.Series, latest_year: int) -> pl.DataFrame:
    """Read one column of date cells.

    Null text is unknown: every result is null. A month without a day counts from its first.

    Args:
        text: One plain cell text per row.
        number: Whether the file says the cell is a number; null where the file has no types.
        latest_year: Year of the statement; decides the century of two-digit years.

    Returns:
        One row per cell: ``day`` (yyyymmdd), ``precision`` (``day`` | ``month``) and ``state``:
        ``read``, ``ambiguous`` (January or October; ``day`` holds the January reading),
        ``unreadable`` or null for an empty cell.

    Example:
        >>> cells = pl.Series(["1985.06", "85.6", "19850601", "31199", "1990-02-30", None])
        >>> untyped = pl.Series([None] * 6, dtype=pl.Boolean)
        >>> read_days(cells, number=untyped, latest_year=2023)["day"].to_list()
        [19850601, 19850601, 19850601, 19850601, None, None]
    """
    kept = bool(text.str.contains(_TRAILING_ZERO_KEPT).any())
    frame = pl.DataFrame({"text": text, "number": number})
    parts = frame.with_columns(_parts(latest_year))
    loses_zero = pl.col("number").fill_null(not kept)
    ambiguous = pl.col("text").str.contains(_TRAILING_ZERO_LOST) & loses_zero
    day = _valid_day()
    return parts.select(
        day=day,
        precision=pl.when(day.is_not_null()).then(
            pl.when(pl.col("d") == 0).then(pl.lit("month")).otherwise(pl.lit("day"))
        ),
        state=pl
        .when(pl.col("text").is_null())
        .then(None)
        .when(ambiguous)
        .then(pl.lit("ambiguous"))
        .when(day.is_null())
        .then(pl.lit("unreadable"))
        .otherwise(pl.lit("read")),
    )


def _parts(latest_year: int) -> list[pl.Expr]:
    """Year, month and day (0 where not told) of whichever form matches."""
    text = pl.col("text")
    serial = text.str.extract(_SERIAL).cast(pl.Int32, strict=False)
    known = serial.is_between(DAY_FIRST_SERIAL, DAY_LAST_SERIAL)
    date = pl.when(known).then(pl.date(1899, 12, 30) + pl.duration(days=serial))
    year = _spoken(text, 1)
    # A two-digit year later than the statement belongs to the century before it.
    century = pl.when(year > latest_year % 100).then(1900).otherwise(2000)
    full = pl.when(year < 100).then(year + century).otherwise(year)

    def either(group: int, of_serial: pl.Expr) -> pl.Expr:
        compact = text.str.extract(_COMPACT, group).cast(pl.Int32)
        return pl.coalesce(_spoken(text, group), compact, of_serial.cast(pl.Int32))

    return [
        pl.coalesce(full, text.str.extract(_COMPACT, 1).cast(pl.Int32), date.dt.year()).alias("y"),
        either(2, date.dt.month()).alias("m"),
        either(3, date.dt.day()).fill_null(0).alias("d"),
    ]


def _spoken(text: pl.Expr, group: int) -> pl.Expr:
    """One part of a date with separators; the day is null where only the month is told."""
    forms = (_DAY, _RUN_TOGETHER) if group == 3 else (_DAY, _MONTH, _RUN_TOGETHER)
    return pl.coalesce(*(text.str.extract(form, group) for form in forms)).cast(pl.Int32, strict=False)


def _valid_day() -> pl.Expr:
    """The parts as a day number, null where the calendar has no such day."""
    day = pl.max_horizontal(pl.col("d"), pl.lit(1))
    month_first = pl.col("y") * 10_000 + pl.col("m") * 100 + 1
    last = (
        pl
        .when(pl.col("m").is_in([4, 6, 9, 11]))
        .then(30)
        .when(pl.col("m") != 2)
        .then(31)
        .when((pl.col("y") % 4 == 0) & ((pl.col("y") % 100 != 0) | (pl.col("y") % 400 == 0)))
        .then(29)
        .otherwise(28)
    )
    valid = pl.col("m").is_between(1, 12) & (day <= last)
    return pl.when(valid).then(month_first + day - 1).cast(pl.Int32)
