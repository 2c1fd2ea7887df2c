"""``sgstats rejected [IMPORT]``: which rows were refused, where they stand and why."""

from __future__ import annotations

import argparse

from sgstats.cli.arguments import add_format, add_store
from sgstats.cli.output import emit
from sgstats.messages import say

COLUMNS = ("import", "file", "sheet", "row", "column", "rule", "message")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which import, or all."""
    parser.add_argument("import_id", nargs="?", type=int, metavar="IMPORT", help=say("option.import_id"))
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """One line per refused row."""
    from sgstats.store import rejected

    titles = {name: say(f"column.title_{name}") for name in COLUMNS}
    emit(rejected(options.store, import_id=options.import_id).to_dicts(), form=options.format, titles=titles)
    return 0
