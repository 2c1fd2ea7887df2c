"""``sgstats preview FILE``: what would be understood; nothing is stored."""

from __future__ import annotations

import argparse

from sgstats.cli.arguments import add_format, add_reading, choices_of
from sgstats.cli.output import emit, emit_json, tell, write
from sgstats.messages import say

ROWS_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One file, and how to understand it."""
    parser.add_argument("file", metavar="FILE", help=say("option.file"))
    add_reading(parser)
    parser.add_argument("--show-personal", action="store_true", help=say("option.show_personal"))
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Show canonical rows and findings."""
    from sgstats.fields import field
    from sgstats.pipeline import preview

    seen = preview(options.file, choices=choices_of(options), show_personal=options.show_personal)
    if options.format == "json":
        emit_json({"kind": seen.kind, "rows": seen.rows.to_dicts(), "findings": seen.findings.to_dicts()})
    elif options.format == "csv":
        emit(seen.rows.to_dicts(), form="csv")
    else:
        filled = [name for name in seen.rows.columns if name[0] != "_" and seen.rows[name].count()]
        titles = {"_row": say("column.title_row")} | {name: field(name).title for name in filled}
        emit(seen.rows.head(ROWS_SHOWN).to_dicts(), form="table", titles=titles)
        write(say("preview.rows", shown=min(ROWS_SHOWN, seen.rows.height), total=seen.rows.height))
        names = ("severity", "message", "sheet", "row", "column")
        emit(
            seen.findings.to_dicts(),
            form="table",
            titles={name: say(f"column.title_{name}") for name in names},
        )
        tell(say("preview.nothing_stored"))
    return 0
