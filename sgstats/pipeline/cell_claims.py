"""Numbers of tables as claims: each is said in words, by its row and its column, and read like a sentence.

One way of understanding words is enough; what it does not understand of a table stays untestable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sgstats.sources import Document, Paragraph, PrintedCell, PrintedTable
from sgstats.sources.grid import letter
from sgstats.sources.printing import first_row_of_numbers, is_number

if TYPE_CHECKING:
    from sgstats.claims.claim import Claim

_PLAIN = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?P<decimals>\.\d+)?\s*(?P<unit>[%\uff05]|人|名|位|岁)?")
_SHARE = re.compile(r"占比|比例|比重|百分比|构成比|[%\uff05]")
_ONLY_SHARE = re.compile(r"^(?:.{0,4}(?:占比|比例|比重|百分比|构成比)|[%\uff05])(?:[(（].*[)）])?$")
_IN_BRACKETS = re.compile(r"[(（](?:单位[:：])?[%\uff05人名位岁个]{1,2}[)）]")
_MEASURES = (
    (re.compile(r"年龄"), "岁"),
    (re.compile(r"学时"), "学时"),
    (re.compile(r"率(?:$|[(（])"), "%"),
)
"""What is no number of people, by the words of its row or column, with its unit."""
_COUNT = re.compile(r"^(?:总?人数|数量|人|计|数|数值)(?:[(（][人名][)）])?$")
_TOTAL = re.compile(r"^(?:合计|总计|共计|小计|总数|全部)")
_UNIT = re.compile(r"(?:街道|社区|居委会|镇|乡|村|区)$")
_SERIAL = re.compile(r"序号|编号|日期|排名|名次")
_PERSONAL = re.compile(r"姓名|身份证|电话|手机")
_MOST = 5_000
"""Cells read of one document: a table for readers has some hundreds."""
_OPENING = 3
"""Paragraphs that may say which day and unit a document is about."""


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
        table: The table it stands in.
    """

    sentence: str
    start: int
    end: int
    quote: str
    printed: str
    address: str
    table: PrintedTable

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is about this number and not about another one of the words."""
        return claim.start < self.end and self.start < claim.end


def cells_of(document: Document) -> dict[int, Spoken]:
    """The numbers of all tables that can be said in words, by the number of their paragraph."""
    found = [one for table in document.tables for one in _of_table(table)]
    return dict(enumerate(found[:_MOST], 1))


def spoken(cells: Mapping[int, Spoken], *, document: Document) -> Document:
    """A text that says each number in a paragraph of its own, under the titles it stands under.

    Titles are paragraphs of number 0.
    """
    said = [replace(one, number=0) for one in document.paragraphs[:_OPENING]]
    table = None
    for number, cell in cells.items():
        if cell.table is not table:
            table = cell.table
            said += _titles(table, document=document)
        said.append(Paragraph(number=number, text=cell.sentence))
    return Document(file=document.file, paragraphs=tuple(said))


def _titles(table: PrintedTable, *, document: Document) -> list[Paragraph]:
    """The last heading above a table, and its own title."""
    headings = [one.text for one in document.paragraphs[: table.after] if one.heading]
    texts = [*headings[-1:], *([table.title] if table.title else [])]
    return [Paragraph(number=0, text=text, heading=True) for text in texts]


def _of_table(table: PrintedTable) -> list[Spoken]:
    """Its numbers, if it is no list of people."""
    heads, rows = _labels(table)
    if any(_PERSONAL.search(_bare(text)) for column in heads.values() for text in column):
        return []
    first = first_row_of_numbers(table)
    numbers = [cell for cell in table.cells if cell.row >= first and is_number(cell)]
    said = (_said(cell, rows.get(cell.row, []), heads.get(cell.column, []), table=table) for cell in numbers)
    return [one for one in said if one is not None]


def _labels(table: PrintedTable) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What stands over each column, and beside the numbers of each row."""
    first, top = first_row_of_numbers(table), table.cells[0].row
    heads: dict[int, list[str]] = {}
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row >= first and not is_number(cell):
            rows.setdefault(cell.row, []).append(cell.text)
        elif cell.row < first and not (cell.row == top and cell.text == table.title):
            column = heads.setdefault(cell.column, [])
            column += [cell.text] if cell.text not in column else []
    return heads, rows


def _said(cell: PrintedCell, row: list[str], column: list[str], *, table: PrintedTable) -> Spoken | None:
    """A number by the words of its row and column; None where these say nothing of people."""
    number = _PLAIN.fullmatch(cell.text.strip())
    if not number or not row or not column or any(_SERIAL.search(_bare(text)) for text in column):
        return None
    before, unit = _phrase(_bare("".join(_told(row))), _bare("".join(_told(column))), [*row, *column], number)
    if not unit:
        return None
    digits = re.sub(r"[\s%\uff05人名位岁]", "", number.group()) + unit
    return Spoken(
        sentence=f"{before}{digits}。",
        start=len(before),
        end=len(before) + len(digits),
        quote=f"{' '.join(row)} · {' '.join(column)}：{cell.text}",
        printed=cell.text,
        address=f"{table.name}!{letter(cell.column - 1)}{cell.row}",
        table=table,
    )


def _phrase(row: str, column: str, labels: list[str], number: re.Match[str]) -> tuple[str, str]:
    """The words before a number and its unit; no unit where it is not known what it counts."""
    group = f"{row}{column}"
    printed = (number.group("unit") or "").replace("\uff05", "%")
    measured = next(
        (unit for pattern, unit in _MEASURES if any(pattern.search(_bare(t)) for t in labels)), ""
    )
    if measured:
        return f"{group}为", measured
    if printed == "%" or any(_SHARE.search(text) for text in labels):
        return (f"{group}占", "%") if group else ("", "")
    if number.group("decimals") or printed == "岁":
        return "", ""
    if not group or _UNIT.search(group):
        return f"{group}共有社区工作者", "人"
    return f"{group}有", "人"


def _told(labels: list[str]) -> list[str]:
    """The labels that say more than that people are counted, shares taken, or all of them meant."""
    silent = (_COUNT, _ONLY_SHARE, _TOTAL)
    said = [text for text in labels if not any(pattern.search(_bare(text)) for pattern in silent)]
    return [_IN_BRACKETS.sub("", text) for text in said]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
