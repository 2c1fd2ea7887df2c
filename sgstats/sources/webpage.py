"""Tables of web pages that systems save under the name .xls. Runs in the child process."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.sources.encoding import decode
from sgstats.sources.wire import send

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def parse(data: bytes, *, out: IO[bytes]) -> None:
    """Send every table of a page that stands in no other table."""
    import lxml.html

    page = lxml.html.fromstring(
        decode(data).text.decode(), parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True)
    )
    tables = [table for table in page.iter("table") if next(table.iterancestors("table"), None) is None]
    if not tables:
        raise Refused("file.no_table", sheet="", first=1, last=1)
    for number, table in enumerate(tables, 1):
        name = None if len(tables) == 1 else f"表{number}"
        _send(table, name=name, out=out)


def _send(table: HtmlElement, *, name: str | None, out: IO[bytes]) -> None:
    cells, merges, height = laid_out(table)
    send(out, "sheet", {"name": name, "hidden": False, "merges": merges, "typed": False})
    columns = []
    for number in sorted({column for _, column in cells}):
        texts = [cells.get((row, number), "") for row in range(height)]
        if any(texts):
            columns.append({"number": number, "texts": texts, "kinds": "t"})
    send(out, "rows", {"first": 0, "height": height, "columns": columns})


def laid_out(table: HtmlElement) -> tuple[dict[tuple[int, int], str], list[list[int]], int]:
    """Text by row and column, the merged ranges, and the height; spans push later cells on."""
    cells: dict[tuple[int, int], str] = {}
    merges: list[list[int]] = []
    rows = list(table.iter("tr"))
    for row, line in enumerate(rows):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in cells:
                column += 1
            down, right = min(_span(cell, "rowspan"), len(rows) - row), _span(cell, "colspan")
            covered = [(row + below, column + beside) for below in range(down) for beside in range(right)]
            cells |= dict.fromkeys(covered, "") | {(row, column): _text(cell)}
            if len(covered) > 1:
                merges.append([row, column, row + down - 1, column + right - 1])
            column += right
    return cells, merges, len(rows)


def _span(cell: HtmlElement, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(int(value), 1000) if value.isdecimal() and int(value) > 0 else 1


def _text(cell: HtmlElement) -> str:
    return str(cell.text_content()).replace("\xa0", " ").strip()
