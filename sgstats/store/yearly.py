"""What the store knows of people year by year: who was there, and what was recorded of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.store.connection import statement
from sgstats.store.holding import reading
from sgstats.store.recording import COLUMNS, JUDGED

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ("district", "street", "community")
"""Columns that say where somebody was appraised; ``staff`` settles where people belong. A movement is one
from unit to unit, so it keeps them."""


def staff(path: str | Path, *, years: range) -> pl.DataFrame:
    """One row per person and year: whoever was in post on 31 December, or has something recorded.

    Returns:
        ``person_id``, ``year``, the unit and attributes as the statement in force says, and
        ``in_post`` (on 31 December), sorted by year and unit, and within it in the order of the list
        in force: by import, then by row.

    Example:
        >>> staff(store, years=range(2012, 2013)).height
        8
    """
    asked = pl.DataFrame({"year": list(years)}, schema={"year": pl.Int32})
    with reading(path) as connection:
        connection.register("asked", asked.to_arrow())
        found: pl.DataFrame = connection.sql(statement("staff")).pl()
        connection.unregister("asked")
    return found


def recorded(path: str | Path, *, kind: str, until: int) -> pl.DataFrame:
    """The rows of one kind about the years up to one, as last told.

    Args:
        path: The store.
        kind: ``appraisal``, ``absence``, ``ballot``, ``fact``, ``movement`` or ``training``.
        until: The last year wanted.

    Example:
        >>> recorded(store, kind="absence", until=2023).columns[:3]
        ['person_id', 'year', 'absence_type']
    """
    told = COLUMNS[kind] if kind == "movement" else (one for one in COLUMNS[kind] if one not in UNITS)
    columns = ", ".join(told)
    with reading(path) as connection:
        found: pl.DataFrame = connection.sql(
            f"SELECT person_id, {columns} FROM {kind} WHERE NOT superseded AND year <= $until "
            "ORDER BY year, person_id, import_id, row",
            params={"until": until},
        ).pl()
    return found


def population(path: str | Path, *, until: int) -> pl.DataFrame:
    """What was last told of every unit up to a day: each fact from the last row that has it.

    A street may stand beside its communities; the rows are not added up.

    Args:
        path: The store.
        until: The last day wanted, as a day number.

    Returns:
        ``district``, ``street``, ``community`` (null where a whole street or district is told),
        ``residents``, ``households``, ``quota`` (null where never told) and the day that each speaks of:
        ``residents_day``, ``households_day``, ``quota_day``.

    Example:
        >>> population(store, until=20231231).columns[3:6]
        ['residents', 'households', 'quota']
    """
    with reading(path) as connection:
        found: pl.DataFrame = connection.sql(statement("population"), params={"until": until}).pl()
    return found


def years(path: str | Path) -> list[int]:
    """The years that something is recorded of by which people are judged, oldest first.

    Movements and trainings alone make no year to judge.

    Example:
        >>> years(store)
        []
    """
    told = " UNION ".join(f"SELECT year FROM {kind} WHERE NOT superseded" for kind in JUDGED)
    with reading(path) as connection:
        return [year for (year,) in connection.execute(f"{told} ORDER BY 1").fetchall()]
