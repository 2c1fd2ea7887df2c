"""``sgstats ingest FILE…``: read, clean and store, all files or none."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_format, add_reading, add_store, choices_of
from sgstats.cli.output import Row, emit, emit_json, tell, write
from sgstats.cli.progress import progress
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.store import Saved


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files and folders, and how to understand them."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=say("option.files"))
    add_reading(parser)
    parser.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    parser.add_argument("--strict", action="store_true", help=say("option.strict"))
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Import and report: one entry per table."""
    from sgstats.pipeline import expand, ingest

    files = expand(options.files)
    with progress(say("progress.ingest"), total=2 * len(files) + 1) as step:
        saved = ingest(files, store=options.store, choices=choices_of(options), step=step)
        step(say("progress.stored"))
    if options.format == "json":
        emit_json({"imports": [report(one) for one in saved]})
    else:
        _tell(saved, form=options.format)
    return 0


def report(saved: Saved) -> Row:
    """One import as ``--format json`` prints it."""
    arrival = saved.arrival
    return {
        "id": saved.import_id,
        "file": arrival.file,
        "sheet": arrival.sheet,
        "kind": arrival.kind,
        "as_of": arrival.as_of.isoformat(),
        "header_rows": list(arrival.header_rows),
        "rows_read": arrival.rows.height + arrival.rejected.height,
        "rows_accepted": arrival.rows.height,
        "rows_rejected": arrival.rejected.height,
        "unmapped_columns": list(arrival.unmapped),
        "findings": saved.findings.to_dicts(),
    }


def _tell(saved: Sequence[Saved], *, form: str) -> None:
    """The same for a person: a table of imports, then the findings counted by rule."""
    rows = [_short(report(one)) for one in saved]
    titles = (
        "id",
        "as_of",
        "rows_read",
        "rows_accepted",
        "rows_rejected",
        "errors",
        "warnings",
        "file",
        "sheet",
    )
    emit(rows, form=form, titles={name: say(f"column.title_{name}") for name in titles})
    if form == "table":
        write("")
        for line in _worst(saved):
            write(line)
        tell(say("ingest.done", files=len({one.arrival.sha256 for one in saved}), tables=len(saved)))


def _short(row: Row) -> Row:
    severities = Counter(finding["severity"] for finding in row["findings"])
    kept = {
        name: value
        for name, value in row.items()
        if name not in {"findings", "unmapped_columns", "header_rows"}
    }
    return kept | {"errors": severities["error"], "warnings": severities["warning"]}


def _worst(saved: Sequence[Saved]) -> list[str]:
    """Every error and warning, counted by rule, with the first address; details are a command away."""
    found = [finding for one in saved for finding in one.findings.to_dicts() if finding["severity"] != "note"]
    counts, first = Counter(one["rule"] for one in found), {one["rule"]: one for one in reversed(found)}
    return [
        say(
            "ingest.finding",
            count=count,
            message=first[rule]["message"],
            place=_place(first[rule]),
            rule=rule,
        )
        for rule, count in sorted(counts.items(), key=lambda item: (first[item[0]]["severity"], -item[1]))
    ]


def _place(finding: Row) -> str:
    cell = f"{finding['column'] or ''}{finding['row'] or ''}"
    return " ".join(part for part in (finding["file"], finding["sheet"], cell) if part)
