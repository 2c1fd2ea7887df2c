"""``sgstats preview FILE``: what would be understood; nothing is stored."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sgstats.cli.arguments import add_format, add_reading, choices_of
from sgstats.cli.output import Row, emit, emit_json, tell, write
from sgstats.cli.remarks import sentences
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline import Preview

ROWS_SHOWN = 20
COUNTS = ("rows_read", "rows_accepted", "rows_rejected")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One file, and how to understand it."""
    parser.add_argument("file", metavar="FILE", help=say("option.file"))
    add_reading(parser)
    parser.add_argument("--show-personal", action="store_true", help=say("option.show_personal"))
    add_format(parser)


def run(options: argparse.Namespace) -> int:
    """Show canonical rows and findings."""
    from sgstats.pipeline import preview

    seen = preview(options.file, choices=choices_of(options), show_personal=options.show_personal)
    rows = seen.rows.to_dicts()
    if options.format == "json":
        emit_json({"kind": seen.kind, "rows": rows, "findings": seen.findings.to_dicts()})
    elif options.format == "csv":
        emit(rows, form="csv", titles={name: name for name in seen.rows.columns})
    else:
        _show(seen)
    return 0


def _show(seen: Preview) -> None:
    """For a person: the tables found, what each column means, the first rows, what was noticed."""
    _section(seen.tables.to_dicts(), names=("sheet", "as_of", "header_rows", *COUNTS))
    write("")
    columns = [_meaning(row) for row in seen.columns.to_dicts()]
    _section(columns, names=(*(["sheet"] if seen.tables.height > 1 else []), "column", "header", "meaning"))
    write("")
    _show_rows(seen)
    write("")
    for sentence in sentences([row | {"file": None} for row in seen.findings.to_dicts()], alike="message"):
        write(sentence)
    tell(say("preview.nothing_stored"))


def _section(rows: list[Row], *, names: tuple[str, ...]) -> None:
    emit(rows, form="table", titles={name: say(f"column.title_{name}") for name in names})


def _meaning(row: Row) -> Row:
    """A column of the file and what it is taken for."""
    from sgstats.fields import field

    if row["field"] is None:
        return row | {"meaning": say("preview.not_understood")}
    meaning = f"{field(row['field']).title} ({row['field']})"
    return row | {"meaning": meaning if row["read"] else say("preview.not_stored", field=meaning)}


def _show_rows(seen: Preview) -> None:
    from sgstats.fields import field

    filled = [name for name in seen.rows.columns if name[0] != "_" and seen.rows[name].count()]
    sheet = {"_sheet": say("column.title_sheet")} if seen.tables.height > 1 else {}
    titles = sheet | {"_row": say("column.title_row")} | {name: field(name).title for name in filled}
    emit(seen.rows.head(ROWS_SHOWN).to_dicts(), form="table", titles=titles)
    if seen.rows.height > ROWS_SHOWN:
        write(say("preview.rows", shown=ROWS_SHOWN, total=seen.rows.height))
