"""``sgstats imports``: the history of what was imported."""

from __future__ import annotations

import argparse
from datetime import datetime

from sgstats.cli.arguments import add_format, add_store
from sgstats.cli.output import emit, tell
from sgstats.messages import say

COLUMNS = (
    "id",
    "as_of",
    "kind",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "imported_at",
    "file",
    "sheet",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which store."""
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """One line per import, oldest first."""
    from sgstats.store import imports

    titles = {name: say(f"column.title_{name}") for name in COLUMNS}
    rows = imports(options.store).to_dicts()
    if options.format == "table":
        rows = [row | {"imported_at": _local(row["imported_at"])} for row in rows]
    if options.format == "table" and not rows:
        tell(say("imports.none"))
    else:
        emit(rows, form=options.format, titles=titles)
    return 0


def _local(moment: str) -> str:
    """A moment as the user's clock showed it.

    Example:
        >>> len(_local("2026-01-31T08:00:00+00:00"))
        16
    """
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
