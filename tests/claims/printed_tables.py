"""Tables written as text, and what a check of them found."""

from __future__ import annotations

from sgstats.claims.arithmetic import check
from sgstats.sources.document import Document, Paragraph, PrintedCell, PrintedTable


def table(text: str, *, name: str = "表1", title: str | None = None) -> PrintedTable:
    """A table written with | between cells; blank lines at its ends do not count."""
    cells = [
        PrintedCell(row=row, column=column, text=cell.strip())
        for row, line in enumerate(text.strip().splitlines(), start=1)
        for column, cell in enumerate(line.split("|"), start=1)
        if cell.strip()
    ]
    return PrintedTable(name=name, cells=tuple(cells), title=title)


def document(*tables: PrintedTable, text: str = "", file: str | None = None) -> Document:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    paragraphs = [Paragraph(number=number, text=line) for number, line in enumerate(lines, start=1)]
    return Document(file=file, paragraphs=tuple(paragraphs), tables=tables)


def found(text: str, **options):
    """The breaches of one table that are not consistent."""
    return [one for one in check(document(table(text, **options))) if one.outcome != "consistent"]


def agreed(text: str, **options) -> set[str]:
    """The checks that one table passed, where it passed all."""
    breaches = check(document(table(text, **options)))
    assert not [one for one in breaches if one.outcome != "consistent"]
    return {one.check for one in breaches}
