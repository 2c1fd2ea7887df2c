"""The pool of each unit from a file: one row per unit, with its name and an amount in yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats import fields
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from sgstats.sources import Table

UNITS = ("district", "street", "community")


def read_pools(path: Path) -> pl.DataFrame:
    """Read a table of pools.

    Args:
        path: CSV or spreadsheet with a column for the unit (街道, 社区) and one for the amount.

    Returns:
        One row per unit: ``district``, ``street``, ``community``, ``pool`` (as typed), ``row``.

    Raises:
        Refused: The file cannot be read, or has no column for the amount or the unit.
    """
    return pl.concat([_pools(table) for table in read(path).tables])


def _pools(table: Table) -> pl.DataFrame:
    titles = [column.title for column in table.columns]
    held = {fields.field_of_title(column.title, beside=titles): column for column in table.columns}
    if "pool" not in held or not held.keys() & {"street", "community"}:
        known = [title for title, name in fields.headers().items() if name == "pool"]
        raise Refused("pools.no_column", file=table.file, found=listed(titles), known=listed(known[:4]))
    wanted = (*UNITS, "pool")
    columns = {
        name: pl.col(held[name].name).cast(pl.String).str.strip_chars()
        if name in held
        else pl.lit(None, dtype=pl.String)
        for name in wanted
    }
    return table.cells.select(**columns, row="_row")
