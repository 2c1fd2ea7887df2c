"""``sgstats imports``: the history of what was imported."""

from __future__ import annotations

import argparse

from sgstats.cli.arguments import add_format, add_store
from sgstats.cli.output import emit
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
    emit(imports(options.store).to_dicts(), form=options.format, titles=titles)
    return 0
