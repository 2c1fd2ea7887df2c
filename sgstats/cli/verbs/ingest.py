"""``sgstats ingest FILE…``: read, clean and store, all files or none."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_format, add_reading, add_store, add_who, choices_of
from sgstats.cli.output import Row, emit, emit_json, tell, write
from sgstats.cli.progress import progress
from sgstats.cli.remarks import sentences
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.store import Saved

TITLES = (
    "id", "as_of", "kind", "rows_read", "rows_accepted", "rows_rejected", "errors", "warnings",
    "file", "sheet",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files and folders, and how to understand them."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=say("option.files"))
    add_reading(parser)
    parser.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    parser.add_argument("--strict", action="store_true", help=say("option.strict"))
    parser.add_argument("--register", action="store_true", help=say("option.register"))
    add_who(parser)
    add_store(parser)
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Import and report: one entry per table."""
    from sgstats.pipeline import expand, ingest

    files = expand(options.files)
    with progress(say("progress.ingest"), total=2 * len(files) + 1) as step:
        saved = ingest(files, store=options.store, choices=choices_of(options), step=step)
        step(say("progress.stored"))
    show(saved, form=options.format, dry=options.dry_run)
    return 0


def show(saved: Sequence[Saved], *, form: str, dry: bool = False) -> None:
    """What was imported, for a program or a person."""
    if form == "json":
        emit_json({"imports": [report(one) for one in saved]})
    else:
        _tell(saved, form=form, dry=dry)


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
        "rows_read": arrival.rows_read,
        "rows_accepted": arrival.rows_accepted,
        "rows_rejected": arrival.rejected.height,
        "unmapped_columns": list(arrival.unmapped),
        "findings": saved.findings.to_dicts(),
    }


def _tell(saved: Sequence[Saved], *, form: str, dry: bool) -> None:
    """The same for a person: a table of imports, the errors and warnings, and what to do next."""
    rows = [_short(report(one)) for one in saved]
    emit(rows, form=form, titles={name: say(f"column.title_{name}") for name in TITLES})
    if form != "table":
        return
    found = [finding for one in saved for finding in one.findings.to_dicts() if finding["severity"] != "note"]
    if found:
        write("\n" + "\n".join(sentences(found, alike="rule")))
    tell(_ending(saved, dry=dry))


def _short(row: Row) -> Row:
    severities = Counter(finding["severity"] for finding in row["findings"])
    left = {"findings", "unmapped_columns", "header_rows"}
    kept = {name: value for name, value in row.items() if name not in left}
    return kept | {"errors": severities["error"], "warnings": severities["warning"]}


def _ending(saved: Sequence[Saved], *, dry: bool) -> str:
    """How it ended and what the user may want to do next."""
    files, again = len({one.arrival.sha256 for one in saved}), sum(one.again for one in saved)
    said = [say("ingest.dry" if dry else "ingest.done", files=files, tables=len(saved))]
    if again:
        said.append(say("ingest.again", tables=again))
    if not dry and any(one.arrival.rejected.height for one in saved):
        said.append(say("ingest.see_rejected"))
    if not dry:
        said.append(_next(saved))
    return "\n".join(said)


def _next(saved: Sequence[Saved]) -> str:
    """What is asked of lists of people, of grades, or of a ledger."""
    if saved and all(one.arrival.kind == "ledger" for one in saved):
        return say("ingest.next_ledger")
    years = [one.arrival.as_of.year for one in saved if one.arrival.kind == "appraisal"]
    return say("ingest.next_judge", year=max(years)) if years else say("ingest.next")
