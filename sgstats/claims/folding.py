"""Characters that mean the same, made the same without moving any."""

from __future__ import annotations

import re

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
_OTHER = zip("萬億兩廿餘個歲○", "万亿两廿余个岁\u3007", strict=True)
_NUMERALS: dict[int, str | int] = {ord(old): new for old, new in _OTHER}
_TABLE = {**_WIDE, **_SIGNS, **_NUMERALS}
_BANK = "壹贰貳叁參叄肆伍陆陸柒捌玖零拾佰仟万亿"
_FORMAL = re.compile(rf"(?<![{_BANK}])[{_BANK}]{{2,24}}(?![{_BANK}])")
_LARGE = frozenset("拾佰仟")
_PLAIN = str.maketrans("壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")


def fold(text: str) -> str:
    """The text with full-width digits and signs as narrow ones, every character at its old place.

    Numerals as on bank notes are folded only where several make a number: the 伍 of 队伍 is none.

    Example:
        >>> fold("\uff11,\uff13\uff13\uff16人，占\uff15\uff05"), fold("队伍壹佰贰拾人")
        ('1,336人,占5%', '队伍一百二十人')
    """
    plain = text.translate(_TABLE)
    return _FORMAL.sub(lambda match: _without_troop(match.group()), plain)


def _without_troop(run: str) -> str:
    """The numerals of a run; a first 伍 before another digit ends the word 队伍."""
    if not _LARGE & set(run):
        return run
    head = run[0] if run[0] == "伍" and run[1] in "壹贰貳叁參叄肆陆陸柒捌玖" else ""
    return head + run[len(head) :].translate(_PLAIN)
