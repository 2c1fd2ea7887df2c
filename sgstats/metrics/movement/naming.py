"""Labels for the keys of several answers at once, so that a group is called the same in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sgstats.engines import Engine
from sgstats.metrics.counting import key_columns
from sgstats.metrics.dimension import Dimension, Key
from sgstats.metrics.movement.query import Rows
from sgstats.metrics.stored import UNITS

ALL = "_all"
"""A column that is the same in every row, so that there is always something to group by."""
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
    labels: dict[str, dict[Key, str]] = {}
    for entry in dimensions:
        places = [columns.index(name) for name in entry.keys]
        keys = dict.fromkeys(tuple(row[at] for at in places) for one in answers for row in one.rows)
        labels[entry.name] = entry.names(_in_order(entry, list(keys), engine=engine))
    frames = tuple(_frame(one, columns=columns, dimensions=dimensions, labels=labels) for one in answers)
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


def _frame(
    answer: Answer,
    *,
    columns: Sequence[str],
    dimensions: Sequence[Dimension],
    labels: Mapping[str, Mapping[Key, str]],
) -> pl.DataFrame:
    told: dict[str, pl.Series] = {ALL: pl.Series([0] * len(answer.rows), dtype=pl.Int64)}
    for entry in dimensions:
        names, places = labels[entry.name], [columns.index(name) for name in entry.keys]
        own = [names[tuple(row[at] for at in places)] for row in answer.rows]
        told[entry.name] = pl.Series(own, dtype=pl.Enum(list(dict.fromkeys(names.values()))))
    for at, name in enumerate(answer.numbers, start=len(columns)):
        told[name] = pl.Series([int(row[at] or 0) for row in answer.rows], dtype=pl.Int64)
    keys = [ALL, *labels, *(["piece"] if "piece" in answer.numbers else [])]
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
