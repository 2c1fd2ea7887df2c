"""Which sheets of a file hold the people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.fields import also_called
from sgstats.finding import Place, finding
from sgstats.messages import listed, say
from sgstats.sources.guess import guess_header
from sgstats.sources.header import find_header
from sgstats.sources.limits import limits
from sgstats.sources.registers import left_out, registers
from sgstats.sources.words import pattern, plain, words

if TYPE_CHECKING:
    import polars as pl

    from sgstats.sources.grid import Grid
    from sgstats.sources.header import Header

ALIKE = 0.5
"""Share of two sheets' known fields that both must have to be the same table in two parts."""


@dataclass(slots=True, kw_only=True)
class Chosen:
    """Sheets to lay out, each with its header, and why others were left."""

    sheets: list[tuple[Grid, Header]] = field(default_factory=list)
    findings: list[pl.DataFrame] = field(default_factory=list)


def choose(grids: list[Grid], *, file: str, sheet: str | None = None) -> Chosen:
    """The sheets that hold people: the one asked for, or every visible one of the main one's shape.

    A staff list may have its appraisals, absences or votes on further sheets, which are read too.

    Args:
        grids: Every sheet.
        file: Name of the file, for addresses.
        sheet: Name of the only sheet to read.

    Raises:
        Refused: There is no such sheet, or none has a header.
    """
    wanted = _asked(grids, file=file, sheet=sheet)
    if ledgers := registers(wanted):
        others = [] if sheet else [one for one in grids if not any(one is grid for grid, _ in ledgers)]
        return Chosen(sheets=ledgers, findings=left_out(others, file=file))
    headed = [(grid, header) for grid in wanted if (header := find_header(grid) or _vague_header(grid))]
    if not headed:
        return _guessed(wanted, file=file)
    main = max(headed, key=lambda pair: (len(pair[1].fields), pair[0].cells.height))[1]
    chosen = Chosen(sheets=[pair for pair in headed if _belongs(pair[1], main)])
    read = [grid for grid, _ in chosen.sheets]
    for grid in grids if sheet is None else []:
        if not any(grid is one for one in read):
            rule = _reason(grid, headed)
            chosen.findings.append(finding(rule, at=Place(file=file, sheet=grid.name), name=grid.name))
    return chosen


def _vague_header(grid: Grid) -> Header | None:
    """A header of words such as 时间 and 类型, on a sheet that calls itself one of talks or votes."""
    top = [text for row in grid.cells.head(words()["caption_rows"]).rows() for text in row if text]
    if not any(pattern("of_a_year").search(plain(text)) for text in (grid.name or "", *top)):
        return None
    with also_called(words()["vague_titles"]):
        header = find_header(grid)
    return header if header and header.fields & set(words()["person_fields"]) else None


def _belongs(header: Header, main: Header) -> bool:
    """Whether a sheet is one part of the main table, of a year, or the staff list beside such."""
    return alike(header, main) >= ALIKE or _of_a_year(header) or (_of_a_year(main) and _lists(header))


def _of_a_year(header: Header) -> bool:
    """Whether a header tells what happened to people in a year, and little else of them."""
    person, told = (header.fields & set(words()[name]) for name in ("person_fields", "yearly_fields"))
    return bool(person and told) and not _lists(header)


def _lists(header: Header) -> bool:
    """Whether a header has as much about people at work as a staff list has."""
    return len(header.fields & set(words()["listing_fields"])) >= int(words()["listing_least"])


def _guessed(grids: list[Grid], *, file: str) -> Chosen:
    """The first sheet whose header can be told by its looks."""
    for grid in grids:
        header = guess_header(grid)
        if header:
            place = Place(file=file, sheet=grid.name, row=header.top + 1)
            warning = finding("table.guessed_header", at=place, row=header.top + 1)
            return Chosen(sheets=[(grid, header)], findings=[warning])
    raise _nothing(grids, file=file)


def alike(one: Header, other: Header) -> float:
    """Share of the fields of either that both have."""
    return len(one.fields & other.fields) / max(len(one.fields | other.fields), 1)


def _asked(grids: list[Grid], *, file: str, sheet: str | None) -> list[Grid]:
    """The sheets to look at; a text file has one, without a name."""
    names = listed(grid.name for grid in grids if grid.name)
    if sheet is not None and not names:
        raise Refused("file.sheetless", file=file, sheet=sheet)
    if sheet is None:
        visible = [grid for grid in grids if not grid.hidden]
        if grids and not visible:
            raise Refused("file.all_hidden", file=file, sheets=names)
        return visible
    found = [grid for grid in grids if grid.name and grid.name.strip() == sheet.strip()]
    if not found:
        raise Refused("file.no_sheet", file=file, sheet=sheet, sheets=names)
    return found


def _nothing(grids: list[Grid], *, file: str) -> Refused:
    full = [grid for grid in grids if not grid.cells.is_empty()]
    if not full:
        return Refused("file.empty", file=file)
    largest = max(full, key=lambda grid: grid.cells.height)
    name = say("file.no_table_sheet", name=largest.name) if largest.name else ""
    last = min(largest.cells.height, limits()["table"]["header_search"])
    return Refused("file.no_table", file=file, sheet=name, first=1, last=last)


def _reason(grid: Grid, headed: list[tuple[Grid, Header]]) -> str:
    if grid.hidden:
        return "table.hidden_sheet"
    return "table.other_shape" if any(grid is one for one, _ in headed) else "table.sheet_without_table"
