"""STORE the rectification ledger: every change, in order, with when and by whom; nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.finding import Place, finding, findings_at
from sgstats.messages import listed
from sgstats.records.ledger_items import issues_in, item_of
from sgstats.records.ledger_matching import Matched, Standing, match
from sgstats.store.connection import ensure_schema, opened
from sgstats.store.holding import reading
from sgstats.store.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from duckdb import DuckDBPyConnection

    from sgstats.store.arrivals import Arrival, Key

LEDGER = "ledger"
BY_FILE = "导入"
"""Who made the changes of an import for which nobody gave an office or a post."""

NAMED = 3
"""So many items are named to who can't take an import back."""

Told = tuple[str, str, str | None]
"""Item, field and value of a change."""


def ledger_changes(path: str | Path) -> pl.DataFrame:
    """Every change of the ledger, oldest first.

    Columns: ``change``, ``import`` (null for edits), ``at`` (with the time zone), ``who``, ``item``,
    ``field``, ``value`` (null where a value was taken away).

    Example:
        >>> ledger_changes(store).columns
        ['change', 'import', 'at', 'who', 'item', 'field', 'value']
    """
    with reading(path) as connection:
        return _changes(connection)


def _changes(connection: DuckDBPyConnection) -> pl.DataFrame:
    found: pl.DataFrame = connection.sql(
        "SELECT change_id AS change, import_id AS import, changed_at, who, item, field, value "
        "FROM ledger_change ORDER BY change_id"
    ).pl()
    return found.rename({"changed_at": "at"})


def change_ledger(
    path: Path, make: Callable[[list[Told]], Iterable[Told]], *, who: str, key: Key
) -> list[Told]:
    """Append changes, all or none; what they are is worked out from the ledger as it stands then.

    Args:
        path: The store file, made if missing.
        make: Given every change so far, the ones to append; what it refuses changes nothing.
        who: Office or post that makes them.
        key: Of the store.

    Returns:
        The changes appended; those that change nothing are left out.

    Raises:
        Refused: The store is not ours, was made with another key or is being written to; or ``make`` does.
    """
    with opened(path, write=True) as connection:
        connection.execute("BEGIN")
        ensure_schema(connection, fingerprint=key.fingerprint, store=path.name, key_source=key.source)
        before = _changes(connection).select("item", "field", "value").rows()
        standing = _standing(before)
        wanted = [one for one in make(before) if standing.get(one[0], {}).get(one[1]) != one[2]]
        _append(connection, wanted, who=who, import_id=None)
        connection.execute("COMMIT")
    return wanted


def _standing(changes: Iterable[Told]) -> Standing:
    """Every item with its fields as they stand, in the order of their entering."""
    items: Standing = {}
    for item, name, value in changes:
        values = items.setdefault(item, {})
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    return {item: values for item, values in items.items() if values}


def _append(connection: DuckDBPyConnection, changes: list[Told], *, who: str, import_id: int | None) -> None:
    if not changes:
        return
    first = _last_change(connection, more=len(changes)) + 1
    rows = pl.DataFrame(
        changes, schema={"item": pl.String, "field": pl.String, "value": pl.String}, orient="row"
    ).with_columns(
        change_id=pl.int_range(first, first + len(changes), dtype=pl.Int32),
        import_id=pl.lit(import_id, dtype=pl.Int32),
        changed_at=pl.lit(datetime.now(UTC).astimezone().isoformat(timespec="seconds")),
        who=pl.lit(who),
    )
    insert(connection, "ledger_change", rows)


def _last_change(connection: DuckDBPyConnection, *, more: int) -> int:
    """Number of the last change ever made; it is not given again after an undo."""
    name = "last_change"
    found = connection.execute("SELECT value FROM meta WHERE name = $name", {"name": name}).fetchall()
    last = int(found[0][0]) if found else 0
    connection.execute("DELETE FROM meta WHERE name = $name", {"name": name})
    connection.execute("INSERT INTO meta VALUES ($name, $value)", {"name": name, "value": str(last + more)})
    return last


def insert_ledger(
    connection: DuckDBPyConnection, arrival: Arrival, import_id: int
) -> tuple[Arrival, pl.DataFrame]:
    """Append what a sheet changes; rows about problems that the ledger does not have are refused.

    Returns:
        The arrival without these rows, and what was noticed.
    """
    standing = _standing(_changes(connection).select("item", "field", "value").rows())
    matched = match(arrival.rows, standing=standing)
    told: list[Told] = [(item, name, value) for _, item, name, value in matched.changes]
    _append(connection, told, who=arrival.who or BY_FILE, import_id=import_id)
    at = Place(file=arrival.file, sheet=arrival.sheet)
    refused = findings_at("ledger_file.unknown_issue", at=at, rows=_unknown(matched))
    arrival = replace(
        arrival,
        rows=arrival.rows.filter(~pl.col("_row").is_in(refused["row"].implode())),
        rejected=pl.concat([
            arrival.rejected, refused.select("row", "column", "rule", "message")
        ]).sort("row"),
    )  # fmt: skip
    return arrival, pl.concat([refused, *_noted(matched, at=at)])


def _unknown(matched: Matched) -> pl.Series:
    return pl.Series(sorted(set(matched.unknown)), dtype=pl.Int64)


def _noted(matched: Matched, *, at: Place) -> list[pl.DataFrame]:
    """What is told of the changes as a whole."""
    items = {item for _, item, _, _ in matched.changes}
    counts = {"same": matched.same, "changed": len(matched.changes), "items": len(items)}
    notes = [finding("ledger_file.unchanged", at=at, **counts)]
    return notes + [
        finding("ledger_file.renumbered", at=replace(at, row=row), code=code, item=item)
        for row, code, item in matched.renumbered
    ]


def require_last_word(connection: DuckDBPyConnection, import_id: int) -> None:
    """Refuse to take an import of a ledger back on whose items later changes build.

    Raises:
        Refused: Names the items and the imports to be taken back first, if any.
    """
    changes = _changes(connection)
    own = changes.filter(pl.col("import") == import_id)
    if own.is_empty():
        return
    later = changes.filter((pl.col("change") > own["change"].min()) & pl.col("import").ne_missing(import_id))
    roots = {_root(item) for item in own["item"]}
    building = [row for row in later.iter_rows(named=True) if roots & _built_on(row)]
    if building:
        items = list(dict.fromkeys(str(row["item"]) for row in building))
        imports = sorted({row["import"] for row in building if row["import"] is not None})
        rule = "ledger.undo_edited" if len(imports) == 0 or _edited(building) else "ledger.undo_imports"
        raise Refused(rule, id=import_id, items=listed(items[:NAMED]), imports=listed(imports))


def _edited(rows: list[dict[str, object]]) -> bool:
    return any(row["import"] is None for row in rows)


def _root(item: str) -> str:
    """The problem or measure that an item is, or is a part of."""
    one = item_of(item)
    return item if one.part == "measure" else one.issue


def _built_on(row: dict[str, object]) -> set[str]:
    """The items that a change speaks of."""
    named = issues_in(str(row["value"])) if row["field"] == "issues" and row["value"] else ()
    return {_root(str(row["item"])), *named}


def called(path: Path, *, keys: list[str]) -> frozenset[str]:
    """Those of some pseudonyms of names that are somebody's on a staff list; none where there is no store."""
    if not path.exists() or not keys:
        return frozenset()
    with reading(path) as connection:
        connection.register("asked", pl.DataFrame({"key": keys}).to_arrow())
        found = connection.execute(
            "SELECT DISTINCT called_key FROM posting JOIN asked ON posting.called_key = asked.key"
        ).fetchall()
        connection.unregister("asked")
    return frozenset(key for (key,) in found)
