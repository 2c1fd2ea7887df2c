"""Reads a large text table in one go, without a loop over its rows.

The records are counted and their quotes checked first, because a bulk reader that meets a
stray quote can swallow the rest of the file without a word. Runs in the child process.
"""

from __future__ import annotations

import io
import re
from typing import IO

import polars as pl

from sgstats.errors import Refused
from sgstats.sources.dialect import head_width
from sgstats.sources.limits import limits
from sgstats.sources.wire import send

_BATCH = 50_000


def parse(text: bytes, *, delimiter: str, out: IO[bytes]) -> bool:
    """Send the records of a text, or say False where only the row-by-row reader can be right."""
    quoted = b'"' in text
    count = _records_if_regular(text, delimiter) if quoted else _lines(text)
    if count is None:
        return False
    width = _admitted(head_width(text, delimiter))
    frame = _read(text, delimiter=delimiter, quoted=quoted, width=width)
    if frame is None:
        frame = _read(text, delimiter=delimiter, quoted=quoted, width=_widest(text, delimiter))
    if frame is None or frame.height != count:
        return False
    _send(frame, out=out)
    return True


def _lines(text: bytes) -> int:
    return text.count(b"\n") + (not text.endswith(b"\n"))


def _series_of_lines(text: bytes) -> pl.Series:
    return pl.read_csv(
        text,
        has_header=False,
        schema={"line": pl.String},
        separator="\x1f",
        quote_char=None,
        infer_schema=False,
    )["line"].fill_null("")


def _records_if_regular(text: bytes, delimiter: str) -> int | None:
    """Number of records if every quote opens or closes a whole cell, else None.

    A line with an odd number of quotes begins or ends a record of several lines.
    """
    lines = _series_of_lines(text)
    odd = (lines.str.count_matches('"', literal=True) % 2).fill_null(0)
    if (odd > 0).any():
        number = odd.cum_sum() % 2
        starts = (number.shift(1, fill_value=0) == 0).cum_sum()
        grouped = pl.DataFrame({"record": starts, "line": lines}).group_by("record", maintain_order=True)
        lines = grouped.agg(pl.col("line").str.join("\n"))["line"]
    return lines.len() if lines.str.contains(_record(delimiter)).all() else None


def _record(delimiter: str) -> str:
    """A record of cells that are either quoted as a whole or begin without a quote."""
    mark = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|(?:[^"{mark}\n][^{mark}\n]*)?)'
    return rf"\A{cell}(?:{mark}{cell})*\z"


def _widest(text: bytes, delimiter: str) -> int:
    """At least the number of cells of the widest record."""
    most = _series_of_lines(text).str.count_matches(delimiter, literal=True).max()
    assert isinstance(most, int)
    return _admitted(most + 1)


def _admitted(width: int) -> int:
    most = limits()["table"]["columns"]
    if width > most:
        raise Refused("file.too_many_columns", sheet="-", count=width, limit=most)
    return width


def _read(text: bytes, *, delimiter: str, quoted: bool, width: int) -> pl.DataFrame | None:
    """None where a record is wider."""
    try:
        return pl.read_csv(
            text,
            has_header=False,
            schema={f"c{number}": pl.String for number in range(width)},
            separator=delimiter,
            quote_char='"' if quoted else None,
            infer_schema=False,
            missing_columns="insert",
        )
    except pl.exceptions.PolarsError:
        return None


def _send(frame: pl.DataFrame, *, out: IO[bytes]) -> None:
    for first in range(0, frame.height, _BATCH):
        body = io.BytesIO()
        frame.slice(first, _BATCH).write_ipc_stream(body, compat_level=pl.CompatLevel.oldest())
        send(out, "arrow", body.getbuffer())
