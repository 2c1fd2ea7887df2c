"""The numbers of one table and the lines that tie them together.

A table says more than its cells: the cells of a group add up to its base, and along
each dimension the groups add up to a table that is published too. ``numbers`` lays out
the cells and bases of the table and of all its totals; a line is some of them and the
number that is their sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.disclosure.countable import BASE, BASE_OF, BASE_OF_VALUE, CELL, KNOWN, REST, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from sgstats.metrics import Measured

WHAT = ("_of", "_kind")
"""Which number of a group a row is: the category, and whether it is a cell, a rest or the base."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Family:
    """Lines of one direction within one level; no number is a part of two of them.

    Attributes:
        line: Line that each number is a part of, -1 for none.
        total: Number that is the sum of the line's parts, by line.
    """

    line: NDArray[np.int64]
    total: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """The table by some of its dimensions: its numbers and the lines they are parts of.

    Attributes:
        dims: Its dimensions.
        member: Its numbers.
        families: Its lines.
        identities: What else ties its numbers: one row per equation, one column per number.
    """

    dims: frozenset[str]
    member: NDArray[np.bool_]
    families: tuple[Family, ...]
    identities: csr_array | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every number of a table and of its totals.

    Attributes:
        people: The counts; 1 stands for a count nobody knows, so that it is treated as small.
        cell: Positions of the table's rows, in their order.
        gap: By row of a value's table, position of the number of people the value leaves out; else empty.
        base: Position of the base of each number's group, its own for a base; -1 without one.
        group: Numbers that say how large a group is.
        uncountable: Numbers that could not be established.
        order: Positions from the smallest number to the largest; equal ones by name.
        levels: From the overall total (no dimension) to the table itself (all of them).
        keys: The fields of each number's group (null where left out), which number of it, and its level.
        binding: Numbers whose base is hidden as soon as they are; None for none.
    """

    people: NDArray[np.int64]
    cell: NDArray[np.int64]
    gap: NDArray[np.int64]
    base: NDArray[np.int64]
    group: NDArray[np.bool_]
    uncountable: NDArray[np.bool_]
    order: NDArray[np.int64]
    levels: tuple[Level, ...]
    keys: pl.DataFrame | None = None
    binding: NDArray[np.bool_] | None = None


def numbers(measured: Measured) -> Numbers:
    """Lay a measured table out as numbers and lines.

    Args:
        measured: Its ``cells`` hold one row per group and category.

    Returns:
        The numbers of every total and, last, of the table itself.
    """
    every = _with_totals(counted(measured), measured.by)
    base = _bases(every, measured)
    places = {dims: place for place, dims in enumerate(_subsets(measured.by))}
    last = every.filter(pl.col("_level") == len(places) - 1)
    return Numbers(
        people=every["_people"].to_numpy(),
        cell=_of_kind(last, CELL),
        gap=_of_kind(last, REST if measured.of is None else ""),
        base=base,
        group=every["_kind"].is_in(_sizes(measured)).to_numpy(),
        uncountable=every["_uncountable"].to_numpy(),
        order=every.sort("_people", *measured.by, *WHAT, nulls_last=True)["_number"].to_numpy(),
        levels=tuple(_level(every, dims, places=places, base=base) for dims in places),
        keys=every.select(*measured.by, *WHAT, "_level"),
    )


def _of_kind(rows: pl.DataFrame, kind: str) -> NDArray[np.int64]:
    return rows.filter(pl.col("_kind") == kind)["_number"].to_numpy()


def _sizes(measured: Measured) -> tuple[str, ...]:
    """Which numbers say how large a group is: a base, the row of a headcount, the people behind a value."""
    return (BASE,) if measured.of is not None else (CELL, KNOWN)


def _subsets(by: Sequence[str]) -> list[tuple[str, ...]]:
    return [dims for size in range(len(by) + 1) for dims in combinations(by, size)]


def _with_totals(detail: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The numbers of every level below each other, numbered from 0."""
    levels = [_summed(detail, list(dims)) for dims in _subsets(by)[:-1]] + [detail]
    numbered = [level.with_columns(_level=pl.lit(place)) for place, level in enumerate(levels)]
    every = pl.concat(numbered, how="diagonal").select(*by, *WHAT, "_level", "_people", "_uncountable")
    return every.with_columns(_number=pl.int_range(pl.len(), dtype=pl.Int64))


def _summed(detail: pl.DataFrame, dims: list[str]) -> pl.DataFrame:
    """The table by fewer dimensions; taken to be known even where a part of it is not."""
    totals = detail.group_by([*dims, *WHAT], maintain_order=True).agg(pl.col("_people").sum())
    return totals.with_columns(_uncountable=pl.lit(value=False))


def _bases(every: pl.DataFrame, measured: Measured) -> NDArray[np.int64]:
    """The number that must be shown for another to be shown; for a headcount, the overall one."""
    value = "value" in measured.cells.columns
    if measured.of is None and not value:
        return np.where(every["_level"].to_numpy() > 0, 0, -1)
    kinds = BASE_OF_VALUE if value else BASE_OF
    wanted = every.with_columns(
        _kind=pl.col("_kind").replace_strict(kinds, default=None, return_dtype=pl.String)
    )
    keys = ["_level", *measured.by, "_kind"]
    found = every.filter(pl.col("_kind").is_in(kinds.values())).select(*keys, _found="_number")
    return _found(wanted, found, keys)


def _found(left: pl.DataFrame, right: pl.DataFrame, keys: list[str]) -> NDArray[np.int64]:
    """For each row the number in ``right`` with the same keys, or -1."""
    joined = left.join(right, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return joined["_found"].fill_null(-1).to_numpy()


def _level(
    every: pl.DataFrame, dims: tuple[str, ...], *, places: dict[tuple[str, ...], int], base: NDArray[np.int64]
) -> Level:
    """One level: its parts add up to bases, and along each dimension to the level without it."""
    member = (every["_level"] == places[dims]).to_numpy()
    families = [family(np.where(member & _adds_up(every), base, -1))]
    for along in dims:
        others = tuple(name for name in dims if name != along)
        above = every.filter(pl.col("_level") == places[others])
        found = _found(every, above.select(*others, *WHAT, _found="_number"), [*others, *WHAT])
        families.append(family(np.where(member, found, -1)))
    return Level(dims=frozenset(dims), member=member, families=tuple(families))


def _adds_up(every: pl.DataFrame) -> NDArray[np.bool_]:
    """Parts of a structure's base; a value's row and its people are no parts of each other."""
    structure = (every["_kind"] == BASE).any()
    return (every["_kind"] != BASE).to_numpy() & structure


def family(total_of: NDArray[np.int64]) -> Family:
    """Group numbers by the number that is their sum, -1 for none."""
    part = total_of >= 0
    line = np.full(len(total_of), -1)
    total, line[part] = np.unique(total_of[part], return_inverse=True)
    return Family(line=line, total=total)
