"""What reading a report gives: its paragraphs and its tables, each with its place, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text, or a heading.

    Attributes:
        number: Its place among the paragraphs of the document, from 1; blank ones are not counted.
        text: As it stands in the document, no character changed.
        heading: Whether the document calls it a heading.
    """

    number: int
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A cell of a table as printed.

    Attributes:
        row: From 1, as Excel and WPS show it; in a Word table the row of that table.
        column: From 1.
        text: What is printed, trimmed.
        number: Whether a typed file says that it is a number.
    """

    row: int
    column: int
    text: str
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table as printed: title rows, header, totals and notes are all still in it.

    Attributes:
        name: Sheet name, or 表1, 表2 … by place in the document.
        title: The line above it that names it, or None.
        cells: By row, then by column; blank cells are left out. A merged cell stands at every place it
            covers only where that is a header or a unit; elsewhere at its first.
        after: Number of the paragraph it follows, 0 at the beginning.
        unsaved: Row and column, from 1, of formulas whose result the file does not hold.
    """

    name: str
    cells: tuple[PrintedCell, ...]
    title: str | None = None
    after: int = 0
    unsaved: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as read.

    Attributes:
        file: File name without folders; None for a text given on the command line.
        paragraphs: In order.
        tables: In order.
    """

    file: str | None
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[PrintedTable, ...] = ()
