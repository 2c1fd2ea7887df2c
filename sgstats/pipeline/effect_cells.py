"""The cells of somebody's own panel: every number is looked at, and what is wrong is told by its place."""

from __future__ import annotations

import polars as pl

from sgstats.errors import Refused

COUNTED = ("share", "rate", "count")
"""Kinds of which people are counted, and so whole."""
PLAIN = "people", "base"


def checked(frame: pl.DataFrame, *, kind: str) -> pl.DataFrame:
    """The units and numbers of a frame: text for units, floats for people and base, null where unknown.

    A refusal tells column and row, and never what stands there: it may be of a person.

    Args:
        frame: A row per unit and period: ``unit``, ``people`` and, unless people alone count, ``base``.
        kind: ``share``, ``rate``, ``mean`` or ``count``.

    Returns:
        ``unit``, ``people`` and ``base``, in the order of the frame.

    Raises:
        Refused: A unit has no name; a cell is no number, or one that can't be.

    Example:
        >>> frame = pl.DataFrame({"unit": ["甲", "甲"], "people": [3, 9], "base": [10, 8]})
        >>> checked(frame, kind="share")
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 第 2 行的 people 大于 base：一部分人不会多于全体。请改正这一格。
    """
    told = frame.select(
        _text(frame["unit"]),
        _floats(frame["people"]),
        _floats(frame["base"]) if "base" in frame.columns else pl.lit(None, dtype=pl.Float64).alias("base"),
    )
    whole = [name for name in PLAIN if kind in COUNTED and (name, kind) != ("base", "rate")]
    for name in whole:
        _refuse(told.select(pl.col(name) % 1 != 0), "fraction", name)
    for name in PLAIN if kind in COUNTED else PLAIN[1:]:
        _refuse(told.select(pl.col(name) < 0), "negative", name)
    if kind == "share":
        _refuse(told.select(pl.col("people") > pl.col("base")), "above", "people")
    return told


def _text(units: pl.Series) -> pl.Series:
    _refuse(units.is_null().to_frame(), "empty", "unit")
    return units.cast(pl.String)


def _floats(cells: pl.Series) -> pl.Series:
    """Numbers as floats, null where unknown; text is read as numbers where it says some."""
    readable = cells.dtype.is_numeric() or cells.dtype in {pl.String, pl.Null}
    read = cells.cast(pl.Float64, strict=False) if readable else pl.Series(cells.name, [None] * len(cells))
    read = read.cast(pl.Float64).fill_nan(None)
    lost = cells.is_not_null() & read.is_null() & ~_no_value(cells)
    _refuse((lost | read.is_infinite().fill_null(value=False)).to_frame(), "number", cells.name)
    return read


def _no_value(cells: pl.Series) -> pl.Series:
    """Cells that other libraries write for nothing known."""
    if cells.dtype.is_float():
        return cells.is_nan().fill_null(value=False)
    return pl.Series([False] * len(cells))


def _refuse(wrong: pl.DataFrame, why: str, column: str) -> None:
    """Refuse the first cell that is wrong, by its column and row."""
    rows = wrong.to_series().fill_null(value=False).arg_true()
    if len(rows):
        raise Refused(f"effect_panel.cell_{why}", column=column, row=rows[0] + 1)
