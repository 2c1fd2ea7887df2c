"""Counting by fields that are worked out on the day asked for: age, tenure, decade, groups.

Days are whole numbers ``yyyymmdd``; a difference of two of them reaches n · 10,000 on the n-th
birthday and not a day earlier (a birthday of 29 February falls on 1 March in common years). A
birth known by month only stands on the month's first day.
"""

from __future__ import annotations

import tomllib
from functools import cache, partial
from importlib import resources
from typing import Any

from sgstats.engines import Cell
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN, Field
from sgstats.messages import listed
from sgstats.metrics.bands import Band, Kind, band_set, labels
from sgstats.metrics.dimension import Dimension, coded, ordered

YEAR = 10_000
DECADE = 100_000
_MADE_OF = {
    "age": "birth_date", "age_band": "birth_date", "birth_decade": "birth_date", "tenure_band": "hire_date",
}  # fmt: skip
# A birth after the day asked for can only be a mistake, so the age is unknown rather than negative.
_BORN = "birth_day IS NOT NULL AND birth_day <= $day"


def source_of(name: str) -> str:
    """The field that a field is worked out from, itself if from none: certified from the certificate.

    Example:
        >>> source_of("certified"), source_of("age_band"), source_of("gender")
        ('certificate', 'birth_date', 'gender')
    """
    if name in group_tables():
        return str(group_tables()[name]["of"])
    return _MADE_OF.get(name, name)


def age(field: Field) -> Dimension:
    """Age in full years; the engine's key is the age times 10,000."""
    lived = "CAST($day AS BIGINT) - birth_day"
    return Dimension(
        name=field.name,
        reads=("birth_day",),
        keys={field.name: f"CASE WHEN {_BORN} THEN {lived} - MOD({lived}, {YEAR}) END"},
        names=partial(ordered, label=lambda key: str(int(key or 0) // YEAR), rank=lambda key: int(key or 0)),
        code=partial(_years, field),
        fills=False,
    )


def _years(field: Field, value: str) -> Cell:
    if not value.isdecimal():
        raise Refused("metric.not_a_value", field=field.name, value=value, known=f"0、1、2 … {UNKNOWN}")
    return int(value) * YEAR


def bands(field: Field, *, kind: Kind, spec: str | None) -> Dimension:
    """Full years since birth or hire, in bands; the engine's key is the band's place."""
    start = {"age": "birth_day", "tenure": "hire_day"}[kind]
    chosen = band_set(kind, spec)
    names = labels(kind, spec)
    return Dimension(
        name=field.name,
        reads=(start,),
        keys={field.name: _place(field.name, start=start, bands=chosen)},
        parameters={f"{field.name}_{place}": band.low * YEAR for place, band in enumerate(chosen) if place},
        names=partial(
            ordered, label=lambda place: names[int(place or 0)], rank=lambda place: int(place or 0)
        ),
        code=coded(field.name, names),
    )


def _place(name: str, *, start: str, bands: tuple[Band, ...]) -> str:
    """The first band whose successor has not been reached yet."""
    steps = [
        f"WHEN CAST($day AS BIGINT) - {start} < ${name}_{place} THEN {place - 1}"
        for place in range(1, len(bands))
    ]
    return (
        f"CASE WHEN {start} IS NULL OR {start} > $day THEN NULL {' '.join(steps)} ELSE {len(bands) - 1} END"
    )


def decade(field: Field) -> Dimension:
    """Decade of birth; the engine's key is the decade's first year times 10,000."""
    return Dimension(
        name=field.name,
        reads=("birth_day",),
        keys={field.name: f"CASE WHEN {_BORN} THEN birth_day - MOD(birth_day, {DECADE}) END"},
        names=partial(ordered, label=decade_label, rank=lambda key: int(key or 0)),
        code=coded_decade,
    )


def decade_label(key: Cell) -> str:
    """A decade as people say it.

    Two digits would be ambiguous before 1930, so the year is written in full there.

    Example:
        >>> decade_label(19800000), decade_label(20000000), decade_label(19200000)
        ('80后', '00后', '1920年代')
    """
    year = int(key or 0) // YEAR
    return f"{year % 100:02}后" if 1930 <= year < 2030 else f"{year}年代"


def coded_decade(value: str) -> Cell:
    """The decade that a label such as 80后 stands for.

    Example:
        >>> coded_decade("80后")
        19800000
    """
    decades = {decade_label(year * YEAR): year * YEAR for year in range(1930, 2030, 10)}
    if value not in decades:
        raise Refused("metric.not_a_value", field="birth_decade", value=value, known=listed(decades))
    return decades[value]


@cache
def group_tables() -> dict[str, dict[str, Any]]:
    """Which values of a stored field make which group, by derived field."""
    return tomllib.loads(resources.files(__package__).joinpath("groups.toml").read_text(encoding="utf-8"))


def grouped(field: Field) -> Dimension:
    """A stored field's values gathered into a few groups; a value of no group is unknown."""
    table = group_tables()[field.name]
    groups: dict[str, list[str]] = table["groups"]
    names = list(groups)
    members = [value for group in groups.values() for value in group]
    bound = {value: f"{field.name}_{place}" for place, value in enumerate(members)}
    steps = [
        f"WHEN {table['of']} IN ({', '.join('$' + bound[value] for value in group)}) THEN {place}"
        for place, group in enumerate(groups.values())
    ]
    return Dimension(
        name=field.name,
        reads=(table["of"],),
        keys={field.name: f"CASE {' '.join(steps)} END"},
        parameters={name: value for value, name in bound.items()},
        names=partial(
            ordered, label=lambda place: names[int(place or 0)], rank=lambda place: int(place or 0)
        ),
        code=coded(field.name, names),
    )
