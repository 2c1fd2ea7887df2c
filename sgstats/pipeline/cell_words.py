"""The words of a table's rows and columns: what they make of a number between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLAIN = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?P<decimals>\.\d+)?\s*(?P<unit>[%\uff05]|人|名|位|岁)?")
APPRAISED = re.compile(r"参加考核|参评|应考|实考|考核(?:总)?人数")
"""The column that grades are shares of."""
TOTAL = re.compile(r"^(?:合计|总计|共计|小计|总数|全部)")
SUBTOTAL = re.compile(r"^小计")
UNIT = re.compile(r"(?:街道|社区|居委会|镇|乡|村|区)$")
_PERCENT = re.compile(r"[%\uff05]")
_SHARE = re.compile(r"占比|比例|比重|百分比|构成比|[%\uff05]")
_OF_SHARE = re.compile(r"(?:所|的)?(?:占比|比例|比重|百分比|构成比|[%\uff05])(?:[(（].*[)）])?$")
_NOBODY = re.compile(r"^(?:占.*|人数|人员|队伍|数量|总数)?$")
"""What is left of 人数占比 or 占全区比例: no group of people."""
_IN_BRACKETS = re.compile(r"[(（](?:单位[:：])?[%\uff05人名位岁个]{1,2}[)）]")
_MEASURES = (
    (re.compile(r"年龄"), "岁"),
    (re.compile(r"学时"), "学时"),
    (re.compile(r"率(?:$|[(（])"), "%"),
)
"""What is no number of people, by the words of its row or column, with its unit."""
_DENSITY = re.compile(r"^每万")
_COUNT = re.compile(r"^(?:总?人数|数量|人|计|数|数值)(?:[(（][人名][)）])?$")
_CHANGE = re.compile(
    r"^(?:[本当][年期])?[比较同]?(?:上年|上期|去年)?(?:同期)?净?(?:增加|减少|增减|增长|增幅|增速|降幅|变化|净增)"
)
_GRADED = re.compile(r"(?:优秀|称职|合格|等次).*率")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEASON = re.compile(
    r"^(?:\d{4}年)?(?:第?[一二三四1-4]季度?|[上下]半年|(?:\d|[一二三四五六七八九十]){1,2}月(?:份|末|底)?)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a number of a table is said to be.

    Attributes:
        before: The words before it.
        number: The number with its unit.
        unclear: Key of the sentence that says why there are none; empty if there are.
    """

    before: str = ""
    number: str = ""
    unclear: str = ""


def phrase(text: str, row: list[str], column: list[str], *, fraction: bool) -> Phrase:
    """A number in words.

    Numbers of a quarter or a month, and changes (增减), are left untold: which day they speak of, or
    are counted from, a table does not say well enough.

    Args:
        text: The number as printed.
        row: What stands beside it.
        column: What stands over it.
        fraction: Whether its line keeps shares as parts of one, as spreadsheets do.
    """
    labels = [bare(one) for one in (*row, *column)]
    number = PLAIN.fullmatch(text.strip())
    if number is None:
        return Phrase(unclear="verify.cell_unclear")
    if any(_SEASON.match(one) for one in labels):
        return Phrase(unclear="verify.cell_season")
    if any(_CHANGE.match(one) for one in labels):
        return Phrase(unclear="verify.cell_change")
    before, unit = _words(bare("".join(_told(row))), bare("".join(_told(column))), labels, number)
    digits = re.sub(r"[\s%\uff05人名位岁]", "", number.group())
    if not unit or (fraction and any(_PERCENT.search(one) for one in labels)):
        return Phrase(unclear="verify.cell_unclear")
    return Phrase(before=before, number=(_hundredfold(digits) if fraction else digits) + unit)


def is_share(row: list[str], column: list[str]) -> bool:
    """Whether the words of a number say that it is a share or a rate in percent."""
    labels = [bare(one) for one in (*row, *column)]
    return any(_SHARE.search(one) or _MEASURES[-1][0].search(one) for one in labels)


def is_of_appraised(row: list[str], column: list[str]) -> bool:
    """Whether a number is a share of those appraised."""
    return any(_GRADED.search(bare(one)) for one in (*row, *column))


def bare(text: str) -> str:
    """A label without white space."""
    return re.sub(r"\s+", "", text)


def _words(row: str, column: str, labels: list[str], number: re.Match[str]) -> tuple[str, str]:
    """The words before a number and its unit; no unit where it is not known what it counts."""
    group = f"{row}{column}"
    printed = (number.group("unit") or "").replace("\uff05", "%")
    measured = next((unit for pattern, unit in _MEASURES if any(map(pattern.search, labels))), "")
    if measured:
        return f"{group}为", measured
    if _DENSITY.match(column) and "工作者" in column and printed != "%":
        return f"{row}每万人拥有社区工作者", "人"
    if printed == "%" or any(map(_SHARE.search, labels)):
        return (f"{group}占", "%") if group else ("", "")
    if number.group("decimals") or printed == "岁":
        return "", ""
    if not group or UNIT.search(group):
        return f"{group}共有社区工作者", "人"
    return f"{group}有", "人"


def _told(labels: list[str]) -> list[str]:
    """The labels that say more than that people are counted, shares taken, or all of them meant."""
    said = []
    for text in labels:
        group = _OF_SHARE.sub("", bare(text))
        silent = _NOBODY.match(group) if group != bare(text) else None
        if not (silent or TOTAL.match(group) or _COUNT.match(group)):
            said.append(_IN_BRACKETS.sub("", f"{group}年" if _YEAR.fullmatch(group) else group))
    return said


def _hundredfold(digits: str) -> str:
    """0.241 as 24.1.

    Example:
        >>> _hundredfold("0.241"), _hundredfold("0.25"), _hundredfold("1")
        ('24.1', '25', '100')
    """
    whole, _, decimals = digits.partition(".")
    shifted = (decimals + "00")[:2]
    rest = decimals[2:]
    return str(int(whole + shifted)) + (f".{rest}" if rest else "")
