"""The table that sets the streets of a district side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.fields import field
from sgstats.messages import say
from sgstats.reports.content import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgstats.disclosure import Protected
    from sgstats.reports.content import Value

SHARES = {"gender": "男", "age_40_50": "40", "education_group": "大专及以上"}
"""The category whose share is set beside each street, by table; the beginning of its label is enough."""


def street_table(tables: Mapping[str, Protected], *, caption: str) -> Table:
    """People, mean age and three shares of each street, and of all of them.

    A street that a table does not have is shown as hidden there.

    Args:
        tables: The report's tables by name.
        caption: The title above the table.
    """
    columns = [
        Column(title=field("street").title),
        Column(title=say("report.people_column"), kind="people"),
        Column(title=say("report.mean_age_column"), kind="value"),
        *(Column(title=_title(tables[name], start), kind="share") for name, start in SHARES.items()),
    ]
    streets = [*tables["street_headcount"].frame["street"], None]
    found = [_column(tables, "headcount", "people"), _column(tables, "mean_age", "value")]
    found += [_column(tables, name, "share", start) for name, start in SHARES.items()]
    rows = [(street or say("report.total_row"), *(one.get(street) for one in found)) for street in streets]
    return Table(
        name=say("report.part_streets"), caption=caption, columns=tuple(columns), rows=tuple(rows),
        notes=_notes(tables),
    )  # fmt: skip


def _title(protected: Protected, start: str) -> str:
    labels = [
        label
        for label in protected.frame[str(protected.of)].unique(maintain_order=True)
        if label.startswith(start)
    ]
    return say("report.share_of_column", label=labels[0] if labels else start)


def _column(
    tables: Mapping[str, Protected], name: str, number: str, start: str | None = None
) -> dict[str | None, Value]:
    """A number by street; None stands for all streets."""
    column: dict[str | None, Value] = {}
    for protected in (tables[f"street_{name}"], tables[name]):
        for row in protected.rows():
            if start is None or row[str(protected.of)].startswith(start):
                column[row.get("street")] = row[number]
    return column


def _notes(tables: Mapping[str, Protected]) -> tuple[str, ...]:
    """Every note of the tables once, but not on parts that add up: only one part is shown."""
    names = ["headcount", "mean_age", *SHARES]
    notes = dict.fromkeys(note for name in names for note in tables[f"street_{name}"].notes)
    notes.pop(say("disclosure.note_rounding"), None)
    return tuple(notes)
