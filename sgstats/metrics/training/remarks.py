"""What must be said beside numbers of training: what was not recorded, or cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sgstats.engines import Engine
from sgstats.messages import listed, say
from sgstats.metrics.conditions import Condition
from sgstats.metrics.question import Question
from sgstats.metrics.stored import UNITS
from sgstats.metrics.training.homes import Asked, home
from sgstats.metrics.training.sessions import known_periods, of_trainings, periods
from sgstats.periods import from_day_number


def not_recorded(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """Sentences on streets, kinds, years and days that no record tells.

    They count streets and name years, and never people or trainings.

    Args:
        question: Period, groups and filters.
        engine: What counts.
    """
    said = [*_silent(question, engine=engine), *_early(question, engine=engine)]
    return (*said, *_undated(question, engine=engine))


def _silent(question: Question, *, engine: Engine) -> Iterator[str]:
    kind = of_trainings(question.conditions)
    for period in known_periods(question, engine=engine):
        yield from silent(Asked(question=question, engine=engine, period=period), kind)


def silent(asked: Asked, kind: Sequence[Condition]) -> Iterator[str]:
    """Streets without any record in a period, or a kind of training that nobody has."""
    units = [entry for entry in asked.question.conditions if entry.dimension.name in UNITS]
    told, streets = asked.told(kind), {home(keys) for keys, _ in asked.found([], units)}
    span = _span(asked.period.since, asked.period.on)
    if kind and not told:
        values = listed(value for entry in kind for value in entry.values)
        yield say("training.kind_not_recorded", span=span, kind=values)
    elif left := streets - told:
        yield say("training.streets_not_recorded", span=span, count=len(left))


def _early(question: Question, *, engine: Engine) -> Iterator[str]:
    """Periods that ended before the first list."""
    known = known_periods(question, engine=engine)
    if left := [period for period in periods(question) if period not in known]:
        yield say("training.before_the_lists", spans=listed(_span(one.since, one.on) for one in left))


def _undated(question: Question, *, engine: Engine) -> Iterator[str]:
    """Years of which the span holds only a part, and which have trainings without a day."""
    first, last = question.since, question.on
    if first is None:
        return
    cut = {first.year} if (first.month, first.day) != (1, 1) else set()
    cut |= {last.year} if (last.month, last.day) != (12, 31) else set()
    found = engine.rows("SELECT DISTINCT year FROM training WHERE NOT superseded AND day IS NULL")
    if years := sorted(cut & {int(year or 0) for (year,) in found}):
        yield say("training.undated", years=listed(years))


def _span(since: int, on: date) -> str:
    """The days of a period in a few words."""
    first = from_day_number(since).isoformat() if since else ""
    return f"{first} – {on.isoformat()}" if first else f"– {on.isoformat()}"
