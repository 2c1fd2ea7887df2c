"""READ a report: from a path or a text to paragraphs and tables, files by way of the parsing child."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sgstats.errors import Refused
from sgstats.sources.admission import admit
from sgstats.sources.document import Document
from sgstats.sources.grid import grids, letter, number_of
from sgstats.sources.limits import allowance, limits
from sgstats.sources.printing import assembled, has_header
from sgstats.sources.prose import items
from sgstats.sources.sandbox import Digest, messages

if TYPE_CHECKING:
    from os import PathLike

    from sgstats.sources.grid import Grid

Item = dict[str, Any]


def read_document(path: str | PathLike[str]) -> Document:
    r"""A report as it stands: its paragraphs and its tables, with titles, totals and notes left in.

    Blank paragraphs and blank cells are left out. Of tracked changes insertions are kept and deletions
    left out; hidden text and tables of contents are no part of what is printed. A sentence in a cell of
    a table is a paragraph too.

    Args:
        path: A .docx, .txt or .md file, or tables as .xlsx, .xls, .et, .csv, .tsv or HTML; the bytes
            decide, and only between a text and a table of text the name.

    Raises:
        Refused: It can't be read: an old .doc or .wps, a PDF, a scan, a table without header, an empty
            or damaged file; says what to do.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "汇报.md")
        ...     _ = path.write_text("# 队伍情况\n共有8人。\n\n|性别|人数|\n|--|--|\n|男|1|\n", "utf-8")
        ...     document = read_document(path)
        >>> [paragraph.text for paragraph in document.paragraphs], document.tables[0].cells[3].text
        (['队伍情况', '共有8人。'], '1')
    """
    file = Path(path)
    kind = admit(file, area="document")
    allowed = allowance(kind=kind, size=file.stat().st_size)
    found: list[Item] = []
    sheets: list[tuple[Any, Any]] = []
    for tag, body in messages(file, allowed=allowed, digest=Digest(), report=True):
        if tag == "document":
            found += cast("list[Item]", body)
        else:
            sheets.append((tag, body))
    tables = [_item(grid, file=file.name) for grid in grids(sheets) if not grid.hidden]
    document = assembled([*found, *tables], file=file.name)
    if tables and not any(map(has_header, document.tables)):
        raise Refused("document.no_header", file=file.name)
    return document


def document_of(text: str) -> Document:
    r"""A text given as such, read like a .txt file.

    Args:
        text: The text; blank lines are left out.

    Raises:
        Refused: There is no text in it.

    Example:
        >>> [paragraph.text for paragraph in document_of("共有8人。\n\n其中女性7人。").paragraphs]
        ['共有8人。', '其中女性7人。']
    """
    if not text.strip():
        raise Refused("document.no_words")
    return assembled(list(items(text)), file=None)


def _item(grid: Grid, *, file: str) -> Item:
    """A sheet as an item of a report."""
    if grid.cells.height * grid.cells.width > limits()["document"]["cells"]:
        last = letter(number_of(grid.cells.columns[-1]))
        raise Refused(
            "document.too_many_cells", file=file, sheet=grid.name or "", last=f"{last}{grid.cells.height}"
        )
    numbers = [number_of(name) for name in grid.cells.columns]
    kinds = grid.kinds.rows() if grid.kinds is not None else []
    cells = [
        (row, numbers[place], text.strip(), bool(kinds) and kinds[row][place] == "number")
        for row, line in enumerate(grid.cells.rows())
        for place, text in enumerate(line)
        if text
    ]
    merges = [list(merge) for merge in grid.merges]
    return {"name": grid.name, "cells": cells, "merges": merges, "unsaved": grid.unsaved}
