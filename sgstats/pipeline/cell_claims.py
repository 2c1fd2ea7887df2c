"""Numbers of tables as claims: each is said in words, by its row and its column, and read like a sentence.

One way of understanding words is enough; what it does not understand of a table stays untestable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgstats.sources import Document, Paragraph

if TYPE_CHECKING:
    from sgstats.claims.claim import Claim
    from sgstats.sources import PrintedCell, PrintedTable

_PLAIN = re.compile(r"(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d+))?\s*(%|\uff05|人|名|位)?")
_SHARE = re.compile(r"占比|比例|比重|百分比|构成比|[%\uff05]|率$|率[（(]")
_COUNT = re.compile(r"^(?:人数|数量|合计|总数|总计|小计|人|计|数)$|人数|数[（(]人[)）]$")
_TOTAL = re.compile(r"^(?:合计|总计|共计|小计|总数|全区|全部)")
_SERIAL = re.compile(r"序号|编号|年份|年度|时间|日期|电话|身份证|姓名|排名|名次")
_MOST = 5_000
"""Cells read of one document: a table for readers has some hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A number of a table, said in words.

    Attributes:
        sentence: The words.
        start: Where the number stands in them.
        end: The character after it.
        quote: Row, column and number, as printed.
        printed: The number as printed.
        address: 表1!B2.
    """

    sentence: str
    start: int
    end: int
    quote: str
    printed: str
    address: str

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is about this number and not about another one of the words."""
        return claim.start < self.end and self.start < claim.end


def cells_of(document: Document) -> dict[int, Spoken]:
    """The numbers of all tables that can be said in words, by the number of their paragraph."""
    found = [one for table in document.tables for one in _of_table(table, document=document)]
    return dict(enumerate(found[:_MOST], 1))


def spoken(cells: Mapping[int, Spoken], *, document: Document) -> Document:
    """A text that says each number in a paragraph of its own."""
    said = tuple(Paragraph(number=number, text=cell.sentence) for number, cell in cells.items())
    return Document(file=document.file, paragraphs=said)


def _of_table(table: PrintedTable, *, document: Document) -> list[Spoken]:
    from sgstats.sources.printing import first_row_of_numbers, is_number

    first = first_row_of_numbers(table)
    heads: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row < first and not (cell.row == table.cells[0].row and cell.text == table.title):
            heads.setdefault(cell.column, []).append(cell.text)
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row >= first and not is_number(cell):
            rows.setdefault(cell.row, []).append(cell.text)
    said = []
    for cell in table.cells:
        if cell.row >= first and is_number(cell):
            one = _said(
                cell, rows.get(cell.row, []), list(dict.fromkeys(heads.get(cell.column, []))), table=table
            )
            said += [one] if one else []
    return said


def _said(cell: PrintedCell, row: list[str], column: list[str], *, table: PrintedTable) -> Spoken | None:
    """A number by the words of its row and column; None where these say nothing of people."""
    number = _PLAIN.fullmatch(cell.text.strip())
    if not number or not row or not column or any(_SERIAL.search(_bare(text)) for text in column):
        return None
    of_row = "".join(_bare(text) for text in row if not _TOTAL.match(_bare(text)))
    of_column = "".join(_bare(text) for text in column if not _plain_head(_bare(text)))
    digits = number.group(0).replace(" ", "")
    share = bool(number.group(3) in {"%", "\uff05"} or _SHARE.search(column[-1]))
    if share:
        digits = digits if digits.endswith(("%", "\uff05")) else f"{digits}%"
        before = f"{of_row}{of_column}占" if of_row + of_column else ""
        tail = "。"
    else:
        before = f"{of_row}{of_column}有" if of_row + of_column else "共有社区工作者"
        digits = digits if digits[-1] in "人名位" else f"{digits}人"
        tail = "。"
    if not before:
        return None
    return Spoken(
        sentence=f"{before}{digits}{tail}",
        start=len(before),
        end=len(before) + len(digits),
        quote=f"{' '.join(row)} · {' '.join(column)}：{cell.text}",
        printed=cell.text,
        address=f"{table.name}!{_letters(cell.column)}{cell.row}",
    )


def _plain_head(text: str) -> bool:
    """Whether a column's name only says that people are counted, or that it is a share."""
    return bool(_COUNT.search(text) or _SHARE.search(text))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _letters(column: int) -> str:
    from sgstats.sources.grid import letter

    return letter(column - 1)
