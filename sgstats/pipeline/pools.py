"""The pool of each unit from a file: one row per unit, with its name and an amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from sgstats import fields
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.pipeline.amount_units import titles_with_unit, unit_of
from sgstats.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from sgstats.sources import Column, Table

UNITS = ("district", "street", "community")
ABOVE = re.compile(r"(?:街道|街|镇|乡|办事处|(?<![社小])区)$")
"""Ends of the name of a unit above communities."""


def read_pools(path: Path) -> pl.DataFrame:
    """Read a table of pools.

    Args:
        path: CSV or spreadsheet with a column for the unit (街道, 社区) and one for the amount. Its
            header or a line above it may say that amounts are 万元 or 千元.

    Returns:
        One row per unit: ``district``, ``street``, ``community``, ``pool`` (as typed), ``money_unit``,
        ``file``, ``row``.

    Raises:
        Refused: The file cannot be read, has no column for the amount or the unit or several for the
            amount, its unit of money is unclear, or a row names a unit alone.
    """
    with fields.also_called(titles_with_unit(_known())):
        return _read(path)


def _known() -> list[str]:
    return [title for title, name in fields.headers().items() if name == "pool"]


def _read(path: Path) -> pl.DataFrame:
    export = read(path)
    headings = export.findings.filter(pl.col("rule") == "table.section_row")
    for table in export.tables:
        here = headings.filter(pl.col("sheet").eq_missing(pl.lit(table.sheet, dtype=pl.String)))
        _refuse_units_alone(table, here["row"].to_list())
    return pl.concat([_pools(table) for table in export.tables])


def _pools(table: Table) -> pl.DataFrame:
    held = _held(table)
    columns = {
        name: pl.col(held[name].name).cast(pl.String).str.strip_chars()
        if name in held
        else pl.lit(None, dtype=pl.String)
        for name in (*UNITS, "pool")
    }
    above = [line.text for line in table.lines]
    unit = unit_of(held["pool"].title, lines=above, file=table.file)
    return table.cells.select(**columns, money_unit=pl.lit(unit), file=pl.lit(table.file), row="_row")


def _held(table: Table) -> dict[str, Column]:
    """The column of each field that the table has."""
    titles = [column.title for column in table.columns]
    meant = [(fields.field_of_title(column.title, beside=titles), column) for column in table.columns]
    held = {name: column for name, column in meant if name}
    if "pool" not in held or not held.keys() & {"street", "community"}:
        raise Refused("pools.no_column", file=table.file, found=listed(titles), known=listed(_known()[:4]))
    amounts = [column.title for name, column in meant if name == "pool"]
    if len(amounts) > 1:
        raise Refused("pay.two_columns", file=table.file, found=listed(amounts))
    return held


def _refuse_units_alone(table: Table, headings: list[int]) -> None:
    """Refuse a row that lacks unit or amount and was taken for the heading of the rows below it."""
    rows = table.cells["_row"].to_list()
    heads = dict(zip(rows, table.cells["_section"], strict=True))
    communities = "community" in _held(table)
    for row in headings:
        below = min((one for one in rows if one > row), default=None)
        of_rows = below is not None and not any(row < other < below for other in headings)
        if not (communities and of_rows and ABOVE.search(heads[below] or "")):
            raise Refused("pay.row_as_heading", file=table.file, row=row)
