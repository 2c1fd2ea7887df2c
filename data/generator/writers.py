"""Puts grids into files: .xlsx, BIFF (.xls and .et), delimited text, HTML called .xls."""

from __future__ import annotations

import csv
import html
import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter
import xlwt

from .grid import Book, Grid
from .spelling import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2024, 1, 8, 9, 30)
"""Written into workbooks so that two runs give the same bytes."""


def write_xlsx(book: Book, path: Path) -> None:
    """A workbook as Excel saves it."""
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    workbook.set_properties({"created": CREATED, "author": "青禾区（虚构）"})
    formats = {
        "data": workbook.add_format({"border": 1}),
        "header": workbook.add_format({
            "border": 1,
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }),
        "title": workbook.add_format({"bold": True, "align": "center", "font_size": 16}),
        "date": workbook.add_format({"border": 1, "num_format": "yyyy-mm-dd"}),
    }
    for grid in book.grids:
        _fill_xlsx(workbook.add_worksheet(grid.name), grid, formats)
    workbook.close()


def _fill_xlsx(sheet: Worksheet, grid: Grid, formats: dict[str, Format]) -> None:
    for place, (role, row) in enumerate(zip(grid.roles, grid.rows, strict=True)):
        for column, value in enumerate(row):
            sheet.write(place, column, value, _format(formats, role, value))
    for first, left, last, right in grid.merges:
        role, value = grid.roles[first - 1], grid.rows[first - 1][left - 1]
        sheet.merge_range(first - 1, left - 1, last - 1, right - 1, value, _format(formats, role, value))
    for hidden in sorted(grid.hidden_rows):
        sheet.set_row(hidden - 1, None, None, {"hidden": True})
    if grid.phantom:  # borders drawn over whole rows: the used range reaches the last column
        for place in range(len(grid.rows) + 2):
            sheet.write_blank(place, 16383, None, formats["data"])
    if grid.hidden:
        sheet.hide()


def _format(formats: dict[str, Format], role: str, value: Cell) -> Format:
    if isinstance(value, date):
        return formats["date"]
    return formats.get(role, formats["data"])


def write_biff(book: Book, path: Path) -> None:
    """A workbook in the binary format of Excel 97-2003, which WPS also writes under .et."""
    workbook = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for grid in book.grids:
        sheet = workbook.add_sheet(grid.name)
        inside = {(row, column) for row, column, _, _ in grid.merges}
        for place, cells in enumerate(grid.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None and (place, column) not in inside:
                    style = (dated,) if isinstance(value, date) else ()
                    sheet.write(place - 1, column - 1, value, *style)
        for first, left, last, right in grid.merges:
            sheet.write_merge(first - 1, last - 1, left - 1, right - 1, grid.rows[first - 1][left - 1])
        for hidden in sorted(grid.hidden_rows):
            sheet.row(hidden - 1).hidden = True
        sheet.visibility = int(grid.hidden)
    workbook.save(str(path))


def write_text(book: Book, path: Path, *, encoding: str, delimiter: str = ",") -> None:
    """Delimited text as Excel saves it: every line as wide as the sheet, Windows line ends."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([[_as_text(value) for value in row] for row in book.grids[0].rows])
    text = ("\ufeff" if encoding in {"utf-16-le", "utf-8"} else "") + buffer.getvalue()
    path.write_bytes(text.encode(encoding))


def _as_text(value: Cell) -> str:
    """The cell as Excel shows it: long numbers in scientific notation."""
    if value is None:
        return ""
    if isinstance(value, float) and value > 1e11:
        return f"{value:.5E}"
    return f"{value:%Y/%m/%d}" if isinstance(value, date) else str(value)


def write_html(book: Book, path: Path) -> None:
    """A web page under the name .xls, as many staff systems export it."""
    grid = book.grids[0]
    merged = {(first, left): right - left + 1 for first, left, _, right in grid.merges}
    body = []
    for place, (role, row) in enumerate(zip(grid.roles, grid.rows, strict=True), start=1):
        tag = "th" if role == "header" else "td"
        span = merged.get((place, 1))
        cells = f'<{tag} colspan="{span}">{_escaped(row[0])}</{tag}>' if span else _html_cells(row, tag)
        body.append(f"<tr>{cells}</tr>")
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
        "<style>td{mso-number-format:'\\@'}</style></head><body><table border=\"1\">\n"
    )
    path.write_text(page + "\n".join(body) + "\n</table></body></html>\n", encoding="utf-8", newline="\n")


def _html_cells(row: list[Cell], tag: str) -> str:
    return "".join(f"<{tag}>{_escaped(value)}</{tag}>" for value in row)


def _escaped(value: Cell) -> str:
    return html.escape(_as_text(value)).replace("\n", "<br>") or "&nbsp;"
