"""Scans a workbook's sheets for what its parser can't bear, or would not tell us.

That is the one filled cell far out that makes the used range too large (thousands of empty
styled cells out to XFD do no harm), cells that hold an error such as #N/A or a formula whose value
was never stored, which the parser gives as blank, and rows that are hidden. Runs in the child process.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from posixpath import join, normpath
from typing import TypedDict

from sgstats.errors import Refused
from sgstats.sources.limits import limits

_PIECE = 1 << 22
_OVERLAP = 512
_FULL = rb"[^<>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b[^/>]*>(?!</)"
"""What follows a cell's reference if the cell holds a value, a text or a formula."""

_WIDE_CELL = re.compile(rb'="([A-Z]{3})(\d{1,7})"' + _FULL)
_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"' + _FULL)
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_UNSAVED = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\bt="str")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*<(?:\w+:)?f\b'
    rb"(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without a value; with t="str" its value is an empty text."""
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^<>]*?\bname="([^"]*)"[^<>]*?\b\w+:id="([^"]*)"')
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")

Address = tuple[int, int]
"""Row and column from 0."""


class Noticed(TypedDict):
    """What the parser does not tell of a sheet: cells by address, rows by their number in Excel."""

    errors: list[Address]
    unsaved: list[Address]
    hidden_rows: list[int]


FAR_GAP = 10_000
"""Empty rows before the last few filled ones from which those are strays."""
FEW = 10


def scan(archive: zipfile.ZipFile) -> dict[str, Noticed]:
    """What the parser does not tell, by sheet.

    Args:
        archive: The workbook.

    Raises:
        Refused: A cell is filled beyond the columns we use, or far below its table (with sheet and cell).
    """
    return {sheet: _scan_sheet(archive, member, sheet) for member, sheet in sheet_members(archive).items()}


def _scan_sheet(archive: zipfile.ZipFile, member: str, sheet: str) -> Noticed:
    rows, last = 0, 0
    noticed = Noticed(errors=[], unsaved=[], hidden_rows=[])
    for piece in _pieces(archive, member):
        _refuse_wide(piece, sheet)
        rows, last = rows + _row_count(piece), max(last, _last_row(piece))
        _notice(piece, noticed)
    if last - rows > FAR_GAP:
        _refuse_low(archive, member, sheet)
    return noticed


def _notice(piece: bytes, noticed: Noticed) -> None:
    """A plain search first: most sheets hold none of these."""
    if b't="e"' in piece:
        noticed["errors"] += _addresses(_ERROR, piece)
    if b"<f" in piece or b":f" in piece:
        noticed["unsaved"] += _addresses(_UNSAVED, piece)
    if b"hidden=" in piece:
        noticed["hidden_rows"] += [int(row) for row in _HIDDEN.findall(piece)]


def _addresses(cells: re.Pattern[bytes], piece: bytes) -> list[Address]:
    return [(int(row) - 1, _column(column) - 1) for column, row in cells.findall(piece)]


def sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name by the member that holds the sheet."""
    try:
        links = [_attributes(tag) for tag in _LINK.findall(archive.read("xl/_rels/workbook.xml.rels"))]
        named = _SHEET.findall(archive.read("xl/workbook.xml"))
    except KeyError:
        return {}
    targets = {link.get("Id"): normpath(join("xl", link.get("Target", ""))).lstrip("/") for link in links}
    members = {targets.get(key.decode()): unescape(name.decode()) for name, key in named}
    return {member: name for member, name in members.items() if member in archive.namelist()}


def _row_count(piece: bytes) -> int:
    return piece.count(b"<row ") + piece.count(b":row ")


def _last_row(piece: bytes) -> int:
    """Rows stand in ascending order: the last tag of a piece holds its largest number."""
    number = _ROW_NUMBER.search(piece, max(piece.rfind(b"<row "), piece.rfind(b":row "), 0))
    return int(number.group(1)) if number else 0


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode()) for name, value in re.findall(rb'(\w+)="([^"]*)"', tag)}


def _pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """A sheet in pieces that end with a whole cell or row; each begins where the one before ended."""
    with archive.open(member) as source:
        rest = b""
        while piece := source.read(_PIECE):
            rest += piece
            end = max(len(rest) - _OVERLAP, 0)
            cut = max(rest.rfind(mark, 0, end) for mark in (b"<c ", b":c ", b"<row ", b":row "))
            cut = rest.rfind(b"<", 0, cut + 1) if cut > 0 else rest.rfind(b"<", 0, end)
            yield rest[: max(cut, 0)]
            rest = rest[max(cut, 0) :]
        yield rest


def _refuse_wide(piece: bytes, sheet: str) -> None:
    for cell in _WIDE_CELL.finditer(piece):
        if _column(cell.group(1)) > limits()["table"]["columns"]:
            raise _stray(sheet, cell.group(1) + cell.group(2))


def _refuse_low(archive: zipfile.ZipFile, member: str, sheet: str) -> None:
    filled: dict[int, bytes] = {}
    for piece in _pieces(archive, member):
        for column, row in _CELL.findall(piece):
            filled.setdefault(int(row), column + row)
    rows = sorted(filled)
    for place in range(max(1, len(rows) - FEW), len(rows)):
        if rows[place] - rows[place - 1] > FAR_GAP:
            raise _stray(sheet, filled[rows[place]])


def _stray(sheet: str, cell: bytes) -> Refused:
    return Refused("file.stray_cell", sheet=sheet, cell=cell.decode())


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
