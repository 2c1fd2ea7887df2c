"""Exports made on the fly: the same table as every kind of file."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import xlwt

ROSTER = [
    ["序号", "姓名", "性别", "出生年月", "所属社区"],
    ["1", "甲一", "女", "1985.06", "集贤社区"],
    ["2", "乙二", "男", "1990.11", "集贤社区"],
    ["3", "丙三", "女", "1978.01", "幸福社区"],
]
"""A header and three invented people."""


def csv_file(path: Path, rows, *, encoding="utf-8", delimiter=",", end="\n") -> Path:
    text = "".join(delimiter.join("" if cell is None else str(cell) for cell in row) + end for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(path: Path, rows, *, merges=(), title="名单", dress=lambda book: None) -> Path:
    """``dress`` may change the workbook before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            if cell is not None:
                sheet.cell(number, place, cell)
    for merge in merges:
        sheet.merge_cells(merge)
    dress(book)
    book.save(path)
    return path


def xls_file(path: Path, rows) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    body = io.BytesIO()
    book.save(body)
    path.write_bytes(body.getvalue())
    return path


def html_file(path: Path, rows, *, encoding="gb18030") -> Path:
    lines = (
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    page = f"<html><head><title>x</title></head><body><table border=1>{''.join(lines)}</table></body></html>"
    path.write_bytes(page.encode(encoding))
    return path


def people(table) -> list[tuple]:
    """The cells of a table without row numbers and sections."""
    return table.cells.drop("_row", "_section").rows()


def titles(table) -> list[str]:
    return [column.title for column in table.columns]


def rules(export) -> dict[str, int]:
    """How many findings each rule has."""
    return dict(export.findings.group_by("rule").len().rows())
