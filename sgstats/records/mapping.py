"""Which column means which field: by the printed header, and by what the user settles.

What the headers do not decide is refused with the choices named; it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import polars as pl

from sgstats import fields
from sgstats.errors import Refused
from sgstats.finding import Place, finding, no_findings
from sgstats.messages import listed
from sgstats.records.kinds import AUTO, PERSON, Kind, column_field, kind_of, kind_title, marks
from sgstats.records.privacy import is_presentable
from sgstats.records.settlement import IGNORE, Settlement, check_settled, parse_settlement, read_settlement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    "bank_account",
    "grade",
    "score",
    "points",
    "ballots",
    "item",
    "absent_days",
    "rate",
    "from_unit",
    "to_unit",
    "training_topic",
    "issue",
    "issue_kind",
    "cause",
    "goal",
    "measure",
    "leader",
    "owner",
    "responsible",
    "progress",
    "evidence",
    "accepted_by",
    "review",
    "record_text",
    "refusal_text",
    "indicator",
    "starts",
})
"""Fields that several columns may hold: diplomas, grades, scores, the levels of a unit, the sessions of a
year, the words of a ledger; the others are not stored."""

USED = frozenset({"status", "serial", "unit", "position", "age", "attended"})
"""Fields that are not stored as such but read for what they tell about others."""

QUESTION = re.compile("^(是否|有无|应到)|与否$")
"""A column that asks yes or no gives way to one of the same field that says which; so does the number
of people who should have come to that of those who did."""

ALIKE = 0.65
"""How much an unknown header must resemble a known one to be worth a hint (0 to 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """The columns of one table by field, and the columns that stay out of the store.

    Attributes:
        kind: What the table holds.
        columns: The columns by field, those included that this kind of table is not read from.
        unmapped: Headers that mean no field.
        findings: One row per column that is left out.
    """

    kind: Kind
    columns: dict[str, tuple[Column, ...]]
    unmapped: tuple[str, ...]
    findings: pl.DataFrame

    def is_read(self, name: str) -> bool:
        """Whether anything of a field is used when a table of this kind is read."""
        of_kind = name not in _of_others(self.kind)
        return of_kind and (fields.field(name).stored or name in USED)

    def column(self, name: str) -> Column | None:
        """The only column of a field, or None."""
        return next(iter(self.columns.get(name, ())), None)


def map_columns(table: Table, *, settled: Settlement, kind: str = AUTO) -> ColumnMap:
    """Say for every column which field it holds.

    Args:
        table: One row per data row, as read.
        settled: What the user settled about columns.
        kind: What the table holds; by default what its columns and titles show.

    Raises:
        Refused: A settled column is not in the table; two columns claim one field; no column
            tells who a row speaks of; the columns speak of several kinds.
    """
    check_settled(table, settled)
    read_as = kind_of(table, kind=kind, settled=settled)
    with fields.also_called(marks()[read_as].headers(table)):
        claimed = _claims(table, settled)
    elsewhere = {name: claimed.pop(name) for name in _of_others(read_as) & claimed.keys()}
    unknown, _ = claimed.pop("", []), claimed.pop(IGNORE, None)
    for name, columns in claimed.items():
        if len(columns) > 1 and name not in MANY:
            raise Refused(
                "mapping.two_columns",
                **_where(table),
                field=fields.field(name).title,
                columns=_named(columns),
            )
    if not (marks()[read_as].nobody or any(name in claimed for name in PERSON)):
        raise Refused("mapping.no_person", **_where(table), near=_nearest_titles(unknown))
    understood = {name: tuple(columns) for name, columns in (claimed | elsewhere).items()}
    left_out = tuple(printable(column) for column in unknown if column.title)
    notes = [_findings(table, claimed, unknown, kind=read_as), _other_kinds(table, elsewhere, kind=read_as)]
    return ColumnMap(kind=read_as, columns=understood, unmapped=left_out, findings=pl.concat(notes))


def _of_others(kind: Kind) -> set[str]:
    """The fields that only tables of other kinds are read from."""
    every = {name for one in marks().values() for name in one.fields}
    return every - marks()[kind].fields


def _claims(table: Table, settled: Settlement) -> dict[str, list[Column]]:
    """The columns by the field they claim; those that claim none under the empty name."""
    titles = [column.title for column in table.columns]
    claimed: dict[str, list[Column]] = {}
    for column in table.columns:
        name = column_field(column, titles=titles, settled=settled)
        claimed.setdefault(name or "", []).append(column)
    for columns in [columns for name, columns in claimed.items() if name and len(columns) > 1]:
        fuller = [column for column in columns if not QUESTION.search(fields.normalise(column.title))]
        if len(fuller) == 1:
            claimed.setdefault("", []).extend(column for column in columns if column not in fuller)
            columns[:] = fuller
    return claimed


def _findings(
    table: Table, stored: Mapping[str, Sequence[Column]], unknown: Sequence[Column], *, kind: Kind
) -> pl.DataFrame:
    """A note for every column that is left out, with the reason."""
    known = fields.dictionary()
    near = {column: _nearest_field(column, kind) for column in unknown if column.title}
    left = [("column.unknown_near" if name else "column.unknown", one, name) for one, name in near.items()]
    left += [
        ("column.not_stored", one, None)
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
            **({"field": like, "label": known[like].title} if like else {}),
        )
        for rule, column, like in left
    ]
    return pl.concat([no_findings(), *notes])


def _other_kinds(table: Table, left: Mapping[str, list[Column]], *, kind: Kind) -> pl.DataFrame:
    """A note for every column that belongs to another kind of table, naming the option that reads it.

    Columns about a person's work beside a grade are no news: the staff list holds them.
    """
    row = table.header_rows[-1] if table.header_rows else None
    owners = {name: [one for one in marks().values() if name in one.fields] for name in left}
    notes = [
        finding(
            "column.other_kind",
            at=Place(file=table.file, sheet=table.sheet, row=row, column=column.letter),
            title=printable(column),
            kind=kind_title(kind),
            other=listed(kind_title(one.name) for one in owners[name]),
            option=owners[name][0].name,
        )
        for name, columns in left.items()
        if owners[name][0].name != "roster"
        for column in columns
    ]
    return pl.concat([no_findings(), *notes])


def printable(column: Column) -> str:
    """A title as it may be shown: one that holds somebody's number is named by its letter only."""
    return column.title if is_presentable(column.title) else f"{column.letter}列"


def _nearest_field(column: Column, kind: Kind) -> str | None:
    """The field of this kind of table whose known headers an unknown one resembles, if any does closely."""
    others = _of_others(kind)
    known = {header: name for header, name in fields.headers().items() if name not in others}
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
