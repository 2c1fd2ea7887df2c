"""Units that a list names by their own name alone, completed by the one street and district of that name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, finding

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sgstats.store.arrivals import Arrival

UNITED = {"movement": ("", "to_"), "population": ("",)}
"""The kinds whose rows must meet the units of staff lists, and how the columns of those units begin."""

LEVELS = (("community", "street"), ("street", "district"))
"""Each level beside the one that it lies in."""


def completed(connection: DuckDBPyConnection, arrival: Arrival) -> Arrival:
    """The arrival with the street of a bare community, and the district of a street, as on staff lists.

    Only where the lists know exactly one: 幸福社区 of two streets stays without either.
    """
    rows = arrival.rows
    for start in UNITED.get(arrival.kind, ()):
        for level, upper in LEVELS:
            rows = _filled(connection, rows, level=f"{start}{level}", upper=f"{start}{upper}")
    if rows.equals(arrival.rows):
        return arrival
    count = pl.DataFrame({"before": arrival.rows.hash_rows(), "now": rows.hash_rows()})
    changed = count.filter(pl.col("before") != pl.col("now")).height
    at = Place(file=arrival.file, sheet=arrival.sheet)
    noted = finding("record.unit_completed", at=at, count=changed)
    return replace(arrival, rows=rows, findings=pl.concat([arrival.findings, noted]))


def _filled(connection: DuckDBPyConnection, rows: pl.DataFrame, *, level: str, upper: str) -> pl.DataFrame:
    """The rows with the level above, where it is not told and staff lists know exactly one."""
    name, above = level.removeprefix("to_"), upper.removeprefix("to_")
    known: pl.DataFrame = connection.sql(
        f"SELECT {name} AS name, MIN({above}) AS above FROM posting WHERE {name} IS NOT NULL "
        f"GROUP BY {name} HAVING COUNT(DISTINCT {above}) = 1 AND COUNT({above}) = COUNT(*)"
    ).pl()
    found = rows.join(known, left_on=level, right_on="name", how="left", maintain_order="left")
    return found.with_columns(pl.coalesce(upper, "above").alias(upper)).select(rows.columns)
