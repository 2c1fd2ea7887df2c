"""Text tables (.csv .tsv .txt): one record per row, numbered as Excel numbers them.

A quoted line break does not start a record and a blank line is one, so that row 7 here is
row 7 in Excel. Runs in the child process.
"""

from __future__ import annotations

import re
from typing import IO

from sgstats.errors import Refused
from sgstats.sources.dialect import delimiter_of
from sgstats.sources.encoding import decode
from sgstats.sources.limits import MB, limits
from sgstats.sources.wire import send


def parse(data: bytes, *, out: IO[bytes]) -> None:
    """Send the one sheet of a text file: in bulk where it is large and regular, else row by row."""
    decoded = decode(data)
    text = tidy(decoded.text)
    del data
    if not text or text.isspace():
        raise Refused("file.empty")
    delimiter = delimiter_of(text)
    text = _without_phantom_width(text, delimiter)
    send(
        out,
        "sheet",
        {"name": None, "hidden": False, "merges": [], "typed": False, "encoding": decoded.encoding},
    )
    if len(text) > limits()["table"]["small_mb"] * MB and delimiter.isascii():
        from sgstats.sources import bulk

        if bulk.parse(text, delimiter=delimiter, out=out):
            return
    from sgstats.sources import rowwise

    rowwise.parse(text, delimiter=delimiter, out=out)


def tidy(text: bytes) -> bytes:
    r"""Text with ``\n`` as its only line end, without Excel's ``sep=`` line and DOS's end mark.

    Example:
        >>> tidy(b"sep=;\r\na;b\rc;d\r\n\x1a")
        b'a;b\nc;d\n'
    """
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if text[-1:] == b"\x1a":
        text = text[:-1]
    return re.sub(rb"\Asep=.\n", b"", text, count=1) if text.startswith(b"sep=") else text


def _without_phantom_width(text: bytes, delimiter: str) -> bytes:
    """A sheet whose used range was phantom leaves thousands of delimiters at each line's end."""
    mark = delimiter.encode()
    most = limits()["table"]["columns"]
    if mark * most not in text:
        return text
    return re.sub(rb"(?m)(?:" + re.escape(mark) + rb")++$", b"", text)
