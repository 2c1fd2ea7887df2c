"""Which day or period the words of a text speak of: 截至2023年底, 去年, 近三年, 较上年末."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sgstats.claims.numbers.numerals import read_number

_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_YEAR = r"(?:(?<!\d)(?:19|20)\d{2}|二[零〇○][零〇○一二三四五六七八九]{2})"
_AGO = {
    **{"前年": 2, "去年": 1, "上年": 1, "上一年": 1, "上年度": 1},
    **dict.fromkeys(("今年", "本年", "本年度", "当年", "全年", "年内", "一年来", "今年以来"), 0),
}
_TO = r"(?:至|到|[-—–~～]{1,2})"
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_NOW = "截至目前|截止目前|到目前|到目前为止|目前|现有|现共有|现|当前|眼下|如今|迄今|至今|截至今日"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of text that tells a time.

    Attributes:
        start: First character.
        end: The character after the last.
        day: The day it tells, or the last one of its period.
        since: First day of the period; None for a single day.
        compared: Whether something else is held against that day: 较上年末.
        now: Whether it is the day of the text itself.
        running: Whether it goes on until the day of the text: 2021年以来.
        opens: Whether it is the eve of a year that is spoken of next: 年初.
    """

    start: int
    end: int
    day: date
    since: date | None = None
    compared: bool = False
    now: bool = False
    running: bool = False
    opens: bool = False

    def lasting(self, today: date) -> When | None:
        """What of it later numbers speak of: 年初 leads into its year; None for the time of the text itself.

        Args:
            today: The day the text itself speaks of.
        """
        year = self.day.year + 1
        if self.now or (self.opens and year == today.year):
            return None
        if not self.opens:
            return self
        return replace(self, day=date(year, 12, 31), since=date(year, 1, 1), opens=False)


def whens(text: str, *, today: date) -> list[When]:
    """All times that a text tells, in order.

    Args:
        text: Cleaned text.
        today: The day the text itself speaks of; 去年 is the year before it.

    Example:
        >>> [str(one.day) for one in whens("截至2023年6月底,较上年末增加3人", today=date(2023, 12, 31))]
        ['2023-06-30', '2022-12-31']
    """
    found: list[When] = []
    place, anchor = 0, today
    while match := _pattern().search(text, place):
        place = max(match.end(), place + 1)
        told = _told(match, anchor if _is_loose(match) else today)
        if told is not None:
            found.append(_held_against(told, text, match))
            anchor = _anchor(found[-1], match, anchor, today=today)
    return found


_LOOSE = {"上年", "上一年", "上年度", "当年", "全年", "年内", "本年", "本年度"}


def _is_loose(match: re.Match[str]) -> bool:
    """Whether a time is told from the year spoken of and not from the day of the text: 2022年…，全年…."""
    return bool(match["edges"] or match["same"] or match["ago"] in _LOOSE)


def _anchor(told: When, match: re.Match[str], anchor: date, *, today: date) -> date:
    """The last day of the year spoken of from here on."""
    if told.now:
        return today
    if match["year"] is None or told.compared:
        return anchor
    year = _year(match["year"])
    return today if year == today.year else date(year, 12, 31)


_HELD = re.compile(r"(?:较之?|比起?|同比|相比|与|同|和|对比|高于|低于)$")
_HELD_AFTER = re.compile(r"(?:的?(?:末|底|同期|全年|年底|年末|度))?(?:相比|比较|相较|持平)")


def _held_against(told: When, text: str, match: re.Match[str]) -> When:
    before = text[max(match.start() - 3, 0) : match.start()]
    held = match["same"] or re.search(r"(?:较之?|比起?|相比|同比)$", before)
    if not held and _HELD.search(before):
        held = _HELD_AFTER.match(text, match.end())
    return replace(told, compared=True) if held else told


def _told(match: re.Match[str], today: date) -> When | None:
    for name, read in _READERS.items():
        if match[name]:
            try:
                return read(match, today)
            except (ValueError, OverflowError):
                return None
    return None


def _year(text: str) -> int:
    return int(text.translate(_DIGITS))


def _month(text: str) -> int:
    read = read_number(text)
    return int(read.value) if read else 0


def month_end(year: int, month: int) -> date:
    """The last day of a month.

    Example:
        >>> month_end(2024, 2)
        datetime.date(2024, 2, 29)
    """
    return date(year, month, monthrange(year, month)[1])


def _calendar(match: re.Match[str], today: date) -> When:
    """A year, month or day in figures."""
    year = _year(match["year"])
    edge, month, day = match["edge"] or "", match["month"], match["mday"]
    if month and day:
        return When(start=match.start(), end=match.end(), day=date(year, _month(month), _month(day)))
    if month:
        last = month_end(year, _month(month))
        first = None if match["medge"] else last.replace(day=1)
        return When(start=match.start(), end=match.end(), day=last, since=first)
    return replace(
        _of_year(year, edge, match["half"] or "", today=today), start=match.start(), end=match.end()
    )


def _of_year(year: int, edge: str, half: str, *, today: date) -> When:
    """A whole year, one end of it, or a part."""
    if "初" in edge:
        return When(start=0, end=0, day=date(year - 1, 12, 31), opens=True)
    if "末" in edge or "底" in edge:
        return When(start=0, end=0, day=date(year, 12, 31))
    first, last = _PARTS.get(half.lstrip("第"), (1, 12))
    running = "以来" in half
    day = today if running else month_end(year, last)
    return When(start=0, end=0, day=day, since=date(year, first, 1), running=running)


_PARTS = {"上半年": (1, 6), "下半年": (7, 12)} | {
    f"{numeral}季度": (3 * place + 1, 3 * place + 3)
    for numerals in ("一二三四", "1234")
    for place, numeral in enumerate(numerals)
}


def _relative(match: re.Match[str], today: date) -> When:
    """去年底, 上年末, 今年以来, 年初."""
    year = today.year - _AGO[match["ago"]]
    told = _of_year(year, match["agoedge"] or "", match["agohalf"] or "", today=today)
    return replace(told, start=match.start(), end=match.end())


def _span_of_years(match: re.Match[str], today: date) -> When:
    first, last = _year(match["first"]), _year(match["last"])
    return When(start=match.start(), end=match.end(), day=date(last, 12, 31), since=date(first, 1, 1))


def _span_of_months(match: re.Match[str], today: date) -> When:
    last_year = _year(match["myear2"]) if match["myear2"] else _year(match["myear"])
    first = date(_year(match["myear"]), _month(match["mmonth"]), 1)
    return When(
        start=match.start(), end=match.end(), day=month_end(last_year, _month(match["mmonth2"])), since=first
    )


def _past_years(match: re.Match[str], today: date) -> When:
    """近三年, 两年来: so many years up to the day of the text."""
    years = _month(match["count"])
    since = date.fromordinal(_past_years_of(years, today).toordinal() + 1)
    return When(start=match.start(), end=match.end(), day=today, since=since, running=True)


def _years_ago(match: re.Match[str], today: date) -> When:
    """一年前: the same day so many years before."""
    past = _past_years_of(_month(match["before"]), today)
    return When(start=match.start(), end=match.end(), day=past)


def _past_years_of(years: int, today: date) -> date:
    """The same day years ago; of 29 February the 28th."""
    leap = (today.month, today.day) == (2, 29)
    return date(today.year - years, today.month, 28 if leap else today.day)


def _now(match: re.Match[str], today: date) -> When:
    return When(start=match.start(), end=match.end(), day=today, now=True)


def _same_as_last_year(match: re.Match[str], today: date) -> When:
    """同比: against a year before."""
    return When(start=match.start(), end=match.end(), day=_past_years_of(1, today), compared=True)


def _edge_of_now(match: re.Match[str], today: date) -> When:
    """年初, 期初; 年末, 期末."""
    start = "初" in match["edges"]
    day = date(today.year - 1, 12, 31) if start else date(today.year, 12, 31)
    return When(start=match.start(), end=match.end(), day=day, opens=start)


_READERS: dict[str, Callable[[re.Match[str], date], When]] = {
    "myear": _span_of_months,
    "first": _span_of_years,
    "year": _calendar,
    "ago": _relative,
    "count": _past_years,
    "before": _years_ago,
    "same": _same_as_last_year,
    "edges": _edge_of_now,
    "now": _now,
}


@cache
def _pattern() -> re.Pattern[str]:
    half = r"(?:上半年|下半年|第?[一二三四1-4]季度|以来)"
    ago = "|".join(sorted((word for word in _AGO if word != "年"), key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<myear>{_YEAR})年(?P<mmonth>{_COUNT})月份?{_TO}(?:(?P<myear2>{_YEAR})年)?(?P<mmonth2>{_COUNT})月(?:份|底|末)?(?!\d|[一二三四五六七八九十])
       |(?P<first>{_YEAR})年?(?:度)?{_TO}(?P<last>{_YEAR})年(?:度)?(?!\d|[一二三四五六七八九十]{{1,3}}月)
       |(?P<year>{_YEAR})(?:年|(?=(?:[、和及与]{_YEAR})+年))(?:(?P<month>{_COUNT})月(?:(?P<mday>{_COUNT})[日号]|(?P<medge>底|末|份?末|份?底))?|(?P<edge>年?[底末初])|度?(?P<half>{half})|度)?(?:以来)?
       |(?P<ago>{ago})(?P<agoedge>年?[底末初])?(?P<agohalf>{half})?
       |(?:(?:近|最近|过去|这|前)的?)?(?P<count>{_COUNT})年(?:以来|来|间|里|(?<=近.年)|(?<=去.年)|(?<=近..年)|(?=(?:共|累计|已|先后|内){{0,2}}(?:协商|主动)?(?:劝退|离职|辞职|解聘|招录|招聘|流失|走了)))
       |(?P<before>{_COUNT})年前
       |(?P<same>同比|比去年同期|较去年同期|比上年同期|较上年同期)
       |(?P<edges>年初|年底|年末|期初|期末)
       |(?P<now>{_NOW})
        """,
        re.VERBOSE,
    )
