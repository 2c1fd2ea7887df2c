"""Who the rows of an arriving table are, and what that tells about the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, finding, findings_at, no_findings
from sgstats.periods import day_number
from sgstats.store.connection import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sgstats.store.arrivals import Arrival

OVERLAP_LEAST = 3
"""Up to so many people listed elsewhere are people listed twice, however short the list."""

OVERLAP_SHARE = 0.5
"""Above this share of people already listed on the same day, a file is a second version of another."""


def recognise(connection: DuckDBPyConnection, arrival: Arrival) -> pl.DataFrame:
    """Person of every row.

    Returns:
        One row per row: ``row``, ``person_id``, ``found`` (``strong`` | ``name`` | ``new`` | ``ambiguous``).
    """
    keys = arrival.rows.select(pl.col("_row").alias("row"), "id_key", "staff_key", "name_key", "row_key")
    connection.register("incoming", keys.to_arrow())
    connection.execute("DROP TABLE IF EXISTS recognised")
    connection.execute(statement("recognise"), {"as_of": day_number(arrival.as_of)})
    connection.unregister("incoming")
    found: pl.DataFrame = connection.sql("SELECT row, person_id, found FROM recognised ORDER BY row").pl()
    return found


def person_findings(connection: DuckDBPyConnection, arrival: Arrival, people: pl.DataFrame) -> pl.DataFrame:
    """What recognising found: matches by name only, ambiguous ones, people also listed elsewhere."""
    at = Place(file=arrival.file, sheet=arrival.sheet)
    ambiguous = people.filter(pl.col("found") == "ambiguous")["row"]
    found = [no_findings(), findings_at("person.ambiguous", at=at, rows=ambiguous)]
    if by_name := people.filter(pl.col("found") == "name").height:
        found.append(finding("person.by_name", at=at, count=by_name))
    found.append(findings_at("person.renamed", at=at, rows=_renamed(connection, arrival)))
    elsewhere = _elsewhere(connection, arrival)
    if elsewhere.height > max(OVERLAP_SHARE * people.height, OVERLAP_LEAST):
        found.append(finding("import.overlaps", at=at, count=elsewhere.height, id=elsewhere["id"].min()))
    elif elsewhere.height:
        other = {f"other_{name}": elsewhere[name] for name in ("file", "first", "id")}
        found.append(findings_at("person.elsewhere", at=at, rows=elsewhere["row"], **other))
    return pl.concat(found)


def _renamed(connection: DuckDBPyConnection, arrival: Arrival) -> pl.Series:
    """Rows whose ID number is known, but never under this name."""
    keys = arrival.rows.select(pl.col("_row").alias("row"), "id_key", "name_key").drop_nulls()
    connection.register("named", keys.to_arrow())
    found: pl.DataFrame = connection.sql(
        "SELECT n.row FROM named n JOIN posting p ON p.id_key = n.id_key WHERE p.name_key IS NOT NULL "
        "GROUP BY n.row HAVING SUM(CASE WHEN p.name_key = n.name_key THEN 1 ELSE 0 END) = 0 ORDER BY n.row"
    ).pl()
    connection.unregister("named")
    return found["row"]


def _elsewhere(connection: DuckDBPyConnection, arrival: Arrival) -> pl.DataFrame:
    """Rows whose person another import lists on the same day, with the first such listing."""
    found: pl.DataFrame = connection.sql(
        "SELECT r.row, MIN(i.import_id) AS id, MIN_BY(i.file, i.import_id) AS file, "
        "MIN_BY(p.row, i.import_id) AS first FROM recognised r "
        "JOIN posting p ON p.person_id = r.person_id AND p.valid_from = $as_of "
        "JOIN imports i ON i.import_id = p.import_id GROUP BY r.row ORDER BY r.row",
        params={"as_of": day_number(arrival.as_of)},
    ).pl()
    return found
