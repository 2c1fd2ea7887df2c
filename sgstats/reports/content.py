"""What a report holds, before anybody decides what file it becomes.

Blocks are data: the renderers give them numbers, fonts and places, and change nothing
they say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["text", "people", "share", "value", "money"]
Value = str | int | float | Decimal | None
"""A cell: a number as it is, a text, or None for a number that is hidden."""


class Carried(Protocol):
    """A projection as its audience may see it; what makes it lies further down the house."""

    @property
    def frame(self) -> pl.DataFrame:
        """One row per year, field and label, with the numbers and their bands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 1 is printed 一、, level 2 （一）, level 3 1. ."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        title: What stands above it.
        kind: How its numbers are printed: ``people`` as whole numbers, ``share`` as
            percentages, ``value`` with one decimal, ``money`` in yuan to the cent; ``text`` is no number.
        detail: Left out of a printed page, kept in a workbook.
    """

    title: str
    kind: Kind = "text"
    detail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption.

    Attributes:
        name: Short name, for the sheet of a workbook.
        caption: The title above it.
        columns: Its columns.
        rows: One tuple per row; None stands for a hidden number.
        notes: Sentences that belong below it.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def page(self) -> Table:
        """The table as a page shows it: without the columns that are detail."""
        kept = [place for place, column in enumerate(self.columns) if not column.detail]
        columns = tuple(self.columns[place] for place in kept)
        return replace(
            self, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in self.rows)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture of one protected table, curve, projection or effect."""

    kind: Literal[
        "bars", "pyramid", "flow", "survival", "change", "wave", "carried", "effect", "event", "forest"
    ]
    caption: str
    source: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is no running text: whom a report is for (left), who signs it and when (right)."""

    text: str
    side: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Where an attachment (附件) begins: on a page of its own, with its number and its title.

    Attributes:
        title: Its title.
        wide: Whether its tables need the page turned.
    """

    title: str
    wide: bool = False


Block = Heading | Paragraph | Table | Figure | Line | Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report.

    Attributes:
        title: Its title; line breaks are the author's.
        blocks: Headings, paragraphs, tables and figures in their order.
        annex: Tables of definitions and protection that a workbook shows on a sheet of their own.
        mark: What every page must say about passing it on, or empty.
    """

    title: str
    blocks: tuple[Block, ...]
    annex: tuple[Table, ...] = ()
    mark: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the text, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
