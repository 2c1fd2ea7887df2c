"""``sgstats report KIND --to FILE``: a Word, Excel or HTML document of protected numbers."""

from __future__ import annotations

import argparse
from pathlib import Path

from sgstats.cli.arguments import add_audience, add_store, conditions
from sgstats.cli.judging import year
from sgstats.cli.output import write
from sgstats.messages import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which report, for which day or year and units, and where to write it."""
    parser.add_argument("kind", metavar="KIND", help=say("option.report"))
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=say("option.to"))
    parser.add_argument("--on", metavar="DATE", help=say("option.on"))
    parser.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where")
    )
    add_audience(parser)
    add_store(parser)
    _add_movement(parser.add_argument_group(say("report.options_of_movement")))
    _add_appraisal(parser.add_argument_group(say("report.options_of_appraisal")))
    _add_rectification(parser.add_argument_group(say("report.options_of_rectification")))


def _add_movement(group: argparse._ArgumentGroup) -> None:
    """What only the report on movement has a use for."""
    group.add_argument("--from", dest="since", metavar="DATE", help=say("option.from"))
    group.add_argument("--until", metavar="DATE", help=say("option.until"))


def _add_appraisal(group: argparse._ArgumentGroup) -> None:
    """What only the report on appraisal has a use for."""
    group.add_argument("--policy", metavar="PACK", help=say("option.policy"))
    group.add_argument("--year", type=year, metavar="YEAR", help=say("option.year"))
    given = group.add_mutually_exclusive_group()
    given.add_argument("--pool", metavar="AMOUNT|FILE", help=say("option.pool"))
    given.add_argument("--average", metavar="AMOUNT", help=say("option.average"))


def _add_rectification(group: argparse._ArgumentGroup) -> None:
    """What only the report on a self-check has a use for."""
    group.add_argument("--today", metavar="DATE", help=say("option.report_today"))
    group.add_argument("--outline", choices=("five", "two"), help=say("option.outline"))
    group.add_argument("--recipient", metavar="TEXT", help=say("option.recipient"))
    group.add_argument("--signed", metavar="TEXT", help=say("option.signed"))


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
        policy=options.policy,
        year=options.year,
        average=options.average,
        pool=options.pool,
        since=options.since,
        until=options.until,
        today=options.today,
        outline=options.outline,
        recipient=options.recipient,
        signed=options.signed,
    )
    write(say("report.written", file=written))
    return 0
