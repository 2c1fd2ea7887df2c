"""Filters: which people a question is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.fields import UNKNOWN, field, nearest
from sgstats.messages import listed
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One field must have one of these values.

    Attributes:
        dimension: The field.
        values: As the user named them, 未知 among them for people without a value.
        name: What its bound values are called, so that two filters of one field stay apart.
    """

    dimension: Dimension
    values: tuple[str, ...]
    name: str = "where"

    @property
    def parameters(self) -> dict[str, object]:
        """The values to bind, by name."""
        known = [value for value in self.values if value != UNKNOWN]
        return {
            f"{self.name}_{self.dimension.name}_{n}": self.dimension.code(value)
            for n, value in enumerate(known)
        }

    @property
    def sql(self) -> str:
        """The test on the described columns."""
        own = self.dimension.own
        tests = [f"{own} IN ({', '.join('$' + name for name in self.parameters)})"] if self.parameters else []
        if UNKNOWN in self.values:
            tests.append(f"COALESCE(CAST({own} AS VARCHAR), '') = ''")
        return f"({' OR '.join(tests)})"


def conditions(
    where: Mapping[str, Sequence[str]], *, options: Options, also: Sequence[str] = ()
) -> tuple[Condition, ...]:
    """The filters of a question.

    Args:
        where: Allowed values by field; several fields must all hold. 未知 means no value.
        options: Which bands the labels belong to.
        also: Fields of a year's records that the metric knows.

    Raises:
        Refused: A field, or a value of a category or band, is not known, or no value is named.
    """
    known = {name: dimension(name, options=options, also=also) for name in where}
    return tuple(_condition(known[name], values) for name, values in where.items())


def _condition(entry: Dimension, values: Sequence[str]) -> Condition:
    named = (values,) if isinstance(values, str) else tuple(dict.fromkeys(values))
    chosen = Condition(dimension=entry, values=named)
    if not chosen.values:
        raise Refused("metric.where_empty", field=entry.name)
    _ = chosen.parameters  # a value that does not exist is refused here, before anything runs
    return chosen


def check_values_occur(wanted: Sequence[Condition], *, engine: Engine) -> None:
    """Refuse a filter by a unit or another free text that stands nowhere in the store.

    A mistyped street would otherwise look like a street without people.

    Raises:
        Refused: With the nearest texts that do occur.
    """
    for condition in wanted:
        if condition.dimension.free and condition.parameters:
            _check_values_occur(condition, engine=engine)


def _check_values_occur(condition: Condition, *, engine: Engine) -> None:
    name, asked = condition.dimension.own, condition.parameters
    found = engine.rows(f"SELECT DISTINCT {name} FROM posting WHERE {name} IN ({_places(asked)})", asked)
    absent = [value for value in asked.values() if (value,) not in found]
    if absent:
        every = [str(value) for (value,) in engine.rows(f"SELECT DISTINCT {name} FROM posting") if value]
        near = nearest(str(absent[0]), every) or sorted(every)[:3]
        title = field(name).title
        raise Refused("metric.no_such_value", field=title, value=absent[0], near=listed(near) or UNKNOWN)


def _places(parameters: Mapping[str, object]) -> str:
    return ", ".join(f"${name}" for name in parameters)
