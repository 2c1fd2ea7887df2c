"""DuckDB, the engine inside the process; the store opens the file and hands over the connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sgstats.errors import SgstatsError
from sgstats.messages import say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class DuckDB:
    """Runs queries on a connection that somebody else opened, hardened and will close.

    Example:
        >>> import duckdb
        >>> DuckDB(duckdb.connect()).rows("SELECT CAST($day AS BIGINT) AS day", {"day": 20231231})
        [(20231231,)]
    """

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Every row of the answer, fetched at once: an open result would block the connection.

        Args:
            sql: One statement with ``$name`` for each bound value.
            parameters: One value per name in the statement.

        Raises:
            SgstatsError: DuckDB refused the statement. The error holds the SQL, never a value.
        """
        from duckdb import Error

        try:
            return self._connection.execute(sql, dict(parameters or {})).fetchall()
        except Error as error:
            # DuckDB quotes the offending value in some messages, so its own text stays behind.
            raise SgstatsError(say("metric.query_failed", error=type(error).__name__, sql=sql)) from None
