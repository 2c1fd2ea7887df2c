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
AGREES = "total.agrees"
"""What is as it should be, forty times over, is said once."""

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
    from sgstats.records.kinds import kind_title

    tables = [row | {"kind": kind_title(row["kind"])} for row in seen.tables.to_dicts()]
    _section(tables, names=("sheet", "kind", "as_of", "header_rows", *COUNTS))
    write("")
    columns = _alike([_meaning(row) for row in seen.columns.to_dicts()])
    _section(columns, names=(*(["sheet"] if seen.tables.height > 1 else []), "column", "header", "meaning"))
    write("")
    for kind in seen.tables["kind"].unique(maintain_order=True):
        _show_rows(seen, kind)
        write("")
    found = [row | {"file": None} for row in seen.findings.to_dicts()]
    for sentence in sentences([row for row in found if row["rule"] != AGREES], alike="message"):
        write(sentence)
    if agree := sum(row["rule"] == AGREES for row in found):
        write(say("preview.totals_agree", count=agree))
    tell(say("preview.nothing_stored"))


def _section(rows: list[Row], *, names: tuple[str, ...]) -> None:
    emit(rows, form="table", titles={name: say(f"column.title_{name}") for name in names})


def _meaning(row: Row) -> Row:
    """A column of the file and what it is taken for."""
    from sgstats.fields import field

    if row["field"] is None:
        return row | {"meaning": say("preview.not_understood")}
    meaning = f"{field(row['field']).title} ({row['field']})"
    if row["says"]:
        meaning = say("preview.header_says", field=meaning, says=row["says"])
    return row | {"meaning": meaning if row["read"] else say("preview.not_stored", field=meaning)}


def _alike(rows: list[Row]) -> list[Row]:
    """The columns once per form of sheet: ten streets of one form are one."""
    forms: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for sheet in dict.fromkeys(row["sheet"] for row in rows):
        own = (row for row in rows if row["sheet"] == sheet)
        form = tuple((row["column"], row["header"], row["meaning"]) for row in own)
        forms.setdefault(form, []).append(sheet or "")
    return [
        {"sheet": _named(sheets), "column": column, "header": header, "meaning": meaning}
        for form, sheets in forms.items()
        for column, header, meaning in form
    ]


def _named(sheets: list[str]) -> str:
    return say("preview.sheets", first=sheets[0], count=len(sheets)) if len(sheets) > 1 else sheets[0]


def _show_rows(seen: Preview, kind: str) -> None:
    """The first rows of the tables of one kind, in the columns that are filled there."""
    import polars as pl

    from sgstats.fields import field

    sheets = seen.tables.filter(pl.col("kind") == kind)["sheet"]
    rows = seen.rows.filter(pl.col("_sheet").is_in(sheets.implode(), nulls_equal=True))
    filled = [name for name in rows.columns if name[0] != "_" and rows[name].count()]
    sheet = {"_sheet": say("column.title_sheet")} if seen.tables.height > 1 else {}
    titles = sheet | {"_row": say("column.title_row")} | {name: field(name).title for name in filled}
    emit([_answered(row) for row in rows.head(ROWS_SHOWN).to_dicts()], form="table", titles=titles)
    if rows.height > ROWS_SHOWN:
        write(say("preview.rows", shown=ROWS_SHOWN, total=rows.height))


def _answered(row: Row) -> Row:
    """A row with yes and no in words."""
    return {
        name: say("preview.yes" if value else "preview.no") if isinstance(value, bool) else value
        for name, value in row.items()
    }
