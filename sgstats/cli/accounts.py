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

    Args:
        protected: One row per group and item.
        item: The field of the items.
    """
    lines: dict[tuple[str, ...], Row] = {}
    for row in protected.rows():
        group = tuple(str(row[name]) for name in protected.by)
        line = lines.setdefault(group, {name: row[name] for name in protected.by})
        line[row[item]] = "*" if row["status"] == "hidden" else row["people"]
    return list(lines.values())


def wide_titles(protected: Protected, *, item: str) -> dict[str, str]:
    """Titles of the columns of such a table."""
    from sgstats.fields import field

    items = protected.frame[item].unique(maintain_order=True).to_list() if protected.frame.height else []
    groups = {name: field(name).title for name in protected.by}
    return groups | {name: str(name) for name in items} or {ALONE: say("measure.nobody")}
