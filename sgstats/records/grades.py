"""The grade of a cell, or why there is none; a remark beside it is dropped only where it changes nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import dictionary
from sgstats.records.categories import each_distinct, key, spellings, table
from sgstats.records.reading import Problem, Reading, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.sources.table import Column

_MARKS = re.compile(r"^[*★☆※▲#]+|[*★☆※▲#。.]+$")
_BRACKETS = re.compile(r"[(\[【](.*?)[)\]】]")
_HARMLESS = re.compile(
    r"拟(?:定|评|推荐)?(?:等次)?|建议|初评|公示中?|已公示|并列|按得分|按测评|考核等次|\d{2,4}年度?|等次"
)
"""Remarks that leave the grade what it is; 优秀(取消) is no 优秀."""
_PROPOSED = re.compile(r"^(?:拟(?:定|评|推荐)?(?:为|等次)?|建议(?:为|评为)?|评为|确定为|定为)")


def grade_in(text: str, *, codes: Mapping[str, str] | None = None) -> str | None:
    """The canonical grade that a cell names, or None.

    Args:
        text: Plain text of the cell.
        codes: Spellings settled by the user.

    Example:
        >>> grade_in("合格"), grade_in("优秀(拟)"), grade_in("优秀(取消)"), grade_in("较好")
        ('称职', '优秀', None, None)
    """
    known = spellings("grade") | {key(code): grade for code, grade in (codes or {}).items()}
    plainly = _MARKS.sub("", key(text))
    remarks = _BRACKETS.findall(plainly)
    if not all(_HARMLESS.fullmatch(one) for one in remarks):
        return known.get(plainly)
    bare = _MARKS.sub("", _BRACKETS.sub("", plainly))
    return known.get(plainly) or known.get(bare) or known.get(_PROPOSED.sub("", bare))


def reason_in(text: str, *, codes: Mapping[str, str] | None = None) -> str | None:
    """Why a cell names no grade, or None; probation says more than that no grade was fixed.

    Example:
        >>> reason_in("试用期不定等次"), reason_in("不定等次(试用期)"), reason_in("病假未参加考核")
        ('试用期', '试用期', '未参加')
        >>> reason_in("试用期称职")
    """
    known = spellings("no_grade") | {key(code): why for code, why in (codes or {}).items()}
    plainly = _MARKS.sub("", key(text))
    parts = [part for part in re.split(r"[()\[\]【】,、;:/]", plainly) if part]
    named = {why for one in (plainly, *parts) if (why := known.get(one) or _by_form(one))}
    # A grade beside it would make it a remark.
    if any(grade_in(part) for part in parts):
        return None
    return next((one for one in reversed(dictionary()["no_grade"].values) if one in named), None)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["canonical"]) for row in table("no_grades"))


def _by_form(text: str) -> str | None:
    return next((why for form, why in _forms() if form.fullmatch(text)), None)


def read_grades(sheet: Sheet, of: Mapping[str, Column]) -> Reading:
    """The grade of every row, or why there is none; words of satisfaction are no grades.

    Args:
        sheet: A table of appraisals.
        of: The columns that speak of one thing.

    Returns:
        ``grade``, ``no_grade``, and ``unread``: whether something is typed that is neither.
    """
    text = sheet.column_text(of["grade"]) if "grade" in of else sheet.nothing()
    why = sheet.column_text(of["no_grade"]) if "no_grade" in of else sheet.nothing()
    grades, reasons = (sheet.settled.values.get(name) for name in ("grade", "no_grade"))
    grade = each_distinct(text, lambda one: grade_in(one, codes=grades))
    inside = each_distinct(text, lambda one: reason_in(one, codes=reasons))
    beside = each_distinct(why, lambda one: reason_in(one, codes=reasons))
    none = pl.select(pl.when(grade.is_null()).then(pl.coalesce(beside, inside))).to_series()
    unread = text.is_not_null() & grade.is_null() & inside.is_null()
    unexplained = Problem(
        rule="value.unreadable", rows=why.is_not_null() & beside.is_null(), column=of.get("no_grade")
    )
    return Reading(columns={"grade": grade, "no_grade": none, "unread": unread}, problems=(unexplained,))
