"""What comes into the store and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One cleaned table on its way into the store.

    Attributes:
        file: File name without folders.
        sheet: Sheet name; None in a text file.
        sha256: Digest of the file's bytes.
        kind: What it holds: a staff list (``roster``) or one of the kinds of ``recording.COLUMNS``.
        as_of: The day it speaks of.
        day_known: Whether anybody said so; else it is the day on which it arrived.
        header_rows: Sheet rows of the header.
        unmapped: Headers that mean no field.
        rows: One row per accepted row, or per year of one, with pseudonymous keys and no personal column.
        rejected: One row per rejected row: ``row``, ``column``, ``rule``, ``message``.
        findings: One row per finding.
        register: Whether a staff list names everybody who ever worked there, so that its days of hiring
            and leaving make a history.
        who: Of a ledger: the office or post that brings it, if anybody said so.
    """

    file: str
    sheet: str | None
    sha256: str
    kind: str
    as_of: date
    header_rows: tuple[int, ...]
    unmapped: tuple[str, ...]
    rows: pl.DataFrame
    rejected: pl.DataFrame
    findings: pl.DataFrame
    day_known: bool = True
    register: bool = False
    who: str | None = None

    @property
    def rows_accepted(self) -> int:
        """Source rows taken in; a row of a wide table holds several years."""
        return self.rows["_row"].n_unique()

    @property
    def rows_read(self) -> int:
        """Source rows with data: accepted and rejected ones together."""
        return self.rows_accepted + self.rejected.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one arrival; ``import_id`` is None after a dry run, ``again`` if it was there before."""

    arrival: Arrival
    import_id: int | None
    findings: pl.DataFrame
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Proof of the pseudonym key without the key: its fingerprint, and where the user keeps it."""

    fingerprint: str
    source: str
