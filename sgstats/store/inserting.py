"""Rows into tables of the store, a slice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl
    from duckdb import DuckDBPyConnection

ROWS_AT_ONCE = 100_000


def insert(connection: DuckDBPyConnection, table: str, rows: pl.DataFrame, *, of: str = "arriving") -> None:
    """Append a frame to a table of the schema by column name, a slice at a time to spare memory.

    Args:
        connection: To the store, inside a transaction.
        table: Name of the table.
        rows: Its columns, in any order.
        of: What is selected from, where ``arriving`` is the slice.
    """
    for part in rows.iter_slices(ROWS_AT_ONCE):
        connection.register("arriving", part.to_arrow())
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {of}")
        connection.unregister("arriving")
