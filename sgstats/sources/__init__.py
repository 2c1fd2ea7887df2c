"""READ: an export as it came, every cell with its file, sheet, row and column.

Finds sheets, header and encoding, tells people from titles, totals and notes, and parses
every file in a process of its own, because a bad file can kill its parser.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.sources.document import Document, Paragraph, PrintedCell, PrintedTable
from sgstats.sources.table import KINDS, Column, Export, Line, PrintedTotal, Table

if TYPE_CHECKING:
    from os import PathLike

__all__ = [
    "KINDS", "Column", "Document", "Export", "Line", "Paragraph", "PrintedCell", "PrintedTable",
    "PrintedTotal", "Table", "document_of", "read", "read_document",
]  # fmt: skip


def read(path: str | PathLike[str], *, sheet: str | None = None) -> Export:
    r"""The tables of an Excel, WPS, CSV or HTML export, as they stand in it.

    Blank cells are null; rows that are no people (totals, notes, blanks) are left out of the
    cells and named in the findings.

    Args:
        path: A .xlsx, .xlsm, .xls, .et, .csv, .tsv or .txt file; the bytes decide, not the name.
        sheet: The only sheet to read, hidden or not; otherwise every visible sheet with people.

    Raises:
        Refused: The file can't be read, or holds no table; says why and what to do.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "名单.csv")
        ...     _ = path.write_text("花名册\n序号,姓名,性别\n1,甲,女\n合计,1,\n", encoding="gb18030")
        ...     table = read(path).tables[0]
        >>> table.header_rows, table.cells.height, table.totals[0].people
        ((2,), 1, 1)
    """
    from sgstats.sources.reading import read_export

    return read_export(Path(path), sheet=sheet)


def read_document(path: str | PathLike[str]) -> Document:
    r"""A report as it stands: see ``sgstats.sources.documents``.

    Args:
        path: A .docx, .txt or .md file, or tables as .xlsx, .xls, .et, .csv, .tsv or HTML.

    Raises:
        Refused: It can't be read, holds no text, or is a table without header; says what to do.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "汇报.txt")
        ...     _ = path.write_text("共有8人。\n其中女性7人。\n", encoding="gb18030")
        ...     len(read_document(path).paragraphs)
        2
    """
    from sgstats.sources.documents import read_document as read_report

    return read_report(path)


def document_of(text: str) -> Document:
    """A text given as such, read like a .txt file.

    Args:
        text: The text.

    Raises:
        Refused: There is no text in it.

    Example:
        >>> document_of("共有8人。").paragraphs[0].text
        '共有8人。'
    """
    from sgstats.sources.documents import document_of as of_text

    return of_text(text)
