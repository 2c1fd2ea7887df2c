"""Tables in a Word document: fitting the page, with a head that repeats."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from sgstats.reports.word_page import text_width
from sgstats.reports.word_text import add_run, add_text, style
from sgstats.reports.wording import printed, width

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table as WordTable
    from docx.table import _Cell as Cell
    from docx.table import _Row as Row

    from sgstats.reports.content import Kind, Table

WIDEST = 64
"""Half characters beyond which a column's text is broken into lines."""

PADDING = 4
"""Half characters a column has beside its longest text."""

HALF_CHARACTER = 1.9
"""Millimetres half a character of 五号 takes."""

TOGETHER = 16
"""Lines up to which a table is kept on one page: about half of it."""

TWIP = 25.4 / 1440
"""Millimetres of the unit in which a file keeps widths."""

SHORT = 23.0
"""Millimetres up to which a column is short: five characters."""

SIX_CHARACTERS = 12
"""In half characters: shorter texts share as if they were as long."""

NARROWEST = 24.0
"""Millimetres a column has even if its texts are short."""


def add_table(document: Word, table: Table) -> None:
    """The table and its notes at the end of the document.

    Args:
        document: The document.
        table: What to print; columns of detail are left out.
    """
    page = table.page
    kinds = [column.kind for column in page.columns]
    texts = [[printed(value, kind=kind) for value, kind in zip(row, kinds, strict=True)] for row in page.rows]
    titles = [column.title for column in page.columns]
    widths = column_widths([titles, *texts], room=text_width(document))
    grid = _empty_grid(document, widths)
    _add_head(grid, titles, widths)
    # A short table stays in one piece, with its notes; without any its last row lets go.
    kept = len(texts) - (not table.notes) if lines(texts, widths) <= TOGETHER else 0
    for place, row in enumerate(texts):
        _keep(_add_row(grid, row, widths, kinds=kinds), on=place < kept)
    for note in table.notes or ("",):
        add_text(document, note, kind="note").paragraph_format.space_after = Pt(4)


def lines(texts: list[list[str]], widths: list[float]) -> int:
    """How many lines the rows of a table take together, each as many as its longest cell.

    Example:
        >>> lines([["春晓街道", "12"], ["社会工作者职业资格考前辅导班", "7"]], [24.0, 24.0])
        4
    """
    return sum(
        max(
            1,
            *(ceil((width(text) + 2) * HALF_CHARACTER / one) for text, one in zip(row, widths, strict=True)),
        )
        for row in texts
    )


def _empty_grid(document: Word, widths: list[float]) -> WordTable:
    grid: WordTable = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    # Word reads the cells' widths, LibreOffice and WPS the grid's.
    for column, millimetres in zip(grid.columns, widths, strict=True):
        column.width = Mm(millimetres)
    return grid


def column_widths(rows: list[list[str]], *, room: float) -> list[float]:
    """Millimetres for each column, by its longest text, never wider together than the type area.

    Args:
        rows: The texts of the head and of every row.
        room: Millimetres of the type area.

    Example:
        >>> [round(one) for one in column_widths([["性别", "人数"], ["男", "67"]], room=156)]
        [24, 24]
    """
    longest = [max(width(text) for text in column) for column in zip(*rows, strict=True)]
    least = min(NARROWEST, room / len(longest))
    wanted = [max(least, (min(length, WIDEST) + PADDING) * HALF_CHARACTER) for length in longest]
    widths = wanted if sum(wanted) <= room else _shared(wanted, longest, room=room)
    # Rounded down, since a file keeps them in twips: together they never pass the type area.
    return [floor(one / TWIP) * TWIP for one in widths]


def _shared(wanted: list[float], longest: list[int], *, room: float) -> list[float]:
    """Short columns stay whole; long ones share the rest by the roots of their longest texts.

    With twice the text a column gets less than twice the width, and both are broken into lines.
    Where there is no room even for the short ones, all share.

    Example:
        >>> _shared([20, 30, 120, 120], [6, 10, 100, 400], room=200)
        [20, 30, 50.0, 100.0]
    """
    widths, rest = list(wanted), set(range(len(wanted)))
    left = room
    while short := {place for place in rest if wanted[place] <= max(left / len(rest), SHORT)}:
        taken = sum(wanted[place] for place in short)
        if left - taken < SHORT * len(rest - short):
            break
        rest, left = rest - short, left - taken
    roots = {place: sqrt(max(longest[place], SIX_CHARACTERS)) for place in rest}
    for place, root in roots.items():
        widths[place] = left * root / sum(roots.values())
    return widths


def _add_head(grid: WordTable, titles: list[str], widths: list[float]) -> None:
    row: Row = grid.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit", "w:tblHeader")
    for cell, title, one in zip(row.cells, titles, widths, strict=True):
        _fill(cell, title, one, kind="table_head")


def _add_row(grid: WordTable, texts: list[str], widths: list[float], *, kinds: list[Kind]) -> Row:
    row: Row = grid.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    for cell, text, one, kind in zip(row.cells, texts, widths, kinds, strict=True):
        _fill(cell, text, one, kind="table_cell")
        side = WD_ALIGN_PARAGRAPH.LEFT if kind == "text" else WD_ALIGN_PARAGRAPH.RIGHT
        cell.paragraphs[0].alignment = side
    return row


def _keep(row: Row, *, on: bool) -> None:
    """Keep a row on the page of the next one."""
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = on


def _fill(cell: Cell, text: str, millimetres: float, *, kind: str) -> None:
    cell.width = Mm(millimetres)
    paragraph = cell.paragraphs[0]
    style(paragraph, kind=kind)
    add_run(paragraph, text, kind=kind)


def _mark(row: Row, *marks: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for mark in marks:
        properties.append(OxmlElement(mark))
