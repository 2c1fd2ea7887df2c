"""Who was where from when to when: made anew from everything told, after every import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import COLUMNS, Place, findings_at, no_findings
from sgstats.periods import from_day_number
from sgstats.store.connection import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RULES = (
    "stay.told_again", "stay.not_followed", "stay.exit_differs", "stay.exit_denied", "stay.exit_moved",
    "stay.exit_late", "stay.listed_late", "stay.gone_before",
)  # fmt: skip
"""What rows of lists can be contradicted about; see ``stays.sql``."""


def make_stays(connection: DuckDBPyConnection) -> None:
    """Work out every stay anew from all lists and movement lists together.

    Part of the caller's transaction; ``events.sql``, ``judged.sql`` and ``stays.sql`` say how.
    """
    connection.execute(statement("events"))
    while _took_out_unfit(connection):
        continue
    connection.execute(statement("stays"))


def _took_out_unfit(connection: DuckDBPyConnection) -> bool:
    """Take out told changes that don't fit; whether there were any, as others may not fit without them."""
    return connection.execute(statement("judged")).fetchall() != [(0,)]


def contradictions_between(connection: DuckDBPyConnection) -> pl.DataFrame:
    """What lists and movement lists contradict each other about, as the store stands now.

    Returns:
        One row per contradicted row: ``import`` and the columns of a finding, in the order of imports.
    """
    rows = connection.sql(
        "SELECT c.import_id AS import, i.file, i.sheet, c.row, c.rule, c.day "
        "FROM contradiction c JOIN imports i USING (import_id) ORDER BY ALL"
    ).pl()
    told = [_of_one(part) for part in rows.partition_by("import", "rule", maintain_order=True)]
    return pl.concat([_none(), *told]).sort("import", "row", "rule")


def _of_one(part: pl.DataFrame) -> pl.DataFrame:
    """The findings of one rule about one import."""
    days = pl.Series([from_day_number(day).isoformat() for day in part["day"]], dtype=pl.String)
    place = Place(file=part["file"][0], sheet=part["sheet"][0])
    found = findings_at(part["rule"][0], at=place, rows=part["row"], day=days)
    return found.select(pl.lit(part["import"][0], dtype=pl.Int64).alias("import"), *COLUMNS)


def _none() -> pl.DataFrame:
    return no_findings().select(pl.lit(0, dtype=pl.Int64).alias("import"), *COLUMNS)
