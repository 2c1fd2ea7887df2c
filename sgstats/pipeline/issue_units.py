"""The units that checks are made of, level by level, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import store as statements
from sgstats.ledger.issues.check import LEVELS, Level
from sgstats.messages import listed, say
from sgstats.periods import day_number

if TYPE_CHECKING:
    from datetime import date

Where = Mapping[str, Sequence[str]]
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of a level.

    Attributes:
        level: Its level.
        group: Its values of the fields that make the groups of a table at this level.
        name: What it is called: its own name, with those above where two have the same.
    """

    level: Level
    group: Group
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """All units with anybody in post.

    Attributes:
        frame: ``district``, ``street``, ``community``, nulls left out as far as a level goes.
        where: Filters by unit: which of them are looked at.
    """

    frame: pl.DataFrame
    where: Where

    @property
    def several(self) -> bool:
        """Whether there is more than one district, so that every table must tell them apart."""
        return self.frame["district"].drop_nulls().n_unique() > 1

    def fields(self, level: Level) -> tuple[str, ...]:
        """The fields that tell the units of a level apart; none for the only district."""
        last = LEVELS.index(level) + 1
        return LEVELS[:last] if self.several else LEVELS[1:last]

    def of(self, level: Level) -> list[Unit]:
        """The units of a level that are looked at; the only district, or all together, as one."""
        fields = self.fields(level)
        if not fields:
            return [] if set(self.where) - {"district"} else [Unit(level=level, group=(), name=self._whole())]
        inside = [pl.col(name).is_in(list(self.where[name])) for name in LEVELS if name in self.where]
        deeper = [name for name in self.where if LEVELS.index(name) >= len(fields) + (not self.several)]
        if deeper:
            return []
        chosen = self.frame.filter(*inside).select(fields).drop_nulls().unique(maintain_order=True)
        every = self.frame.select(fields).drop_nulls().unique(maintain_order=True)
        names = every.to_series(len(fields) - 1).to_list()
        return [Unit(level=level, group=row, name=_name(row, names)) for row in chosen.rows()]

    def _whole(self) -> str:
        named = self.frame["district"].drop_nulls().unique().to_list()
        return named[0] if named else say("issue.whole")


def units_of(store: Path, *, on: date, where: Where) -> Units:
    """The units of a day, and which of them a filter chooses."""
    frame = statements.units(store, on=day_number(on))
    return Units(frame=frame, where={name: where[name] for name in LEVELS if name in where})


def _name(group: Group, names: Sequence[str]) -> str:
    """The unit's own name, or the whole way to it where the name alone is not enough.

    Example:
        >>> _name(("甲街道", "幸福社区"), ["幸福社区", "和平社区"])
        '幸福社区'
        >>> _name(("甲街道", "幸福社区"), ["幸福社区", "幸福社区"])
        '甲街道·幸福社区'
    """
    return group[-1] if list(names).count(group[-1]) == 1 else "·".join(group)


def levels_to(by: str) -> tuple[Level, ...]:
    """The levels from the district down to one.

    Example:
        >>> levels_to("street")
        ('district', 'street')
    """
    from sgstats.errors import Refused

    if by not in LEVELS:
        raise Refused("issue.bad_level", level=by, known=listed(LEVELS))
    return LEVELS[: LEVELS.index(by) + 1]
