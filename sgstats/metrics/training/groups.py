"""Groups of people, and of trainings where those make groups: who is there, and what they attended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.fields import field as field_named
from sgstats.metrics.conditions import check_values_occur
from sgstats.metrics.dimension import Key, in_order
from sgstats.metrics.population import Labels
from sgstats.metrics.question import Question
from sgstats.metrics.structure import cells
from sgstats.metrics.trained import SESSIONS
from sgstats.metrics.training.homes import Asked, Found, home, named
from sgstats.metrics.training.sessions import TIMES, attended, known_periods, of_people, of_trainings


@dataclass(slots=True, kw_only=True)
class Group:
    """What is known of one group.

    Attributes:
        everybody: People in post.
        told: Those of them whose street has recorded trainings in the period.
        sums: Of those who attended: ballots, total, squares and people.
    """

    everybody: int = 0
    told: int = 0
    sums: list[tuple[int, ...]] = field(default_factory=list)

    @property
    def attended(self) -> int:
        """People who attended anything."""
        return sum(row[-1] for row in self.sums)


def groups(question: Question, *, engine: Engine, points: str = TIMES) -> dict[Labels, Group]:
    """Every group of a table, in its order.

    Args:
        question: Period, groups and filters.
        engine: What counts.
        points: What is added up of each person's trainings.

    Raises:
        Refused: No list is in force, or a filter names a unit that occurs nowhere.
    """
    people, kind = of_people(question.conditions), of_trainings(question.conditions)
    check_values_occur(people, engine=engine)
    fields = [entry for entry in question.dimensions(question.by) if entry.name != "year"]
    own = [entry for entry in fields if entry.name not in SESSIONS]
    apart = [entry.name for entry in fields if entry.name in SESSIONS]
    everybody: list[Found] = []
    trained: list[Found] = []
    told: set[Key] = set()
    for period in known_periods(question, engine=engine):
        asked = Asked(question=question, engine=engine, period=period)
        step = attended(period, filters=kind, columns=apart, points=points)
        everybody += asked.found(own, people)
        trained += asked.found(fields, people, scores=step)
        told |= asked.told(kind)
    return _labelled(question, everybody, trained, told)


def _labelled(
    question: Question, everybody: list[Found], trained: list[Found], told: set[Key]
) -> dict[Labels, Group]:
    """The groups by their labels: everybody stands in each kind of training that anybody attended."""
    names = {
        entry.name: named(entry, trained if entry.name in SESSIONS else everybody)
        for entry in question.dimensions(question.by)
    }
    kinds = [list(names[name]) for name in question.by if name in SESSIONS]
    apart = [name for name in question.by if name in SESSIONS]
    found: dict[Labels, Group] = {}
    for (keys, numbers), kind in product(everybody, product(*kinds)):
        cell = _cell({**keys, **dict(zip(apart, kind, strict=True))}, names)
        group = found.setdefault(cell, Group())
        group.everybody += numbers[-1]
        group.told += numbers[-1] if home(keys) in told else 0
    for keys, numbers in trained:
        found[_cell(keys, names)].sums.append(numbers)
    return {cell: found[cell] for cell in in_order(found, names=names)}


def _cell(keys: Mapping[str, Key], names: Mapping[str, Mapping[Key, str]]) -> Labels:
    return tuple(of[keys[name]] for name, of in names.items())


def parts(question: Question, counts: Mapping[Labels, Mapping[str, int]]) -> pl.DataFrame:
    """Each group's people by what is known of them, beside the group's base.

    A part that occurs anywhere is 0 in the groups without it, but where nothing is known of a group
    it has only the row 未知: 0 would be a number that nobody recorded.

    Args:
        question: Whose last field names the parts.
        counts: People by part, 未知 among the parts, for every group in the order of the table.
    """
    occur = {part for own in counts.values() for part, people in own.items() if people}
    order = [part for part in field_named(question.fields[-1]).values if part in occur]
    rows: list[tuple[str | int | None, ...]] = []
    for group, own in counts.items():
        unknown = own.get(UNKNOWN, 0)
        known = sum(own.values()) - unknown
        base = known if question.options.base == "known" else known + unknown
        rows += [(*group, part, own.get(part, 0), base) for part in order if known]
        if unknown:
            rows.append((*group, UNKNOWN, unknown, None if question.options.base == "known" else base))
    return cells(question, rows)
