"""Findings for a person: errors first, what is the same said once, with where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.cli.output import Row
from sgstats.finding import SEVERITIES
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PLACES_SHOWN = 3


def sentences(found: Iterable[Row], *, alike: str) -> list[str]:
    """One sentence per kind of finding, worst and most frequent first.

    Args:
        found: One dict per finding.
        alike: What makes two findings of one kind: ``message``, or ``rule`` where many files are told of.

    Returns:
        Severity, how often, what, and the first places.
    """
    groups: dict[str, list[Row]] = {}
    for one in found:
        groups.setdefault(one[alike], []).append(one)
    return [_sentence(group) for group in sorted(groups.values(), key=_urgency)]


def severity(name: str) -> str:
    """The severity in the user's language."""
    return say(f"severity.{name}")


def _urgency(group: Sequence[Row]) -> tuple[int, int]:
    return SEVERITIES.index(group[0]["severity"]), -len(group)


def _sentence(group: Sequence[Row]) -> str:
    places = list(dict.fromkeys((_table(one), _cell(one)) for one in group))
    return say(
        "finding.more" if len(places) > PLACES_SHOWN else "finding.all",
        severity=severity(group[0]["severity"]),
        count=len(group),
        message=group[0]["message"],
        places=_named(places[:PLACES_SHOWN]),
        rule=group[0]["rule"],
    )


def _named(places: Iterable[tuple[str, str]]) -> str:
    """Places in words, the file and sheet of several cells named once."""
    named, before = [], None
    for table, cell in places:
        named.append(cell if table == before and cell else " ".join(part for part in (table, cell) if part))
        before = table
    return say("finding.separator").join(place for place in named if place) or "—"


def _table(finding: Row) -> str:
    return " ".join(part for part in (finding["file"], finding["sheet"]) if part)


def _cell(finding: Row) -> str:
    """The cell as far as it is known: ``P5``, a row or a column."""
    row, column = finding["row"], finding["column"]
    if row and not column:
        return say("finding.row", row=row)
    if column and not row:
        return say("finding.column", column=column)
    return f"{column or ''}{row or ''}"
