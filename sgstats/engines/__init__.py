"""What runs the counting SQL: one text in, rows of whole numbers and short texts out.

An engine counts and does nothing else: shares, intervals and labels are made from its small
answers in one place, so that every engine gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sgstats.engines.duckdb import DuckDB

__all__ = ["Cell", "DuckDB", "Engine"]

Cell = int | str | None


class Engine(Protocol):
    """Anything that can answer one query in the portable subset of SQL."""

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Cell, ...]]:
        """Every row of the answer.

        Args:
            sql: One statement; each ``$name`` in it is a value bound from ``parameters``.
            parameters: One value per name in the statement, no more and no fewer.
        """
        ...
