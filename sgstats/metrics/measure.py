"""The stage's verb: one metric, one day, exact numbers with their definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgstats.engines import Engine
from sgstats.metrics.options import Options
from sgstats.metrics.question import ask
from sgstats.metrics.registry import Definition, definition

if TYPE_CHECKING:
    import polars as pl

_DEFAULT = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A metric's exact answer; only ``disclosure.protect`` may pass it on to a reader.

    Attributes:
        name: The metric.
        definition: What its numbers mean.
        on: The day, or None where a span was asked for.
        since: First day of the span.
        until: Last day of the span.
        by: Fields that make the groups.
        of: Field whose values are the parts of each group.
        where: Filters by field.
        options: Named choices behind the numbers.
        cells: One row per group (and part), in the order tables show them: the fields as text with
            未知 for no value, ``people`` and ``base``; value metrics add ``value``, ``low``,
            ``high``. A null base means that the row is no part of any base.
        remarks: Sentences that must stand beside the numbers.
    """

    name: str
    definition: Definition
    on: date | None
    since: date | None = None
    until: date | None = None
    by: tuple[str, ...]
    of: str | None
    where: Mapping[str, tuple[str, ...]]
    options: Options
    cells: pl.DataFrame
    remarks: tuple[str, ...] = ()


def measure(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    name: str,
    *,
    engine: Engine,
    on: date,
    by: Sequence[str] = (),
    of: str | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
    options: Options = _DEFAULT,
    since: date | None = None,
) -> Measured:
    """Count a metric exactly on one day, or over a period.

    Args:
        name: A metric of the catalogue.
        engine: Runs the counting query on a table ``posting`` (one row per person per statement).
        on: The day; of a period its last one.
        by: Fields that make the groups.
        of: Field to break each group down by, for metrics that have parts.
        where: Allowed values by field; 未知 means people without a value.
        options: Choices where a definition can be read in more than one way.
        since: First day of the period, for metrics that speak of one.

    Returns:
        The exact cells with their definition.

    Raises:
        Refused: The metric, a field or a filter's value does not exist, or no statement is in
            force on the day.
    """
    chosen = definition(name)
    by, of = chosen.groups(by, options=options), chosen.of if of is None else of
    question = ask(on=on, by=by, of=of, where=where, options=options, also=chosen.also, since=since)
    chosen.check(question)
    return Measured(
        name=name,
        definition=chosen,
        on=None if since else on,
        since=since,
        until=on if since else None,
        by=question.by,
        of=of,
        where={entry.dimension.name: entry.values for entry in question.conditions},
        options=options,
        cells=chosen.count(question, engine=engine),
        remarks=chosen.remarks(question, engine=engine) if chosen.remarks else (),
    )
