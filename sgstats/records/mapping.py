"""Which column means which field: by the printed header, and by what the user settles.

What the headers do not decide is refused with the choices named; it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sgstats import fields
from sgstats.errors import Refused
from sgstats.finding import Place, finding, no_findings
from sgstats.messages import listed
from sgstats.records.privacy import is_presentable
from sgstats.records.settlement import IGNORE, Settlement, check_settled, parse_settlement, read_settlement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from sgstats.sources.table import Column, Table

__all__ = ["ColumnMap", "Settlement", "map_columns", "parse_settlement", "read_settlement"]

MANY = frozenset({
    "education",
    "degree",
    "remark",
    "school",
    "major",
    "serial",
    "phone",
    "address",
    "grade",
    "bank_account",
})
"""Fields that several columns may hold: diplomas come in two columns, the others are not stored."""

USED = frozenset({"status", "serial", "unit", "position", "age"})
"""Fields that are not stored as such but read for what they tell about others."""

QUESTION = re.compile("^(是否|有无)|与否$")
"""A column that asks yes or no gives way to one of the same field that says which."""

ALIKE = 0.65
"""How much an unknown header must resemble a known one to be worth a hint (0 to 1)."""

PERSON = ("name", "id_number", "staff_id")
"""One of these must be there, or a row speaks of nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """The columns of one table by field, and the columns that stay out of the store."""

    columns: dict[str, tuple[Column, ...]]
    unmapped: tuple[str, ...]
    findings: pl.DataFrame

    def column(self, name: str) -> Column | None:
        """The only column of a field, or None."""
        return next(iter(self.columns.get(name, ())), None)


def map_columns(table: Table, *, settled: Settlement) -> ColumnMap:
    """Say for every column which field it holds.

    Raises:
        Refused: A settled column is not in the table; two columns claim one field; no column
            tells who a row speaks of.
    """
    check_settled(table, settled)
    claimed = _claims(table, settled)
    unknown, _ = claimed.pop("", []), claimed.pop(IGNORE, None)
    for name, columns in claimed.items():
        if len(columns) > 1 and name not in MANY:
            raise Refused(
                "mapping.two_columns",
                **_where(table),
                field=fields.field(name).title,
                columns=_named(columns),
            )
    if not any(name in claimed for name in PERSON):
        raise Refused("mapping.no_person", **_where(table), near=_nearest_titles(unknown))
    stored = {name: tuple(columns) for name, columns in claimed.items()}
    left_out = tuple(printable(column) for column in unknown if column.title)
    return ColumnMap(columns=stored, unmapped=left_out, findings=_findings(table, stored, unknown))


def _claims(table: Table, settled: Settlement) -> dict[str, list[Column]]:
    """The columns by the field they claim; those that claim none under the empty name."""
    titles = [column.title for column in table.columns]
    claimed: dict[str, list[Column]] = {}
    for column in table.columns:
        name = _settled_field(column, settled) or fields.field_of_title(column.title, beside=titles)
        claimed.setdefault(name or "", []).append(column)
    for columns in [columns for name, columns in claimed.items() if name and len(columns) > 1]:
        fuller = [column for column in columns if not QUESTION.search(fields.normalise(column.title))]
        if len(fuller) == 1:
            claimed.setdefault("", []).extend(column for column in columns if column not in fuller)
            columns[:] = fuller
    return claimed


def _settled_field(column: Column, settled: Settlement) -> str | None:
    for key, name in settled.columns.items():
        if key == f"{column.letter}列" or fields.normalise(key) == fields.normalise(column.title):
            return name
    return None


def _findings(
    table: Table, stored: Mapping[str, tuple[Column, ...]], unknown: Sequence[Column]
) -> pl.DataFrame:
    """A note for every column that is left out, with the reason."""
    import polars as pl

    known = fields.dictionary()
    left = [(_unknown(column), column) for column in unknown if column.title]
    left += [
        ("column.not_stored", one)
        for name, columns in stored.items()
        if not (known[name].stored or name in USED)
        for one in columns
    ]
    row = table.header_rows[-1] if table.header_rows else None
    notes = [
        finding(
            rule,
            at=Place(file=table.file, sheet=table.sheet, row=row, column=column.letter),
            title=printable(column),
            **_hint(rule, column),
        )
        for rule, column in left
    ]
    return pl.concat([no_findings(), *notes])


def printable(column: Column) -> str:
    """A title as it may be shown: one that holds somebody's number is named by its letter only."""
    return column.title if is_presentable(column.title) else f"{column.letter}列"


def _unknown(column: Column) -> str:
    return "column.unknown_near" if _nearest_field(column) else "column.unknown"


def _hint(rule: str, column: Column) -> dict[str, str]:
    name = _nearest_field(column)
    return (
        {"field": name, "label": fields.field(name).title} if rule == "column.unknown_near" and name else {}
    )


def _nearest_field(column: Column) -> str | None:
    """The field whose known headers an unknown one resembles, if any does closely."""
    known = fields.headers()
    near = get_close_matches(fields.normalise(column.title), known, n=1, cutoff=ALIKE)
    return known[near[0]] if near else None


def _nearest_titles(unknown: Sequence[Column]) -> str:
    """The unread headers that look most like a name, an ID number or a staff number."""
    titles = [printable(column) for column in unknown if column.title]
    wanted = [header for header, name in fields.headers().items() if name in PERSON]
    near = [title for title in titles if fields.nearest(fields.normalise(title), wanted, count=1)]
    return listed(near or titles[:5])


def _named(columns: Sequence[Column]) -> str:
    return listed(f"{column.letter}列“{printable(column)}”" for column in columns)


def _where(table: Table) -> dict[str, str]:
    return {"file": table.file, "sheet": table.sheet or "—"}
