"""Whom the rows of a list that is no staff list speak of; the unfound are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.finding import Place, finding, findings_at
from sgstats.store.completing import completed
from sgstats.store.connection import statement
from sgstats.store.recording import JUDGED, OF_NOBODY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sgstats.store.arrivals import Arrival

UNITS = ("district", "street", "community")

ASKED = ("id_key", "staff_key", "name_key", "called_key", "district", "street", "community", "year")

UNFOUND = {"nobody": "record.nobody", "several": "record.several", "elsewhere": "record.elsewhere"}
"""Why a row's person is not known, and the rule that refuses the row."""


def identify(connection: DuckDBPyConnection, arrival: Arrival) -> Arrival:
    """The arrival with a ``person_id`` in each row; rows of people nobody can find are rejected.

    Somebody whose ID number no list holds yet keeps the row: the next list with that number
    makes it the same person. Rows that speak of units and nobody need nobody found.
    """
    arrival = completed(connection, arrival)
    if arrival.kind in OF_NOBODY:
        return arrival
    found = arrival.rows.join(_identified(connection, arrival), on="_row", how="left", maintain_order="left")
    at = Place(file=arrival.file, sheet=arrival.sheet)
    refused = [findings_at(rule, at=at, rows=_rows(found, state)) for state, rule in UNFOUND.items()]
    kept = found.filter(pl.col("person_id").is_not_null())
    refused.append(findings_at("record.again", at=at, rows=_told_again(kept, kind=arrival.kind)))
    rejected = pl.concat(refused)
    kept = kept.filter(~pl.col("_row").is_in(rejected["row"].implode()))
    unlisted = "record.unlisted" if arrival.kind in JUDGED else "record.unlisted_person"
    notes = [
        finding(rule, at=at, count=_rows(kept, state).len())
        for state, rule in (("name", "record.by_name"), ("unlisted", unlisted))
        if _rows(kept, state).len()
    ]
    return replace(
        arrival,
        rows=kept.drop("found"),
        rejected=pl.concat([
            arrival.rejected, rejected.select("row", "column", "rule", "message"),
        ]).sort("row"),
        findings=pl.concat([arrival.findings, rejected, *notes]),
    )  # fmt: skip


def _rows(found: pl.DataFrame, state: str) -> pl.Series:
    return found.filter(pl.col("found") == state)["_row"].unique().sort()


def _told_again(kept: pl.DataFrame, *, kind: str) -> pl.Series:
    """Rows that give a person's grade of a year a second time, now that it is known who is who."""
    if kind != "appraisal":
        return pl.Series(dtype=pl.Int64)
    graded = kept.filter(pl.coalesce("grade", "no_grade").is_not_null())
    first = pl.col("_row").min().over("person_id", "year", "rater", "dimension")
    return graded.filter(pl.col("_row") != first)["_row"].unique().sort()


def _identified(connection: DuckDBPyConnection, arrival: Arrival) -> pl.DataFrame:
    """One row per source row: ``_row``, ``person_id``, ``found``.

    Who moved may be on lists of the unit joined only.
    """
    # A row of a wide table speaks of several years: the latest is the likeliest to be in a list.
    rows = arrival.rows.sort("year").unique("_row", keep="last")
    found = _asked(connection, rows)
    if arrival.kind != "movement":
        return found
    lost = found.filter(pl.col("found").is_in(["nobody", "elsewhere"]))["_row"]
    joined = rows.filter(pl.col("_row").is_in(lost.implode()) & pl.col("to_street").is_not_null())
    joined = joined.with_columns(pl.col(f"to_{level}").alias(level) for level in UNITS)
    there = _asked(connection, joined).filter(pl.col("person_id").is_not_null())
    return pl.concat([found.filter(~pl.col("_row").is_in(there["_row"].implode())), there])


def _asked(connection: DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """Who each of some rows is, by its keys and its unit."""
    asked = rows.select(pl.col("_row").alias("row"), *ASKED)
    connection.register("incoming", asked.to_arrow())
    connection.execute("DROP TABLE IF EXISTS identified")
    connection.execute(statement("identify"))
    connection.unregister("incoming")
    found: pl.DataFrame = connection.sql(
        "SELECT row AS _row, person_id, found FROM identified ORDER BY row"
    ).pl()
    return found.cast({"_row": rows["_row"].dtype})
