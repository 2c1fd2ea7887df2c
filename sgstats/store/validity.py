"""How long every statement stays in force, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.store.connection import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLES = ("posting", "coverage", "rejected", "finding", "imports")
"""Every table that holds rows of an import."""


def set_validity(connection: DuckDBPyConnection) -> None:
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
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE import_id = $id", {"id": import_id})
    set_validity(connection)
