"""Which day or period a question speaks of, as its user wrote it or as the store knows best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sgstats import metrics
from sgstats import store as statements
from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.metrics.registry import definition
from sgstats.periods import parse_day, parse_span

Day = date | str | None


def speaks_of_a_span(metric: str, *, on: Day, since: Day, until: Day) -> bool:
    """Whether a period is asked for, by name or because the metric speaks of one.

    Raises:
        Refused: There is no such metric, it speaks of one day, or a day and a period are both named.
    """
    spans = definition(metric).span
    named = since is not None or until is not None
    if named and not spans:
        raise Refused("metric.span_not_wanted", metric=metric)
    if named and on is not None:
        raise Refused("movement.day_and_span")
    return named or (spans and on is None)


def span(since: Day, until: Day, *, where: Mapping[str, Sequence[str]], engine: Engine) -> tuple[date, date]:
    """First and last day of the period asked for; what is not named is as far as everything is known.

    Args:
        since: A day, month or year; None for the day after the units' first lists.
        until: The same; None for the day of the last list.
        where: Filters by field.
        engine: Tells what the lists cover.

    Raises:
        Refused: One of them is no day, the period ends before it begins, or there is one list only.
    """
    if since is None or until is None:
        first, last = metrics.known_span(where, engine=engine)
        since, until = since or first, until or last
    return parse_span(str(since), str(until))


def the_day(on: Day, *, store: Path) -> date:
    """The day asked for, else the last day the store knows.

    Raises:
        Refused: It is no day, or nothing has been stored.
    """
    if isinstance(on, date):
        return on
    if on is not None:
        return parse_day(on)
    known = statements.days(store)
    if not known:
        raise Refused("store.empty", store=store.name)
    return known[-1]
