"""The units of a panel: what they are called, and in which of them a measure was begun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.stored import UNITS

if TYPE_CHECKING:
    from sgstats.effects.panel import Period

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


def named(cells: pl.DataFrame, *, levels: Sequence[str]) -> pl.DataFrame:
    """Cells with the units' titles in one column ``unit``."""
    paths = cells.select(levels).unique(maintain_order=True)
    titles = unit_titles(paths.rows())
    units = paths.with_columns(unit=pl.Series(list(titles.values()), dtype=pl.String))
    joined = cells.join(units, on=list(levels), how="left", maintain_order="left")
    return joined.select("unit", "period", "people", "base")


def known_starts(
    starts: Mapping[str, date], *, units: Sequence[str], periods: Sequence[Period]
) -> dict[str, date]:
    """The starts of a panel's units.

    Raises:
        Refused: A unit is none of the panel, nobody began, or all began before or after what is known.
    """
    if not starts:
        raise Refused("effect_panel.no_start")
    if absent := [unit for unit in starts if unit not in units]:
        # A name that several units share is told with the unit above it.
        alike = [unit for unit in units if unit.startswith(absent[0])]
        known = listed((alike or units)[:SHOWN])
        raise Refused("effect_panel.no_such_unit", unit=absent[0], known=known, count=len(units))
    first, last = periods[0], periods[-1]
    earliest, latest = min(starts.values()), max(starts.values())
    told = {"first": first.first.isoformat(), "last": last.last.isoformat()}
    if last.place(earliest) != "after":
        raise Refused("effect_panel.starts_after", start=earliest.isoformat(), **told)
    if first.place(latest) == "after":
        raise Refused("effect_panel.starts_before", start=latest.isoformat(), **told)
    return dict(starts)
