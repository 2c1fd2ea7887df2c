"""Totals of tables: the people of the rows that are listed, which need not be everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sgstats.pipeline.cell_words import SUBTOTAL, TOTAL, UNIT, bare

if TYPE_CHECKING:
    from sgstats.claims.claim import Claim
    from sgstats.claims.known import Known
    from sgstats.pipeline.cell_claims import Spoken

Units = Mapping[str, tuple[str, ...]]
Found = Sequence[tuple["Claim", "Spoken"]]
LEVELS = ("street", "community")
NEAR = Fraction(1, 10)
"""A total further than this from the sum of its rows is not meant to be it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row of a table, or a column."""

    labels: tuple[str, ...]
    units: Units
    numbers: Mapping[int, Fraction]

    @property
    def is_total(self) -> bool:
        return any(TOTAL.match(bare(text)) for text in self.labels)

    @property
    def is_subtotal(self) -> bool:
        return any(SUBTOTAL.match(bare(text)) for text in self.labels)

    @property
    def is_unit(self) -> bool:
        return any(UNIT.search(bare(text)) for text in self.labels)


def of_those_listed(found: Found, *, known: Known) -> list[tuple[Claim, Spoken]]:
    """The same with each total said of the units that its table lists, where these are not all there are.

    A total far from the sum of what is listed is left as it is read; one of units that the data does not
    know, or of which some lines name none, cannot be told.

    Args:
        found: The claims of all tables with their cells.
        known: The units on record.
    """
    made = list(found)
    for side in (0, 1):
        for name in dict.fromkeys(cell.table.name for _, cell in found):
            places = [place for place, (_, cell) in enumerate(made) if cell.table.name == name]
            lines = _lines([made[place] for place in places], side=side)
            wheres = {
                number: _listed(lines, number, known) for number, line in lines.items() if line.is_total
            }
            for place in places:
                claim, cell = made[place]
                where = wheres.get(cell.place[side])
                if where is not None:
                    made[place] = (_said_of(claim, where), cell)
    return made


def _lines(some: Found, *, side: int) -> dict[int, _Line]:
    """The lines of a table in their order."""
    lines: dict[int, _Line] = {}
    for claim, cell in some:
        number, crossing = cell.place[side], cell.place[1 - side]
        units = claim.subjects[0].where if claim.subjects else {}
        before = lines.get(number, _Line(labels=(cell.row, cell.column)[side], units={}, numbers={}))
        counted = {crossing: cell.value} if claim.quantity.kind == "count" and cell.value is not None else {}
        named = {level: tuple(units[level]) for level in LEVELS if level in units}
        lines[number] = replace(before, units=before.units or named, numbers={**before.numbers, **counted})
    return dict(sorted(lines.items()))


def _listed(lines: Mapping[int, _Line], total: int, known: Known) -> Units | None:
    """The units that a total adds up; None where it is read as it stands, {} where they are not known."""
    parts = _parts(lines, total)
    wheres = [line.units for line in parts]
    own = lines[total].units
    if all(where == own for where in wheres):
        return {} if any(line.is_unit and not line.units for line in parts) else None
    if not _near(lines[total], parts):
        return None
    if not all(wheres) or len({tuple(where) for where in wheres}) > 1:
        return {}
    named = {level: tuple(dict.fromkeys(n for where in wheres for n in where[level])) for level in wheres[0]}
    return _unless_all(named, known)


def _unless_all(named: Units, known: Known) -> Units | None:
    """Units as filters; None where they are all there are."""
    everything = {"street": set(known.streets), "community": set(known.communities)}
    if all(set(names) == everything[level] for level, names in named.items()):
        return None
    if len(named) > 1 and len(named["street"]) > 1:
        return {}  # communities of one name in two streets
    return named


def _parts(lines: Mapping[int, _Line], total: int) -> list[_Line]:
    """The lines that a total adds up: a subtotal those since the last total, or until the next."""
    others = [line for line in lines.values() if not line.is_total]
    if not lines[total].is_subtotal:
        return others
    stops = [number for number, line in lines.items() if line.is_total and number != total]
    above = max((number for number in stops if number < total), default=-1)
    below = min((number for number in stops if number > total), default=max(lines) + 1)
    before = [line for number, line in lines.items() if above < number < total]
    return before or [line for number, line in lines.items() if total < number < below]


def _near(total: _Line, parts: Sequence[_Line]) -> bool:
    """Whether any count of a total is about the sum of its lines; one without counts is."""
    told = []
    for place, printed in total.numbers.items():
        sum_of_all = sum((line.numbers.get(place, Fraction(0)) for line in parts), Fraction(0))
        told.append(abs(printed - sum_of_all) <= NEAR * sum_of_all)
    return any(told) or not told


def _said_of(claim: Claim, where: Units) -> Claim:
    if not where:
        return replace(claim, subjects=(), missing="verify.cell_total", words={})
    return replace(
        claim, subjects=tuple(replace(one, where={**one.where, **where}) for one in claim.subjects)
    )
