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

_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_IN_TITLES = (
    re.compile(rf"{_YEAR}年?度"),
    re.compile(rf"{_YEAR}年?(?=[^\d,。;]{{0,16}}(?:考核|考评|测评|评分|等次|推荐|旷工|缺勤|请假|考勤|事项))"),
    re.compile(rf"{_YEAR}(?=年)"),
    re.compile(rf"{_YEAR}(?!\d)"),
)
"""How titles give a year, the surest way first: 2023年度 beside 公示于2024年1月 is the year."""

_SEVERAL = re.compile(rf"{_YEAR}年?度?[、,和及与至到~—–-]+(?:19|20)\d\d(?=年|度)")
"""2022年和2023年 or 2021-2023年: a table of several years must say which in its columns."""

_CELL = r"^((?:19|20)\d{2})(?:\.0)?(?:年|年度|$|[-./年]\d)"


def year_of_table(table: Table) -> int | None:
    """The one year that the titles, the sheet's name or the file's name give, or None."""
    texts = titles_of(table)
    if any(_SEVERAL.search(text) for text in texts):
        return None
    for form in _IN_TITLES:
        for text in texts:
            if years := {int(year) for year in form.findall(text)}:
                return years.pop() if len(years) == 1 else None
    return None


def read_years(sheet: Sheet, *, otherwise: int | None) -> Reading:
    """The year of every row: its own, else the one that holds for the whole table."""
    column, text = sheet.columns.column("year"), sheet.text("year")
    own = text.str.extract(_CELL).cast(pl.Int32, strict=False)
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
    """
    found = re.search(rf"{_YEAR}(?:\.0)?(?:年|$|/|\D)", title)
    if found:
        return int(found.group(1))
    relative = re.search("(上|去|本|今)(?:一?年)", title)
    if relative is None or this is None:
        return None
    return this - (relative.group(1) in "上去")
