"""The units of a store by level, and what the starts in a ledger mean among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sgstats.effects.units import SHOWN, unit_titles
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.listed import listed_units

if TYPE_CHECKING:
    from sgstats.engines import Engine

LEVELS = ("district", "street", "community")
Path = tuple[str, ...]
Starts = Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The units that lists speak of.

    Attributes:
        paths: Of every level the paths of its units, from the district down.
        chosen: The district, where it was chosen among several.
    """

    paths: Mapping[str, tuple[Path, ...]]
    chosen: str | None = None

    @property
    def district(self) -> str | None:
        """The only district, if there is one only."""
        names = self.paths["district"]
        return names[0][0] if len(names) == 1 else None

    def within(self, district: str | None) -> Places:
        """The units of one district."""
        if not district or len(self.paths["district"]) < 2:
            return self
        inside = {
            level: tuple(path for path in paths if path[0] == district) for level, paths in self.paths.items()
        }
        return replace(self, paths=inside, chosen=district)

    def titles(self, level: str) -> dict[Path, str]:
        """What the units of a level are called, by path."""
        return unit_titles(self.paths[level])

    def find(self, name: str) -> tuple[str, Path]:
        """Level and path of a unit, the highest level first.

        Raises:
            Refused: There is no such unit, or several have the name.
        """
        for level in LEVELS:
            titles = self.titles(level)
            found = [path for path, title in titles.items() if name in {title, path[-1]}]
            exact = [path for path in found if titles[path] == name]
            if len(exact) == 1:
                return level, exact[0]
            if found:
                raise Refused(
                    "effect_panel.no_such_unit", unit=name, count=len(titles),
                    known=listed([titles[path] for path in found][:SHOWN]),
                )  # fmt: skip
        titles = self.titles("street") or self.titles("community")
        known = listed(list(titles.values())[:SHOWN])
        raise Refused("effect_panel.no_such_unit", unit=name, known=known, count=len(titles))

    def below(self, path: Path, *, level: str) -> list[Path]:
        """The units of a level that lie in a unit, or the unit itself."""
        return [one for one in self.paths[level] if one[: len(path)] == path]


def places_of(engine: Engine) -> Places:
    """Every unit that lists speak of."""
    paths = {
        level: tuple(listed_units(LEVELS[: at + 1], engine=engine, where={}))
        for at, level in enumerate(LEVELS)
    }
    return Places(paths=paths)


def level_of(starts: Sequence[str], *, places: Places) -> str:
    """The level that all units of some starts are of.

    Raises:
        Refused: They are of several levels, or one is no unit.
    """
    levels = {name: places.find(name)[0] for name in starts}
    if len(set(levels.values())) > 1:
        raise Refused("effect_panel.mixed_levels", units=listed(list(levels)[:SHOWN]))
    return next(iter(levels.values()))


def spread(starts: Starts, *, places: Places, level: str) -> dict[str, date]:
    """Starts as starts of the units of one level: of a unit above, all units in it begin with it.

    Raises:
        Refused: A start is of a unit below the level, or of none.
    """
    titles = places.titles(level)
    found: dict[str, date] = {}
    for name, day in starts.items():
        own, path = places.find(name)
        if LEVELS.index(own) > LEVELS.index(level):
            raise Refused("effect_panel.below_level", unit=name, level=level)
        found |= {titles[one]: day for one in places.below(path, level=level)}
    return found
