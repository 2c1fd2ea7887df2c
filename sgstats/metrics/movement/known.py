"""What the lists tell of: from which day on, until which, and what to say of a period beyond them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.metrics.conditions import Condition, check_values_occur, conditions
from sgstats.metrics.movement.calendar import grain, is_cut, span
from sgstats.metrics.movement.query import AGES, ask_stays, days, inside, scope, where
from sgstats.metrics.options import Options
from sgstats.metrics.question import Question
from sgstats.metrics.stored import UNITS
from sgstats.periods import from_day_number

FEW = 10
"""Fewer than so many are not told as a number in a sentence, which no audience's rules protect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """From when to when something is known of the units asked for.

    Attributes:
        first: First day that a staff list speaks of.
        last: Last day that one speaks of.
        begun: First day on which anybody is known to have been in post; a register that keeps those
            who left tells of days long before itself.
        full: Day on which the last unit's lists began; None where nobody was there before the lists.
    """

    first: date
    last: date
    begun: date
    full: date | None

    @property
    def start(self) -> date:
        """First day of which anything can be said: that of the first list, or of a register's first stay.

        What movement lists tell of earlier days is about a few people only, not about who was there.
        """
        return self.begun if self.full is None else self.first


_LISTED = "MAX(CASE WHEN began = $listed THEN since END) AS full"


def known(asked: Sequence[Condition], *, engine: Engine) -> Known:
    """What the lists and stays of the units asked for cover.

    Raises:
        Refused: There is no list, or a filter names a unit that occurs nowhere.
    """
    check_values_occur(asked, engine=engine)
    units = [entry for entry in asked if entry.dimension.name in UNITS]
    bound = {name: value for entry in units for name, value in entry.parameters.items()}
    of_lists = f"SELECT MIN(valid_from) AS first, MAX(valid_from) AS last FROM posting{where(units)}"
    of_stays = f"SELECT MIN(since) AS begun, {_LISTED} FROM stay{where(units)}"
    ((first, last),) = engine.rows(of_lists, bound)
    ((begun, full),) = engine.rows(of_stays, bound | {"listed": "listed"})
    if (first is None or last is None) and units:
        # Nobody was ever in such a unit (none without a name, say); the other lists say so.
        return known((), engine=engine)
    if first is None or last is None:
        raise Refused("metric.nothing_stored")
    days = [from_day_number(int(day)) for day in (first, last, begun or first)]
    return Known(
        first=days[0], last=days[1], begun=min(days), full=from_day_number(int(full)) if full else None
    )


def known_span(where: Mapping[str, Sequence[str]], *, engine: Engine) -> tuple[date, date]:
    """First and last day of what is known without a gap of the units that filters name.

    Args:
        where: Filters by field; those of units count.
        engine: What counts.

    Raises:
        Refused: There is no list, no such unit, or there are not two days with lists.
    """
    units = {name: values for name, values in where.items() if name in UNITS}
    return span_of(conditions(units, options=Options()), engine=engine)


def span_of(units: Sequence[Condition], *, engine: Engine) -> tuple[date, date]:
    """The longest period of which everything is known, from the first full lists to the last ones.

    It begins the day after the last unit's lists began, or, where that leaves nothing, the day after
    the first unit's did. Where nobody was there before the lists, it begins with the first stay.

    Raises:
        Refused: There are not two days with lists, so no period lies between them.
    """
    told = known(units, engine=engine)
    if told.full is None and told.begun < told.last:
        return told.begun, told.last
    for day in (told.full or told.first, told.first):
        if day < told.last:
            return day + timedelta(days=1), told.last
    raise Refused("movement.one_list", first=told.first.isoformat())


def check_known(question: Question, *, engine: Engine) -> Known:
    """Refuse a period that ended before anything is known.

    Raises:
        Refused: It lies before the first list of the units asked for, or a register's first stay.
    """
    since, until = span(question)
    told = known(question.conditions, engine=engine)
    if until < told.start:
        raise Refused("movement.before_the_lists", since=since, until=until, first=told.start)
    return told


def remarks(question: Question, *, engine: Engine, ages: str = "movement.ages_as_of") -> tuple[str, ...]:
    """What must stand beside the numbers of a period.

    Args:
        question: What was asked.
        engine: What counts.
        ages: Key of the sentence on the day that ages are told of.
    """
    since, until = span(question)
    told = check_known(question, engine=engine)
    said = [
        since < told.start and say("movement.begins_before_the_lists", first=told.start),
        until > told.last and say("movement.ends_after_the_lists", last=told.last),
        is_cut(since, until, months=grain(question.by))
        and say("movement.cut_periods", since=since, until=until),
        _of_ages(question) and say(ages, day=until),
    ]
    return (*(one for one in said if one), *_of_dates(question, engine=engine))


def _of_ages(question: Question) -> bool:
    asked = {*question.fields, *(entry.dimension.name for entry in question.conditions)}
    return bool(asked & AGES)


def _of_dates(question: Question, *, engine: Engine) -> list[str]:
    """How many came only because their unit's lists begin, and how many days no list or person tells."""
    # Of all people in the units asked for: the sentence is about dates, and tells nobody's kind apart.
    units = tuple(entry for entry in question.conditions if entry.dimension.name in UNITS)
    asked = scope(
        replace(question, by=tuple(name for name in question.by if name in UNITS), conditions=units)
    )
    bound = days(*span(question))
    numbers = ask_stays(
        "dated.sql", asked, engine=engine, bound=bound, came=inside(asked, "from_"), went=inside(asked, "to_")
    )
    sums = [sum(int(row[at] or 0) for row in numbers) for at in (-3, -2, -1)]
    first_seen, came, went = sums
    said = [say("movement.lists_begin")] if first_seen else []
    if came or went:
        said.append(say("movement.dated_by_lists", came=about(came), went=about(went)))
    return said


def about(people: int) -> str:
    """A number of people in a sentence, which nothing rounds later: to the next 5, few as few.

    Example:
        >>> about(0), about(9), about(12), about(13)
        ('0', '不足 10', '约 10', '约 15')
    """
    if people < FEW:
        return say("movement.few", few=FEW) if people else "0"
    return say("movement.about", people=(people + 2) // 5 * 5)
