"""Numbers of tables as claims: each is said in words, by its row and its column, and read like a sentence.

One way of understanding words is enough; what it does not understand of a table stays untestable.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sgstats.pipeline.cell_words import APPRAISED, PLAIN, Phrase, bare, is_of_appraised, is_share, phrase
from sgstats.sources import Document, Paragraph, PrintedCell, PrintedTable
from sgstats.sources.grid import letter
from sgstats.sources.printing import first_row_of_numbers, is_number

if TYPE_CHECKING:
    from sgstats.claims.claim import Claim

_SERIAL = re.compile(r"序号|编号|日期|排名|名次")
_DIGIT = re.compile(r"\d")
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
        row: What stands beside it.
        column: What stands over it.
        place: Row and column of its cell.
        base: How many people the row itself says that it is a share of.
        unclear: Key of the sentence that says why there are no words for it; empty where there are.
    """

    sentence: str
    start: int
    end: int
    quote: str
    printed: str
    address: str
    table: PrintedTable
    row: tuple[str, ...]
    column: tuple[str, ...]
    place: tuple[int, int]
    base: int | None = None
    unclear: str = ""

    @property
    def value(self) -> Fraction | None:
        """The number without its unit; None where it is written in another way."""
        return value_of(self.printed)

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
        if cell.sentence:
            said.append(Paragraph(number=number, text=cell.sentence))
    return Document(file=document.file, paragraphs=tuple(said))


def _titles(table: PrintedTable, *, document: Document) -> list[Paragraph]:
    """The last heading above a table, and its own title."""
    headings = [one.text for one in document.paragraphs[: table.after] if one.heading]
    texts = [*headings[-1:], *([table.title] if table.title else [])]
    return [Paragraph(number=0, text=text, heading=True) for text in texts]


def value_of(text: str) -> Fraction | None:
    """A printed number without its unit.

    Example:
        >>> value_of("1,336人"), value_of("5%"), value_of("—")
        (Fraction(1336, 1), Fraction(5, 1), None)
    """
    found = PLAIN.fullmatch(text.strip())
    return Fraction(re.sub(r"[^\d.]", "", found.group())) if found else None


def _of_table(table: PrintedTable) -> list[Spoken]:
    """Its numbers, if it is no list of people."""
    heads, rows = _labels(table)
    if any(_PERSONAL.search(bare(text)) for column in heads.values() for text in column):
        return []
    first = first_row_of_numbers(table)
    numbers = [
        cell
        for cell in table.cells
        if cell.row >= first and is_number(cell) and _DIGIT.search(cell.text) and rows.get(cell.row)
        and heads.get(cell.column) and not any(_SERIAL.search(bare(text)) for text in heads[cell.column])
    ]  # fmt: skip
    fractions = _fractions(numbers, heads, rows)
    bases = _bases(numbers, heads)
    return [
        _said(
            cell,
            phrase(
                cell.text, rows[cell.row], heads[cell.column], fraction=(cell.row, cell.column) in fractions
            ),
            about=(rows[cell.row], heads[cell.column], table),
            base=bases.get(cell.row),
        )
        for cell in numbers
    ]


def _fractions(
    numbers: list[PrintedCell], heads: Mapping[int, list[str]], rows: Mapping[int, list[str]]
) -> set[tuple[int, int]]:
    """Where shares and rates are kept as parts of one: all numbers of the line are, and one has decimals."""
    lines: dict[tuple[str, int], list[PrintedCell]] = defaultdict(list)
    for cell in numbers:
        if is_share([], heads[cell.column]):
            lines["column", cell.column].append(cell)
        elif is_share(rows[cell.row], []):
            lines["row", cell.row].append(cell)
    found = (cells for cells in lines.values() if _are_parts_of_one([cell.text for cell in cells]))
    return {(cell.row, cell.column) for cells in found for cell in cells}


def _are_parts_of_one(texts: list[str]) -> bool:
    values = [value_of(text) for text in texts if not text.endswith(("%", "\uff05"))]
    told = [one for one in values if one is not None]
    return len(told) == len(texts) and max(told) <= 1 and any(one.denominator > 1 for one in told)


def _bases(numbers: list[PrintedCell], heads: Mapping[int, list[str]]) -> dict[int, int]:
    """How many people each row says were appraised."""
    counted = [cell for cell in numbers if any(APPRAISED.search(bare(text)) for text in heads[cell.column])]
    values = {cell.row: value_of(cell.text) for cell in reversed(counted)}
    return {row: int(value) for row, value in values.items() if value and value.denominator == 1}


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


def _said(
    cell: PrintedCell, told: Phrase, *, about: tuple[list[str], list[str], PrintedTable], base: int | None
) -> Spoken:
    """A number with its words and its place."""
    row, column, table = about
    return Spoken(
        sentence="" if told.unclear else f"{told.before}{told.number}。",
        start=len(told.before),
        end=len(told.before) + len(told.number),
        quote=f"{' '.join(row)} · {' '.join(column)}：{cell.text}",
        printed=cell.text,
        address=f"{table.name}!{letter(cell.column - 1)}{cell.row}",
        table=table,
        row=tuple(row),
        column=tuple(column),
        place=(cell.row, cell.column),
        base=base if is_of_appraised(row, column) else None,
        unclear=told.unclear,
    )
