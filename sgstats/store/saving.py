"""STORE what was cleaned: one transaction a call, each table once, people recognised."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import SgstatsError
from sgstats.finding import Place, finding
from sgstats.periods import OPEN_END, day_number
from sgstats.store.arrivals import Arrival, Key, Saved
from sgstats.store.connection import ensure_schema, is_blank, opened
from sgstats.store.identification import identify
from sgstats.store.inserting import insert
from sgstats.store.ledger import LEDGER, insert_ledger
from sgstats.store.recognition import person_findings, recognise
from sgstats.store.recording import contradictions, insert_records
from sgstats.store.stays import contradictions_between, make_stays
from sgstats.store.superseding import mark_superseded
from sgstats.store.validity import erase, set_validity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duckdb import DuckDBPyConnection

PEOPLE = "arriving JOIN (SELECT row, person_id FROM recognised) USING (row)"
"""Arriving rows beside the person that each was recognised as."""

ROSTER = "roster"

FORBIDDEN = frozenset({"name", "id_number", "staff_id", "phone", "address"})
"""Columns that may never reach the store; their presence is a fault of ours."""


def save(arrivals: Iterable[Arrival], *, path: Path, key: Key, dry_run: bool = False) -> list[Saved]:
    """Save cleaned tables, all of them or none.

    A table whose bytes, sheet and day are stored already is left as it is. A process killed at
    any moment leaves the store as it was before the call.

    Args:
        arrivals: The tables, in the order in which people are to be recognised.
        path: The store file, made if missing.
        key: Of the pseudonyms in the tables.
        dry_run: Do everything, then take it all back.

    Raises:
        Refused: The store is not ours, was made with another key or is being written to.
    """
    if dry_run and not path.exists():
        with TemporaryDirectory() as folder:
            saved = save(arrivals, path=Path(folder, path.name), key=key)
        return [replace(one, import_id=None) for one in saved]
    with opened(path, write=True) as connection, _blank_again(connection, path):
        connection.execute("BEGIN")
        ensure_schema(connection, fingerprint=key.fingerprint, store=path.name, key_source=key.source)
        saved = [_save_one(connection, arrival) for arrival in arrivals]
        set_validity(connection)
        mark_superseded(connection)
        make_stays(connection)
        saved = _with_contradictions(connection, saved)
        # A failure needs no command: what is not committed is gone when the connection closes.
        connection.execute("ROLLBACK" if dry_run else "COMMIT")
    return [replace(one, import_id=None) for one in saved] if dry_run else saved


def _with_contradictions(connection: DuckDBPyConnection, saved: list[Saved]) -> list[Saved]:
    """Beside what was noticed of each table, what the others contradict in it."""
    between = contradictions_between(connection)
    return [
        replace(
            one,
            findings=pl.concat([
                one.findings, between.filter(pl.col("import") == one.import_id).drop("import")
            ]),
        )
        for one in saved
    ]  # fmt: skip


@contextmanager
def _blank_again(connection: DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Leave no empty store behind when the first import fails."""
    first = is_blank(connection)
    try:
        yield
    except BaseException:
        if first:
            # Before the lock is given up, so that nobody else's store can be meant.
            with suppress(OSError):
                path.unlink()
        raise


def _save_one(connection: DuckDBPyConnection, arrival: Arrival) -> Saved:
    if bad := FORBIDDEN & set(arrival.rows.columns):
        raise SgstatsError(f"personal columns on their way into the store: {sorted(bad)}")
    if arrival.kind not in {ROSTER, LEDGER}:
        arrival = identify(connection, arrival)
    known, accepted = _known_import(connection, arrival)
    at = Place(file=arrival.file, sheet=arrival.sheet)
    more = arrival.rows_accepted - accepted
    if known and arrival.kind == LEDGER and more > 0:
        # What it brought stays history; the rows refused then are taken in by an import of their own.
        known = None
    if known and (arrival.kind == ROSTER or more <= 0):
        changed = arrival.register and _now_register(connection, known)
        note = finding("import.now_register" if changed else "import.again", at=at, id=known)
        return Saved(arrival=arrival, import_id=known, findings=note, again=True)
    if known:
        # The same import, now that rosters tell who its people are: its number and its turn stay.
        erase(known, connection=connection)
        completed = finding("import.completed", at=at, id=known, count=more)
        arrival = replace(arrival, findings=pl.concat([arrival.findings, completed]))
    return _save_new(connection, arrival, known or _next_id(connection))


def _save_new(connection: DuckDBPyConnection, arrival: Arrival, import_id: int) -> Saved:
    """Save an arrival that is not stored yet under a number of its own."""
    if arrival.kind == LEDGER:
        arrival, noted = insert_ledger(connection, arrival, import_id)
        findings = pl.concat([arrival.findings, noted])
        _insert_account(connection, arrival, findings, import_id)
        return Saved(arrival=arrival, import_id=import_id, findings=findings)
    noticed = _insert_people if arrival.kind == ROSTER else _insert_years
    findings = pl.concat([arrival.findings, noticed(connection, arrival, import_id)])
    _insert_account(connection, arrival, findings, import_id)
    return Saved(arrival=arrival, import_id=import_id, findings=findings)


def _insert_people(connection: DuckDBPyConnection, arrival: Arrival, import_id: int) -> pl.DataFrame:
    """Save a staff list; returns what was noticed about its people."""
    people = recognise(connection, arrival)
    findings = person_findings(connection, arrival, people)
    _insert_postings(connection, arrival, import_id)
    return findings


def _insert_years(connection: DuckDBPyConnection, arrival: Arrival, import_id: int) -> pl.DataFrame:
    """Save a list of appraisals, absences, votes or facts; returns what contradicts earlier ones."""
    findings = contradictions(connection, arrival)
    insert_records(connection, arrival, import_id)
    return findings


def _known_import(connection: DuckDBPyConnection, arrival: Arrival) -> tuple[int | None, int]:
    """The import that brought the same bytes, and how many of its rows were taken in."""
    # A file without a day of its own is the same file tomorrow.
    day = day_number(arrival.as_of) if arrival.day_known else None
    found = connection.execute(
        "SELECT import_id, rows_accepted FROM imports "
        "WHERE sha256 = $sha256 AND sheet IS NOT DISTINCT FROM $sheet AND kind = $kind "
        "AND ($as_of IS NULL OR as_of = $as_of) ORDER BY import_id",
        {"sha256": arrival.sha256, "sheet": arrival.sheet, "kind": arrival.kind, "as_of": day},
    ).fetchall()
    return found[0] if found else (None, 0)


def _now_register(connection: DuckDBPyConnection, import_id: int) -> bool:
    """Take a stored list for a register from now on; returns whether it wasn't one before."""
    changed = connection.execute(
        "UPDATE imports SET register = TRUE WHERE import_id = $id AND NOT register RETURNING import_id",
        {"id": import_id},
    )
    return bool(changed.fetchall())


def _next_id(connection: DuckDBPyConnection) -> int:
    # Ids are not reused after an undo: a number in somebody's note must not change its meaning.
    known = connection.execute(
        "SELECT COALESCE(MAX(CAST(value AS INTEGER)), 0) FROM meta WHERE name = 'last_import'"
    )
    import_id = int(known.fetchall()[0][0]) + 1
    connection.execute("DELETE FROM meta WHERE name = 'last_import'")
    connection.execute("INSERT INTO meta VALUES ('last_import', $value)", {"value": str(import_id)})
    return import_id


def _insert_postings(connection: DuckDBPyConnection, arrival: Arrival, import_id: int) -> None:
    """Append the rows, each with its person as recognised, and say which units they list completely."""
    as_of = day_number(arrival.as_of)
    fixed = {"import_id": import_id, "valid_from": as_of, "valid_to": OPEN_END, "contested": False}
    rows = arrival.rows.rename({"_row": "row"}).drop("row_key")
    insert(
        connection,
        "posting",
        rows.with_columns(**{name: pl.lit(value) for name, value in fixed.items()}),
        of=PEOPLE,
    )
    units = arrival.rows.select("district", "street", "community").unique()
    # A file that lists a single community speaks for that community, any other for its whole streets.
    whole = units.height > 1 or units["community"].null_count() > 0
    units = units.with_columns(community=pl.lit(None, dtype=pl.String)).unique() if whole else units
    insert(connection, "coverage", units.with_columns(import_id=pl.lit(import_id), as_of=pl.lit(as_of)))


def _insert_account(
    connection: DuckDBPyConnection, arrival: Arrival, findings: pl.DataFrame, import_id: int
) -> None:
    mark = pl.lit(import_id).alias("import_id")
    insert(connection, "rejected", arrival.rejected.rename({"column": "column_letter"}).with_columns(mark))
    insert(
        connection,
        "finding",
        findings.rename({"column": "column_letter"}).drop("file", "sheet").with_columns(mark),
    )
    facts = {
        "import_id": import_id,
        "file": arrival.file,
        "sheet": arrival.sheet,
        "sha256": arrival.sha256,
        "kind": arrival.kind,
        "as_of": day_number(arrival.as_of),
        "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "header_rows": json.dumps(arrival.header_rows),
        "unmapped": json.dumps(arrival.unmapped, ensure_ascii=False),
        "rows_read": arrival.rows_read,
        "rows_accepted": arrival.rows_accepted,
        "rows_rejected": arrival.rejected.height,
        "register": arrival.register,
    }
    insert(connection, "imports", pl.DataFrame([facts], schema_overrides={"sheet": pl.String}))
