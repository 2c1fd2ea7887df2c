"""Days absent as typed: one column of them, or a column for every type of absence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.fields import normalise
from sgstats.messages import listed
from sgstats.records.categories import each_distinct, key, spellings
from sgstats.records.mapping import printable
from sgstats.records.reading import Problem, Reading, Sheet, label
from sgstats.sources.words import number_in

if TYPE_CHECKING:
    from sgstats.sources.table import Column

UNAUTHORISED = ("旷工", "逾期不归")
"""Absences without leave; a title may name one of them for all rows of its table."""

GRANTED = "其他准假"
_ANY_LEAVE = ("请假", "准假", "已批准")
"""Words for any leave: the sum of the types beside them, or all leave where none stands beside them."""

_AROUND = re.compile(r"^(?:累计|全年|本月|当月|其中:?)|(?:的?工作日)?(?:天数|日数|天|日)?$")
_UNIT = r"个?(?:工作日|天|日)?"
_DAYS = rf"^(\d{{1,3}})(?:\.(\d)0*)?{_UNIT}(半)?$"
_IN_WORDS = rf"^([一二两三四五六七八九十]{{1,3}}){_UNIT}(半)?$"
_HALF = r"^半(?:天|日|个工作日)$"


def day_columns(sheet: Sheet) -> dict[str | None, Column]:
    """The columns of days by the type of absence that their titles name; None for one that names none.

    A column without a type beside others with one is their sum and is left out.

    Args:
        sheet: A table of absences.

    Raises:
        Refused: Two columns hold the days of one type.
    """
    columns = sheet.columns.columns.get("absent_days", ())
    named = [type_in(column.title) for column in columns]
    if GRANTED not in named and all(one in (None, *UNAUTHORISED) for one in named):
        leave = [GRANTED if len(columns) > 1 and _any_leave(column.title) else None for column in columns]
        named = [one or other for one, other in zip(named, leave, strict=True)]
    found: dict[str | None, Column] = {}
    for one, column in zip(named, columns, strict=True):
        if one is None and any(named):
            continue
        if one in found:
            raise _twice(sheet, found[one], column)
        found[one] = column
    return found


def totals(sheet: Sheet) -> list[Column]:
    """The columns of days that are left out beside others."""
    read = day_columns(sheet).values()
    return [one for one in sheet.columns.columns.get("absent_days", ()) if one not in read]


def type_in(title: str) -> str | None:
    """The type of absence that a header of days names, or None.

    Example:
        >>> type_in("病假天数"), type_in("累计旷工（天）"), type_in("事假/天数"), type_in("请假天数")
        ('病假', '旷工', '事假', None)
    """
    known = spellings("absence_type")
    parts = [_AROUND.sub("", _AROUND.sub("", part)) for part in re.split(r"[/()]", normalise(title))]
    return next((known[key(part)] for part in parts if part not in _ANY_LEAVE and key(part) in known), None)


def _any_leave(title: str) -> bool:
    return any(word in normalise(title) for word in _ANY_LEAVE)


def _twice(sheet: Sheet, first: Column, second: Column) -> Refused:
    columns = listed(f"{one.letter}列“{printable(one)}”" for one in (first, second))
    at = {"file": sheet.table.file, "sheet": sheet.table.sheet or "—"}
    return Refused("mapping.two_columns", **at, field=label("absent_days"), columns=columns)


def read_days(sheet: Sheet, column: Column | None) -> Reading:
    """Working days as typed, in tenths: 3, 3.5天, 半天, 三天半.

    Args:
        sheet: A table of absences.
        column: The column of days, if there is one.
    """
    text = sheet.nothing() if column is None else sheet.column_text(column)
    read = each_distinct(text, tenths_in)
    unread = Problem(rule="absence.days_unreadable", rows=text.is_not_null() & read.is_null(), column=column)
    return Reading(columns={"absent_tenths": read.cast(pl.Int32)}, problems=(unread,))


def tenths_in(text: str) -> str | None:
    """A number of days, times ten.

    Example:
        >>> tenths_in("3.5天"), tenths_in("半天"), tenths_in("三天半"), tenths_in("0.25"), tenths_in("若干")
        ('35', '5', '35', None, None)
    """
    if re.match(_HALF, text):
        return "5"
    if match := re.match(_DAYS, text):
        return str(int(match[1]) * 10 + int(match[2] or 0) + 5 * bool(match[3]))
    if match := re.match(_IN_WORDS, text):
        return str((number_in(match[1]) or 0) * 10 + 5 * bool(match[2]))
    return None
