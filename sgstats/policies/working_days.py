"""Working days of the Chinese calendar: public holidays are none, make-up days are.

Days are numbered by how many working days have passed, so that two absences with only a
holiday between them stand side by side.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

FRIDAY = 5


@cache
def calendar(first: int, last: int) -> pl.DataFrame:
    """Every day of some years.

    Args:
        first: The first year.
        last: The last year.

    Returns:
        One row per day: ``date``, ``day`` (yyyymmdd), ``year``, ``working`` and ``number``, the
        working days from the first day on, this one included. Years outside the published calendar
        go by the weekday alone.

    Example:
        >>> calendar(2025, 2025)["number"].last()
        248
    """
    import polars as pl
    from chinese_calendar import constants

    days = pl.date_range(date(first, 1, 1), date(last, 12, 31), eager=True).alias("date").to_frame()
    day = pl.col("date")
    weekday = (day.dt.weekday() <= FRIDAY) & ~day.is_in(list(constants.holidays))
    return days.select(
        "date",
        day=(day.dt.year() * 10_000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day()).cast(pl.Int32),
        year=day.dt.year(),
        working=weekday | day.is_in(list(constants.workdays)),
    ).with_columns(number=pl.col("working").cast(pl.Int32).cum_sum())


@cache
def published() -> range:
    """The years whose holidays are known.

    Example:
        >>> 2025 in published(), 2003 in published()
        (True, False)
    """
    from chinese_calendar import constants

    years = {day.year for day in constants.holidays}
    return range(min(years), max(years) + 1)


def working_days(first: date, last: date) -> int:
    """Working days from one day to another, both included.

    Example:
        >>> working_days(date(2025, 9, 29), date(2025, 10, 11))
        5
    """
    import polars as pl

    days = calendar(first.year, last.year)
    return days.filter(pl.col("date").is_between(first, last) & pl.col("working")).height
