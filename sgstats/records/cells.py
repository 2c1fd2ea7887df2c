"""Cell text without what varies for no reason; the first step of reading any value."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import INVISIBLE

if TYPE_CHECKING:
    from sgstats.sources.table import Table

_NOT_PLAIN = r"[^\x21-\x7e\u4e00-\u9fff\u3007]"
"""Anything but printable ASCII and common Chinese characters, which NFKC leaves alone."""


def plain(cell: pl.Expr) -> pl.Expr:
    r"""Text in NFKC without white space and invisible characters; what is left empty becomes null.

    Example:
        >>> frame = pl.DataFrame({"c": [" 大 专\n", "\uff11\uff19\uff18\uff15.6", "\u3000"]})
        >>> frame.select(plain(pl.col("c")))["c"].to_list()
        ['大专', '1985.6', None]
    """
    return cell.map_batches(_plain, return_dtype=pl.String)


def _plain(text: pl.Series) -> pl.Series:
    """The same for a whole column; most cells are plain already, and looking is cheaper than rewriting."""
    odd = text.str.contains(_NOT_PLAIN).fill_null(value=False)
    if odd.any():
        rewritten = text.filter(odd).str.normalize("NFKC").str.replace_all(INVISIBLE, "")
        text = text.clone().scatter(odd.arg_true(), rewritten)
    return text.set(text == "", None)


@cache
def placeholders() -> frozenset[str]:
    """What people type into a cell to say that they have nothing to say.

    Example:
        >>> "-" in placeholders(), "群众" in placeholders()
        (True, False)
    """
    text = resources.files("sgstats.records").joinpath("values/placeholders.csv").read_text(encoding="utf-8")
    return frozenset(row["spelling"] for row in csv.DictReader(text.splitlines()))


def content(cell: pl.Expr) -> pl.Expr:
    """Plain text, with placeholders such as ``-`` and 不详 turned into null (unknown)."""
    text = plain(cell)
    return pl.when(~text.is_in(sorted(placeholders()))).then(text)


def is_number(table: Table, column: str) -> pl.Series:
    """Whether the file says that a cell is a number; null where the file has no types."""
    if table.kinds is None:
        return pl.repeat(None, table.cells.height, dtype=pl.Boolean, eager=True)
    return table.kinds[column].cast(pl.String) == "number"
