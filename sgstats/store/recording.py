"""STORE what happened to people, by kind, and what is told of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, findings_at, no_findings
from sgstats.store.inserting import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sgstats.store.arrivals import Arrival

COLUMNS = {
    "appraisal": (
        "year", "district", "street", "community", "rater", "dimension",
        "grade", "no_grade", "points", "ballots",
    ),
    "absence": ("year", "absence_type", "start_day", "end_day", "absent_tenths"),
    "ballot": (
        "year", "day", "present", "returned", "invalid", "abstained", "in_favour",
        "votes_excellent", "votes_competent", "votes_basic", "votes_incompetent",
        "votes_satisfied", "votes_dissatisfied", "attended_residents",
    ),
    "fact": ("year", "day", "item", "holds", "rater"),
    "movement": (
        "year", "day", "movement_type", "leave_reason", "district", "street", "community",
        "to_district", "to_street", "to_community",
    ),
    "training": (
        "year", "day", "training_level", "training_form", "training_topic", "hours_tenths",
    ),
    "population": ("day", "district", "street", "community", "residents", "households", "quota"),
}  # fmt: skip
"""By kind, which is also the name of its table: the columns a row has beside its person and import."""

JUDGED = ("appraisal", "absence", "ballot", "fact")
"""The kinds that tell what a year is judged by: where none of them stands, there is nothing to judge."""

OF_NOBODY = frozenset({"population"})
"""The kinds whose rows speak of units and of no people."""


def insert_records(connection: DuckDBPyConnection, arrival: Arrival, import_id: int) -> None:
    """Append the rows of an arrival whose people, if it speaks of any, are known."""
    who = () if arrival.kind in OF_NOBODY else ("person_id",)
    rows = arrival.rows.select(*who, pl.col("_row").alias("row"), *COLUMNS[arrival.kind])
    marked = rows.with_columns(import_id=pl.lit(import_id), superseded=pl.lit(value=False))
    for part in _statements(marked, kind=arrival.kind):
        insert(connection, arrival.kind, part)


def _statements(rows: pl.DataFrame, *, kind: str) -> list[pl.DataFrame]:
    """A row with a grade and a score makes two statements: each may be told anew without the other."""
    if kind != "appraisal":
        return [rows]
    nothing = pl.lit(None)
    graded = rows.filter(pl.coalesce("grade", "no_grade").is_not_null())
    scored = rows.filter(pl.col("points").is_not_null())
    return [
        graded.with_columns(points=nothing, ballots=nothing),
        scored.with_columns(grade=nothing, no_grade=nothing),
    ]


def contradictions(connection: DuckDBPyConnection, arrival: Arrival) -> pl.DataFrame:
    """Findings on rows that give somebody another grade of a year than an earlier import does."""
    if arrival.kind != "appraisal":
        return no_findings()
    asked = ("person_id", pl.col("_row").alias("row"), "year", "rater", "dimension", "grade")
    connection.register("stated", arrival.rows.select(*asked).drop_nulls("grade").to_arrow())
    found: pl.DataFrame = connection.sql(
        "SELECT s.row, MIN(i.file) AS file, MIN(a.row) AS first, MIN(i.import_id) AS id FROM stated s "
        "JOIN appraisal a ON a.person_id = s.person_id AND a.year = s.year AND NOT a.superseded "
        "AND a.rater IS NOT DISTINCT FROM s.rater AND a.dimension IS NOT DISTINCT FROM s.dimension "
        "JOIN imports i ON i.import_id = a.import_id "
        "WHERE a.grade <> s.grade GROUP BY s.row ORDER BY s.row"
    ).pl()
    connection.unregister("stated")
    other = {f"other_{name}": found[name] for name in ("file", "first", "id")}
    at = Place(file=arrival.file, sheet=arrival.sheet)
    return findings_at("record.differs", at=at, rows=found["row"], **other)
