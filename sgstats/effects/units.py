"""The units of a panel: what they are called, and in which of them a measure was begun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.stored import UNITS

SHOWN = 12
"""So many units are named to who asks for one that is not there."""


def paths_of(level: str) -> tuple[str, ...]:
    """The fields that tell the units of a level apart.

    Two streets may each have a community of one name.

    Raises:
        Refused: There is no such level.

    Example:
        >>> paths_of("community")
        ('street', 'community')
    """
    if level not in UNITS:
        raise Refused("effect_panel.no_level", level=level, known=listed(UNITS))
    return ("street", "community") if level == "community" else (level,)


def unit_titles(paths: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """What units are called: their own name, with the one above it where two have the same.

    Example:
        >>> list(unit_titles([("东街", "幸福"), ("西街", "幸福"), ("西街", "和平")]).values())
        ['幸福（东街）', '幸福（西街）', '和平']
    """
    seen = Counter(path[-1] for path in paths)
    return {path: path[-1] if seen[path[-1]] == 1 else f"{path[-1]}（{path[-2]}）" for path in paths}


def named(
    cells: pl.DataFrame, *, levels: Sequence[str], titles: Mapping[tuple[str, ...], str]
) -> pl.DataFrame:
    """Cells with the units' titles in one column ``unit``."""
    columns = {level: [path[at] for path in titles] for at, level in enumerate(levels)}
    units = pl.DataFrame(
        {**columns, "unit": list(titles.values())},
        schema={**dict.fromkeys(levels, pl.String()), "unit": pl.String()},
    )
    joined = cells.join(units, on=list(levels), how="left", maintain_order="left")
    return joined.drop(levels).select("unit", pl.exclude("unit"))


def known_starts(starts: Mapping[str, date], *, units: Sequence[str]) -> dict[str, date]:
    """The starts of a panel's units.

    Raises:
        Refused: A unit is none of the panel, or nobody began.

    Example:
        >>> known_starts({"东街": date(2022, 1, 1)}, units=["西街"])
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 数据中没有单位“东街”。现有 1 个，如：西街。
    """
    if not starts:
        raise Refused("effect_panel.no_start")
    if absent := [unit for unit in starts if unit not in units]:
        # A name that several units share is told with the unit above it.
        alike = [unit for unit in units if unit.startswith(absent[0])]
        known = listed((alike or units)[:SHOWN])
        raise Refused("effect_panel.no_such_unit", unit=absent[0], known=known, count=len(units))
    return dict(starts)
