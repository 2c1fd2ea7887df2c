"""Counting people street by street, because it is a street that keeps records of trainings or does not.

Where nobody of a street has a training on record in a period, nothing is known of its people: they are
unknown, not untrained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sgstats.engines import Cell, Engine
from sgstats.fields import UNKNOWN
from sgstats.fields import field as field_named
from sgstats.metrics.appraised import year
from sgstats.metrics.conditions import Condition
from sgstats.metrics.counting import Counting, key_columns
from sgstats.metrics.dimension import Dimension, Key
from sgstats.metrics.population import counted
from sgstats.metrics.question import Question
from sgstats.metrics.step import Step
from sgstats.metrics.stored import UNITS, unit_names
from sgstats.metrics.training.sessions import Period, attended

HOME = Dimension(
    name="home",
    reads=UNITS[:2],
    keys={level: level for level in UNITS[:2]},
    names=lambda paths: unit_names(paths, alone=True),
    code=str,
    fills=False,
)
"""The street that keeps somebody's records."""
YEAR = year(field_named("year"))
Keys = Mapping[str, Key]
"""What was found of some people: their keys by field."""
Found = tuple[Keys, tuple[int, ...]]
"""Keys, and the numbers behind them; the last one counts people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Counting queries about the people in post at the end of a period."""

    question: Question
    engine: Engine
    period: Period

    def found(
        self, dimensions: Sequence[Dimension], conditions: Sequence[Condition], *, scores: Step | None = None
    ) -> list[Found]:
        """People by year, street and further fields; with a step, only those who have a row in it.

        Returns:
            Keys by field, and people; with a step ballots, total, squares and people.
        """
        every = [YEAR, HOME, *dimensions]
        asked = Counting(dimensions=every, conditions=conditions, scores=scores)
        rows = counted(asked, engine=self.engine, on=self.period.on)
        columns, numbers = list(key_columns(every)), 4 if scores else 1
        if any(entry.free for entry in every):
            rows = sorted(rows, key=lambda row: int(row[len(columns)] or 0))
        return [(_keyed(every, columns, row), _whole(row[-numbers:])) for row in rows if row[-1]]

    def told(self, kind: Sequence[Condition]) -> set[Key]:
        """Year and street of everybody with a training; none where nobody has one of the kind asked for."""
        if kind and not self.found([], [], scores=attended(self.period, filters=kind)):
            return set()
        units = [entry for entry in self.question.conditions if entry.dimension.name in UNITS]
        return {home(keys) for keys, _ in self.found([], units, scores=attended(self.period))}


def home(keys: Keys) -> Key:
    """The year and street of some people."""
    return (*keys["year"], *keys["home"])


def _keyed(dimensions: Sequence[Dimension], columns: Sequence[str], row: tuple[Cell, ...]) -> Keys:
    answer = dict(zip(columns, row, strict=False))
    return {entry.name: tuple(answer[column] for column in entry.keys) for entry in dimensions}


def _whole(numbers: tuple[Cell, ...]) -> tuple[int, ...]:
    """An engine may give long sums as decimals."""
    return tuple(int(number or 0) for number in numbers)


def named(entry: Dimension, found: Iterable[Found]) -> dict[Key, str]:
    """The label of every key of a field, in the order of a table; 未知 alone where there is none."""
    keys = list(dict.fromkeys(keys[entry.name] for keys, _ in found))
    return entry.names(keys) or {(None,): UNKNOWN}
