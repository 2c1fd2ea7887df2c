"""Characters that mean the same, made the same without moving any."""

from __future__ import annotations

import re
from functools import cache

from sgstats.fields.script import letters

_WIDE: dict[int, str | int] = {0xFF01 + place: 0x21 + place for place in range(94)}
_SIGNS: dict[int, str | int] = {
    0xFE6A: "%",
    0x066A: "%",
    0xFE50: ",",
    0xFE55: ":",
    0xFE30: ":",
    0x2236: ":",
    0x301C: "~",
    0x223C: "~",
    0x2212: "-",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2500: "—",
    0x2015: "—",
    0x00B7: "·",
    0x2022: "·",
    0x30FB: "·",
    0x3000: " ",
    0x00A0: " ",
    0x2009: " ",
    0x0009: " ",
}
_ZERO = {0x25CB: "\u3007"}
_BANK = "壹贰貳叁參叄肆伍陆陸柒捌玖零拾佰仟万亿"
_FORMAL = re.compile(rf"(?<![{_BANK}])[{_BANK}]{{2,24}}(?![{_BANK}])")
_KEPT = frozenset(f"{_BANK}貳參陸著")
"""Ruled apart: numerals as on bank notes mean numbers only in runs, 著 depends on its word."""
_LARGE = frozenset("拾佰仟")
_PLAIN = str.maketrans("壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")


def fold(text: str) -> str:
    """The text in simplified script, digits and signs narrow, every character at its old place.

    Numerals as on bank notes are folded only where several make a number: the 伍 of 队伍 is none.

    Example:
        >>> fold("\uff11,\uff13\uff13\uff16人，占\uff15\uff05"), fold("隊伍壹佰貳拾個")
        ('1,336人,占5%', '队伍一百二十个')
    """
    plain = text.translate(_table())
    return _FORMAL.sub(lambda match: _without_troop(match.group()), plain)


@cache
def simplified() -> dict[int, str]:
    """Every traditional character with its simplified form, but for those that depend on their neighbours."""
    return {ord(old): new for old, new in zip(*letters(), strict=True) if old not in _KEPT}


@cache
def _table() -> dict[int, str | int]:
    return {**simplified(), **_WIDE, **_SIGNS, **_ZERO}


def _without_troop(run: str) -> str:
    """The numerals of a run; a first 伍 before another digit ends the word 队伍."""
    if not _LARGE & set(run):
        return run
    head = run[0] if run[0] == "伍" and run[1] in "壹贰貳叁參叄肆陆陸柒捌玖" else ""
    return head + run[len(head) :].translate(_PLAIN)
