"""What leavers are divided by: five customs, each with a name that stands beside the number."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from sgstats.fields import dictionary
from sgstats.metrics.options import DENOMINATORS, Denominator
from sgstats.metrics.question import Question

_ENDS = (pl.col("opening") + pl.col("closing")) / 2
BASES: dict[Denominator, Callable[[], pl.Expr]] = {
    "months": lambda: pl.col("average"),
    "ends": lambda: _ENDS,
    "opening": lambda: pl.col("opening").cast(pl.Float64),
    "closing": lambda: pl.col("closing").cast(pl.Float64),
    "leavers_closing": lambda: (pl.col("gone") + pl.col("closing")).cast(pl.Float64),
}
"""Each denominator from the columns of an account."""


def title(denominator: Denominator) -> str:
    """What a denominator is called in the field ``denominator``.

    Example:
        >>> title("months"), title("leavers_closing")
        ('月均人数', '离职加期末人数')
    """
    return dictionary()["denominator"].values[DENOMINATORS.index(denominator)]


def chosen(question: Question) -> list[Denominator]:
    """The denominators of a question: the one named, or all five side by side."""
    asked = question.options.denominator
    return list(BASES) if asked == "all" or "denominator" in question.by else [asked]


def based(found: pl.DataFrame, question: Question, *, people: pl.Expr) -> pl.DataFrame:
    """Each row of an account with ``people`` over every denominator asked for.

    Args:
        found: Rows of an account.
        question: Says which denominators.
        people: What is divided.
    """
    names = pl.Enum(dictionary()["denominator"].values)
    parts = [
        found.with_columns(
            people.cast(pl.Int64).alias("people"),
            BASES[one]().alias("base"),
            pl.lit(title(one), dtype=names).alias("denominator"),
        )
        for one in chosen(question)
    ]
    return pl.concat(parts)
