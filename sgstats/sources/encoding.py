"""Which encoding a text file is in, and its text as UTF-8, decoded strictly to the last byte.

A sample decides only between encodings that could both be right; a byte that does not
fit is never replaced. Runs in the child process.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from sgstats.errors import Refused

_PIECE = 1 << 23
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a")))

_UTF8_LINE = re.compile(
    rb"\n[\x00-\x09\x0b-\x7f]*+(?:[\xe3-\xef][\x80-\xbf]{2}[\x00-\x09\x0b-\x7f]*+){6,}+(?![^\n])"
)
"""A line whose every character is ASCII or CJK in UTF-8, six or more of these: in GB18030
or Big5 text the odds of one are below one in a million lines. It begins with the line break
before it, because a search for a plain byte is ten times quicker than one for a line's start."""


class Decoded(NamedTuple):
    """Text as UTF-8 and the encoding it came in."""

    text: bytes
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a file.

    Order: byte-order mark, UTF-16 by its zero bytes, strict UTF-8, then whichever of GB18030
    and Big5 makes commoner characters of it (most Big5 text is also valid GB18030).

    Args:
        data: All bytes of the file.

    Raises:
        Refused: The bytes are no text, or not all of one encoding (with the line of the turn).

    Example:
        >>> decode("姓名,性别".encode("gb18030")).encoding
        'gb18030'
        >>> decode("姓名,性別,陳小美".encode("big5")).encoding
        'big5hkscs'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, skip=len(mark))
    if b"\x00" in data[:_SAMPLE]:
        return _strictly(data, _wide(data))
    _refuse_controls(data)
    fault = first_fault(data, "utf-8")
    if fault is None:
        return Decoded(data, "utf-8")
    _refuse_mixed(data, fault=fault)
    return _chinese(data)


def first_fault(data: bytes, encoding: str) -> int | None:
    """Position of the first byte that does not fit the encoding, or None; decodes in pieces."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        try:
            decoder.decode(piece, final=start + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return start - (len(error.object) - len(piece)) + error.start
    return None


def _strictly(data: bytes, encoding: str, *, skip: int = 0) -> Decoded:
    if encoding == "utf-8":
        fault = first_fault(data, encoding)
        if fault is not None:
            raise _turn(data, fault)
        return Decoded(data[skip:], encoding)
    text, complete = _transcoded(data, encoding, skip=skip)
    if not complete:
        raise Refused("file.mixed_encodings", line=text.count(b"\n") + 1)
    if b"\x00" in text:
        raise Refused("file.binary")
    return Decoded(text, encoding)


def _transcoded(data: bytes, encoding: str, *, skip: int = 0) -> tuple[bytes, bool]:
    """The text as UTF-8 up to the first byte that does not fit, and whether that is all of it."""
    text, decoder = bytearray(), codecs.getincrementaldecoder(encoding)("strict")
    for start in range(skip, len(data), _PIECE):
        try:
            text += decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data)).encode()
        except UnicodeDecodeError as error:
            text += error.object[: error.start].decode(encoding).encode()
            return bytes(text), False
    return bytes(text), True


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the reading under which nearly all characters are ordinary."""
    sample = data[: _SAMPLE & ~1]
    scores = {name: _ordinary(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < 0.9 or len(data) % 2:
        raise Refused("file.binary")
    return best


def _ordinary(text: str) -> float:
    """Share of characters one expects in a Chinese table."""
    usual = re.findall(r"[\t\r\n\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text)
    return len(usual) / max(len(text), 1)


def _refuse_controls(data: bytes) -> None:
    """Text holds next to no control characters; one stray one is left to the reader."""
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > max(2, len(sample) // 200):
        raise Refused("file.binary")


def _refuse_mixed(data: bytes, *, fault: int) -> None:
    """The file is not all UTF-8: neither may a part of it be."""
    first = data[: data.find(b"\n") + 1 or len(data)]
    line = _UTF8_LINE.match(b"\n" + first.rstrip(b"\n")) or _UTF8_LINE.search(data)
    if line is not None:
        start = line.start() + 1 if line.string is data else 0
        raise _turn(data, fault if start < fault else start)


def _turn(data: bytes, position: int) -> Refused:
    return Refused("file.mixed_encodings", line=data.count(b"\n", 0, position) + 1)


def _chinese(data: bytes) -> Decoded:
    sample = data[: data.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]
    order = sorted(("gb18030", "big5hkscs"), key=lambda name: -_commonness(sample, name))
    turn = 0
    for encoding in order:
        text, complete = _transcoded(data, encoding)
        if complete:
            return Decoded(text, encoding)
        turn = max(turn, text.count(b"\n") + 1)
    if _commonness(sample, order[0]) < 0.5:
        raise Refused("file.binary")
    raise Refused("file.mixed_encodings", line=turn)


def _commonness(sample: bytes, encoding: str) -> float:
    """Share of a text's Chinese characters that its encoding's standard calls common.

    GB 2312 level 1 (lead bytes B0-D7, 3,755 characters) and Big5 level 1 (A4-C6, 5,401).
    """
    foreign = [letter for letter in sample.decode(encoding, "replace") if letter > "\x7f"]
    encoded = [letter.encode(encoding, "replace") for letter in foreign]
    common = _common_in_gb if encoding == "gb18030" else _common_in_big5
    return sum(1 for pair in encoded if common(pair)) / max(len(foreign), 1)


def _common_in_gb(pair: bytes) -> bool:
    return len(pair) == 2 and ((0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1) or pair[0] in {0xA1, 0xA3})


def _common_in_big5(pair: bytes) -> bool:
    return len(pair) == 2 and 0xA1 <= pair[0] <= 0xC6
