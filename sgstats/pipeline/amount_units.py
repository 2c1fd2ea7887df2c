"""In which unit a table gives its amounts: yuan, thousands or ten thousands of yuan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgstats import fields
from sgstats.errors import Refused
from sgstats.messages import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

YUAN = "元"
UNITS = {YUAN: YUAN, "千": "千元", "千元": "千元", "万": "万元", "万元": "万元"}
"""Units that are understood, under every word for them."""
OTHERS = ("百元", "百万元", "亿元", "美元")
"""Units that are known only to be refused by name."""

_PREFIX = r"(?:[:为是均都以]|人民币|RMB|CNY)*"
_WORD = r"(?P<unit>[十百千万亿美欧港日澳台加新]*元(?!旦)|(?:[十百千万亿]+|[角分])(?![\w%]))"
_EACH = r"(?P<each>[/每][月季人户天日])?"
# 单位:万元 may stand anywhere in a line; without that word the unit stands by itself.
_NAMED = re.compile(f"单位{_PREFIX}{_WORD}{_EACH}")
_APART = re.compile(
    rf"(?:[(\[【,;:/、以]|(?<=[额金贴酬资])){_PREFIX}{_WORD}{_EACH}(?:为单位|计|整)?(?=$|[)\]】,;。/、])"
)


def unit_of(title: str, *, lines: Iterable[str], file: str) -> str:
    """The unit of a column of amounts: what its title and the lines around the table say; else yuan.

    Raises:
        Refused: They name another unit, an amount each, or several units.

    Example:
        >>> unit_of("绩效总额（万元）", lines=(), file="总额.csv")
        '万元'
        >>> unit_of("金额", lines=["2023年绩效总额 单位：千元"], file="总额.csv")
        '千元'
        >>> unit_of("金额", lines=["填报单位：春晓街道"], file="总额.csv")
        '元'
    """
    named = dict.fromkeys(unit for text in (title, *lines) for unit in _units(text))
    meant = dict.fromkeys(UNITS.get(unit, unit) for unit in named)
    if len(meant) > 1 or not meant.keys() <= set(UNITS.values()):
        raise Refused("pay.unclear_unit", file=file, units=listed(named))
    return next(iter(meant), YUAN)


def titles_with_unit(titles: Iterable[str]) -> dict[str, str]:
    """Titles of amounts with a unit behind them, which are no titles of their own in the dictionary.

    Example:
        >>> list(titles_with_unit(["金额"]))[:2]
        ['金额:元', '金额元']
    """
    units = (*UNITS, *OTHERS)
    return {f"{title}{mark}{unit}": "pool" for title in titles for unit in units for mark in (":", "")}


def _units(text: str) -> list[str]:
    plain = fields.normalise(text)
    found = [match for form in (_NAMED, _APART) for match in form.finditer(plain)]
    return [match["unit"] + (match["each"] or "") for match in found]
