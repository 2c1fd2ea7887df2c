"""From the cells of a printed table to its rows, columns and numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure, figure
from sgstats.claims.arithmetic.rounding import as_meant
from sgstats.claims.arithmetic.sheet import Head, Sheet, address
from sgstats.claims.arithmetic.words import says
from sgstats.fields import normalise
from sgstats.sources.document import PrintedTable

Rows = Mapping[int, Mapping[int, str]]

_YEAR = re.compile(r"^(?:19|20)\d\d(?:年|年度|年末|年底)?$")
_NOTHING = re.compile(r"^[-—–－/\\.·]*$")
_SCALE = re.compile(r"[(/]?(?:单位:)?(?P<unit>万|千|亿)(?:人|元|户)\)?$")
_SCALES = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_ORDINALS = re.compile(r"^(?:甲|乙|丙|栏次|序号|列次|行次)?$")

LISTING = 4
"""A table with so many columns of words, more than of numbers, lists things and adds nothing up."""
LONGEST_TITLE = 20
"""A longer text in the first column is a sentence, not the name of a measure."""


def laid_out(table: PrintedTable) -> Sheet | None:
    """A table with its header, labels and numbers told apart; None where it holds no numbers to check.

    Title rows, units, notes and the row that numbers the columns are left out. Blank cells and
    dashes are no numbers; other text among numbers is kept, because it may hide one.

    Args:
        table: The table as printed.
    """
    rows = _rows(table)
    start = next((row for row, cells in rows.items() if _is_body(cells)), None)
    if start is None:
        return None
    upper = {row: cells for row, cells in rows.items() if row < start and not _numbers_columns(cells)}
    head = {row: cells for row, cells in upper.items() if len(set(cells.values())) > 1}
    body = _body({row: cells for row, cells in rows.items() if row >= start})
    if not body:
        return None
    above = [text for row, cells in upper.items() if row not in head for text in cells.values()]
    title = " ".join([table.title or "", *dict.fromkeys(above)]).strip()
    return _sheet(table, title, _columns(head, body), body)


def _rows(table: PrintedTable) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return dict(sorted(rows.items()))


def _is_body(cells: Mapping[int, str]) -> bool:
    """Whether a row holds numbers that are not the names or numbers of columns."""
    first = min(cells)
    texts = [normalise(text) for column, text in cells.items() if column != first or len(cells) == 1]
    numbers = [text for text in texts if figure(text, at="")]
    if not numbers or all(_YEAR.match(text) for text in numbers):
        return False
    return not _numbers_columns(cells)


def _numbers_columns(cells: Mapping[int, str]) -> bool:
    """甲 1 2 3: the row that numbers the columns."""
    texts = [normalise(text) for _, text in sorted(cells.items())]
    numbers = [text for text in texts if text.isdecimal()]
    others = [text for text in texts if not text.isdecimal()]
    in_order = [int(text) for text in numbers] == list(range(1, len(numbers) + 1))
    return len(numbers) > 2 and in_order and bool(others) and all(_ORDINALS.match(text) for text in others)


def _body(rows: Rows) -> dict[int, Mapping[int, str]]:
    """The rows of data: those before the notes, without lines that number the columns."""
    body: dict[int, Mapping[int, str]] = {}
    for row, cells in rows.items():
        first = cells[min(cells)]
        if says("note", first) and not any(figure(text, at="") for text in list(cells.values())[1:]):
            break
        if not _numbers_columns(cells):
            body[row] = cells
    return body


def _columns(head: Rows, body: Rows) -> dict[int, Head]:
    """Every column with its titles from the top down."""
    numbers = sorted({column for cells in (*head.values(), *body.values()) for column in cells})
    levels = [_filled(cells, numbers, head, row) for row, cells in head.items()]
    made = {}
    for column in numbers:
        titles = [level[column] for level in levels if level.get(column)]
        own = tuple(dict.fromkeys(titles))
        made[column] = Head(number=column, levels=own, group=own[0] if len(own) > 1 else "")
    return made


def _filled(cells: Mapping[int, str], numbers: list[int], head: Rows, row: int) -> dict[int, str]:
    """A level of titles where a group's title stands over all its columns, merged or not."""
    below = [other for line, other in head.items() if line > row]
    above = [other for line, other in head.items() if line < row]
    filled, last = {}, ""
    for column in numbers:
        text = cells.get(column, "")
        under = any(other.get(column) for other in below)
        over = any(other.get(column) for other in above)
        last = text or (last if under and not over else "")
        if last:
            filled[column] = last
    return filled


def _sheet(table: PrintedTable, title: str, columns: dict[int, Head], body: Rows) -> Sheet | None:
    named = [column for column, head in columns.items() if _names_rows(head, column, body)]
    counted = [
        column for column in columns if column not in named and not says("serial", columns[column].own)
    ]
    if len(named) >= LISTING and len(named) > len(counted):
        return None
    figures, texts = _cells(table.name, {column: columns[column] for column in counted}, body)
    rows = [_row(number, cells, named) for number, cells in body.items()]
    texts |= dict.fromkeys(table.unsaved, "")  # a number that nobody sees
    filled, used = ({place[0] for place in (*figures, *table.unsaved)}, {column for _, column in figures})
    sheet = Sheet(
        name=table.name,
        title=title,
        rows=tuple(head for head in _grouped(rows) if head.number in filled),
        columns=tuple(columns[column] for column in counted if column in used),
        figures=figures,
        texts=texts,
        labels=tuple(columns[column] for column in named),
    )
    return as_meant(sheet.exchanged() if _rows_measure(sheet) else sheet)


def _names_rows(head: Head, column: int, body: Rows) -> bool:
    """Whether a column names the rows: words, or years."""
    if says("birth", head.own) or says("personal", head.own):
        return True
    texts = [normalise(cells[column]) for cells in body.values() if column in cells]
    words = [text for text in texts if not _NOTHING.match(text) and not figure(text, at="")]
    years = [text for text in texts if _YEAR.match(text)]
    return bool(texts) and (2 * len(words) > len(texts) or len(years) == len(texts))


def _cells(
    name: str, columns: dict[int, Head], body: Rows
) -> tuple[dict[tuple[int, int], Figure], dict[tuple[int, int], str]]:
    figures: dict[tuple[int, int], Figure] = {}
    texts: dict[tuple[int, int], str] = {}
    scales = {column: scale_of(head.label) for column, head in columns.items()}
    for row, cells in body.items():
        for column, text in cells.items():
            if column not in columns or _NOTHING.match(normalise(text)):
                continue
            one = figure(text, at=address(name, row, column))
            if one:
                figures[row, column] = one.scaled(scales[column])
            else:
                texts[row, column] = text
    return figures, texts


def scale_of(title: str) -> Fraction:
    """What a title's unit multiplies the numbers below it by.

    Example:
        >>> scale_of("常住人口（万人）"), scale_of("每万人拥有社工"), scale_of("人数")
        (Fraction(10000, 1), Fraction(1, 1), Fraction(1, 1))
    """
    found = _SCALE.search(normalise(title)) if "每" not in title else None
    return Fraction(_SCALES[found["unit"]] if found and found.group().startswith(("(", "/", "单")) else 1)


def _row(number: int, cells: Mapping[int, str], named: Iterable[int]) -> Head:
    return Head(number=number, levels=tuple(cells[column] for column in named if column in cells))


def _grouped(rows: list[Head]) -> list[Head]:
    """Rows with the first label of the block they stand in."""
    group, made = "", []
    most = max((len(head.levels) for head in rows), default=0)
    for head in rows:
        group = head.levels[0] if len(head.levels) == most > 1 else group
        made.append(Head(number=head.number, levels=head.levels, group=group))
    return made


def _rows_measure(sheet: Sheet) -> bool:
    """Whether the rows say what is measured, and the columns whose it is."""

    def measures(heads: tuple[Head, ...]) -> int:
        kinds = ("mean", "share", "rate", "flows.opening", "flows.closing")
        short = [head.own for head in heads if len(head.own) <= LONGEST_TITLE]
        return sum(any(says(kind, own) for kind in kinds) for own in short)

    return measures(sheet.rows) >= 2 > measures(sheet.columns)
