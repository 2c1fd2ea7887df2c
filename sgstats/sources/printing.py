"""Puts a report together: numbers its paragraphs, names its tables, and fills their merged headings."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import Any

from sgstats.errors import Refused
from sgstats.sources.document import Document, Paragraph, PrintedCell, PrintedTable
from sgstats.sources.limits import limits
from sgstats.sources.words import plain, words

Item = dict[str, Any]
Place = tuple[int, int]

_NUMBER = re.compile(r"[-+\u2212]?[\d,，]*\.?\d+(?:%|‰|人|名|位|个|岁|年|人次)?|[-—–/*]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")
_UNIT = re.compile(r"[(（]?(?:计量)?单位[:：].{1,12}")
_SENTENCE = re.compile(r"[。；;，,]")
_LONGEST_TITLE = 40
_LINES_ABOVE = 2
"""A title and a line with the unit."""


def assembled(items: list[Item], *, file: str | None) -> Document:
    """The report made of items in their order.

    A sentence in a table follows it as a paragraph.

    Args:
        items: Paragraphs with ``text`` and ``heading``; tables with ``name``, ``cells`` and ``merges``.
        file: Its name; None for a text.

    Raises:
        Refused: There is nothing in it.
    """
    paragraphs: list[Paragraph] = []
    tables: list[PrintedTable] = []
    for item in items:
        if "text" in item:
            _add(paragraphs, item["text"], heading=item["heading"])
            continue
        table = _table(item, number=len(tables) + 1, above=paragraphs, file=file or "")
        if table.cells:
            tables.append(table)
        seen = {cell.text: None for cell in table.cells if _is_prose(cell.text)}
        for text in seen:
            _add(paragraphs, text)
    if not paragraphs and not tables:
        raise Refused("document.empty", file=file or "")
    return Document(file=file, paragraphs=tuple(paragraphs), tables=tuple(tables))


def has_header(table: PrintedTable) -> bool:
    """Whether a row above the first numbers names two columns or more."""
    texts: dict[int, set[str]] = {}
    for cell in table.cells:
        if not is_number(cell) or _YEAR.fullmatch(cell.text):
            texts.setdefault(cell.row, set()).add(cell.text)
    first = first_row_of_numbers(table)
    return any(len(titles) > 1 for row, titles in texts.items() if row < first)


def first_row_of_numbers(table: PrintedTable) -> int:
    """The first row below a heading that holds a number; beyond the last row where there is none.

    A lone number among titles (a year over its columns) makes no such row.
    """
    rows: dict[int, list[PrintedCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row, cells in rows.items():
        numbers = [cell for cell in cells if is_number(cell)]
        if numbers and not all(_YEAR.fullmatch(cell.text) for cell in numbers):
            return row
    return max(rows, default=0) + 1


def is_number(cell: PrintedCell) -> bool:
    """Whether a cell holds a number and nothing else but its unit."""
    return cell.number or bool(_NUMBER.fullmatch(cell.text.replace(" ", "")))


def _add(paragraphs: list[Paragraph], text: str, *, heading: bool = False) -> None:
    if text.strip():
        paragraphs.append(Paragraph(number=len(paragraphs) + 1, text=text, heading=heading))


def _table(item: Item, *, number: int, above: list[Paragraph], file: str) -> PrintedTable:
    cells = {(row, column): _cell(row, column, text, *rest) for row, column, text, *rest in item["cells"]}
    filled = _filled(cells, item["merges"], file=file)
    return PrintedTable(
        name=item["name"] or f"表{number}",
        title=_own_title(cells) or _title_above(above),
        cells=tuple(filled[place] for place in sorted(filled)),
        after=len(above),
        unsaved=tuple((row + 1, column + 1) for row, column in item.get("unsaved", ())),
    )


def _cell(row: int, column: int, text: str, number: bool = False) -> PrintedCell:  # noqa: FBT001, FBT002 - as sent
    return PrintedCell(row=row + 1, column=column + 1, text=text, number=number)


def _filled(
    cells: dict[Place, PrintedCell], merges: list[list[int]], *, file: str
) -> dict[Place, PrintedCell]:
    """The cells, with merged headings and units at every place they cover.

    A merged number counts once, and a title over the whole width is no heading of its columns.
    """
    filled, most = dict(cells), limits()["document"]["cells"]
    columns, last = {column for _, column in cells}, max((row for row, _ in cells), default=0)
    for top, left, bottom, right in merges:
        cell = cells.get((top, left))
        whole = len(columns) > 1 and all(left <= column <= right for column in columns)
        if cell is None or whole or is_number(cell) or _is_prose(cell.text):
            continue
        places = product(range(top, min(bottom, last) + 1), range(left, min(right, max(columns)) + 1))
        for row, column in islice(places, most):
            filled.setdefault((row, column), _cell(row, column, cell.text))
        if len(filled) > most:
            raise Refused("document.too_many_cells", file=file, sheet="", last=str(last + 1))
    return filled


def _own_title(cells: dict[Place, PrintedCell]) -> str | None:
    """The first row's only cell, where further rows have more."""
    rows: dict[int, list[PrintedCell]] = {}
    for (row, _), cell in sorted(cells.items()):
        rows.setdefault(row, []).append(cell)
    first = next(iter(rows.values()), [])
    wider = any(len(line) > 1 for line in rows.values())
    return first[0].text if len(first) == 1 and wider and not is_number(first[0]) else None


def _title_above(above: list[Paragraph]) -> str | None:
    """The last line before the table, or the one before the line that tells the unit, if it is short."""
    for paragraph in reversed(above[-_LINES_ABOVE:]):
        text = paragraph.text.strip()
        if _UNIT.fullmatch(plain(text)):
            continue
        return text if len(text) <= _LONGEST_TITLE and not text.endswith(("。", "；", "，")) else None
    return None


def _is_prose(text: str) -> bool:
    """Whether a cell holds a sentence."""
    return len(text) >= words()["prose"] and bool(_SENTENCE.search(text))
