"""The way in: files become tables, tables become rows, rows become statements in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from glob import glob
from pathlib import Path

import polars as pl

from sgstats import sources
from sgstats import store as statements
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.pipeline.ordering import ordered
from sgstats.pipeline.settling import Settling
from sgstats.pipeline.unnamed import unnamed_between, without_names
from sgstats.records import Cleaned, clean
from sgstats.records.ledger_values import maker
from sgstats.records.mapping import Settlement, map_columns
from sgstats.records.preview import readable_rows, said_by_header
from sgstats.records.pseudonyms import digest, hide, key_file, secret
from sgstats.records.reading import Prefer
from sgstats.records.years import year_of_table
from sgstats.store import Arrival, Key, Saved

DEFAULT_STORE = "sgstats.duckdb"
FILES_NAMED = 3
READABLE = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".txt")

Step = Callable[[str], None]
"""Told the name of a file each time a step of it is done; draws the progress bar."""


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How files are to be understood where the user has a say.

    Attributes:
        as_of: The day the files speak of; by default the day each one states.
        settled: What was settled about columns, codes and units.
        sheet: The only sheet to read; by default every data sheet that is not hidden.
        prefer: Which source rules when an ID number and a typed cell disagree.
        dry_run: Do everything, store nothing.
        strict: Store nothing if any row is rejected or a file does not say its day.
        kind: What the files hold: ``roster``, ``appraisal``, ``absence``, ``ballot``, ``fact``,
            ``movement``, ``training``, ``ledger`` or ``population``; by default what their columns say.
        who: Of a rectification ledger: the office or post that brings it; never a person's name.
        register: Whether the staff lists name everybody who ever worked there, so that their days of
            hiring and leaving make a history before the first list.

    Example:
        >>> Choices(as_of=date(2023, 12, 31), dry_run=True).strict
        False
    """

    as_of: date | None = None
    settled: Settlement | None = None
    sheet: str | None = None
    prefer: Prefer = "id"
    dry_run: bool = False
    strict: bool = False
    kind: str = "auto"
    who: str | None = None
    register: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be understood of a file.

    Attributes:
        kind: What the first table holds.
        rows: One row per record of an accepted row: the canonical fields, ``_sheet`` and ``_row``;
            sheets of other kinds have columns of their own, null elsewhere.
        findings: One row per finding.
        tables: One row per table: ``sheet``, ``kind``, ``as_of``, ``header_rows``, ``rows_read``,
            ``rows_accepted``, ``rows_rejected``.
        columns: One row per column of the file: ``sheet``, ``column`` (letter), ``header``, ``field``
            (null where it means none), ``says`` (what its header tells beside: a year, a rater, a type of
            absence), ``read`` (whether anything of it is used).
    """

    kind: str
    rows: pl.DataFrame
    findings: pl.DataFrame
    tables: pl.DataFrame
    columns: pl.DataFrame


def ingest(
    files: Iterable[str | Path],
    *,
    store: str | Path = DEFAULT_STORE,
    choices: Choices | None = None,
    step: Step = _silent,
) -> list[Saved]:
    """Read, clean and store files, all of them or none.

    Args:
        files: Files and folders; a folder stands for every readable file in it.
        store: The DuckDB file, made if missing.
        choices: How the files are to be understood.
        step: Called when a file was read and when it was cleaned.

    Returns:
        One entry per table, in the order of the days they speak of.

    Raises:
        Refused: A file cannot be understood; nothing was stored.

    Example:
        >>> saved = ingest([file], store=store)[0]
        >>> saved.import_id, saved.again
        (1, True)
    """
    choices = choices or Choices()
    key, settling = secret(create=not choices.dry_run), Settling(choices.settled)
    arrivals: list[Arrival] = []
    for path in (paths := expand(files)):
        arrivals += _arrivals(path, key=key, choices=choices, settling=settling, step=step)
    settling.check(file=listed(path.name for path in paths[:FILES_NAMED]))
    arrivals = without_names(ordered(arrivals), store=Path(store), key=key)
    return statements.save(arrivals, path=Path(store), key=proof_of(key), dry_run=choices.dry_run)


def proof_of(key: bytes) -> Key:
    """What shows a store that a key is its own, without the key."""
    return Key(fingerprint=digest("sgstats store", key=key), source=str(key_file()))


def preview(file: str | Path, *, choices: Choices | None = None, show_personal: bool = False) -> Preview:
    """What would be understood of a file; nothing is stored.

    Args:
        file: One file.
        choices: How it is to be understood.
        show_personal: Show names and numbers instead of a mask, on the user's own screen.

    Raises:
        Refused: The file cannot be understood.

    Example:
        >>> preview(file).rows.select("name", "birth_date", "street").row(0)
        ('***', '1985-04-09', '康宁街道')
    """
    path, choices = Path(file), choices or Choices()
    settling = Settling(choices.settled)
    export = settling.read(path, sheet=choices.sheet)
    cleaned = _understood(export, choices=choices, settling=settling)
    settling.check(file=path.name)
    rows = [readable_rows(one, show_personal=show_personal) for one in cleaned]
    findings = pl.concat([export.findings, *(one.findings for one in cleaned)])
    return Preview(
        kind=cleaned[0].kind,
        # Sheets of several kinds have columns of their own.
        rows=pl.concat(rows, how="diagonal"),
        findings=findings,
        tables=pl.DataFrame([_summary(one) for one in cleaned], schema_overrides={"sheet": pl.String}),
        columns=pl.concat([
            _columns(table, settling.within(table), as_read=one)
            for table, one in zip(export.tables, cleaned, strict=True)
        ]),
    )


def _summary(cleaned: Cleaned) -> dict[str, object]:
    return {
        "sheet": cleaned.sheet,
        "kind": cleaned.kind,
        "as_of": cleaned.as_of,
        "header_rows": "–".join(str(row) for row in cleaned.header_rows),
        "rows_read": cleaned.rows_read,
        "rows_accepted": cleaned.rows_accepted,
        "rows_rejected": cleaned.rejected.height,
    }


def _columns(table: sources.Table, settled: Settlement, *, as_read: Cleaned) -> pl.DataFrame:
    """What each column of a table is taken for, and whether a table of its kind is read from it."""
    mapped = map_columns(table, settled=settled, kind=as_read.kind)
    names = {column.letter: name for name, columns in mapped.columns.items() for column in columns}
    read = {letter for letter, name in names.items() if mapped.is_read(name)}
    year = year_of_table(table) or (as_read.as_of.year if as_read.day_known else None)
    says = [
        said_by_header(one, field=names[one.letter], year=year) if one.letter in read else None
        for one in table.columns
    ]
    return pl.DataFrame({
        "sheet": pl.Series([table.sheet] * len(table.columns), dtype=pl.String),
        "column": [one.letter for one in table.columns],
        "header": [one.title for one in table.columns],
        "field": pl.Series([names.get(one.letter) for one in table.columns], dtype=pl.String),
        "says": pl.Series(says, dtype=pl.String),
        "read": [one.letter in read for one in table.columns],
    })


def expand(files: Iterable[str | Path]) -> list[Path]:
    """Every file named, with folders and patterns replaced by the readable files in them.

    Raises:
        Refused: Nothing readable is left.
    """
    found = [path for file in files for path in _expanded(Path(file))]
    if not found:
        raise Refused("file.none", kinds=" ".join(READABLE))
    return list(dict.fromkeys(found))


def _expanded(path: Path) -> list[Path]:
    # Windows shells pass a pattern on as it was typed.
    if set("*?") & set(str(path)) and not path.exists():
        inside = [Path(name) for name in glob(str(path), recursive=True)]
    elif path.is_dir():
        inside = list(path.iterdir())
    else:
        # What Excel and WPS put beside an open workbook comes along with every pattern of a Unix shell.
        return [] if path.name.startswith("~$") else [path]
    readable = (one for one in inside if one.suffix.lower() in READABLE and one.is_file())
    return sorted(one for one in readable if not one.name.startswith(("~$", ".")))


def tables_of(path: Path, *, choices: Choices) -> list[Cleaned]:
    """The tables of a file as they are understood; nothing is stored.

    Raises:
        Refused: The file cannot be understood.
    """
    settling = Settling(choices.settled)
    export = settling.read(path, sheet=choices.sheet)
    cleaned = _understood(export, choices=choices, settling=settling)
    settling.check(file=path.name)
    return cleaned


def _arrivals(path: Path, *, key: bytes, choices: Choices, settling: Settling, step: Step) -> list[Arrival]:
    """One file on its way into the store: every table cleaned, identity hidden."""
    export = settling.read(path, sheet=choices.sheet)
    step(path.name)
    cleaned = _understood(export, choices=choices, settling=settling)
    if not any(one.rows_read for one in cleaned):
        raise Refused("ingest.no_rows", file=path.name)
    if choices.strict:
        _check_strictly(cleaned, file=path.name)
    step(path.name)
    # What was noticed about the file as a whole is told with its first table.
    notes = [export.findings, *([export.findings.clear()] * (len(cleaned) - 1))]
    sha256 = export.sha256
    # A million rows as read weigh as much as cleaned: they go before the next copy is made.
    del export
    return [
        _arrival(one, sha256=sha256, key=key, notes=note, choices=choices)
        for one, note in zip(cleaned, notes, strict=True)
    ]


def _check_strictly(cleaned: list[Cleaned], *, file: str) -> None:
    for one in cleaned:
        if not one.day_known:
            raise Refused("statement.no_day", file=file, sheet=one.sheet or "—")
    if count := sum(one.rejected.height for one in cleaned):
        raise Refused("ingest.strict", file=file, count=count)


def _understood(export: sources.Export, *, choices: Choices, settling: Settling) -> list[Cleaned]:
    """The tables of a file, each cleaned; who is named in one is named in none of them."""
    return unnamed_between([_cleaned(table, choices=choices, settling=settling) for table in export.tables])


def _cleaned(table: sources.Table, *, choices: Choices, settling: Settling) -> Cleaned:
    settled = settling.within(table)
    return clean(table, as_of=choices.as_of, settled=settled, prefer=choices.prefer, kind=choices.kind)


def _arrival(cleaned: Cleaned, *, sha256: str, key: bytes, notes: pl.DataFrame, choices: Choices) -> Arrival:
    return Arrival(
        file=cleaned.file,
        sheet=cleaned.sheet,
        sha256=sha256,
        kind=cleaned.kind,
        as_of=cleaned.as_of,
        day_known=cleaned.day_known,
        header_rows=cleaned.header_rows,
        unmapped=cleaned.unmapped,
        rows=hide(cleaned.rows, key=key, table=f"{sha256}|{cleaned.sheet}"),
        rejected=cleaned.rejected,
        findings=pl.concat([notes, cleaned.findings]),
        register=choices.register and cleaned.kind == statements.ROSTER,
        who=maker(choices.who) if choices.who and cleaned.kind == statements.LEDGER else None,
    )
