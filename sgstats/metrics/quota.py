"""Seats of a quota in whole people, from a table that may be shown."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

EAST_12 = Fraction(20, 100)
"""EAST-12: 优秀 for no more than 20 % of a community's workers, read as of those appraised (X18)."""


def quota_table(shown: pl.DataFrame, *, share: Fraction = EAST_12) -> pl.DataFrame:
    """Seats, how many were given, and what is left or over, by unit.

    Everything comes from the two counts shown in a row, so that the table tells nothing more than
    the one it is made from; a hidden row stays hidden. From rounded counts seats are as rough.

    Formula:
        seats = floor(appraised · share)

    Args:
        shown: One row per unit: the frame of ``quota_use`` as ``disclosure.protect`` gives it.
        share: Of those appraised who may have the grade; a rule pack's own quota, else EAST-12.

    Returns:
        One row per unit: its fields, ``appraised``, ``seats``, ``given``, ``left``, ``over``,
        ``status``, ``reason``.

    Example:
        >>> shown = pl.DataFrame({"community": ["和平", "幸福"], "people": [3, None], "base": [14, None]})
        >>> quota_table(shown).rows()
        [('和平', 14, 2, 3, 0, 1), ('幸福', None, None, None, None, None)]
    """
    seats = pl.col("base") * share.numerator // share.denominator
    spare = (seats - pl.col("people")).alias("spare")
    counted = shown.with_columns(seats.alias("seats"), spare).with_columns(
        appraised=pl.when(pl.col("spare").is_not_null()).then("base"),
        seats=pl.when(pl.col("spare").is_not_null()).then("seats"),
        given="people",
        left=pl.col("spare").clip(lower_bound=0),
        over=(-pl.col("spare")).clip(lower_bound=0),
    )
    facts = {"metric", "on", "grade", "people", "base", "share", "low", "high", "status", "reason"}
    keys = [name for name in shown.columns if name not in facts]
    ends = [name for name in ("status", "reason") if name in shown.columns]
    return counted.select(*keys, "appraised", "seats", "given", "left", "over", *ends)
