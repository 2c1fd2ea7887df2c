"""The small tables that indices are made of, and the frames they are told in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.metrics.means import Estimate
from sgstats.metrics.population import Labels, tally
from sgstats.metrics.question import Question
from sgstats.metrics.structure import filled

Counts = Mapping[str, int]


def tables(question: Question, *, engine: Engine) -> dict[Labels, dict[str, int]]:
    """People of each group by the values of the question's field, values that nobody has among them.

    Args:
        question: Day, groups, field and filters.
        engine: What counts.
    """
    counted = tally(question, engine=engine, fields=question.fields)
    found: dict[Labels, dict[str, int]] = {}
    for cell, people in filled(counted).items():
        found.setdefault(cell[:-1], {})[cell[-1]] = people
    return found if found or question.by else {(): {}}


def known(people: Counts) -> dict[str, int]:
    """A table without the people of unknown value."""
    return {value: count for value, count in people.items() if value != UNKNOWN}


def frame(
    question: Question,
    found: Mapping[Labels, Counts],
    index: Callable[[Labels, Counts], Estimate],
    *,
    scale: float,
) -> pl.DataFrame:
    """One row per group: those of known value, everybody, the index and its interval.

    Args:
        question: Its groups are the keys.
        found: People of each group by value.
        index: The index of one group's known values.
        scale: What the index is multiplied by.

    Returns:
        The fields as text, ``people``, ``base``, ``value``, ``low``, ``high``, and ``least``: the fewest
        people of any value that somebody has.
    """
    rows: list[tuple[object, ...]] = []
    for group, people in found.items():
        told = known(people)
        estimate = (None if end is None else scale * end for end in index(group, told))
        rows.append((*group, sum(told.values()), sum(people.values()), *estimate, _least(told.values())))
    numbers = dict.fromkeys(("people", "base"), pl.Int64()) | dict.fromkeys(
        ("value", "low", "high"), pl.Float64()
    )
    schema = dict.fromkeys(question.by, pl.String()) | numbers | {"least": pl.Int64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _least(counts: Iterable[int]) -> int | None:
    return min((count for count in counts if count), default=None)
