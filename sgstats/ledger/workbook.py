"""The sheets of a ledger as a workbook, or the list of problems as CSV; no cell is ever a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from sgstats.ledger.sheets import IDS, OF_ISSUE
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from sgstats.ledger.sheets import Sheet

SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
FONT = {"font_name": "仿宋", "font_size": 11}

WIDTHS = {
    "序号": 6, "具体问题": 36, "问题标题": 36, "原因分析": 30, "整改目标": 24, "整改措施": 36,
    "整改进展/完成情况": 30, "佐证材料": 24, "回头看结果": 24, "说明": 40, "驳回原因": 30, "项目": 22,
    "数值": 18, "口径": 60, "启动时间": 22, "衡量指标": 24, "备注": 18, "照片数": 8, "第几次": 8, "销号": 6,
}  # fmt: skip
"""Characters of a column; those not named have room for a day or a unit."""

WIDTH, LINE, HEAD = 13, 16, 1
OBEYED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_workbook(sheets: tuple[Sheet, ...], *, title: str) -> bytes:
    """The sheets as the bytes of an .xlsx file.

    What is said of a problem as a whole is merged over its rows. Columns of ids are hidden.

    Args:
        sheets: The sheets.
        title: Stands above each of them.
    """
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, SAFE | {"default_format_properties": FONT}) as workbook:
        workbook.set_properties({"title": title, "author": ""})
        for sheet in sheets:
            _write_sheet(workbook, sheet, title=f"{title}·{sheet.name}")
    return file.getvalue()


def _write_sheet(workbook: Workbook, sheet: Sheet, *, title: str) -> None:
    page = workbook.add_worksheet(sheet.name)
    _set_page(page, sheet)
    look = {"border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
    cell, head = (
        _format(workbook, **look),
        _format(workbook, **look, bold=True, align="center", bg_color="#F2F2F2"),
    )
    page.write_string(0, 0, title, _format(workbook, font_name="方正小标宋简体", font_size=16))
    page.set_row(0, 26)
    for place, column in enumerate(sheet.columns):
        page.write_string(HEAD, place, column, head)
    top = HEAD + 1
    for size in sheet.blocks or (1,) * len(sheet.rows):
        _write_block(page, sheet, top=top, size=size, look=cell)
        top += size


def _set_page(page: Worksheet, sheet: Sheet) -> None:
    """Landscape A4, the head on every page, ids out of sight."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD)
    page.freeze_panes(HEAD + 1, 0)
    page.set_footer("&C" + say("report.page"))
    for place, column in enumerate(sheet.columns):
        hidden = {"hidden": column in IDS}
        page.set_column(place, place, WIDTHS.get(column, WIDTH), None, hidden)


def _write_block(page: Worksheet, sheet: Sheet, *, top: int, size: int, look: Format) -> None:
    rows = sheet.rows[top - HEAD - 1 : top - HEAD - 1 + size]
    for place, column in enumerate(sheet.columns):
        if size > 1 and column in OF_ISSUE:
            page.merge_range(top, place, top + size - 1, place, "", look)
            page.write_string(top, place, rows[0].get(column, ""), look)
            continue
        for row, values in enumerate(rows, start=top):
            page.write_string(row, place, values.get(column, ""), look)
    for row, values in enumerate(rows, start=top):
        page.set_row(row, LINE * max(_lines(column, text, size) for column, text in values.items()))


def _lines(column: str, text: str, size: int) -> int:
    """Lines a cell needs in each of its rows; a Chinese character takes the room of two."""
    if column in IDS:
        return 1
    room = WIDTHS.get(column, WIDTH) - 1
    lines = -(-sum(2 if ord(one) > 0xFF else 1 for one in text) // room)
    return max(1, -(-lines // size) if column in OF_ISSUE else lines)


def _format(workbook: Workbook, **properties: Any) -> Format:  # noqa: ANN401
    return workbook.add_format(properties)


def write_csv(sheet: Sheet) -> str:
    """A sheet as CSV, every cell of every row filled in; what would run as a formula is defused."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows(_cells(sheet))
    return file.getvalue()


def _cells(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows:
        texts = (row.get(column, "") for column in sheet.columns)
        yield [f"'{text}" if text.startswith(OBEYED) else text for text in texts]
