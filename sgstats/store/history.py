"""What the store knows about itself: imports, refusals, findings, days and units; and taking one back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.periods import from_day_number
from sgstats.store.connection import opened, read_meta
from sgstats.store.holding import reading
from sgstats.store.ledger import require_last_word
from sgstats.store.stays import contradictions_between
from sgstats.store.validity import forget

if TYPE_CHECKING:
    from datetime import date


IMPORTS_NAMED = 10
"""So many imports, the latest, are named to who asks for one that is not there."""


def imports(path: str | Path) -> pl.DataFrame:
    """The history: one row per import, oldest first.

    Columns: ``id``, ``file``, ``sheet``, ``kind``, ``as_of`` (date), ``imported_at``, ``rows_read``,
    ``rows_accepted``, ``rows_rejected``.

    Example:
        >>> imports(store).select("id", "as_of", "rows_read", "rows_rejected").rows()
        [(1, datetime.date(2012, 12, 31), 8, 0)]
    """
    with reading(path) as connection:
        found: pl.DataFrame = connection.sql(
            "SELECT import_id AS id, file, sheet, kind, as_of, imported_at, "
            "rows_read, rows_accepted, rows_rejected FROM imports ORDER BY import_id"
        ).pl()
    return found.with_columns(as_of=pl.col("as_of").cast(pl.String).str.to_date("%Y%m%d"))


def rejected(path: str | Path, *, import_id: int | None = None) -> pl.DataFrame:
    """What was refused: one row per rejected row, with its address, rule and reason.

    Raises:
        Refused: There is no such import.

    Example:
        >>> rejected(store).columns
        ['import', 'file', 'sheet', 'row', 'column', 'rule', 'message']
    """
    with reading(path) as connection:
        _require(connection, import_id)
        found: pl.DataFrame = connection.sql(
            "SELECT r.import_id AS import, i.file, i.sheet, r.row, r.column_letter AS column, "
            "r.rule, r.message FROM rejected r JOIN imports i USING (import_id) "
            "WHERE $id IS NULL OR r.import_id = $id ORDER BY r.import_id, r.row",
            params={"id": import_id},
        ).pl()
    return found


def findings(path: str | Path, *, import_id: int | None = None) -> pl.DataFrame:
    """What was noticed: one row per finding of the imports in the store, with its address.

    What lists and movement lists contradict each other about is told of the store as it stands now.

    Raises:
        Refused: There is no such import.

    Example:
        >>> findings(store).filter(pl.col("rule") == "total.agrees")["severity"].unique().to_list()
        ['note']
    """
    with reading(path) as connection:
        _require(connection, import_id)
        found: pl.DataFrame = connection.sql(
            "SELECT f.import_id AS import, f.severity, f.rule, f.message, i.file, i.sheet, f.row, "
            "f.column_letter AS column FROM finding f JOIN imports i USING (import_id) "
            "WHERE $id IS NULL OR f.import_id = $id ORDER BY f.import_id, f.row, f.rule",
            params={"id": import_id},
        ).pl()
        between = contradictions_between(connection)
    if import_id is not None:
        between = between.filter(pl.col("import") == import_id)
    together = pl.concat([found, between.select(found.columns)], how="vertical_relaxed")
    return together.sort("import", "row", "rule", maintain_order=True)


def days(path: str | Path) -> list[date]:
    """The days that staff lists speak of, oldest first.

    Example:
        >>> days(store)
        [datetime.date(2012, 12, 31)]
    """
    with reading(path) as connection:
        found = connection.execute(
            "SELECT DISTINCT as_of FROM imports WHERE rows_accepted > 0 AND kind = 'roster' ORDER BY as_of"
        ).fetchall()
    return [from_day_number(day) for (day,) in found]


def units(path: str | Path, *, on: int) -> pl.DataFrame:
    """The units with anybody in post on a day: one row per ``district``, ``street``, ``community``.

    Example:
        >>> units(store, on=20121231).rows()
        [('青禾区', '康宁街道', '幸福社区')]
    """
    with reading(path) as connection:
        found: pl.DataFrame = connection.sql(
            "SELECT DISTINCT district, street, community FROM posting "
            "WHERE valid_from <= $day AND $day < valid_to ORDER BY ALL",
            params={"day": on},
        ).pl()
    return found


def undo(path: str | Path, *, import_id: int) -> None:
    """Take one import back, as if it had never been made.

    The file is rewritten: rows deleted from a database file stay readable in it until then.

    Raises:
        Refused: There is no such import.

    Example:
        >>> undo(store, import_id=7)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 没有编号为 7 的导入。现有编号：1。用 sgstats imports 查看。
    """
    path = Path(path)
    if not path.exists():
        raise Refused("store.missing", store=path.name)
    with opened(path, write=True) as connection:
        read_meta(connection, store=path.name)
        _require(connection, import_id)
        require_last_word(connection, import_id)
        connection.execute("BEGIN")
        forget(import_id, connection=connection)
        connection.execute("COMMIT")
    _rewrite(path)


def _rewrite(path: Path) -> None:
    """Copy the store into a fresh file and put that in its place, in one step."""
    fresh = path.with_name(f".{path.name}.rewriting")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_quoted(path)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {_quoted(fresh)} AS new")
        connection.execute("COPY FROM DATABASE old TO new")
    os.replace(fresh, path)


def _quoted(path: Path) -> str:
    """A path as an SQL literal; ATTACH takes no bound value."""
    return "'" + str(path).replace("'", "''") + "'"


def _require(connection: duckdb.DuckDBPyConnection, import_id: int | None) -> None:
    if import_id is None:
        return
    known = [row[0] for row in connection.execute("SELECT import_id FROM imports ORDER BY 1").fetchall()]
    if import_id not in known:
        raise Refused("import.unknown", id=import_id, known=listed(known[-IMPORTS_NAMED:]))
