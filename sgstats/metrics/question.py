"""What was asked of a metric, checked before anything is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sgstats.errors import Refused
from sgstats.metrics.conditions import Condition, conditions
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.dimensions import dimension
from sgstats.metrics.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A day, the fields to split by, the filters and the options.

    Attributes:
        on: The day; of a period its last one.
        by: Fields that make the groups.
        of: The field whose values are the parts of each group, where the metric has parts.
        conditions: Filters.
        options: Named choices.
        also: Fields of a year's records that the metric counts by, beside those of people.
        since: First day of the period, for metrics that speak of one.
    """

    on: date
    by: tuple[str, ...]
    of: str | None
    conditions: tuple[Condition, ...]
    options: Options
    also: tuple[str, ...] = ()
    since: date | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the table, the parts last."""
        return (*self.by, self.of) if self.of else self.by

    def dimensions(self, names: Sequence[str]) -> list[Dimension]:
        """How to count by some fields of one table."""
        return [dimension(name, options=self.options, beside=names, also=self.also) for name in names]


def ask(  # noqa: PLR0913 - one keyword per part of a question
    *,
    on: date,
    by: Sequence[str],
    of: str | None,
    where: Mapping[str, Sequence[str]] | None,
    options: Options,
    also: tuple[str, ...] = (),
    since: date | None = None,
) -> Question:
    """A question whose fields and values exist.

    Raises:
        Refused: A field is none to count by or stands twice, or a filter's value does not exist.
    """
    groups = (by,) if isinstance(by, str) else tuple(by)
    filters = conditions(where or {}, options=options, also=also)
    asked = Question(on=on, by=groups, of=of, conditions=filters, options=options, also=also, since=since)
    for name in asked.fields:
        if asked.fields.count(name) > 1:
            raise Refused("metric.field_twice", field=name)
    asked.dimensions(asked.fields)
    return asked
