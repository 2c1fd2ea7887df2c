"""Reads a text table record by record: small files, and those too irregular for the bulk reader.

Runs in the child process; needs no library, so that a small file costs no start-up.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import IO

from sgstats.errors import Refused
from sgstats.sources.limits import limits
from sgstats.sources.wire import packed, send

_BATCH = 20_000


def parse(text: bytes, *, delimiter: str, out: IO[bytes]) -> None:
    """Send the records of a text."""
    source, first = records(text.decode(), delimiter=delimiter), 0
    while batch := list(islice(source, _BATCH)):
        columns = [
            {"number": number, "texts": packed(values), "kinds": "t"}
            for number, values in enumerate(zip_longest(*batch, fillvalue=""))
            if any(values)
        ]
        send(out, "rows", {"first": first, "height": len(batch), "columns": columns})
        first += len(batch)


def records(text: str, *, delimiter: str) -> Iterator[list[str]]:
    r"""The records of a text, blank lines included.

    Args:
        text: With ``\n`` line ends.
        delimiter: One character.

    Raises:
        Refused: A quote is not closed where a cell ends (with the line of the record).

    Example:
        >>> list(records('a,"x\ny"\n\nb', delimiter=","))
        [['a', 'x\ny'], [], ['b']]
    """
    csv.field_size_limit(1 << 24)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        for record in reader:
            if reader.line_num - line > limits()["text"]["quoted_lines"]:
                raise Refused("file.open_quote", line=line + 1)
            line = reader.line_num
            _refuse_width(record)
            yield record
    except csv.Error:
        raise Refused("file.open_quote", line=line + 1) from None


def _refuse_width(record: list[str]) -> None:
    most = limits()["table"]["columns"]
    if len(record) > most and any(record[most:]):
        raise Refused("file.too_many_columns", sheet="-", count=len(record), limit=most)
