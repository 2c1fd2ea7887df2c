"""What the cells of a rectification ledger say: numbered points, days, states, yes and no."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from sgstats.fields import normalise
from sgstats.records.cells import placeholders
from sgstats.records.ledger_items import LASTING

NOTHING = placeholders() | {"无", "暂无", "没有", "\uff0f"}
"""What is written in cells that have nothing to say."""

_NUMERALS = "一二三四五六七八九十"
_FAMILIES = (
    tuple(rf"{n}是" for n in _NUMERALS),
    tuple(rf"第{n}[，,、是:：]" for n in _NUMERALS),
    tuple(rf"[（(]{n}[）)][、.\uff0e]?" for n in _NUMERALS),
    tuple(rf"(?<![\w第]){n}、" for n in _NUMERALS),
    tuple(rf"[（(]{n}[）)][、.\uff0e]?" for n in range(1, 16)),
    tuple(rf"(?<![\d.年月-]){n}(?:[、.\uff0e](?!\d)|[)）])" for n in range(1, 16)),
    tuple(chr(0x2460 + n) for n in range(15)),
)
"""How points are numbered in a cell, each by its marks in order."""

_DROPPED = r"(?<=[；;。\n]){n}(?![个名次年月项级者人天岁成分类批期种、，,\d])"
"""The word 是 is often left out of a mark inside a row of such."""

_YEAR_FIRST = re.compile(r"((?:19|20)\d{2})[年./-](\d{1,2})(?:[月./-](\d{1,2})日?)?月?")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?")
_RUN = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_YEAR_ONLY = re.compile(r"((?:19|20)\d{2})年?(?:底|末|年底|年末|内|全年)?")
_QUARTER = re.compile(
    r"(?:((?:19|20)\d{2})年?)?(?:第?([一二三四1-4])季度|([上下])半年)(?:末|底|前|内|之前|以前|结束前|完成)*"
)
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_SERIALS = range(30_000, 60_000)

_STATES = {
    "已销号": r"已?(?:销号|办结|完成整改|整改完成|整改到位|整改完毕|完成|整改|验收通过|闭环)(?:到位|完毕)?",
    "待验收": r"(?:待|等待|申请|提请)(?:验收|核查|审核|销号|复核)|已完成待(?:验收|销号)",
    "整改中": r"(?:正在|持续|限期)?(?:整改中|推进中|进行中|整改|推进)|未完成|部分完成|(?:被|已)?驳回",
    "待整改": r"(?:待|未|尚未)(?:整改|启动|开始|反馈)|待办",
}
_TERMS = {
    "立行立改": r"立(?:行|即|知)立?改|即知即改|立改|立即整改|马上整改|边查边改",
    "限期整改": r"限期(?:整改|完成|改正)?|近期(?:整改)?|中期整改|短期(?:整改)?|阶段性整改",
    LASTING: r"长期(?:坚持|整改|推进|有效)?|持续(?:整改|推进|坚持|改进)|常态化?(?:推进|坚持|整改)?|立足长远",
}
_YES = re.compile(r"是|已|√|✓|☑|有|[yY](?:es)?|1|已?销号|已完成|已办结|反弹|再次发现")
_NO = re.compile(r"否|未|×|✗|无|没有|[nN]o?|0|不|未发现|未销号|未反弹|无反弹|未完成")


def points(text: str) -> list[str]:
    """The numbered points of a cell: 一是…二是…, （1）…（2）…; a cell without such is one point.

    Marks count only in order, from the first, and at least two of them; what stands before the first
    stays with it. Points lose their mark and a semicolon at their end.

    Example:
        >>> points("一是组织培训；二是以老带新。三加强考核")
        ['组织培训', '以老带新。', '加强考核']
        >>> points("每年不少于2次"), points("1.培训 2.考核")
        (['每年不少于2次'], ['培训', '考核'])
    """
    found = max((_marks(text, family) for family in _FAMILIES), key=len)
    if len(found) < 2:
        return [tidy(text)] if tidy(text) else []
    ends = [start for start, _ in found[1:]] + [len(text)]
    pieces = [text[after:end] for (_, after), end in zip(found, ends, strict=True)]
    pieces[0] = text[: found[0][0]] + pieces[0]
    return [piece for one in pieces if (piece := tidy(one).rstrip("；;").strip())]


def _marks(text: str, family: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the marks of a family stand, one after the other."""
    found: list[tuple[int, int]] = []
    for place, mark in enumerate(family):
        after = found[-1][1] if found else 0
        match = re.compile(mark).search(text, after)
        if match is None and mark.endswith("是") and mark.startswith(_NUMERALS[place]):
            match = re.compile(_DROPPED.replace("{n}", _NUMERALS[place])).search(text, after)
        if match is None:
            break
        found.append(match.span())
    return found


def tidy(text: str) -> str:
    r"""A text on one line, without the white space that cells are padded with.

    Example:
        >>> tidy(" 组织\n培训　"), tidy("on 2 days")
        ('组织培训', 'on 2 days')
    """
    single = re.sub(r"[\s\u3000\u200b\ufeff]+", " ", text).strip()
    return re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", single)


def undefused(text: str) -> str:
    """A text without the apostrophe that keeps a cell from being run as a formula.

    Example:
        >>> undefused("'=缺少文体人才"), undefused("'三争一创'")
        ('=缺少文体人才', "'三争一创'")
    """
    return re.sub(r"^'+(?=[=+\-@＝＋－＠])", "", text)


def alike(text: str) -> str:
    """What two texts have in common that say the same: without spaces, width and signs at the end."""
    return re.sub(r"[^\w]+", "", normalise(text))


def day_in(text: str, *, year: int | None, last: bool) -> date | None:
    """The day of a cell, or None where it names none.

    Args:
        text: 2023-06-30, 2023年6月底前, 6月30日, 20230630, 45107 (days since 1899-12-30).
        year: The year that holds where the cell names none; None where nothing tells it.
        last: Whether a quarter, a month or a year alone means its last day, else its first.

    Example:
        >>> day_in("2023年6月底前", year=2020, last=True), day_in("6月", year=2022, last=False)
        (datetime.date(2023, 6, 30), datetime.date(2022, 6, 1))
        >>> day_in("长期坚持", year=2022, last=True)
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"[T ]?\d{1,2}:\d{2}(:\d{2})?$", "", plain)
    if match := _SERIAL.fullmatch(plain):
        serial = int(match[1])
        return date(1899, 12, 30) + timedelta(days=serial) if serial in _SERIALS else None
    if match := _QUARTER.fullmatch(plain):
        return _end_of(int(match[1] or year or 0), match[2] or match[3], last=last)
    found = _YEAR_FIRST.search(plain) or _RUN.search(plain)
    if found:
        return _day(int(found[1]), int(found[2]), found[3], last=last)
    if year and (match := _MONTH_FIRST.search(plain)):
        return _day(year, int(match[1]), match[2], last=last)
    if match := _YEAR_ONLY.fullmatch(plain):
        return date(int(match[1]), 12, 31) if last else date(int(match[1]), 1, 1)
    return None


def _end_of(year: int, part: str, *, last: bool) -> date | None:
    """The last day of a quarter or half of a year, or its first."""
    place = "上下".find(part)
    length = 6 if place >= 0 else 3
    place = place if place >= 0 else "一二三四1234".index(part) % 4
    return _day(year, place * length + (length if last else 1), None, last=last) if year else None


def is_yearless(text: str) -> bool:
    """Whether a cell names a month or a quarter and no year.

    Example:
        >>> is_yearless("6月底"), is_yearless("2023年6月底"), is_yearless("三季度")
        (True, False, True)
    """
    return day_in(text, year=None, last=True) is None and day_in(text, year=2000, last=True) is not None


def is_formula(text: str) -> bool:
    """Whether a text would be run by a spreadsheet program; no unit is called so.

    Example:
        >>> is_formula("@SUM(A1)"), is_formula("'=cmd"), is_formula("党建办")
        (True, True, False)
    """
    return bool(re.match(r"'*[=+\-@＝＋－＠]\s*\S", text.strip()))


def _day(year: int, month: int, day: str | None, *, last: bool) -> date | None:
    try:
        ends = monthrange(year, month)[1]
        return date(year, month, int(day) if day else ends if last else 1)
    except ValueError:
        return None


def state_in(text: str) -> str | None:
    """The state of a cell, or None where it is none of them in other words.

    Example:
        >>> state_in("已完成"), state_in("正在整改"), state_in("待核查"), state_in("已组织2次培训")
        ('已销号', '整改中', '待验收', None)
    """
    plain = normalise(text).rstrip("。")
    return next((state for state, form in _STATES.items() if re.fullmatch(form, plain)), None)


def term_in(text: str) -> str | None:
    """The type of rectification of a cell, or None.

    Example:
        >>> term_in("持续整改"), term_in("立即整改"), term_in("2023年6月底前")
        ('长期坚持', '立行立改', None)
    """
    plain = normalise(text).rstrip("。")
    return next((term for term, form in _TERMS.items() if re.fullmatch(form, plain)), None)


def yes_in(text: str) -> bool | None:
    """Whether a cell says yes; None where it says neither. A day alone says yes.

    Example:
        >>> yes_in("是，2023-06-30"), yes_in("未销号"), yes_in("待定"), yes_in("2023.6.30")
        (True, False, None, True)
    """
    plain = normalise(text)
    if _NO.match(plain):
        return False
    return True if _YES.match(plain) or day_in(plain, year=2000, last=True) else None
