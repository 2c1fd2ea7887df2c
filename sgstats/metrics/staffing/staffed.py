"""People in post by unit, beside what the population table says of the same units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.fields import field as field_named
from sgstats.messages import listed
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.counting import Counting
from sgstats.metrics.dimension import in_order
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.population import Labels, check_statement, counted
from sgstats.metrics.question import Question
from sgstats.metrics.staffing.standards import Standard
from sgstats.metrics.staffing.units import Figures, Path, figures
from sgstats.metrics.stored import UNITS, unit
from sgstats.periods import day_number


@dataclass(slots=True, kw_only=True)
class Unit:
    """One row of a table.

    Attributes:
        people: In post.
        base: What they are held against; None where it is not known.
        made_of: The units whose numbers make up the base.
    """

    people: int = 0
    base: int | None = None
    made_of: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """The rows of a table and what was told of all units."""

    groups: Mapping[Labels, Unit]
    figures: Figures


def staffed(question: Question, *, engine: Engine, column: str, standard: Standard | None = None) -> Staffed:
    """People and base of every unit asked for.

    Args:
        question: Day, units and filters.
        engine: What counts.
        column: Of the population table.
        standard: What is made of the numbers, and whom it counts.

    Raises:
        Refused: A group is no unit, no list is in force, or a filter names a unit that occurs nowhere.
    """
    if others := [name for name in question.by if name not in UNITS]:
        raise Refused("staffing.only_units", field=listed(others), known=listed(UNITS))
    check_values_occur(question.conditions, engine=engine)
    units = [entry for entry in question.conditions if entry.dimension.name in UNITS]
    everybody = _people(question, units, engine=engine)
    if not everybody:
        check_statement(question, engine=engine)
    of_whom = [*question.conditions, *_counted(standard, question)]
    people = everybody if of_whom == units else _people(question, of_whom, engine=engine)
    told = figures(column, engine=engine, day=day_number(question.on), people=everybody)
    names = [*question.by, *(entry.dimension.name for entry in units)]
    level = max((UNITS.index(name) + 1 for name in names), default=1)
    paths = _chosen([*everybody, *told.values], units, level=level)
    inside = _summed(people, level=level)
    groups = _grouped(question, paths)
    rows = {group: _row(of, inside, told, standard) for group, of in groups.items()}
    return Staffed(groups=rows, figures=told)


def _people(question: Question, conditions: Sequence[Condition], *, engine: Engine) -> dict[Path, int]:
    """People by unit down to the community, in the order of the files."""
    entry = unit(field_named(UNITS[-1]), beside=())
    asked = Counting(dimensions=[entry], conditions=conditions)
    rows = sorted(counted(asked, engine=engine, on=question.on), key=lambda row: int(row[-2] or 0))
    found: dict[Path, int] = {}
    for *names, _, people in rows:
        path = tuple(str(name) if name else None for name in names)
        found[path] = found.get(path, 0) + int(people or 0)
    return found


def _summed(people: Mapping[Path, int], *, level: int) -> dict[Path, int]:
    """People by units of a level."""
    found: dict[Path, int] = {}
    for path, number in people.items():
        found[path[:level]] = found.get(path[:level], 0) + number
    return found


def _counted(standard: Standard | None, question: Question) -> list[Condition]:
    """The filter on the employment classes that a standard counts; an unknown class is counted."""
    if standard is None or not (standard.counted or standard.not_counted):
        return []
    every = field_named("employment").values
    values = standard.counted or tuple(value for value in every if value not in standard.not_counted)
    entry = dimension("employment", options=question.options)
    return [Condition(dimension=entry, values=(*values, UNKNOWN), name="standard")]


def _chosen(paths: Iterable[Path], conditions: Sequence[Condition], *, level: int) -> list[Path]:
    """The units of a level that the filters let through, each once."""
    found = dict.fromkeys(path[:level] for path in paths if len(path) >= level)
    wanted = {UNITS.index(entry.dimension.name): entry.values for entry in conditions}
    return [
        path for path in found if all((path[place] or UNKNOWN) in values for place, values in wanted.items())
    ]


def _grouped(question: Question, paths: Sequence[Path]) -> dict[Labels, list[Path]]:
    """The units of each row of the table, in its order; without groups one row of all."""
    names = {}
    for entry in question.dimensions(question.by):
        size = UNITS.index(entry.name) + 1
        names[entry.name] = entry.names(list(dict.fromkeys(path[:size] for path in paths)))
    found: dict[Labels, list[Path]] = {} if names else {(): []}
    for path in paths:
        label = tuple(of[path[: UNITS.index(name) + 1]] for name, of in names.items())
        found.setdefault(label, []).append(path)
    return {label: found[label] for label in in_order(found, names=names)}


def _row(units: Sequence[Path], people: Mapping[Path, int], told: Figures, standard: Standard | None) -> Unit:
    """People and base of some units together; a unit without a name has no base and spoils none."""
    inside = sum(people.get(path, 0) for path in units)
    level = len(UNITS) if standard and standard.by_community else 0
    named = [path for path in units if path[-1] or told.used(path, level=level)]
    used = [told.used(path, level=level) for path in named]
    if not used or None in used:
        return Unit(people=inside)
    made_of = [path for one in used for path in one or ()]
    return Unit(people=inside, base=_base(named, told, standard, level), made_of=made_of)


def _base(units: Sequence[Path], told: Figures, standard: Standard | None, level: int) -> int:
    """What people are held against: the numbers themselves, or the whole persons that they ask for."""
    if standard is None:
        return sum(told.number(path) or 0 for path in units)
    if standard.by_community:
        return sum(told.number(path, made=standard.needed, level=level) or 0 for path in units)
    return standard.needed(sum(told.number(path) or 0 for path in units))
