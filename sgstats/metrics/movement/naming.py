"""Labels for the keys of several answers at once, so that a group is called the same in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sgstats.engines import Cell, Engine
from sgstats.metrics.counting import key_columns
from sgstats.metrics.dimension import Dimension, Key
from sgstats.metrics.movement.query import Rows
from sgstats.metrics.stored import UNITS

ALL = "_all"
"""A column that is the same in every row, so that there is always something to group by."""
Columns = tuple[Sequence[str], Mapping[str, Sequence[Cell]]]
"""The numbers of an answer by name, and all its columns: whole columns are named quicker than rows."""
_FIRST = "MIN(CAST(import_id AS BIGINT) * 1000000000 + row) AS first_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Rows of one query: the key columns of the groups, then these numbers."""

    rows: Rows
    numbers: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Answers whose groups have labels.

    Attributes:
        frames: One per answer: ``_all``, the fields as enumerations in the order tables show them, the
            numbers as integers; one row per group, and ``piece`` where it is among the numbers.
        groups: Every group that occurs anywhere; beside each unit, every kind of people that occurs.
    """

    frames: tuple[pl.DataFrame, ...]
    groups: pl.DataFrame


def named(answers: Sequence[Answer], *, dimensions: Sequence[Dimension], engine: Engine) -> Named:
    """Name the groups of some answers.

    Args:
        answers: Their rows begin with the key columns of the fields.
        dimensions: The fields.
        engine: Tells in which order free texts appear in the lists.
    """
    columns = list(key_columns(dimensions))
    told = [_columns(one, names=columns) for one in answers]
    labels: dict[str, dict[Key, str]] = {}
    for entry in dimensions:
        keys = dict.fromkeys(key for one in told for key in _keys(entry, one))
        labels[entry.name] = entry.names(_in_order(entry, list(keys), engine=engine))
    frames = tuple(_frame(one, dimensions=dimensions, labels=labels) for one in told)
    return Named(frames=frames, groups=_groups(frames, [entry.name for entry in dimensions]))


def _in_order(entry: Dimension, keys: list[Key], *, engine: Engine) -> list[Key]:
    """Keys of a free text as they first appear in the lists; those that no list has come last, by name."""
    if not entry.free:
        return keys
    columns = ", ".join(entry.keys)
    rows = engine.rows(f"SELECT {columns}, {_FIRST} FROM posting GROUP BY {columns}")
    seen = {tuple(row[:-1]): int(row[-1] or 0) for row in rows}
    last = max(seen.values(), default=0) + 1
    return sorted(keys, key=lambda key: (seen.get(key, last), [str(part or "") for part in key]))


def _columns(answer: Answer, *, names: Sequence[str]) -> Columns:
    every = [*names, *answer.numbers]
    columns = zip(*answer.rows, strict=True) if answer.rows else [()] * len(every)
    return answer.numbers, dict(zip(every, columns, strict=True))


def _keys(entry: Dimension, told: Columns) -> Iterator[Key]:
    """The key of every row in one field."""
    return zip(*(told[1][name] for name in entry.keys), strict=True)


def _frame(
    answer: Columns, *, dimensions: Sequence[Dimension], labels: Mapping[str, Mapping[Key, str]]
) -> pl.DataFrame:
    numbers, columns = answer
    told: dict[str, pl.Series] = {}
    for entry in dimensions:
        names = labels[entry.name]
        own = [names[key] for key in _keys(entry, answer)]
        told[entry.name] = pl.Series(own, dtype=pl.Enum(list(dict.fromkeys(names.values()))))
    for name in numbers:
        told[name] = pl.Series(list(columns[name]), dtype=pl.Int64, strict=False).fill_null(0)
    told[ALL] = pl.zeros(len(next(iter(told.values()))), dtype=pl.Int64, eager=True)
    keys = [ALL, *labels, *(["piece"] if "piece" in numbers else [])]
    return pl.DataFrame(told).group_by(keys).sum()


def _groups(frames: Sequence[pl.DataFrame], names: Sequence[str]) -> pl.DataFrame:
    if not names:
        return pl.DataFrame({ALL: [0]})
    found = pl.concat([frame.select(ALL, *names) for frame in frames]).unique()
    units = [name for name in names if name in UNITS]
    every = found.select(ALL, *units).unique()
    for name in names:
        if name not in UNITS:
            every = every.join(found.select(name).unique(), how="cross")
    return every.select(ALL, *names).sort(*names)
