"""Who was in post on a day, counted by fields and named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from sgstats.engines import Cell, Engine
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.counting import counting, key_columns
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.question import Question
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number, from_day_number


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
    dimensions = question.dimensions(fields)
    sql, parameters = counting(dimensions, conditions=question.conditions)
    rows = engine.rows(sql, {**parameters, "day": day_number(question.on)})
    if not any(row[-1] for row in rows):
        check_statement(question, engine=engine)
        return Tally(people={}, labels=tuple(() for _ in fields))
    return with_names(rows, dimensions=dimensions)


def with_names(rows: Sequence[tuple[Cell, ...]], *, dimensions: Sequence[Dimension]) -> Tally:
    """Give the keys their labels, add up what shares a label, and sort as tables show it.

    Args:
        rows: One row per combination of keys, as the counting query returns them.
        dimensions: The fields that the keys belong to.
    """
    columns = list(key_columns(dimensions))
    if len(columns) + 2 == len(rows[0]):
        rows = sorted(rows, key=itemgetter(-2))
    answer = dict(zip(columns, zip(*rows, strict=True), strict=False))
    named = [_labels(entry, answer=answer) for entry in dimensions]
    cells = zip(*(column for column, _ in named), strict=True) if named else [()]
    people: Counter[tuple[str, ...]] = Counter()
    for cell, row in zip(cells, rows, strict=True):
        people[cell] += int(row[-1] or 0)
    return _sorted(people, labels=tuple(labels for _, labels in named))


def _labels(entry: Dimension, *, answer: Mapping[str, Sequence[Cell]]) -> tuple[list[str], tuple[str, ...]]:
    """The label of every row in one field, and the field's labels in the order of a table."""
    keys = list(zip(*(answer[column] for column in entry.keys), strict=True))
    names = entry.names(list(dict.fromkeys(keys)))
    return [names[key] for key in keys], tuple(dict.fromkeys(names.values()))


def _sorted(people: Mapping[tuple[str, ...], int], *, labels: tuple[tuple[str, ...], ...]) -> Tally:
    places = [{label: place for place, label in enumerate(names)} for names in labels]
    order = sorted(people, key=lambda cell: [at[label] for at, label in zip(places, cell, strict=True)])
    return Tally(people={cell: people[cell] for cell in order}, labels=labels)


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


def _statements(units: Sequence[Condition], *, engine: Engine) -> list[tuple[int, int]]:
    """First day and end of every statement that speaks of the units."""
    where = f" WHERE {' AND '.join(entry.sql for entry in units)}" if units else ""
    bound = {name: value for entry in units for name, value in entry.parameters.items()}
    rows = engine.rows(f"SELECT DISTINCT valid_from, valid_to FROM posting{where}", bound)
    return [(int(start or 0), int(end or 0)) for start, end in rows]
