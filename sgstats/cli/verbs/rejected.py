"""``sgstats rejected [IMPORT]``: which rows were refused, where they stand and why."""

from __future__ import annotations

import argparse

from sgstats.cli.arguments import add_format, add_import, add_store
from sgstats.cli.output import emit, tell
from sgstats.cli.remarks import severity
from sgstats.messages import say

COLUMNS = ("import", "file", "sheet", "row", "column", "rule", "message")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which import, or all."""
    add_import(parser, optional=True)
    parser.add_argument("--findings", action="store_true", help=say("option.findings"))
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """One line per refused row, or per finding."""
    from sgstats.store import findings, rejected

    found = (findings if options.findings else rejected)(options.store, import_id=options.import_id)
    names = (*(["severity"] if options.findings else []), *COLUMNS)
    titles = {name: say(f"column.title_{name}") for name in names}
    rows = found.to_dicts()
    if options.format == "table":
        rows = [row | {"severity": severity(row["severity"])} for row in rows] if options.findings else rows
    if options.format == "table" and not rows:
        tell(say("rejected.none"))
    else:
        emit(rows, form=options.format, titles=titles)
    return 0
