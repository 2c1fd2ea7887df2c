"""Where a measure began: in the units of the ledger, and on the days that a user gives for some instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.pipeline.effect_asking import SHOWN
from sgstats.pipeline.effect_places import LEVELS, level_of, spread

if TYPE_CHECKING:
    from sgstats.pipeline.effect_asking import Wanted
    from sgstats.pipeline.effect_places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The starts of a measure by the name of a unit of any level.

    Attributes:
        ledger: First day as the ledger has it.
        given: First day as the user gave it, which goes before the ledger's for its unit only: the others
            of the ledger have begun all the same, and nobody may be compared with them.
        measured: Whether a measure of the ledger is meant.
    """

    ledger: Mapping[str, date]
    given: Mapping[str, date]
    measured: bool

    @property
    def names(self) -> tuple[str, ...]:
        """All units named."""
        return tuple({**self.ledger, **self.given})

    def level(self, places: Places) -> str:
        """The level that the starts are of; the lower one where the user speaks of parts of the ledger's.

        Raises:
            Refused: The ledger's or the user's are of several levels, or one is no unit.
        """
        told = [level_of(tuple(one), places=places) for one in (self.ledger, self.given) if one]
        return max(told, key=LEVELS.index)

    def days(self, places: Places, *, level: str) -> dict[str, date]:
        """First day of the units of a level."""
        told = (spread(one, places=places, level=level) for one in (self.ledger, self.given))
        return {unit: day for one in told for unit, day in one.items()}

    def deciders(self, places: Places, *, level: str) -> dict[str, str]:
        """Of every unit that began, the unit that a start was told of: itself, or the one above."""
        told = (*self.ledger.items(), *self.given.items())
        return {unit: name for name, day in told for unit in spread({name: day}, places=places, level=level)}

    def remarks(self, places: Places, *, level: str) -> tuple[str, ...]:
        """Which starts are not the ledger's; nothing where no measure of the ledger is meant."""
        known = spread(self.ledger, places=places, level=level)
        told = {
            name: {known.get(unit) for unit in spread({name: day}, places=places, level=level)}
            for name, day in self.given.items()
        }
        changed = [_item(name, self.given[name], days) for name, days in told.items()]
        said = [item for item in changed if item][:SHOWN]
        return (say("effect_panel.by_hand", starts=listed(said)),) if self.measured and said else ()


def _item(unit: str, day: date, ledger: set[date | None]) -> str:
    """One start given by hand, with those of the ledger; empty where they are the same."""
    known = sorted(one for one in ledger if one is not None)
    if ledger == {day}:
        return ""
    if not known:
        return say("effect_panel.by_hand_new", unit=unit, day=day)
    return say("effect_panel.by_hand_over", unit=unit, day=day, ledger=listed([str(one) for one in known]))


def begun(told: Wanted, *, places: Places) -> Begun:
    """The starts of a request with a name instead of "", which stands for all the measure is about.

    Raises:
        Refused: Nobody can say what "" stands for, or the user named one unit twice.
    """
    named = {name or _whole(told, places=places): day for name, day in told.starts.items()}
    _refuse_twice(told.given, places=places)
    return Begun(
        ledger={name: day for name, day in named.items() if name is not None},
        given=told.given,
        measured=told.measure is not None,
    )


def _refuse_twice(given: Mapping[str, date], *, places: Places) -> None:
    """A unit may have been written by two names."""
    paths = {name: places.find(name)[1] for name in given}
    for path, times in Counter(paths.values()).items():
        if times > 1:
            days = [str(given[name]) for name, own in paths.items() if own == path]
            raise Refused("effect_panel.start_twice", unit=path[-1], days=listed(days))


def _whole(told: Wanted, *, places: Places) -> str | None:
    """The unit that "" stands for: the one the indicator is asked of, the ledger's own, or the district.

    None where there are several districts, but the user said where the measure began.
    """
    asked = [told.question.where[one] for one in reversed(LEVELS) if one in told.question.where]
    if asked and len(asked[0]) == 1:
        return asked[0][0]
    owner = told.measure.item.rpartition("/")[0] if told.measure else ""
    if owner:
        return owner
    if places.district is None and not told.given:
        raise Refused("effect_panel.which_district")
    return places.district
