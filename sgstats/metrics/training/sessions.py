"""The trainings of a period: which period, which trainings, and the step that gathers them by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.conditions import Condition
from sgstats.metrics.population import check_statement, first_list
from sgstats.metrics.question import Question
from sgstats.metrics.step import Step
from sgstats.metrics.trained import SESSIONS
from sgstats.periods import day_number

TIMES, HOURS = "COUNT(*)", "COALESCE(SUM(hours_tenths), 0)"
"""What is added up of somebody's trainings: themselves, or tenths of hours."""
ALSO = ("year", *SESSIONS, "trained")
"""Fields that metrics of training count by, besides those of people."""
ALWAYS = 0
"""A first day before all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Some days, the last one inside; the people are those in post on it.

    Attributes:
        since: First day, as a day number.
        on: Last day.
        ever: Whether it has no beginning: then a training known by its year alone stands on the year's
            first day; else it counts only where the whole year lies inside.
    """

    since: int
    on: date
    ever: bool = False


def periods(question: Question) -> list[Period]:
    """The years of a span, cut to it, where they are told apart; else the span, or all time up to the day.

    Raises:
        Refused: Several years are filtered by and would be mixed in one number.
    """
    if question.since is None:
        return [Period(since=ALWAYS, on=question.on, ever=True)]
    named = [entry for entry in question.conditions if entry.dimension.name == "year"]
    if not named and "year" not in question.by:
        return [Period(since=day_number(question.since), on=question.on)]
    chosen = {int(str(value)) for entry in named for value in entry.parameters.values()}
    every = range(question.since.year, question.on.year + 1)
    years = [year for year in every if year in chosen or not named]
    if len(years) > 1 and "year" not in question.by:
        raise Refused("metric.years_apart", years=listed(years))
    return [_of_year(year, question.since, question.on) for year in years]


def _of_year(year: int, since: date, on: date) -> Period:
    return Period(since=day_number(max(since, date(year, 1, 1))), on=min(on, date(year, 12, 31)))


def known_periods(question: Question, *, engine: Engine) -> list[Period]:
    """The periods at whose end a list is in force; who was in post before the first list, nobody knows.

    Raises:
        Refused: There is no list at all, or none by the end of the last period.
    """
    first, asked = first_list(question, engine=engine), periods(question)
    known = [period for period in asked if day_number(period.on) >= first]
    if not known:
        check_statement(question, engine=engine)
    return known


def attended(
    period: Period, *, filters: Sequence[Condition] = (), columns: Sequence[str] = (), points: str = TIMES
) -> Step:
    """The step that gathers what each person attended in a period.

    Args:
        period: The days.
        filters: On fields of trainings.
        columns: Fields of trainings that are told apart.
        points: What is added up.
    """
    bound = {name: value for one in filters for name, value in one.parameters.items()}
    return Step(
        name="attended",
        file="training/attended.sql",
        only=True,
        parameters={"since": period.since} | bound,
        gaps={
            "columns": "".join(f", {name}" for name in columns),
            "points": points,
            "filters": "".join(f"\n    AND {one.sql}" for one in filters),
            "last": "101" if period.ever else "1231",
        },
    )


def of_trainings(conditions: Sequence[Condition]) -> list[Condition]:
    """The filters that choose trainings."""
    return [entry for entry in conditions if entry.dimension.name in SESSIONS]


def of_people(conditions: Sequence[Condition]) -> list[Condition]:
    """The filters that choose people."""
    return [entry for entry in conditions if entry.dimension.name not in {"year", *SESSIONS}]
