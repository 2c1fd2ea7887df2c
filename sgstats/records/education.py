"""What a cell about education says: the level of a diploma, how it was studied, and a degree beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from sgstats.fields import dictionary, normalise
from sgstats.records.categories import each_distinct, key, table

if TYPE_CHECKING:
    from collections.abc import Mapping

_JOINERS = r"[/、,;+]"
_NO_DEGREE = ("无", "无学位")
_DEGREE_BESIDE = re.compile(rf"(?:{_JOINERS})[一-龥]{{0,8}}?((?:学士|硕士|博士)(?:学位)?|无(?:学位)?)$")
_DEGREE_ALONE = re.compile(r"^[一-龥]{0,8}?(学士)(?:学位)?$")


class Education(NamedTuple):
    """What one cell says about a diploma; ``state`` is read, not_diploma or unreadable."""

    level: str | None
    mode: str | None
    state: str


def read_education(text: pl.Series, *, codes: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Level and study mode of each cell of an education column.

    An unfinished or merely equivalent education (肄业, 在读, 相当于 …) is no diploma: its
    level stays unknown, because only a person can say what it counts for. So does that of a
    cell which tells only how somebody studied (夜大, 函授).

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
    settled = {key(code): value for code, value in (codes or {}).items()}

    def read(one: str) -> Education:
        told = education_of(one)
        level = settled.get(key(one))
        return told if level is None else Education(level, told.mode, "read")

    return pl.DataFrame({
        "level": each_distinct(text, lambda one: read(one).level),
        "mode": each_distinct(text, lambda one: read(one).mode),
        "state": each_distinct(text, lambda one: read(one).state),
    })


def read_degree_beside(text: pl.Series) -> pl.Series:
    """The degree named behind a level (本科/学士), or alone where no level has that name (法学学士).

    硕士 alone is how people call a level, so it tells no degree.

    Example:
        >>> read_degree_beside(pl.Series(["本科/学士", "大学、法学学士", "大专/无", "硕士"])).to_list()
        ['学士', '学士', '无', None]
    """

    def read(one: str) -> str | None:
        plain = normalise(one)
        found = _DEGREE_BESIDE.search(plain) or _DEGREE_ALONE.search(plain)
        return found.group(1).removesuffix("学位") if found else None

    return each_distinct(text, read)


@cache
def education_of(text: str) -> Education:
    """What one education text says: as one diploma, else as the highest of several in one cell.

    Example:
        >>> education_of("全日制大专，在职本科")
        Education(level='大学本科', mode='在职', state='read')
    """
    whole = _diploma(text)
    if whole.state != "unreadable":
        return whole
    parts = [part for part in re.split(_JOINERS, normalise(text)) if part and part not in _NO_DEGREE]
    read = [_diploma(part) for part in parts]
    if not read or any(one.level is None for one in read):
        return whole
    order = dictionary()["education"].values
    # Of two diplomas of one level the full-time one stands, as it does over two columns.
    return min(read, key=lambda one: (order.index(one.level or ""), one.mode != "全日制", one.mode is None))


def _diploma(text: str) -> Education:
    """What a text says about one diploma, by the patterns of ``values/education.csv``."""
    plain = normalise(text)
    mode, rest = None, re.sub(r"[()]", "", plain)
    for row in table("education"):
        pattern = re.compile(row["pattern"])
        if row["part"] == "flag" and pattern.search(plain):
            return Education(None, None, "not_diploma")
        if row["part"] == "mode" and mode is None and pattern.search(plain):
            mode, rest = row["canonical"], re.sub(r"^[/,、-]+|[/,、-]+$", "", pattern.sub("", rest))
        if row["part"] == "ending":
            rest = pattern.sub("", rest)
        if row["part"] == "level" and pattern.search(rest):
            return Education(row["canonical"], mode, "read")
    return Education(None, mode, "unreadable")
