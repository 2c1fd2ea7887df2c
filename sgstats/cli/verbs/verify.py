"""``sgstats verify FILE``: every number of a report against the data and against the others."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_audience, add_format, add_store, conditions
from sgstats.cli.output import emit, emit_json
from sgstats.cli.progress import progress
from sgstats.errors import Refused
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgstats.pipeline.verified import Verified

STDIN, PERCENT = "-", 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The report, what it is about, and who reads."""
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE", help=say("option.report_file"))
    add("--text", metavar="TEXT", help=say("option.verify_text"))
    add("--on", metavar="DATE", help=say("option.verify_on"))
    add("--previous", metavar="FILE", help=say("option.previous"))
    add("--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where"))
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Verify and print; that something is contradicted is an answer and no fault."""
    from sgstats.pipeline.verifying import verify

    file, text = options.file, options.text
    if file == STDIN:
        file, text = None, _from_stdin()
    with progress(say("progress.verify"), total=PERCENT) as step:
        found = verify(
            file,
            text=text,
            on=options.on,
            where=conditions(options.where),
            previous=options.previous,
            store=options.store,
            audience=options.audience,
            told=_bar(step),
        )
    _show(found, form=options.format)
    return 0


def _show(found: Verified, *, form: str) -> None:
    if form == "json":
        emit_json(found.rows())
    elif form == "csv":
        rows = found.rows()["claims"]
        columns = found.claims.columns
        emit(
            [{name: row[name] for name in columns} for row in rows],
            form="csv",
            titles=dict.fromkeys(columns, ""),
        )
    else:
        from sgstats.cli.verified import show_verified

        show_verified(found)


def _from_stdin() -> str:
    """What is piped in, in any encoding that files come in."""
    from sgstats.sources.encoding import decode

    try:
        return decode(sys.stdin.buffer.read()).text.decode()
    except Refused as refusal:
        raise Refused(refusal.rule, **{"file": STDIN} | refusal.values) from None


def _bar(step: Callable[[str], None]) -> Callable[[int, int], None]:
    """A bar in percent: how many claims there are is known once they are found."""
    shown = 0

    def told(done: int, claims: int) -> None:
        nonlocal shown
        while shown < PERCENT * done // claims:
            shown += 1
            step(f"{done}/{claims}")

    return told
