"""A report as an Excel workbook: numbers as numbers, one sheet per table, and what they mean."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from sgstats.messages import say
from sgstats.reports.content import Attachment, Heading, Line, Paragraph
from sgstats.reports.numbering import numbered
from sgstats.reports.wording import HIDDEN, plain, printed, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from sgstats.reports.content import Kind, Report, Table, Value

# A text that begins with = stays a text, and an address no link.
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
FONT = {"font_name": "宋体", "font_size": 11}
NUMBERS: dict[str, str] = {"people": "0", "share": "0.0%", "value": "0.0", "money": "#,##0.00", "text": "@"}
LINE = 18
"""Points from line to line."""

WIDEST = 50
"""Characters beyond which a column breaks its texts into lines."""

HEAD_ROW = 2
"""The third row: above it stand the caption and an empty line."""

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_excel(report: Report) -> bytes:
    """The report as the bytes of an .xlsx file.

    Values are computed, never formulas, so every reader sees them. A hidden number is the
    text ``*``. The first sheet holds the running text, the last ones the definitions.

    Args:
        report: What to write.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, SAFE | {"default_format_properties": FONT}) as workbook:
        workbook.set_properties({"title": plain(report.title), "author": "", "comments": report.mark})
        names = _Names()
        _text_sheet(workbook, report, names)
        for table in (*report.tables, *report.annex):
            _table_sheet(workbook, table, names=names, mark=report.mark)
    return file.getvalue()


class _Names:
    """Names of sheets: at most 31 characters, none of the forbidden ones, none twice."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def new(self, wanted: str) -> str:
        stem = plain(wanted).translate(_FORBIDDEN).strip()[:28] or "Sheet"
        name = next(name for name in self._tries(stem) if name.lower() not in self.taken)
        self.taken.add(name.lower())
        return name

    def _tries(self, stem: str) -> Iterable[str]:
        yield stem
        yield from (f"{stem}{number}" for number in range(2, 100))


def _text_sheet(workbook: Workbook, report: Report, names: _Names) -> None:
    """Title, headings and paragraphs, a line each."""
    sheet = workbook.add_worksheet(names.new(say("report.text_sheet")))
    _set_page(sheet, mark=report.mark)
    sheet.set_column(0, 0, 100)
    bold, wrapped = _format(workbook, bold=True), _format(workbook, text_wrap=True)
    lines = [(report.title.replace("\n", ""), _format(workbook, bold=True, font_size=16))]
    for block, title in numbered(report):
        if isinstance(block, Heading):
            lines.append((title, bold))
        elif isinstance(block, (Paragraph, Line)):
            lines.append((block.text, wrapped))
        elif isinstance(block, Attachment):
            lines.append((f"{title} {block.title}", bold))
    for row, (text, look) in enumerate(lines):
        sheet.write_string(row, 0, plain(text), look)
        sheet.set_row(row, LINE * _lines(text, 98) if look is wrapped else LINE + 6)


def _table_sheet(workbook: Workbook, table: Table, *, names: _Names, mark: str) -> None:
    """Caption, head, rows, notes; the head stays in sight and is printed on every page."""
    sheet = workbook.add_worksheet(names.new(table.name))
    _set_page(sheet, mark=mark)
    sheet.write_string(0, 0, plain(table.caption), _format(workbook, bold=True, font_size=14))
    head = _format(workbook, bold=True, border=1, align="center", valign="vcenter", bg_color="#DCE6F1")
    widths = [_column_width(table, place) for place in range(len(table.columns))]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(HEAD_ROW, place, plain(column.title), head)
        _write_column(sheet, place, [row[place] for row in table.rows], look=_look(workbook, column.kind))
    _set_heights(sheet, table, widths)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    for place, note in enumerate(table.notes):
        sheet.write_string(HEAD_ROW + 1 + len(table.rows) + place, 0, plain(note))


def _look(workbook: Workbook, kind: Kind) -> Format:
    """Numbers and their stars to the right, texts to the left."""
    side = "left" if kind == "text" else "right"
    return _format(
        workbook, border=1, valign="vcenter", align=side, num_format=NUMBERS[kind], text_wrap=kind == "text"
    )


def _write_column(sheet: Worksheet, place: int, values: list[Value], *, look: Format) -> None:
    for row, value in enumerate(values, start=HEAD_ROW + 1):
        if isinstance(value, (int, float, Decimal)):
            sheet.write_number(row, place, value, look)
        else:
            sheet.write_string(row, place, HIDDEN if value is None else plain(value), look)


def _column_width(table: Table, place: int) -> int:
    """Characters, Chinese ones counted as two: Excel's own fitting cuts Chinese heads."""
    kind: Kind = table.columns[place].kind
    texts = [table.columns[place].title, *(printed(row[place], kind=kind) for row in table.rows)]
    return min(WIDEST, max(map(width, texts)) + 3)


def _set_heights(sheet: Worksheet, table: Table, widths: list[int]) -> None:
    """Room for every line of a broken text; only Excel itself would find it when it opens the file."""
    sheet.set_row(HEAD_ROW, LINE + 4)
    for place, row in enumerate(table.rows, start=HEAD_ROW + 1):
        lines = [_lines(value, room) for value, room in zip(row, widths, strict=True)]
        sheet.set_row(place, LINE * max(lines, default=1))


def _lines(value: Value, room: int) -> int:
    return (width(value) - 1) // (room - 2) + 1 if isinstance(value, str) and value else 1


def _set_page(sheet: Worksheet, *, mark: str) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + say("report.page"))
    if mark:
        sheet.set_header("&C" + mark.replace("&", "&&"))


def _format(workbook: Workbook, **properties: Any) -> Format:  # noqa: ANN401
    return workbook.add_format(properties)
