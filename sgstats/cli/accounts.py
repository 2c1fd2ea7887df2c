"""Accounts of staff as people read them: one line per group and period, one column per item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.cli.output import Row
    from sgstats.disclosure import Protected

ALONE = ""
"""Title of the only line of an account without groups."""


def wide(protected: Protected, *, item: str) -> list[Row]:
    """The rows of a flow table side by side: the groups' fields, then the items, hidden ones as a star.

    Where items also have a value, a share or what they add to it, it stands behind the people.

    Args:
        protected: One row per group and item.
        item: The field of the items.
    """
    lines: dict[tuple[str, ...], Row] = {}
    keys = _keys(protected, item=item)
    for row in protected.rows():
        group = tuple(str(row[name]) for name in keys)
        line = lines.setdefault(group, {name: row[name] for name in keys})
        line[row[item]] = _cell(row, item=item)
    return list(lines.values())


def _keys(protected: Protected, *, item: str) -> list[str]:
    return [name for name in (*protected.by, protected.of) if name and name != item]


def _cell(row: Row, *, item: str) -> object:
    from sgstats.metrics.shares import half_up

    if row["status"] == "hidden":
        return "*"
    if row.get("value") is None:
        return row["people"]
    value = half_up(row["value"])
    return f"{row['people']} ({value}%)" if row[item] in {"期初", "期末"} else f"{row['people']} ({value:+})"


def wide_titles(protected: Protected, *, item: str) -> dict[str, str]:
    """Titles of the columns of such a table."""
    from sgstats.fields import field

    items = protected.frame[item].unique(maintain_order=True).to_list() if protected.frame.height else []
    groups = {name: field(name).title for name in _keys(protected, item=item)}
    return groups | {name: str(name) for name in items} or {ALONE: say("measure.nobody")}
