"""Shares of people who did something: those who did not are base less people, and as easily told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgstats.metrics import Measured

PART = "_part"
_ROW = "_share_row"


def of_two_parts(measured: Measured) -> bool:
    """Whether each row of a share has a base of its own; a headcount's rows are parts of one base."""
    if measured.definition.kind != "share" or measured.of in measured.cells.columns:
        return False
    return bool((measured.cells["base"] != measured.cells["people"].sum()).any())


def with_both_parts(measured: Measured, mark: Callable[[Measured], pl.DataFrame]) -> pl.DataFrame:
    """The cells with the marks of a table that prints those who did not as well.

    A row whose other part may not be seen is hidden whole.

    Args:
        measured: A share without parts.
        mark: Marks a table of parts.
    """
    cells = measured.cells.with_row_index(_ROW)
    did = cells.with_columns(pl.lit("did").alias(PART))
    other = pl.col("base").cast(pl.Int64, strict=False) - pl.col("people").cast(pl.Int64, strict=False)
    did_not = cells.with_columns(pl.lit("did not").alias(PART), people=other)
    both = pl.concat([did, did_not.cast(did.schema)]).sort(_ROW, PART)
    marked = mark(replace(measured, of=PART, cells=both))
    marks = marked.group_by(_ROW).agg(pl.col("_hidden", "_uncountable", "_few_unknown").any())
    return cells.join(marks, on=_ROW, how="left", maintain_order="left").drop(_ROW)
