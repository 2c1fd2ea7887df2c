"""Of which days the lists speak of each unit, and from when to when what happened in it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sgstats.engines import Engine
from sgstats.metrics.conditions import Condition, conditions
from sgstats.metrics.options import Options
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number, from_day_number

APART = 14
"""Lists that lie no more days apart are of one round: communities seldom hand in on one day."""

Path = tuple[str, ...]
Statement = tuple[int, int]
"""First day of a list's word, and the day from which a later list speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What is known of the time of one unit.

    Attributes:
        days: Days on which the whole unit was listed; of a round of lists the last.
        since: First day from which everything that happened is known.
        until: Day of the last list.
    """

    days: frozenset[date]
    since: date
    until: date


def listed_units(
    levels: Sequence[str], *, engine: Engine, where: Mapping[str, Sequence[str]]
) -> dict[Path, Listed]:
    """The time of every unit, by its path; units without a name are left out.

    A unit is listed on a day if everybody who is in post there that day was told by a list of that
    round; people of a community whose list was not handed in are only carried forward from an earlier one.

    Args:
        levels: The fields that tell the units apart: ``street``, or ``street`` and ``community``.
        engine: What runs the queries.
        where: Filters by field; those of units count.

    Returns:
        One entry per unit in the order of the paths; none where nothing is stored.
    """
    units = {name: values for name, values in where.items() if name in UNITS}
    filters = conditions(units, options=Options())
    leaves = _statements(filters, engine=engine)
    ends = _rounds({first for told in leaves.values() for first, _ in told})
    stays = _stays(filters, engine=engine)
    places = [UNITS.index(level) for level in levels]
    grouped: defaultdict[Path, list[Path]] = defaultdict(list)
    for leaf in leaves:
        grouped[tuple(leaf[place] for place in places)].append(leaf)
    return {
        path: _listed([leaves[leaf] for leaf in own], [stays[leaf] for leaf in own if leaf in stays], ends)
        for path, own in sorted(grouped.items())
        if path[-1]
    }


def _statements(filters: Sequence[Condition], *, engine: Engine) -> dict[Path, list[Statement]]:
    """Of every community when lists spoke of it, and until when."""
    found: defaultdict[Path, list[Statement]] = defaultdict(list)
    sql = f"SELECT DISTINCT {', '.join(UNITS)}, valid_from, valid_to FROM posting{_where(filters)}"
    for *path, first, end in engine.rows(sql, _bound(filters)):
        found[_path(path)].append((int(first or 0), int(end or 0)))
    return found


def _stays(filters: Sequence[Condition], *, engine: Engine) -> dict[Path, tuple[int, int]]:
    """Of every community the first day that anybody was seen, and the day its lists began (0: never)."""
    sql = (
        f"SELECT {', '.join(UNITS)}, MIN(since) AS begun, "
        f"MAX(CASE WHEN began = $listed THEN since ELSE 0 END) AS listed FROM stay{_where(filters)} "
        f"GROUP BY {', '.join(UNITS)}"
    )
    rows = engine.rows(sql, _bound(filters) | {"listed": "listed"})
    return {_path(path): (int(begun or 0), int(listed or 0)) for *path, begun, listed in rows}


def _where(filters: Sequence[Condition]) -> str:
    return f" WHERE {' AND '.join(entry.sql for entry in filters)}" if filters else ""


def _bound(filters: Sequence[Condition]) -> dict[str, object]:
    return {name: value for entry in filters for name, value in entry.parameters.items()}


def _path(cells: Sequence[object]) -> Path:
    return tuple(str(cell or "") for cell in cells)


def _rounds(firsts: set[int]) -> list[date]:
    """The last day of every round of lists."""
    days = sorted(from_day_number(first) for first in firsts)
    later = [*days[1:], date.max]
    return [day for day, following in zip(days, later, strict=True) if (following - day).days > APART]


def _listed(
    leaves: Sequence[Sequence[Statement]], stays: Sequence[tuple[int, int]], ends: Sequence[date]
) -> Listed:
    told = [(from_day_number(first), end) for leaf in leaves for first, end in leaf]
    listed = max((listed for _, listed in stays), default=0)
    begun = min((begun for begun, _ in stays), default=0)
    # People whom later first lists find already there were there, unlisted, on every day before.
    full = from_day_number(listed) if listed else None
    days = frozenset(day for day in ends if (full is None or full <= day) and _whole(told, day))
    seen = from_day_number(begun) if begun else min(day for day, _ in told)
    since = full + timedelta(days=1) if full else seen
    return Listed(days=days, since=since, until=max(day for day, _ in told))


def _whole(told: Sequence[tuple[date, int]], day: date) -> bool:
    """Whether all that is in force on a day was told in its round."""
    current = [first for first, end in told if first <= day and day_number(day) < end]
    return bool(current) and all((day - first).days <= APART for first in current)
