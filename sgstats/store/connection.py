"""Opening the store file: made at need, hardened, and never open longer than a call."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from functools import cache
from importlib import resources
from threading import Lock
from typing import TYPE_CHECKING

import duckdb

from sgstats.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_PATIENCE_SECONDS = 5.0
MEMORY_LIMIT = "1GB"
_opening = Lock()
"""Readers of one page run side by side; one must not meet the settings of another half made."""

BUSY = ("Conflicting lock", "being used by another process", "different configuration")
"""What the engine says of a file that another process, or this one, has open for writing."""


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A hardened connection to the store file, closed at the end whatever happens.

    Args:
        path: The DuckDB file; made if missing and ``write``.
        write: Whether the call may change the store. Readers open the file read-only.

    Raises:
        Refused: There is no store, it is no store of ours, or another process is writing to it.
    """
    if not write and not path.exists():
        raise Refused("store.missing", store=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opening:
        connection = _patiently(path, read_only=not write)
        try:
            harden(connection, folder=path.parent)
        except BaseException:
            connection.close()
            raise
    try:
        yield connection
    except duckdb.Error as error:
        if "corrupt" in str(error).lower():
            raise Refused("store.damaged", store=path.name) from None
        raise
    finally:
        connection.close()


def harden(connection: duckdb.DuckDBPyConnection, *, folder: Path) -> None:
    """Take away what a store never needs: other files, extensions, Python variables, further settings.

    The order matters: the lock comes last. Connections of one process to one file share their
    settings, so a second one finds them locked as they should be.
    """
    if connection.execute("SELECT current_setting('lock_configuration')").fetchall()[0][0]:
        return
    for name, value in (
        ("temp_directory", str(folder / ".sgstats-tmp")),
        ("max_temp_directory_size", "20GB"),
        ("memory_limit", MEMORY_LIMIT),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("allow_community_extensions", "false"),
        ("python_enable_replacements", "false"),
        ("preserve_insertion_order", "false"),
        ("enable_external_access", "false"),
        ("lock_configuration", "true"),
    ):
        connection.execute(f"SET {name} = $value", {"value": value})


def _patiently(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Connect, waiting a little for another process that is writing."""
    patience = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only)
        except duckdb.Error as error:
            if not any(sign in str(error) for sign in BUSY):
                raise Refused("store.not_ours", store=path.name) from None
            if time.monotonic() > patience:
                raise Refused("store.locked", store=path.name) from None
            time.sleep(0.1)


@cache
def schema_version() -> str:
    """Digest of the schema's statements: a store made with other tables is not read as if it had these."""
    lines = [line.partition("--")[0].split() for line in statement("schema").splitlines()]
    return hashlib.sha256(" ".join(word for line in lines for word in line).encode()).hexdigest()[:12]


def ensure_schema(
    connection: duckdb.DuckDBPyConnection, *, fingerprint: str, store: str, key_source: str
) -> None:
    """Make the tables of a new store; refuse a foreign file or another key.

    Part of the caller's transaction.
    """
    if is_blank(connection):
        connection.execute(statement("schema"))
        facts = {"version": schema_version(), "key": fingerprint}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", list(facts.items()))
        return
    facts = read_meta(connection, store=store)
    if facts["key"] != fingerprint:
        raise Refused("key.differs", store=store, source=key_source)


def is_blank(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database holds nothing, as a first import that was killed leaves it."""
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE NOT temporary "
        "UNION ALL SELECT 1 FROM duckdb_views() WHERE NOT internal"
    )
    return not found.fetchall()


def read_meta(connection: duckdb.DuckDBPyConnection, *, store: str) -> dict[str, str]:
    """Version and key fingerprint of a store.

    Raises:
        Refused: The file is a database, but no store of this version, or nothing was ever stored in it.
    """
    if is_blank(connection):
        raise Refused("store.missing", store=store)
    try:
        facts = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    except duckdb.Error:
        raise Refused("store.not_ours", store=store) from None
    if facts.get("version") != schema_version():
        raise Refused("store.not_ours", store=store)
    return facts


def statement(name: str) -> str:
    """The SQL text of a file beside this module."""
    return resources.files("sgstats.store").joinpath(f"{name}.sql").read_text(encoding="utf-8")
