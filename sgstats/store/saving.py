"""STORE what was cleaned: one transaction a call, each table once, people recognised."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import SgstatsError
from sgstats.findings import Place, finding, findings_at, no_findings
from sgstats.periods import OPEN_END, day_number
from sgstats.store.connection import ensure_schema, opened, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from duckdb import DuckDBPyConnection

FORBIDDEN = frozenset({"name", "id_number", "staff_id", "phone", "address"})
"""Columns that may never reach the store; their presence is a fault of ours."""

OVERLAP_SHARE = 0.5
"""Above this share of people already listed on the same day, a file is a second version of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One cleaned table on its way into the store.

    Attributes:
        file: File name without folders.
        sheet: Sheet name; None in a text file.
        sha256: Digest of the file's bytes.
        kind: What it holds; ``roster``.
        as_of: The day it speaks of.
        header_rows: Sheet rows of the header.
        unmapped: Headers that mean no field.
        rows: One row per accepted row, with pseudonymous keys and no personal column.
        rejected: One row per rejected row: ``row``, ``column``, ``rule``, ``message``.
        findings: One row per finding.
    """

    file: str
    sheet: str | None
    sha256: str
    kind: str
    as_of: date
    header_rows: tuple[int, ...]
    unmapped: tuple[str, ...]
    rows: pl.DataFrame
    rejected: pl.DataFrame
    findings: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one arrival; ``import_id`` is None after a dry run, ``again`` if it was there before."""

    arrival: Arrival
    import_id: int | None
    findings: pl.DataFrame
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Proof of the pseudonym key without the key: its fingerprint, and where the user keeps it."""

    fingerprint: str
    source: str


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
    existed = path.exists()
    with opened(path, write=True) as connection:
        connection.execute("BEGIN")
        try:
            ensure_schema(connection, fingerprint=key.fingerprint, store=path.name, key_source=key.source)
            saved = [_save_one(connection, arrival) for arrival in arrivals]
            _set_validity(connection)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("ROLLBACK" if dry_run else "COMMIT")
    if dry_run and not existed:
        path.unlink()
    return [_unsaved(one) for one in saved] if dry_run else saved


def _unsaved(saved: Saved) -> Saved:
    return Saved(arrival=saved.arrival, import_id=None, findings=saved.findings, again=saved.again)


def _save_one(connection: DuckDBPyConnection, arrival: Arrival) -> Saved:
    if bad := FORBIDDEN & set(arrival.rows.columns):
        raise SgstatsError(f"personal columns on their way into the store: {sorted(bad)}")
    if known := _known_import(connection, arrival):
        note = finding("import.again", at=Place(file=arrival.file, sheet=arrival.sheet), id=known)
        return Saved(arrival=arrival, import_id=known, findings=note, again=True)
    import_id = _next_id(connection)
    people = _recognise(connection, arrival)
    findings = pl.concat([arrival.findings, _person_findings(connection, arrival, people)])
    _insert_postings(connection, arrival, people, import_id)
    _insert_records(connection, arrival, findings, import_id)
    return Saved(arrival=arrival, import_id=import_id, findings=findings)


def _known_import(connection: DuckDBPyConnection, arrival: Arrival) -> int | None:
    found = connection.execute(
        "SELECT import_id FROM imports WHERE sha256 = $sha256 AND sheet IS NOT DISTINCT FROM $sheet AND as_of = $as_of",
        {"sha256": arrival.sha256, "sheet": arrival.sheet, "as_of": day_number(arrival.as_of)},
    ).fetchone()
    return found[0] if found else None


def _next_id(connection: DuckDBPyConnection) -> int:
    # Ids are not reused after an undo: a number in somebody's note must not change its meaning.
    known = connection.execute(
        "SELECT COALESCE(MAX(CAST(value AS INTEGER)), 0) FROM meta WHERE name = 'last_import'"
    )
    import_id = int(known.fetchall()[0][0]) + 1
    connection.execute("DELETE FROM meta WHERE name = 'last_import'")
    connection.execute("INSERT INTO meta VALUES ('last_import', $value)", {"value": str(import_id)})
    return import_id


def _recognise(connection: DuckDBPyConnection, arrival: Arrival) -> pl.DataFrame:
    """Person of every row: ``row``, ``person_id``, ``found`` (strong | name | new | ambiguous)."""
    keys = arrival.rows.select(pl.col("_row").alias("row"), "id_key", "staff_key", "name_key", "row_key")
    connection.register("incoming", keys.to_arrow())
    connection.execute("DROP TABLE IF EXISTS recognised")
    connection.execute(statement("recognise"), {"as_of": day_number(arrival.as_of)})
    connection.unregister("incoming")
    return connection.sql("SELECT row, person_id, found FROM recognised ORDER BY row").pl()


def _person_findings(connection: DuckDBPyConnection, arrival: Arrival, people: pl.DataFrame) -> pl.DataFrame:
    """What recognising found: matches by name only, ambiguous ones, people listed elsewhere on the same day."""
    at = Place(file=arrival.file, sheet=arrival.sheet)
    by_name = people.filter(pl.col("found") == "name").height
    found = [
        no_findings(),
        findings_at("person.ambiguous", at=at, rows=people.filter(pl.col("found") == "ambiguous")["row"]),
    ]
    if by_name:
        found.append(finding("person.by_name", at=at, count=by_name))
    elsewhere = connection.sql(
        "SELECT r.row, MIN(i.file) AS file, MIN(p.row) AS first, MIN(i.import_id) AS id FROM recognised r "
        "JOIN posting p ON p.person_id = r.person_id AND p.valid_from = $as_of "
        "JOIN imports i ON i.import_id = p.import_id GROUP BY r.row ORDER BY r.row",
        params={"as_of": day_number(arrival.as_of)},
    ).pl()
    if elsewhere.height > OVERLAP_SHARE * people.height:
        found.append(finding("import.overlaps", at=at, count=elsewhere.height, id=elsewhere["id"].min()))
    elif elsewhere.height:
        where = {"file": elsewhere["file"], "first": elsewhere["first"], "id": elsewhere["id"]}
        found.append(
            findings_at(
                "person.elsewhere",
                at=at,
                rows=elsewhere["row"],
                **{f"other_{k}": v for k, v in where.items()},
            )
        )
    return pl.concat(found)


def _insert_postings(
    connection: DuckDBPyConnection, arrival: Arrival, people: pl.DataFrame, import_id: int
) -> None:
    as_of = day_number(arrival.as_of)
    rows = (
        arrival.rows
        .rename({"_row": "row"})
        .drop("row_key")
        .join(people.drop("found"), on="row", maintain_order="left")
    )
    fixed = {"import_id": import_id, "valid_from": as_of, "valid_to": OPEN_END}
    _insert(
        connection, "posting", rows.with_columns(**{name: pl.lit(value) for name, value in fixed.items()})
    )
    units = arrival.rows.select("district", "street", "community").unique()
    # A file that lists a single community speaks for that community, any other for its whole streets.
    whole = units.height > 1 or units["community"].null_count() > 0
    units = units.with_columns(community=pl.lit(None, dtype=pl.String)).unique() if whole else units
    _insert(connection, "coverage", units.with_columns(import_id=pl.lit(import_id), as_of=pl.lit(as_of)))


def _insert_records(
    connection: DuckDBPyConnection, arrival: Arrival, findings: pl.DataFrame, import_id: int
) -> None:
    mark = pl.lit(import_id).alias("import_id")
    _insert(connection, "rejected", arrival.rejected.rename({"column": "column_letter"}).with_columns(mark))
    _insert(
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
        "imported_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "header_rows": json.dumps(arrival.header_rows),
        "unmapped": json.dumps(arrival.unmapped, ensure_ascii=False),
        "rows_read": arrival.rows.height + arrival.rejected.height,
        "rows_accepted": arrival.rows.height,
        "rows_rejected": arrival.rejected.height,
    }
    _insert(connection, "imports", pl.DataFrame([facts], schema_overrides={"sheet": pl.String}))


def _insert(connection: DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Append a frame to a table of the schema by column name."""
    connection.register("arriving", rows.to_arrow())
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM arriving")
    connection.unregister("arriving")


def _set_validity(connection: DuckDBPyConnection) -> None:
    """Work out anew how long every statement stays in force, touching only those that change."""
    connection.execute("DROP TABLE IF EXISTS unit_end")
    connection.execute(statement("validity"))
    same = " AND ".join(
        f"posting.{level} IS NOT DISTINCT FROM e.{level}" for level in ("district", "street", "community")
    )
    connection.execute(
        f"UPDATE posting SET valid_to = e.valid_to FROM unit_end e "
        f"WHERE posting.import_id = e.import_id AND {same} AND posting.valid_to <> e.valid_to"
    )


def forget(import_id: int, *, connection: DuckDBPyConnection) -> None:
    """Delete everything an import brought, and let what it had ended be in force again."""
    tables: Sequence[str] = ("posting", "coverage", "rejected", "finding", "imports")
    for table in tables:
        connection.execute(f"DELETE FROM {table} WHERE import_id = $id", {"id": import_id})
    _set_validity(connection)
