"""How long every statement stays in force, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.store.connection import statement
from sgstats.store.stays import make_stays
from sgstats.store.superseding import SAME, mark_superseded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLES = ("posting", "coverage", *SAME, "ledger_change", "rejected", "finding", "imports")
"""Every table that holds rows of an import."""


def set_validity(connection: DuckDBPyConnection) -> None:
    """Work out anew how long every statement stays in force, and who is listed more than once.

    Only postings that change are touched.
    """
    connection.execute("DROP TABLE IF EXISTS unit_end")
    connection.execute(statement("validity"))
    same = " AND ".join(
        f"posting.{level} IS NOT DISTINCT FROM e.{level}" for level in ("district", "street", "community")
    )
    connection.execute(
        f"UPDATE posting SET valid_to = e.valid_to FROM unit_end e "
        f"WHERE posting.import_id = e.import_id AND {same} AND posting.valid_to <> e.valid_to"
    )
    mark_contested(connection)


def mark_contested(connection: DuckDBPyConnection) -> None:
    """Mark the postings of people who are listed more than once for some day."""
    connection.execute("DROP TABLE IF EXISTS overlapping")
    connection.execute(statement("contested"))
    connection.execute("UPDATE posting SET contested = FALSE WHERE contested")
    connection.execute(
        "UPDATE posting SET contested = TRUE FROM overlapping o "
        "WHERE posting.person_id = o.person_id AND posting.import_id = o.import_id AND posting.row = o.row"
    )


def forget(import_id: int, *, connection: DuckDBPyConnection) -> None:
    """Delete everything an import brought, and let what it had ended be in force again."""
    erase(import_id, connection=connection)
    set_validity(connection)
    mark_superseded(connection)
    make_stays(connection)


def erase(import_id: int, *, connection: DuckDBPyConnection) -> None:
    """Delete everything an import brought."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE import_id = $id", {"id": import_id})
