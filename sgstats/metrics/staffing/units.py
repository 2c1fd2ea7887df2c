"""Units as a tree, with what was last told of each: residents, households, or the quota of posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sgstats.engines import Cell, Engine
from sgstats.metrics.stored import UNITS

Path = tuple[str | None, ...]
"""A unit from the district down to itself: one, two or three names."""

_TOLD = (
    "SELECT import_id, row, day, district, street, community, {column} FROM population "
    "WHERE NOT superseded AND day <= $day AND {column} IS NOT NULL"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One column of the population table, as last told of each unit.

    Attributes:
        values: By unit.
        days: The day that each speaks of, as a day number.
        children: The units right below each unit, whether anything was told of them or not.
    """

    values: Mapping[Path, int]
    days: Mapping[Path, int]
    children: Mapping[Path, set[Path]] = field(default_factory=dict)

    def used(self, path: Path, *, level: int = 0) -> list[Path] | None:
        """The units whose numbers make up that of a unit: itself, or all below it where they are newer.

        Args:
            path: The unit.
            level: So many names a unit must at least have to be taken itself.

        Returns:
            None where neither is known: a sum that lacks a unit would be too small.
        """
        below = self._below(path, level=level)
        if path not in self.values or len(path) < level:
            return below
        newer = below and min(self.days[unit] for unit in below) > self.days[path]
        return below if newer else [path]

    def _below(self, path: Path, *, level: int) -> list[Path] | None:
        """The same for the units right below, all together."""
        parts = [self.used(child, level=level) for child in sorted(self.children.get(path, ()), key=str)]
        if not parts or None in parts:
            return None
        return [unit for part in parts for unit in part or ()]

    def number(self, path: Path, *, made: Callable[[int], int] = int, level: int = 0) -> int | None:
        """The number of a unit, or what is made of the number of each unit that makes it up.

        Example:
            >>> told = Figures(values={("a", "b"): 3}, days={("a", "b"): 1}, children={("a",): {("a", "b")}})
            >>> told.number(("a",)), told.number(("x",))
            (3, None)
        """
        used = self.used(path, level=level)
        return None if used is None else sum(made(self.values[unit]) for unit in used)


def figures(column: str, *, engine: Engine, day: int, people: Iterable[Path]) -> Figures:
    """What was last told of every unit up to a day.

    Lists of people and of units may not write a district both: such units are taken to be one where
    nothing else can be meant.

    Args:
        column: ``residents``, ``households`` or ``quota``.
        engine: What runs the query.
        day: The last day, as a day number.
        people: The units of the people in post, down to the community.
    """
    staffed = {path[: size + 1] for path in people for size in range(len(UNITS)) if path[size] or not size}
    told: dict[Path, tuple[tuple[int, int, int], int]] = {}
    for import_id, row, when, *units, number in engine.rows(_TOLD.format(column=column), {"day": day}):
        path, order = _path(units), (int(when or 0), int(import_id or 0), -int(row or 0))
        if path not in told or order > told[path][0]:
            told[path] = (order, int(number or 0))
    placed = {_same(path, staffed): said for path, said in told.items()}
    every = {path[:size] for path in (*staffed, *placed) for size in range(1, len(path) + 1)}
    return Figures(
        values={path: number for path, (_, number) in placed.items()},
        days={path: order[0] for path, (order, _) in placed.items()},
        children=_children(every),
    )


def _children(every: Iterable[Path]) -> dict[Path, set[Path]]:
    below: dict[Path, set[Path]] = {}
    for path in every:
        if len(path) > 1 and path[-1]:
            below.setdefault(path[:-1], set()).add(path)
    return below


def _path(units: Iterable[Cell]) -> Path:
    """The names of a row down to the last one that it gives.

    Example:
        >>> _path(["甲区", "东街", None]), _path([None, "东街", ""])
        (('甲区', '东街'), (None, '东街'))
    """
    names: Path = tuple(str(name) if name else None for name in units)
    while len(names) > 1 and names[-1] is None:
        names = names[:-1]
    return names


def _same(path: Path, staffed: set[Path]) -> Path:
    """The unit of the people that a path means, where only one can be meant."""
    if path in staffed:
        return path
    near = [other for other in staffed if len(other) == len(path) and _agree(path, other)]
    return near[0] if len(near) == 1 else path


def _agree(path: Path, other: Path) -> bool:
    """Whether two units have the same names as far as both say them."""
    return all(one is None or two is None or one == two for one, two in zip(path, other, strict=True))
