"""Histories made up for specs of stays: lists and told changes in, a store in memory out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import duckdb
import polars as pl

from sgstats.periods import OPEN_END
from sgstats.store.connection import statement
from sgstats.store.stays import make_stays
from sgstats.store.validity import set_validity

Unit = tuple[str | None, str | None, str | None]

DISTRICT = "青禾区"
EAST, EAST_TWO = (DISTRICT, "东街街道", "集贤社区"), (DISTRICT, "东街街道", "丹枫社区")
WEST, WEST_TWO = (DISTRICT, "西街街道", "幸福社区"), (DISTRICT, "西街街道", "梧桐社区")
UNITS = (EAST, EAST_TWO, WEST, WEST_TWO)
LEVELS = ("district", "street", "community")


@dataclass(frozen=True)
class Row:
    """What one list says of one person."""

    person: str
    unit: Unit = EAST
    hire: int | None = None
    leave: int | None = None
    reason: str | None = None
    education: str | None = None


@dataclass(frozen=True)
class Listing:
    """One staff list: all who are in post in the units it covers (community None: a whole street)."""

    day: int
    rows: tuple[Row, ...]
    covers: tuple[Unit, ...] = (EAST,)
    register: bool = False


@dataclass(frozen=True)
class Change:
    """One row of a movement list."""

    person: str
    day: int
    kind: str
    unit: Unit = EAST
    to: Unit = (None, None, None)
    reason: str | None = None


@dataclass
class History:
    """Lists and told changes in the order of their import; all changes are one file, imported last."""

    lists: list[Listing] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def listing(day, *rows, covers=(EAST,), register=False):
    return Listing(day, tuple(Row(one) if isinstance(one, str) else one for one in rows), covers, register)


def came(day, unit=EAST, *, person="A"):
    return Change(person, day, "入职", unit)


def went(day, unit=EAST, *, reason=None, person="A"):
    return Change(person, day, "离职", unit, reason=reason)


def moved(day, unit=EAST, to=WEST, *, person="A"):
    return Change(person, day, "调动", unit, to)


@cache
def columns(table: str) -> dict[str, str]:
    """Columns of a table of the store, with their types."""
    with duckdb.connect() as connection:
        connection.execute(statement("schema"))
        found = connection.sql(f"DESCRIBE {table}").fetchall()
    return {name: kind for name, kind, *_ in found}


def database(history: History) -> duckdb.DuckDBPyConnection:
    """A store in memory that holds a history, its stays worked out."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(statement("schema"))
    for number, one in enumerate(history.lists, start=1):
        told = {"import_id": number, "as_of": one.day}
        _fill(connection, "imports", [_account(number, one.day, register=one.register)])
        _fill(connection, "coverage", [told | _levels(unit) for unit in one.covers])
        _fill(connection, "posting", [_posting(number, n, one.day, row) for n, row in enumerate(one.rows, 2)])
    last = len(history.lists) + 1
    _fill(connection, "imports", [_account(last, 20991231, kind="movement")])
    _fill(connection, "movement", [_change(last, n, one) for n, one in enumerate(history.changes, 2)])
    for step in (set_validity, make_stays):
        step(connection)
    return connection


def _account(number, day, *, kind="roster", register=False):
    texts = dict.fromkeys(("imported_at", "header_rows", "unmapped"), "[]")
    counts = {"rows_read": 0, "rows_accepted": 0, "rows_rejected": 0}
    named = {"file": f"{number}.xlsx", "sha256": str(number), "kind": kind, "register": register}
    return {"import_id": number, "as_of": day} | named | texts | counts


def _posting(number, place, day, row):
    told = {"hire_day": row.hire, "leave_day": row.leave, "leave_reason": row.reason}
    fixed = {"import_id": number, "row": place, "valid_from": day, "valid_to": OPEN_END, "contested": False}
    return fixed | told | {"person_id": row.person, "education": row.education} | _levels(row.unit)


def _change(number, place, one):
    fixed = {"import_id": number, "row": place, "superseded": False, "year": one.day // 10_000}
    told = {"person_id": one.person, "day": one.day, "movement_type": one.kind, "leave_reason": one.reason}
    to = {f"to_{level}": name for level, name in zip(LEVELS, one.to, strict=True)}
    return fixed | told | to | _levels(one.unit)


def _levels(unit):
    return dict(zip(LEVELS, unit, strict=True))


def _fill(connection, table, rows):
    if not rows:
        return
    names = [name for name in columns(table) if name in rows[0]]
    slots = f"({', '.join('?' for _ in names)})"
    values = [row[name] for row in rows for name in names]
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join(slots for _ in rows)}", values
    )


def stays(history: History) -> pl.DataFrame:
    """All stays of a history, in order."""
    with database(history) as connection:
        return connection.sql("SELECT * FROM stay ORDER BY person_id, place").pl()


def raised(history: History) -> list[tuple[int, int, str]]:
    """Import, row and rule of everything contradicted."""
    with database(history) as connection:
        return connection.sql("SELECT import_id, row, rule FROM contradiction ORDER BY ALL").fetchall()
