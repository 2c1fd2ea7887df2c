"""What the items of an account add to a share, told only where that gives no hidden people away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.disclosure.accounts import CLOSING, COMPONENT, OPENING
from sgstats.metrics.change.account import SUMS

if TYPE_CHECKING:
    from sgstats.metrics import Measured


def tellable(measured: Measured) -> pl.Expr:
    """Whether a row's value may be told, given the mark ``_hidden`` of all rows.

    What an item adds to the share of one value depends on how many people the item has over all
    values, and so tells the number hidden in another row. Items add up to 流入 and 流出, and these
    to the difference of the shares, so that one value left out would be had by subtraction: if a
    row of an item is hidden, no value of the items on its side is told; if a row of 流入 or 流出 is,
    none between the shares themselves.

    Args:
        measured: A table of components of a change, or of anything else, whose values are all told.
    """
    if COMPONENT not in measured.by:
        return pl.lit(value=True)
    groups = [pl.lit(0), *(pl.col(name) for name in measured.by if name != COMPONENT)]
    item = pl.col(COMPONENT)
    silent = (pl.col("_hidden") & item.is_in(list(SUMS))).any().over(groups)
    for parts in SUMS.values():
        inside = item.is_in(parts)
        silent |= inside & (pl.col("_hidden") & inside).any().over(groups)
    return item.is_in([OPENING, CLOSING]) | ~silent
