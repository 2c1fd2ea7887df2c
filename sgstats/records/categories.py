"""Spellings of category values, read through the tables in ``values/``.

Every distinct text is looked up once, however many rows hold it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

import polars as pl

from sgstats.fields import dictionary, normalise

DISTINCT_LIMIT = 200_000
"""A column with more distinct texts than this holds neither categories nor units."""


class Education(NamedTuple):
    """What one cell says about a diploma; ``state`` is read, not_diploma or unreadable."""

    level: str | None
    mode: str | None
    state: str


def read_category(text: pl.Series, *, field: str, codes: Mapping[str, str] | None = None) -> pl.Series:
    """The canonical value of each cell of a category column; null where empty or not understood.

    Args:
        text: One plain cell text per row.
        field: Name of a field that has spellings.
        codes: Further spellings settled by the user or by evidence, canonical by spelling.

    Example:
        >>> read_category(pl.Series(["党员", "團員", None, "甲"]), field="political_status").to_list()
        ['中共党员', '共青团员', None, None]
    """
    known = spellings(field) | {_key(code): value for code, value in (codes or {}).items()}

    def read(one: str) -> str | None:
        value = known.get(_key(one))
        return _post(one) if value is None and field == "post" else value

    return each_distinct(text, read)


def read_degree(text: pl.Series, *, codes: Mapping[str, str] | None = None) -> pl.Series:
    """The level of each degree; the subject before it (法学学士) is not kept.

    Example:
        >>> read_degree(pl.Series(["法学学士", "工商管理硕士学位", "与学历相对应的学位"])).to_list()
        ['学士', '硕士', None]
    """
    level = text.str.extract(r"^[一-龥]{0,8}?((?:学士|硕士|博士)(?:学位)?)$")
    settled = pl.Series(list(codes or {}), dtype=pl.String)
    return read_category(
        pl.select(
            pl.when(text.is_in(settled.implode())).then(text).otherwise(pl.coalesce(level, text))
        ).to_series(),
        field="degree",
        codes=codes,
    )


def read_education(text: pl.Series, *, codes: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Level and study mode of each cell of an education column.

    An unfinished or merely equivalent education (肄业, 在读, 相当于 …) is no diploma: its
    level stays unknown, because only a person can say what it counts for.

    Args:
        text: One plain cell text per row.
        codes: Levels settled by the user, canonical by spelling.

    Returns:
        One row per cell: ``level``, ``mode``, ``state`` (``read`` | ``not_diploma`` |
        ``unreadable``, null where empty).

    Example:
        >>> read_education(pl.Series(["全日制本科", "大专（函授）", "研究生", "大专在读", None])).rows()
        ... # doctest: +NORMALIZE_WHITESPACE
        [('大学本科', '全日制', 'read'), ('大学专科', '在职', 'read'), ('研究生', None, 'read'),
         (None, None, 'not_diploma'), (None, None, None)]
    """
    settled = {_key(code): value for code, value in (codes or {}).items()}

    def read(one: str) -> Education:
        told = education_of(one)
        level = settled.get(_key(one))
        return told if level is None else Education(level, told.mode, "read")

    return pl.DataFrame({
        "level": each_distinct(text, lambda one: read(one).level),
        "mode": each_distinct(text, lambda one: read(one).mode),
        "state": each_distinct(text, lambda one: read(one).state),
    })


@cache
def education_of(text: str) -> Education:
    """What one education text says, by the patterns of ``values/education.csv``."""
    plain = normalise(text)
    mode, rest = None, re.sub(r"[()]", "", plain)
    for row in _table("education"):
        pattern = re.compile(row["pattern"])
        if row["part"] == "flag" and pattern.search(plain):
            return Education(None, None, "not_diploma")
        if row["part"] == "mode" and mode is None and pattern.search(plain):
            mode, rest = row["canonical"], re.sub(r"^[/,、-]+|[/,、-]+$", "", pattern.sub("", rest))
        if row["part"] == "level" and pattern.search(rest):
            return Education(row["canonical"], mode, "read")
    return Education(None, mode, "unreadable")


@cache
def spellings(field: str) -> dict[str, str]:
    """Canonical value by normalised spelling, the canonical values themselves included."""
    listed = {_key(row["spelling"]): row["canonical"] for row in _table("spellings") if row["field"] == field}
    return {_key(value): value for value in dictionary()[field].values} | listed


def _post(text: str) -> str | None:
    """Level of the highest post named in a cell such as 书记、副主任."""
    order = dictionary()["post"].values
    named = [
        next((row["canonical"] for row in _table("posts") if re.search(row["pattern"], part)), None)
        for part in re.split(r"[、,/;兼]", normalise(text))
    ]
    return min((one for one in named if one), key=order.index, default=None)


def each_distinct(text: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    """Apply a reader to every distinct text once; null where the text or the answer is null."""
    # The first ones met are read: which texts are past the limit must not change from run to run.
    distinct = text.drop_nulls().unique(maintain_order=True).head(DISTINCT_LIMIT).to_list()
    read_as = [read(one) for one in distinct]
    return text.replace_strict(distinct, read_as, default=None, return_dtype=pl.String)


def _key(spelling: str) -> str:
    return normalise(spelling).casefold()


@cache
def _table(name: str) -> list[dict[str, str]]:
    file = resources.files("sgstats.records").joinpath(f"values/{name}.csv")
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
