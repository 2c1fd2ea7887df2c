"""Which rows about a year are still the last word: a later import that tells the same replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAME = {
    # A grade and a score are two statements, wherever they stand.
    "appraisal": ("person_id", "year", "rater", "dimension", "points IS NULL"),
    # Typed days without dates can only be told apart by their number.
    "absence": (
        "person_id",
        "year",
        "start_day",
        "end_day",
        "CASE WHEN start_day IS NULL THEN absent_tenths END",
    ),
    # A vote on keeping somebody and one on satisfaction are two votes, though nobody dated them.
    "ballot": (
        "person_id",
        "year",
        "day",
        "COALESCE(in_favour, votes_excellent) IS NULL",
        "votes_dissatisfied IS NULL",
    ),
    "fact": ("person_id", "year", "day", "item", "rater"),
    "movement": ("person_id", "day", "movement_type"),
    # Trainings without a day or a name can only be told apart by who held them and how long they took.
    "training": (
        "person_id",
        "year",
        "day",
        "training_topic",
        "CASE WHEN day IS NULL OR training_topic IS NULL THEN training_level END",
        "CASE WHEN day IS NULL OR training_topic IS NULL THEN hours_tenths END",
    ),
    # Residents and quota often come from two offices: what a row does not tell, it does not replace.
    "population": (
        "day",
        "district",
        "street",
        "community",
        "residents IS NULL",
        "households IS NULL",
        "quota IS NULL",
    ),
}
"""By table: what two rows have in common that tell the same thing."""


def mark_superseded(connection: DuckDBPyConnection) -> None:
    """Mark anew the rows of every table about years that a later import tells again."""
    for table, same in SAME.items():
        keys = ", ".join(f"{what} AS k{place}" for place, what in enumerate(same))
        alike = " AND ".join(
            f"latest.k{place} IS NOT DISTINCT FROM ({_of(table, what)})" for place, what in enumerate(same)
        )
        groups = ", ".join(str(place + 1) for place in range(len(same)))
        connection.execute(
            f"WITH latest AS (SELECT {keys}, MAX(import_id) AS last FROM {table} GROUP BY {groups}) "
            f"UPDATE {table} SET superseded = {table}.import_id < latest.last FROM latest "
            f"WHERE {alike} AND superseded <> ({table}.import_id < latest.last)"
        )


def _of(table: str, what: str) -> str:
    """The same expression with its columns named as the table's own."""
    return what if " " in what else f"{table}.{what}"
