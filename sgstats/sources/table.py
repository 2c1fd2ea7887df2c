"""What reading an export gives: tables of addressed cells, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

KINDS = ("blank", "text", "number", "date", "flag", "error")
"""What a typed file says about one cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its name in ``Table.cells``: ``c0``, ``c1`` …, by position in the sheet.
        letter: The letter Excel and WPS show above it.
        title: The header as one path, levels joined by ``/``: ``全日制教育/学历``.
    """

    name: str
    letter: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of prose above, between or below the data: a title, a notice, a note.

    Attributes:
        row: Row it stands in.
        text: Its cells, joined by a space.
        column: Letter of its first cell.
    """

    row: int
    text: str
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotal:
    """A total the file states about itself.

    Attributes:
        row: Row it stands in.
        column: Letter of the cell that holds the number.
        label: 合计, 小计 … as printed, or the words around a stated total (共1336人).
        people: The number printed.
        first_row: First row of the data it covers.
        last_row: Last row of the data it covers.
    """

    row: int
    column: str
    label: str
    people: int
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One data table of one sheet.

    Attributes:
        file: File name without folders.
        sheet: Sheet name; None in a text file.
        header_rows: The sheet rows (from 1) that make up the header.
        columns: The columns under the header, left to right.
        cells: One row per data row: ``_row`` (sheet row, from 1), ``_section`` (text of the
            nearest heading inside the data such as 集贤社区, or null), then one text column per
            entry of ``columns``; blank cells are null; merged unit cells are filled.
        kinds: Same shape without ``_row`` and ``_section``, each value one of ``KINDS``; None
            where the file has no types (text files, HTML).
        lines: Titles and notices above the header, notes below the data.
        totals: Totals the file states about itself.
    """

    file: str
    sheet: str | None
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    cells: pl.DataFrame
    kinds: pl.DataFrame | None
    lines: tuple[Line, ...] = ()
    totals: tuple[PrintedTotal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file as read: its tables, and what was noticed about its layout.

    Attributes:
        file: File name without folders.
        sha256: Digest of the bytes; the same file is recognised by it.
        tables: Data tables, in sheet order.
        findings: One row per finding, see ``sgstats.finding``.
    """

    file: str
    sha256: str
    tables: tuple[Table, ...]
    findings: pl.DataFrame
