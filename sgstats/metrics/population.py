"""Who was in post on a day, counted by fields and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from operator import itemgetter

from sgstats.engines import Cell, Engine
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.counting import Counting, counting, key_columns
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.question import Question
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number, from_day_number

Labels = tuple[str, ...]
Rows = Sequence[tuple[Cell, ...]]
"""Answers of the counting query: keys, what was counted, and last the people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """People by the labels of some fields.

    Attributes:
        people: One entry per combination of labels that occurs, in the order tables show them.
        labels: The labels that occur in each field, in that order.
    """

    people: Mapping[tuple[str, ...], int]
    labels: tuple[tuple[str, ...], ...]


def tally(question: Question, *, engine: Engine, fields: Sequence[str]) -> Tally:
    """Count the people of a question by some fields, each person once.

    People without a value are counted under 未知.

    Args:
        question: Day, filters and options.
        engine: What runs the query.
        fields: Names of fields; none gives one number under the empty key.

    Returns:
        People by labels, one label per field; empty where nobody is left.

    Raises:
        Refused: No statement is in force on the day, or a filter names a unit that occurs nowhere.
    """
    check_values_occur(question.conditions, engine=engine)
    asked = Counting(dimensions=question.dimensions(fields), conditions=question.conditions)
    rows = counted(asked, engine=engine, on=question.on)
    if not any(row[-1] for row in rows):
        check_statement(question, engine=engine)
        return Tally(people={}, labels=tuple(() for _ in fields))
    return with_names(rows, dimensions=asked.dimensions)


def counted(asked: Counting, *, engine: Engine, on: date, listed_on: int | None = None) -> Rows:
    """The rows of the counting query on one day.

    Args:
        asked: What to count.
        engine: What runs the query.
        on: The day.
        listed_on: The day whose lists speak of the people, if it is another one.
    """
    sql, parameters = counting(asked)
    day = day_number(on)
    days = {"day": day, "listed": listed_on or day, "year": on.year}
    return engine.rows(sql, parameters | {name: value for name, value in days.items() if f"${name}" in sql})


def with_names(rows: Rows, *, dimensions: Sequence[Dimension]) -> Tally:
    """Give the keys their labels, add up what shares a label, and sort as tables show it.

    Args:
        rows: One row per combination of keys, as the counting query returns them.
        dimensions: The fields that the keys belong to.
    """
    gathered, labels = gather(rows, dimensions=dimensions)
    people = {cell: sum(int(row[-1] or 0) for row in found) for cell, found in gathered.items()}
    return Tally(people=people, labels=labels)


def gather(rows: Rows, *, dimensions: Sequence[Dimension]) -> tuple[dict[Labels, Rows], tuple[Labels, ...]]:
    """The rows of each combination of labels, sorted as tables show it, and the labels of each field."""
    columns = list(key_columns(dimensions))
    if any(entry.free for entry in dimensions):
        rows = sorted(rows, key=itemgetter(len(columns)))
    answer = dict(zip(columns, zip(*rows, strict=True), strict=False))
    named = [_labels(entry, answer=answer) for entry in dimensions]
    cells = zip(*(column for column, _ in named), strict=True) if named else repeat(())
    found: dict[Labels, list[tuple[Cell, ...]]] = {}
    for cell, row in zip(cells, rows, strict=False):
        found.setdefault(cell, []).append(row)
    labels = tuple(names for _, names in named)
    return _sorted(found, labels=labels), labels


def _labels(entry: Dimension, *, answer: Mapping[str, Sequence[Cell]]) -> tuple[list[str], tuple[str, ...]]:
    """The label of every row in one field, and the field's labels in the order of a table."""
    keys = list(zip(*(answer[column] for column in entry.keys), strict=True))
    names = entry.names(list(dict.fromkeys(keys)))
    return [names[key] for key in keys], tuple(dict.fromkeys(names.values()))


def _sorted(found: Mapping[Labels, Rows], *, labels: tuple[Labels, ...]) -> dict[Labels, Rows]:
    places = [{label: place for place, label in enumerate(names)} for names in labels]
    order = sorted(found, key=lambda cell: [at[label] for at, label in zip(places, cell, strict=True)])
    return {cell: found[cell] for cell in order}


def check_statement(question: Question, *, engine: Engine) -> None:
    """Refuse a day for which no statement of the units asked for is in force.

    Nobody in post and nothing known are different answers.

    Raises:
        Refused: With the days that statements exist for.
    """
    units = [entry for entry in question.conditions if entry.dimension.own in UNITS]
    rows = _statements(units, engine=engine)
    if not rows and not (units and _statements([], engine=engine)):
        raise Refused("metric.nothing_stored")
    day = day_number(question.on)
    if rows and not any(start <= day < end for start, end in rows):
        days = listed(from_day_number(start).isoformat() for start in sorted({start for start, _ in rows}))
        raise Refused("metric.no_statement", on=question.on.isoformat(), days=days)


def first_list(question: Question, *, engine: Engine) -> int:
    """Day number of the first statement of the units asked for.

    Raises:
        Refused: There is none.
    """
    units = [entry for entry in question.conditions if entry.dimension.own in UNITS]
    rows = _statements(units, engine=engine)
    if not rows:
        raise Refused("metric.nothing_stored")
    return min(start for start, _ in rows)


def _statements(units: Sequence[Condition], *, engine: Engine) -> list[tuple[int, int]]:
    """First day and end of every statement that speaks of the units."""
    where = f" WHERE {' AND '.join(entry.sql for entry in units)}" if units else ""
    bound = {name: value for entry in units for name, value in entry.parameters.items()}
    rows = engine.rows(f"SELECT DISTINCT valid_from, valid_to FROM posting{where}", bound)
    return [(int(start or 0), int(end or 0)) for start, end in rows]
