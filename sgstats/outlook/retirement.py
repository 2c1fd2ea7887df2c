"""When people reach the legal retirement age, by the law of 2025: month by month, nobody's category guessed.

A woman whose former age (50 or 55) nobody wrote down gets both dates, each under its reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import polars as pl
import polars.selectors as cs

from sgstats.outlook.law import law, minimum_contribution

Reading = Literal["50", "55", "both"]
"""How women whose former age is unknown are read."""

READINGS: Mapping[str, str] = {"50": "按50岁", "55": "按55岁"}
"""What the rows of a reading are called, and by which category it reads."""
SURE = "不变"
"""Of rows that no reading changes: men, women of a known category, and whoever stays unknown."""
_READ_AS = {"按50岁": "女原50", "按55岁": "女原55"}
_SEX = {"男": "男", "女原55": "女", "女原50": "女"}


def retirement(people: pl.DataFrame) -> pl.DataFrame:
    """Legal retirement month of people, with the window of elastic retirement.

    Unknown birth, gender or contradicting facts (a man of a women's category) give nulls. A man of
    no known category is of the only one there is for men; a woman of none gets two rows, one for
    each reading. Where the law delays nobody born in the month, the former age stands and there is
    no window.

    Formula:
        month = birth month + 12 · former age + delay; earliest = max(month - 36, birth month
        + 12 · former age); latest = month + 36

    Args:
        people: One row per person or group of alike ones: ``gender``, ``retirement_category`` (null
            if unknown), ``birth_month`` (``yyyymm``); further columns stay.

    Returns:
        One row per person and reading, in the order of ``people``: its columns and
        ``retirement_reading``, ``category``, ``delay_months``, ``retire_month``,
        ``earliest_month``, ``latest_month`` (``yyyymm``), ``minimum_contribution_months``.

    Example:
        >>> people = pl.DataFrame({"gender": ["女"], "retirement_category": [None], "birth_month": [197506]})
        >>> retirement(people).select("retirement_reading", "retire_month").rows()
        [('按50岁', 202509), ('按55岁', 203111)]
    """
    read = people.with_columns(_readings()).explode("retirement_reading").with_columns(category=_category())
    read = read.join(_rules(), on="category", how="left", maintain_order="left")
    birth = _counted(pl.col("birth_month"))
    delayed, steps = birth >= pl.col("_first"), (birth - pl.col("_first")) // pl.col("_step") + 1
    read = read.with_columns(
        delay_months=pl.when(delayed).then(pl.min_horizontal("_cap", steps)).when(~delayed).then(0),
        _former=birth + pl.col("_former"),
    )
    dated = _dated(read.with_columns(_legal=pl.col("_former") + pl.col("delay_months")), delayed)
    return dated.drop(cs.starts_with("_"))


def _rules() -> pl.DataFrame:
    """One row per category, with the law's numbers in months."""
    entries = law().categories.values()
    rows = [(one.name, one.former_age * 12, one.first_birth, one.step, one.cap) for one in entries]
    names = ("_former", "_first", "_step", "_cap")
    return pl.DataFrame(rows, schema={"category": pl.String, **dict.fromkeys(names, pl.Int64)}, orient="row")


def _dated(read: pl.DataFrame, delayed: pl.Expr) -> pl.DataFrame:
    """The legal month, the window around it where the law is in force, and the contribution it needs."""
    earliest = pl.max_horizontal(pl.col("_legal") - law().earlier, "_former")
    years = {year: minimum_contribution(year) for year in range(1900, 2300)}
    contribution = (pl.col("_legal") // 12).replace_strict(years, default=None, return_dtype=pl.Int64)
    return read.with_columns(
        retire_month=_written(pl.col("_legal")),
        earliest_month=pl.when(delayed).then(_written(earliest)),
        latest_month=pl.when(delayed).then(_written(pl.col("_legal") + law().later)),
        minimum_contribution_months=contribution,
    )


def _readings() -> pl.Expr:
    """One reading where the category is known or no reading helps, two where it is 50 or 55."""
    woman = (pl.col("gender") == "女").fill_null(value=False)
    undecided = woman & pl.col("retirement_category").is_null() & pl.col("birth_month").is_not_null()
    both, one = (pl.concat_list(map(pl.lit, names)) for names in (READINGS.values(), (SURE,)))
    return pl.when(undecided).then(both).otherwise(one).alias("retirement_reading")


def _category() -> pl.Expr:
    """The category that a row is read as; null where facts contradict each other or are missing."""
    known = pl.coalesce(
        pl.col("retirement_reading").replace_strict(_READ_AS, default=None, return_dtype=pl.String),
        pl.col("retirement_category").cast(pl.String),
        pl.when(pl.col("gender") == "男").then(pl.lit("男")),
    )
    sex = known.replace_strict(_SEX, default=None, return_dtype=pl.String)
    return pl.when((pl.col("gender").cast(pl.String) == sex).fill_null(value=True)).then(known)


def _counted(number: pl.Expr) -> pl.Expr:
    """A month ``yyyymm`` as a number that counts months."""
    return number.cast(pl.Int64) // 100 * 12 + number.cast(pl.Int64) % 100 - 1


def _written(count: pl.Expr) -> pl.Expr:
    return (count // 12 * 100 + count % 12 + 1).cast(pl.Int64)
