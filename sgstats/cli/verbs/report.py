"""``sgstats report KIND --to FILE``: a Word, Excel or HTML document of protected numbers."""

from __future__ import annotations

import argparse
from pathlib import Path

from sgstats.cli.arguments import add_audience, add_store, conditions
from sgstats.cli.output import write
from sgstats.messages import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which report, for which day and units, and where to write it."""
    parser.add_argument("kind", metavar="KIND", help=say("option.report"))
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=say("option.to"))
    parser.add_argument("--on", metavar="DATE", help=say("option.on"))
    parser.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where")
    )
    add_audience(parser)
    add_store(parser)


def run(options: argparse.Namespace) -> int:
    """Write the report and say where it is."""
    from sgstats.pipeline import report

    written = report(
        options.kind,
        to=options.to,
        on=options.on,
        where=conditions(options.where),
        store=options.store,
        audience=options.audience,
    )
    write(say("report.written", file=written))
    return 0
