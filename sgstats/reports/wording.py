"""Numbers, days and labels as a reader expects to see them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sgstats.messages import language, say
from sgstats.metrics.shares import half_up, percent

if TYPE_CHECKING:
    from datetime import date

    from sgstats.reports.content import Value

HIDDEN = "*"
"""What stands in a table or figure for a hidden number."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""Text without characters that no document may hold.

    Example:
        >>> plain("东街\x00")
        '东街'
    """
    return _CONTROL.sub("", text)


def printed(value: Value, *, kind: str) -> str:
    """A cell as it is printed; None is a hidden number.

    Example:
        >>> printed(1336, kind="people"), printed(67 / 1336, kind="share"), printed(43.25, kind="value")
        ('1336', '5.0%', '43.3')
        >>> printed(None, kind="people"), printed(162000.5, kind="money")
        ('*', '162,000.50')
    """
    if value is None:
        return HIDDEN
    if isinstance(value, str):
        return plain(value)
    if kind == "money":
        return f"{value:,.2f}"
    if kind == "share":
        return f"{percent(float(value))}%"
    return str(half_up(float(value))) if kind == "value" else str(int(value))


def printed_day(day: date) -> str:
    """A day in the language of the moment; Chinese without leading zeros (GB/T 9704).

    Example:
        >>> from datetime import date
        >>> printed_day(date(2023, 3, 5))
        '2023年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh" else day.isoformat()


def width(text: str) -> int:
    """Columns a text takes where a Chinese character takes two.

    Example:
        >>> width("社工A1")
        6
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def people_of(row: dict[str, Any] | None) -> str:
    """People and their share in words, or that they are not given.

    A category that nobody has may have no row; it is then said to be nobody.

    Example:
        >>> people_of({"people": 67, "share": 67 / 1336, "status": "shown"})
        '67人，占5.0%'
        >>> people_of({"people": None, "share": None, "status": "hidden"})
        '人数不予公布'
    """
    if row is None:
        return say("report.nobody")
    if row["people"] is None:
        return say("report.not_given")
    if row["share"] is None:
        return say("report.people", people=row["people"])
    return say("report.people_share", people=row["people"], share=printed(row["share"], kind="share"))


_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese characters.

    Example:
        >>> chinese(2), chinese(10), chinese(21)
        ('二', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")
