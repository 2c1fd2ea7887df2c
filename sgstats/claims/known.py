"""What the reader of a text must know of the data: its days, its years and the names of its units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is on record, as far as words of a text may refer to it.

    Attributes:
        last_day: The day of the last list; a claim without a date speaks of it.
        first: The day from which movement is known; None: that of the first list.
        days: The days of all lists, ascending.
        years: The years appraised.
        districts: Names of the districts.
        streets: Names of the streets.
        communities: Names of the communities.

    Example:
        >>> Known(last_day=date(2023, 12, 31), streets=("春晓街道",)).places
        {'春晓街道': 'street'}
    """

    last_day: date
    first: date | None = None
    days: tuple[date, ...] = ()
    years: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()

    @property
    def places(self) -> dict[str, str]:
        """The level of each unit by its name; of two units of one name the larger."""
        levels = {"community": self.communities, "street": self.streets, "district": self.districts}
        return {name: level for level, names in levels.items() for name in names}

    @property
    def beginning(self) -> date:
        """The first day that movement may be asked of."""
        return self.first or min(self.days, default=self.last_day)
