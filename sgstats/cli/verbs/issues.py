"""``sgstats issues``: problems found in the data, each held against an explicit threshold, gravest first.

``--format json`` prints a list of rows: ``id``, ``title``, ``unit``, ``number`` with ``low`` and ``high``,
``people``, ``base``, ``threshold``, ``comparison`` (target, median, past), ``severity``, ``certainty``,
``status`` (found, too_few, fine, untestable), ``reason``, ``call``, ``source``, and what the ledger takes
(``kind``, ``sentence``, ``goal``, ``metric``, ``question``, ``words``, ``baseline``, ``target``).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_audience, add_format, add_store, conditions
from sgstats.cli.output import Row, emit, write
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.finding_issues import Found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Day, filters, level, thresholds."""
    add = parser.add_argument
    add("--on", metavar="DATE", help=say("option.on"))
    add("--from", dest="since", metavar="DATE", help=say("option.issues_since"))
    add("--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where"))
    add("--by", default="street", metavar="LEVEL", help=say("option.issues_by"))
    add("--thresholds", type=Path, metavar="FILE.toml", help=say("option.thresholds"))
    add("--print-thresholds", action="store_true", help=say("option.print_thresholds"))
    add("--all", dest="every", action="store_true", help=say("option.issues_all"))
    add_audience(parser)
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Find, rank, print."""
    if options.print_thresholds:
        from sgstats.ledger.issues import default_text

        write(default_text().rstrip("\n"))
        return 0
    found = _found(options)
    rows = found.rows(every=options.every)
    if options.format == "table":
        show(found, rows, every=options.every)
    else:
        emit(rows, form=options.format, titles={name: name for name in found.frame.columns})
    return 0


def _found(options: argparse.Namespace) -> Found:
    from sgstats.cli.progress import progress
    from sgstats.ledger.issues import checks
    from sgstats.pipeline.finding_issues import find_issues

    with progress(say("issue.progress"), total=len(checks())) as step:
        return find_issues(
            on=options.on,
            since=options.since,
            where=conditions(options.where),
            by=options.by,
            thresholds=options.thresholds,
            store=options.store,
            audience=options.audience,
            step=step,
        )


def show(found: Found, rows: list[Row], *, every: bool) -> None:
    """The list for a person: how grave, how sure, where, what, and the sentence that says why."""
    columns = ("severity", "certainty", "unit", "issue", "reason")
    titles = {name: say(f"issue.title_{name}") for name in columns}
    emit([_printed(row) for row in rows], form="table", titles=titles)
    write("")
    write(found.summary)
    if not every:
        write(say("issue.see_all"))


def _printed(row: Row) -> Row:
    """A row as a person reads it; what was not found says what it is instead of how sure it is."""
    status = row["status"]
    certainty = row["certainty"] or say(f"issue.status_{status}")
    return {
        "severity": row["severity"] or "",
        "certainty": certainty,
        "unit": row["unit"],
        "issue": f"{row['id']} {row['title']}",
        "reason": row["reason"],
    }
