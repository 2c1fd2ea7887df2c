"""What cleaning gives: a table understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from sgstats.records.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A table understood: what will be stored, what was refused, what was noticed.

    Attributes:
        kind: What the table holds: ``roster``, ``appraisal``, ``absence``, ``ballot``, ``fact``,
            ``movement``, ``training`` or ``population``.
        file: File name without folders.
        sheet: Sheet name; None in a text file.
        as_of: The day the table speaks of.
        day_known: Whether the file or the user said so; else it is the day of cleaning.
        header_rows: Sheet rows of the header.
        rows: One row per record: ``_row`` and every field of the kind, personal ones included; nothing
            but ``pseudonyms.hide`` and a masked preview may see them. In a staff list a row of the
            file is one record; a row of appraisals may hold several, which share its number.
        rejected: One row per rejected row: ``row``, ``column``, ``rule``, ``message``.
        unmapped: Headers that mean no field.
        findings: One row per finding, rejections included.
        people: Of a ledger: names in its cells for people, which no text of the same file may hold; never
            stored.
    """

    kind: Kind = "roster"
    file: str
    sheet: str | None
    as_of: date
    day_known: bool = True
    header_rows: tuple[int, ...]
    rows: pl.DataFrame
    rejected: pl.DataFrame
    unmapped: tuple[str, ...]
    findings: pl.DataFrame = field(repr=False)
    people: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def rows_accepted(self) -> int:
        """Data rows of the table that gave records."""
        return self.rows["_row"].n_unique()

    @property
    def rows_read(self) -> int:
        """Data rows of the table: accepted and rejected ones together."""
        return self.rows_accepted + self.rejected.height
