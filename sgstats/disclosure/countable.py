"""The counts of a measured table that can be trusted, and what they leave of their base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.metrics import Measured

CELL, REST, BASE, KNOWN = "cell", "rest", "base", "known"
"""A row of the table; what is left of its base; the base itself; the people a value was made from."""

BASE_OF = {CELL: BASE, REST: BASE, BASE: BASE}
"""Which number of a structure's group must be shown for another to be shown."""

BASE_OF_VALUE = {CELL: KNOWN, KNOWN: CELL, REST: CELL}
"""The same for a value: its row stands for the base, and its parts are the known and the unknown."""


def counted(measured: Measured) -> pl.DataFrame:
    """The numbers of a measured table as one list.

    A row is not to be trusted whose count or base is null, negative or not whole, and a
    group in which a count is larger than its base or the bases differ. Such a number
    stands as one person, which is to say as small. A missing base is no fault in the
    row 未知 of a structure whose shares are of the known.

    Args:
        measured: Its ``cells`` hold one row per group and category.

    Returns:
        One row per number: the by fields, ``_of``, ``_kind``, ``_people``, ``_uncountable``.
        First the cells, in the order of the table, then what belongs to them.
    """
    cells = _cells(measured)
    if "value" in measured.cells.columns:
        return pl.concat([_of_base(cells), _of_kind(cells, KNOWN, pl.col("_people")), _gaps(cells)])
    if measured.of is None:
        return _of_kind(cells, CELL, pl.col("_people"))
    groups = _groups(cells, measured.by)
    return pl.concat([cells, _rests(groups), _bases(groups)], how="diagonal")


def whole(name: str) -> pl.Expr:
    """The count where it is a whole number of zero or more people, else null."""
    number = pl.col(name).cast(pl.Float64, strict=False)
    whole = number.is_finite() & (number >= 0) & (number == number.floor())
    return pl.when(whole).then(number.cast(pl.Int64, strict=False))


def _cells(measured: Measured) -> pl.DataFrame:
    """The rows of the table with checked counts and the marks ``_outside`` and ``_uncountable``."""
    of = pl.lit(None, dtype=pl.String) if measured.of is None else pl.col(measured.of).cast(pl.String)
    frame = measured.cells.with_columns(
        _of=of,
        _kind=pl.lit(CELL),
        _people=whole("people"),
        _base=whole("base"),
        _outside=outside_base(measured),
    )
    frame = frame.with_columns(_uncountable=_not_trusted(measured))
    stand_in = pl.when("_uncountable").then(1).otherwise("_people").cast(pl.Int64)
    return frame.with_columns(_people=stand_in).select(
        *measured.by, "_of", "_kind", "_people", "_base", "_outside", "_uncountable"
    )


def outside_base(measured: Measured) -> pl.Expr:
    """The row 未知 of a structure whose base is the known: it has people and no base."""
    if measured.of is None or measured.options.base != "known":
        return pl.lit(value=False)
    return (pl.col(measured.of) == UNKNOWN) & pl.col("base").is_null()


def _not_trusted(measured: Measured) -> pl.Expr:
    """Its own count is wrong or, in a structure, its group contradicts itself."""
    unclear = pl.col("_people").is_null() | (pl.col("_base").is_null() & ~pl.col("_outside"))
    too_many = (pl.col("_people") > pl.col("_base")).fill_null(value=False)
    if measured.of is None:
        return unclear | too_many
    contradicted = too_many.any() | (pl.col("_base").drop_nulls().n_unique() > 1)
    return unclear | contradicted.over(list(measured.by) or pl.lit(0))


def _of_kind(cells: pl.DataFrame, kind: str, people: pl.Expr) -> pl.DataFrame:
    return cells.with_columns(_kind=pl.lit(kind), _people=people)


def _of_base(cells: pl.DataFrame) -> pl.DataFrame:
    """A value's row as the people of its base."""
    return _of_kind(cells, CELL, pl.when("_uncountable").then(1).otherwise("_base").cast(pl.Int64))


def _gaps(cells: pl.DataFrame) -> pl.DataFrame:
    """How many people of a value's base are not in it because something is unknown."""
    gap = pl.when("_uncountable").then(1).otherwise(pl.col("_base") - pl.col("_people")).cast(pl.Int64)
    return _of_kind(cells, REST, gap)


def _groups(cells: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """One row per group: people in its cells, base, whether any and whether all cells are in doubt."""
    keys = [pl.col(name) for name in by] or [pl.lit(0).alias("_whole")]
    outside = pl.col("_people").filter("_outside").sum()
    return cells.group_by(keys, maintain_order=True).agg(
        pl.col("_people").sum(),
        _base=pl.when(pl.col("_base").is_not_null().any() | pl.col("_outside").all()).then(
            pl.col("_base").max().fill_null(0) + outside
        ),
        _any=pl.col("_uncountable").any(),
        _all=pl.col("_uncountable").all(),
    )


def _rests(groups: pl.DataFrame) -> pl.DataFrame:
    """Not printed, but anyone can subtract; where a cell is in doubt it is the rest itself."""
    rest = pl.col("_base") - pl.col("_people")
    rests = groups.filter(~pl.col("_any") & (rest != 0))
    return rests.with_columns(_kind=pl.lit(REST), _people=rest.abs(), _uncountable=rest < 0)


def _bases(groups: pl.DataFrame) -> pl.DataFrame:
    doubtful = pl.col("_all") | pl.col("_base").is_null()
    people = pl.when(doubtful).then(1).otherwise("_base").cast(pl.Int64)
    return groups.with_columns(_kind=pl.lit(BASE), _people=people, _uncountable=doubtful)
