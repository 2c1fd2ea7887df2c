"""The year that a row speaks of: by its own cell, the header, a title, a name, or the user's day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from sgstats.records.kinds import titles_of
from sgstats.records.reading import Problem, Reading

if TYPE_CHECKING:
    from sgstats.records.reading import Sheet
    from sgstats.sources.table import Table

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years that a table of this century and the one before can speak of."""

CENTURY = 2000

_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_IN_TITLES = (
    re.compile(rf"{_YEAR}年?度"),
    re.compile(rf"{_YEAR}年?(?=[^\d,。;]{{0,16}}(?:考核|考评|测评|评分|等次|推荐|旷工|缺勤|请假|考勤|事项))"),
    re.compile(rf"{_YEAR}(?=年)"),
    re.compile(rf"{_YEAR}(?!\d)"),
    re.compile(r"(?<![\d.])([012]\d)年度?(?=[^\d,。;]{0,8}(?:考核|考评|测评|评分|推荐|旷工|缺勤|考勤))"),
)
"""How titles give a year, the surest way first: 2023年度 beside 公示于2024年1月 is the year."""

_SEVERAL = re.compile(rf"{_YEAR}年?度?[、,和及与至到~—–-]+(?:19|20)\d\d(?=年|度)")
"""2022年和2023年 or 2021-2023年: a table of several years must say which in its columns."""

_MONTHS_OF_TWO = re.compile(rf"{_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)?[至到~—–-]+((?:19|20)\d\d)年")

_CELL = r"^((?:19|20)\d{2})(?:\.0)?(?:年|年度|$|[-./年]\d)"
_SHORT = r"^['\u2019]?([012]\d)年度?$"
_SHORT_IN_HEADER = re.compile(r"(?<!\d)['\u2019]?([012]\d)年")
"""Two digits are a year of this century where 年 follows."""

_RELATIVE = re.compile("(上上|上|去|前|本|今|当前?)一?年")
_BEFORE = {"上上": 2, "前": 2, "上": 1, "去": 1}


def spans_years(table: Table) -> bool:
    """Whether a title names months of two years (2022年12月至2023年2月); a bare day may be of either."""
    found = (match for text in titles_of(table) for match in _MONTHS_OF_TWO.finditer(text))
    return any(match.group(1) != match.group(2) for match in found)


def year_of_table(table: Table) -> int | None:
    """The one year that the titles, the sheet's name or the file's name give, or None."""
    texts = titles_of(table)
    if any(_SEVERAL.search(text) for text in texts):
        return None
    for form in _IN_TITLES:
        for text in texts:
            if years := {_of_century(year) for year in form.findall(text)}:
                return years.pop() if len(years) == 1 else None
    return None


def _of_century(digits: str) -> int:
    return int(digits) + (CENTURY if len(digits) == 2 else 0)


def read_years(sheet: Sheet, *, otherwise: int | None) -> Reading:
    """The year of every row: its own, else the one that holds for the whole table."""
    column, text = sheet.columns.column("year"), sheet.text("year")
    own = text.str.extract(_CELL).cast(pl.Int32, strict=False)
    own = own.fill_null(text.str.extract(_SHORT).cast(pl.Int32) + CENTURY)
    own = own.set(~own.is_between(FIRST_YEAR, LAST_YEAR).fill_null(value=True), None)
    unreadable = Problem(rule="year.unreadable", rows=text.is_not_null() & own.is_null(), column=column)
    return Reading(
        columns={"year": own if otherwise is None else own.fill_null(otherwise)}, problems=(unreadable,)
    )


def year_in(title: str, *, this: int | None) -> int | None:
    """The year that a header gives, or None.

    Args:
        title: The header, without what varies for no reason.
        this: The year the table speaks of, by which 上年度 and 本年度 are told.

    Example:
        >>> year_in("2018年", this=None), year_in("上年度考核等次", this=2023), year_in("等次", this=2023)
        (2018, 2022, None)
        >>> year_in("21年考核", this=None), year_in("前年等次", this=2023), year_in("当年考核", this=2023)
        (2021, 2021, 2023)
    """
    found = re.search(rf"{_YEAR}(?:\.0)?(?:年|$|/|\D)", title) or _SHORT_IN_HEADER.search(title)
    if found:
        return _of_century(found.group(1))
    relative = _RELATIVE.search(title)
    if relative is None or this is None:
        return None
    return this - _BEFORE.get(relative.group(1), 0)
