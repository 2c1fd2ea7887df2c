"""The numbers of one table and the lines that tie them together.

A published table is more than its cells: each group's base is the sum of its cells, and
summed over one dimension the cells give a table that is published too. ``numbers`` lays
cells and bases out as one list; a line is a set of them whose sum a reader can know.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgstats.metrics import Measured

Integers = "NDArray[np.int64]"
CELL, REST, BASE = "cell", "rest", "base"
Kind = Literal["cell", "rest", "base"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Lines of one direction; no number stands in two of them.

    Attributes:
        line: Line of each number, -1 where it stands in none.
        total: Number that is the line's sum, by line; -1 where the sum is printed elsewhere.
    """

    line: NDArray[np.int64]
    total: NDArray[np.int64]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.total)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Every number of a table, with its lines.

    Attributes:
        people: The counts; 1 stands for a count nobody knows, so that it is treated as small.
        cell: Positions of the table's rows, in their order.
        base: Position of the base of each number's group, its own for a base; -1 without one.
        uncountable: Numbers that could not be established.
        families: The lines, one family per direction.
    """

    people: NDArray[np.int64]
    cell: NDArray[np.int64]
    base: NDArray[np.int64]
    uncountable: NDArray[np.bool_]
    families: tuple[Family, ...]

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Positions from the smallest number to the largest."""
        return np.argsort(self.people, kind="stable")


def numbers(measured: Measured) -> Numbers:
    """Lay a measured table out as numbers and lines.

    A row whose counts cannot be trusted (null, negative, not whole, more people than
    base, or a base that differs within its group) is marked, and stands as one person.

    Args:
        measured: Its ``cells`` hold one row per group and category.

    Returns:
        Cells first, in the order of the rows, then what the rows of a group leave of its
        base (when they do not cover it), then the bases.
    """
    cells = _checked(measured)
    parts = [cells]
    if measured.of is not None:
        parts += [_rests(cells, measured.by), _bases(cells, measured.by)]
    every = pl.concat(parts, how="diagonal")
    return Numbers(
        people=every["_people"].to_numpy(),
        cell=np.arange(len(cells), dtype=np.int64),
        base=_base_positions(every, measured),
        uncountable=every["_uncountable"].to_numpy(),
        families=_families(every, measured),
    )


def _whole(name: str) -> pl.Expr:
    """The count where it is a whole number of zero or more people, else null."""
    number = pl.col(name).cast(pl.Float64, strict=False)
    whole = number.is_finite() & (number >= 0) & (number == number.floor())
    return pl.when(whole).then(number.cast(pl.Int64, strict=False))


def _checked(measured: Measured) -> pl.DataFrame:
    """By fields, ``_of``, ``_kind``, ``_people``, ``_base``, ``_uncountable``, one row per row of the table."""
    group = [pl.col(name) for name in measured.by] or [pl.lit(0)]
    of = pl.lit(None, dtype=pl.String) if measured.of is None else pl.col(measured.of).cast(pl.String)
    counted = "base" if "value" in measured.cells.columns else "people"
    frame = measured.cells.with_columns(_n=_whole("people"), _b=_whole("base"))
    wrong = pl.col("_n").is_null() | pl.col("_b").is_null() | (pl.col("_n") > pl.col("_b"))
    group_wrong = (wrong & pl.col("_n").is_not_null()) | (pl.col("_b").n_unique() > 1)
    if measured.of is not None:
        wrong = wrong | group_wrong.any().over(group)
    frame = frame.with_columns(_uncountable=wrong.fill_null(value=True))
    known = pl.col("_b" if counted == "base" else "_n")
    return frame.select(
        *measured.by,
        _of=of,
        _kind=pl.lit(CELL),
        _people=pl.when("_uncountable").then(1).otherwise(known).cast(pl.Int64),
        _base=pl.col("_b"),
        _uncountable="_uncountable",
    )


def _rests(cells: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """What each group's rows leave of its base: not printed, but anyone can subtract."""
    groups = _grouped(cells, by).filter(~pl.col("_uncountable"))
    groups = groups.with_columns(_people=pl.col("_base") - pl.col("_people"))
    return groups.filter(pl.col("_people") != 0).with_columns(
        _kind=pl.lit(REST), _uncountable=pl.col("_people") < 0, _people=pl.col("_people").abs()
    )


def _bases(cells: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """One number per group: how many people it has."""
    wrong = pl.col("_all_wrong") | pl.col("_base").is_null()
    return _grouped(cells, by).with_columns(
        _kind=pl.lit(BASE),
        _uncountable=wrong,
        _people=pl.when(wrong).then(1).otherwise("_base").cast(pl.Int64),
    )


def _grouped(cells: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    keys = [pl.col(name) for name in by] or [pl.lit(0).alias("_one")]
    return cells.group_by(keys, maintain_order=True).agg(
        pl.col("_people").sum(),
        pl.col("_base").max(),
        pl.col("_uncountable").any(),
        _all_wrong=pl.col("_uncountable").all(),
    )


def _families(every: pl.DataFrame, measured: Measured) -> tuple[Family, ...]:
    """Across each group, and along each single dimension that the table is cut by."""
    along = [[*(other for other in measured.by if other != name), "_of", "_kind"] for name in measured.by]
    lines = [_lines(every, keys) for keys in along]
    families = [Family(line=line, total=np.full(line.max(initial=-1) + 1, -1)) for line in lines]
    return tuple([*_across(every, measured), *families])


def _across(every: pl.DataFrame, measured: Measured) -> list[Family]:
    """The lines that add up to a group's base."""
    if measured.of is None:
        return []
    line = _lines(every, list(measured.by))
    is_base = (every["_kind"] == BASE).to_numpy()
    total = np.full(line.max(initial=-1) + 1, -1)
    total[line[is_base]] = np.flatnonzero(is_base)
    return [Family(line=np.where(is_base, -1, line), total=total)]


def _lines(every: pl.DataFrame, keys: list[str]) -> NDArray[np.int64]:
    """The same whole number for numbers that agree in every key."""
    if not keys:
        return np.zeros(len(every), dtype=np.int64)
    kinds = every.select(keys).unique(maintain_order=True).with_row_index("_line")
    joined = every.select(keys).join(kinds, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return joined["_line"].cast(pl.Int64).to_numpy()


def _base_positions(every: pl.DataFrame, measured: Measured) -> NDArray[np.int64]:
    for family in _across(every, measured):
        line = _lines(every, list(measured.by))
        return family.total[line]
    return np.full(len(every), -1)
