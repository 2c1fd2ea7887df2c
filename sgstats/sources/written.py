"""Parses a report: running text and tables, in the order in which they are printed.

Runs in the child process. What it sends is a list of items: paragraphs with ``text`` and ``heading``,
tables with ``name``, ``cells`` (row and column from 0, text) and ``merges``. Workbooks and CSV files
are sent as sheets, as for lists.
"""

from __future__ import annotations

from typing import IO

from sgstats.errors import Refused
from sgstats.sources.package import is_locked
from sgstats.sources.sniff import container

TABLE_FILES = (".csv", ".tsv")
"""Text files that are one table; any other text is prose, which may hold tables."""
_WORD, _BOOK = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_WORD_PART = b"word/"


def parse(data: bytes, *, suffix: str, out: IO[bytes]) -> None:
    """Send what a report holds.

    Args:
        data: All bytes of the file.
        suffix: The end of its name, in small letters: it tells a table from prose where both are text.
        out: Where the messages go.

    Raises:
        Refused: It is no report that can be read, with what to do.
    """
    kind = container(data[:2048])
    if kind == "zip" and _WORD_PART in data:
        from sgstats.sources import word_document as parser
    elif kind in {"zip", "ole"}:
        _refuse_old_word(data)
        from sgstats.sources import workbook as parser  # type: ignore[no-redef]
    elif kind == "html":
        from sgstats.sources import page_document as parser  # type: ignore[no-redef]
    elif kind == "text":
        _parse_text(data, suffix=suffix, out=out)
        return
    else:
        raise Refused("document.foreign", kind="XML")
    parser.parse(data, out=out)


def _parse_text(data: bytes, *, suffix: str, out: IO[bytes]) -> None:
    if suffix in TABLE_FILES:
        from sgstats.sources import text

        text.parse(data, out=out)
    else:
        from sgstats.sources import prose

        prose.parse(data, marked=suffix == ".md", out=out)


def _refuse_old_word(data: bytes) -> None:
    """The main stream stands first: a workbook may hold a Word object, and the other way round."""
    word, book = data.find(_WORD), data.find(_BOOK)
    if word >= 0 and not (0 <= book < word) and not is_locked(data):
        raise Refused("document.old_word")
