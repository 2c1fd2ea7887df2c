"""The day a roster speaks of (统计时点), and whether the totals it prints agree with its rows."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import normalise
from sgstats.finding import Place, finding, no_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgstats.sources.table import Table

_DATE = r"((?:19|20)\d{2})(?:年|[-./])(\d{1,2})(?:(?:月|[-./])(?:(\d{1,2})日?)?)?"
_COMPACT = r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"
_MARKED = re.compile(r"(?:截至|截止|统计时点|统计时间|统计日期|时点|数据日期)[到至于为是:]*" + _DATE)
_WRITTEN = re.compile(
    r"(?:填表|填报|制表|打印|报送|上报|审核|编制|导出)(?:日期|时间|于)?[:]?(?:(?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?)"
)
_YEAR_END = re.compile(r"((?:19|20)\d{2})年(?:度)?[底末]()()")
_FULL = re.compile(r"((?:19|20)\d{2})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?")
_MONTH = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(?!\d)()")

_TO = r"[至到~—–-]+"
_SPANS = (
    (re.compile(rf"(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}日)?{_TO}(?=(?:19|20)\d\d年)"), ""),
    (re.compile(rf"((?:19|20)\d\d年)\d{{1,2}}月?(?:\d{{1,2}}日)?{_TO}(?=\d{{1,2}}月)"), r"\1"),
)
"""Beginnings of spans: 2022年12月至2023年12月, 2023年1-6月; such a table speaks of the end."""


def stated_day(table: Table) -> date | None:
    """The day the table says it speaks of, or None if it says none.

    A marked date (截至…, 统计时点…) wins over any full date in titles and notes, then come the
    sheet name and the file name, and last the day on which the form was filled in. A month alone
    means its last day, 年底 the last day of the year; a year alone is no day.

    Example:
        >>> day_in(["春晓街道花名册（截至2023年12月31日）"])
        datetime.date(2023, 12, 31)
    """
    prose = [normalise(line.text) for line in table.lines]
    stated = [_WRITTEN.sub("", text) for text in prose]
    return day_in(stated) or day_in([table.sheet or ""]) or day_in([table.file]) or day_in(prose)


def day_in(texts: Iterable[str]) -> date | None:
    """The day named in some texts: marked dates first, then full dates, then months."""
    plain = [_without_beginning(normalise(text)) for text in texts]
    patterns = (_MARKED, _FULL, re.compile(_COMPACT), _MONTH, _YEAR_END)
    found = (_day(match) for pattern in patterns for text in plain if (match := pattern.search(text)))
    return next((day for day in found if day), None)


def _without_beginning(text: str) -> str:
    """A text whose spans of time are cut to their ends.

    Example:
        >>> _without_beginning("2022年12月至2023年12月缺勤"), _without_beginning("2023年1-6月考勤")
        ('2023年12月缺勤', '2023年6月考勤')
    """
    for form, kept in _SPANS:
        text = form.sub(kept, text)
    return text


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if match.re is _YEAR_END:
        return date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, day or last) if day <= last else None


def check_totals(table: Table) -> pl.DataFrame:
    """Compare every total the table prints with the data rows it covers.

    Returns:
        One finding per total: ``total.agrees`` (note) or ``total.differs`` (warning).
    """
    rows = table.cells["_row"]
    checked = [no_findings()]
    for total in table.totals:
        counted = int(rows.is_between(total.first_row, total.last_row).sum())
        rule = "total.agrees" if counted == total.people else "total.differs"
        at = Place(file=table.file, sheet=table.sheet, row=total.row, column=total.column)
        checked.append(finding(rule, at=at, label=total.label, printed=total.people, counted=counted))
    return pl.concat(checked)
