"""From which unit to which: what the columns of a movement list say of the units left and joined."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import normalise
from sgstats.records.movement_types import LEFT, MOVED
from sgstats.records.places import read_units, stated_units
from sgstats.records.privacy import screen_units
from sgstats.records.reading import Problem, Reading
from sgstats.records.units import LEVELS, canonical, in_simplified, split_paths

if TYPE_CHECKING:
    from sgstats.records.reading import Sheet
    from sgstats.sources.table import Column

FROM, TO = "from_unit", "to_unit"

_LEVEL = {
    "district": re.compile("区县?$|县$"),
    "street": re.compile("街道$|街镇$|镇$"),
    "community": re.compile("社区$|居委会$|居民区$"),
}
"""How the header of a column ends that holds one level (原街道, 原社区); 居民区 is no district."""

_OUTSIDE = re.compile("[区县]外|外[区县市省]|外地|系统外|外单位|(?:离|出)本[区县]")


def read_moves(sheet: Sheet) -> Reading:
    """The units of every row: ``here_*`` (its own columns), ``left_*``, ``joined_*``, and ``outside``.

    ``own`` says whether a row names its unit itself. Where only a community is told, its street and district
    are those that the table names for it, else those that hold for the whole table.
    """
    here, _ = screen_units(sheet, read_units(sheet))
    sides = {"left": _side(sheet, FROM), "joined": _side(sheet, TO)}
    known = pl.concat([here.select(LEVELS), *(one for one, _ in sides.values())])
    columns = {f"here_{level}": here[level] for level in LEVELS}
    problems: list[Problem] = []
    for name, (units, found) in sides.items():
        filled = _filled(sheet, units, known=known)
        columns |= {f"{name}_{level}": filled[level] for level in LEVELS}
        problems += found
    outside = sheet_text(sheet, TO).str.contains(_OUTSIDE.pattern).fill_null(value=False)
    columns |= {"outside": outside, "own": _own(sheet)}
    return Reading(columns=columns, problems=tuple(problems))


def _own(sheet: Sheet) -> pl.Series:
    """The rows that name a unit in a column of their own or stand under one, and not in a title alone."""
    texts = [sheet.text(name).alias(name) for name in (*LEVELS, "unit")]
    return (
        pl
        .DataFrame([*texts, sheet.table.cells["_section"]])
        .select(pl.any_horizontal(pl.all().is_not_null()))
        .to_series()
    )


def sheet_text(sheet: Sheet, name: str) -> pl.Series:
    """The text of all columns of a unit, one after the other."""
    texts = [sheet.column_text(one).alias(one.name) for one in sheet.columns.columns.get(name, ())]
    if not texts:
        return sheet.nothing()
    joined = pl.DataFrame(texts).select(text=pl.concat_str(pl.all(), ignore_nulls=True))["text"]
    return joined.set(joined == "", None)


def _side(sheet: Sheet, name: str) -> tuple[pl.DataFrame, list[Problem]]:
    """What the columns of one unit name, screened for what is none."""
    columns = sheet.columns.columns.get(name, ())
    told = [_levels(sheet, one) for one in columns]
    empty = pl.DataFrame({level: sheet.nothing() for level in LEVELS})
    units = pl.DataFrame({
        level: pl.select(pl.coalesce([*(one[level] for one in told), empty[level]])).to_series()
        for level in LEVELS
    })
    units, problems = screen_units(sheet, units)
    first = next(iter(columns), None)
    return units, [replace(one, column=first) for one in problems]


def _levels(sheet: Sheet, column: Column) -> pl.DataFrame:
    """The levels that one column names; a column of one level may leave out the level's word."""
    text = in_simplified(sheet.column_text(column))
    paths, title = split_paths(text), normalise(column.title)
    for level, ending in reversed(_LEVEL.items()):
        if ending.search(title):
            plain = pl.DataFrame({"n": text}).select(canonical(pl.col("n"))).to_series()
            named = pl.select(pl.when(paths[level].is_null()).then(plain).otherwise(paths[level])).to_series()
            return paths.with_columns(named.alias(level))
    return paths


def _filled(sheet: Sheet, units: pl.DataFrame, *, known: pl.DataFrame) -> pl.DataFrame:
    """Units with the levels above those told."""
    stated = stated_units(sheet)
    units = _above(units, "community", "street", known=known, stated=stated)
    return _above(units, "street", "district", known=known, stated=stated)


def _above(
    units: pl.DataFrame, level: str, upper: str, *, known: pl.DataFrame, stated: dict[str, str | None]
) -> pl.DataFrame:
    """The level above, where the table names exactly one for a unit, else the one stated for all."""
    pairs = known.select(level, upper).drop_nulls().unique()
    single = pairs.filter(pl.len().over(level) == 1).rename({upper: "above"})
    several = pairs[level].unique().implode()
    found = units.join(single, on=level, how="left", maintain_order="left")
    told = pl.col(level).is_not_null() & ~pl.col(level).is_in(several)
    by_all = pl.when(told).then(pl.lit(stated[upper], dtype=pl.String))
    return found.with_columns(pl.coalesce(upper, "above", by_all).alias(upper)).select(LEVELS)


def settled_units(rows: pl.DataFrame) -> pl.DataFrame:
    """The unit of every movement, and where a move led.

    Args:
        rows: One row per movement: ``movement_type``, ``side`` and the units as ``read_moves`` gives them.

    Returns:
        The same rows with ``district`` … (left, or joined by who came) and ``to_district`` ….
    """
    left, joined = _told("left"), _told("joined")
    gone, moved = pl.col("movement_type") == LEFT, pl.col("movement_type") == MOVED
    # A row's own unit is that of the side which no column of its own names.
    to_here = (pl.col("side") == "to").fill_null(value=False) | (left & pl.col("side").is_null())
    own = pl.when("own").then(pl.lit("here"))
    marks = rows.with_columns(_to=pl.when(joined).then(pl.lit("joined")).when(to_here).then(own))
    own_left = pl.when(pl.col("_to").ne_missing(pl.lit("here"))).then(own)
    marks = marks.with_columns(_from=pl.when(left).then(pl.lit("left")).otherwise(own_left))
    came, stated = pl.coalesce("_to", own), pl.lit("here")
    of = (
        pl
        .when(moved)
        .then("_from")
        .when(gone)
        .then(pl.coalesce("_from", stated))
        .otherwise(pl.coalesce(came, stated))
    )
    marks = marks.with_columns(_of=of, _to=pl.when(moved).then("_to"))
    units = marks.with_columns(
        *(_chosen("_of", level).alias(level) for level in LEVELS),
        *(_chosen("_to", level).alias(f"to_{level}") for level in LEVELS),
    )
    return _without_echo(units)


def _told(name: str) -> pl.Expr:
    return pl.any_horizontal(pl.col(f"{name}_{level}").is_not_null() for level in LEVELS)


def _chosen(mark: str, level: str) -> pl.Expr:
    """The level of the unit that a mark points at."""
    sides = ("here", "left", "joined")
    return pl.coalesce(pl.when(pl.col(mark) == side).then(f"{side}_{level}") for side in sides)


def _without_echo(units: pl.DataFrame) -> pl.DataFrame:
    """A row's own unit that is the one joined does not say which one was left."""
    same = pl.all_horizontal(pl.col(level).eq_missing(pl.col(f"to_{level}")) for level in LEVELS)
    echo = same & (pl.col("_of") == "here") & (pl.col("movement_type") == MOVED)
    return units.with_columns(
        pl.when(~echo.fill_null(value=False)).then(pl.col(level)).alias(level) for level in LEVELS
    )
