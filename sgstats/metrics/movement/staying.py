"""Who is still there: stability, retention, stayed and carried over, each with its own two days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.metrics.movement.calendar import TIMES, Period, asked_periods
from sgstats.metrics.movement.exits import SHARE
from sgstats.metrics.movement.known import check_known, remarks
from sgstats.metrics.movement.naming import ALL, Answer, named
from sgstats.metrics.movement.query import Scope, ask_stays, same, scope
from sgstats.metrics.movement.tables import cells
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number

_STAYING = SHARE | {"also": tuple(TIMES)}
Days = Callable[[Period], tuple[date, date]]
"""The two days that a period's share compares."""


def _ends(period: Period) -> tuple[date, date]:
    """The day before the period and its last day."""
    return period.first - timedelta(days=1), period.last


def year_before(period: Period) -> tuple[date, date]:
    """The last day of a period and the same day of the year before (28 February for the 29th)."""
    day = period.last
    try:
        return day.replace(year=day.year - 1), day
    except ValueError:
        return date(day.year - 1, 2, 28), day


def _days_compared(question: Question, *, engine: Engine, on: Days = _ends) -> tuple[str, ...]:
    """What must stand beside a share of two days: whether all lists had begun on the first of them."""
    full = check_known(question, engine=engine).full
    first = min(on(one)[0] for one in asked_periods(question))
    early = full is not None and first < full
    said = (say("movement.compared_before_full", day=first, full=full),) if early else ()
    return (*remarks(question, engine=engine), *said)


def _unknown_service(question: Question, *, engine: Engine) -> tuple[str, ...]:
    return (*remarks(question, engine=engine), say("movement.unknown_service"))


@metric(
    label="留存率（期初人员）", label_en="stayed", remarks=_days_compared, **_STAYING,
    source="Edwards & Wildeman：1 减去留存率即其离职率；SSSC：与上年同一单位",
    formula="people = 期初在岗且期末仍在本组在岗的人数；base = 期初在岗人数；share = people ÷ base",
)  # fmt: skip
def stayed(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of the people of the opening day who are there again on the closing day, in the same group.

    Who left and came back in between is there again. By units, whoever moved to another one is not:
    that is the share still in the same unit. One less this share is the turnover of Edwards and
    Wildeman, which does not see who both came and left inside the period.

    Formula:
        share = people on both days / people on the opening day
    """
    return _compared(question, engine=engine, on=_ends, people="both_days", base="opening")


@metric(
    label="期末人员来源于期初占比", label_en="carried over", remarks=_days_compared, **_STAYING,
    source="Edwards & Wildeman 的另一分母（期末）",
    formula="people = 期初、期末都在本组在岗的人数；base = 期末在岗人数；share = people ÷ base",
)  # fmt: skip
def carried_over(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of the people of the closing day who were there on the opening day, in the same group.

    Formula:
        share = people on both days / people on the closing day
    """
    return _compared(question, engine=engine, on=_ends, people="both_days", base="closing")


@metric(
    label="稳定率", label_en="stability index", remarks=partial(_days_compared, on=year_before), **_STAYING,
    source="CIPD stability index",
    formula="people = 期末在岗且自一年前起连续在职的人数；base = 一年前在岗人数；share = people ÷ base",
)  # fmt: skip
def stability(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of the people in post a year ago who have served without a break since, in the same group.

    The days are the last one of each period and the same day of the year before. Who left and came
    back has no year of service now. ``retention`` has the same numerator over today's staff.

    Formula:
        share = staff with at least one year of service now / staff employed one year ago

    Raises:
        Refused: A year before lies before the first list.
    """
    return _compared(question, engine=engine, on=year_before, people="unbroken", base="opening")


@metric(
    label="满一年人员占比", label_en="retention index", remarks=_unknown_service, **_STAYING,
    source="CIPD retention：分母与稳定率不同",
    formula="people = 期末在岗、任职满 1 年的人数；base = 其中任职年限已知的人数；share = people ÷ base",
)  # fmt: skip
def retention(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of the staff of each period's last day with at least one full year of service.

    Service begins on the day of hiring as told, else on the first day seen. Whose day of hiring is
    unknown and who was first seen less than a year ago is left out of both numbers.

    Formula:
        share = staff with at least one year of service / staff whose length of service is known
    """
    check_known(question, engine=engine)
    asked, answers = scope(question), []
    for one in asked_periods(question):
        rows = ask_stays("served.sql", asked, engine=engine, bound=_bound(question, last=one.last))
        answers.append([Answer(rows=rows, numbers=("people", "base"))])
    return _shares(question, answers, engine=engine, people="people", base="base")


def _compared(question: Question, *, engine: Engine, on: Days, people: str, base: str) -> pl.DataFrame:
    """The share of each group and period, from the stocks of two days and who is in both."""
    told, asked, answers = check_known(question, engine=engine), scope(question), []
    for one in asked_periods(question):
        earlier, later = on(one)
        if earlier < told.start:
            raise Refused("movement.day_before_the_lists", day=earlier, first=told.start)
        stock = _bound(question, since=earlier + timedelta(days=1), until=later)
        pair = _bound(question, earlier=earlier, later=later)
        stocks = ask_stays("stock.sql", asked, engine=engine, bound=stock)
        both = ask_stays("both_days.sql", asked, engine=engine, bound=pair, **_in_one_group(asked))
        ends = Answer(rows=stocks, numbers=("opening", "closing"))
        answers.append([ends, Answer(rows=both, numbers=("both_days", "unbroken"))])
    return _shares(question, answers, engine=engine, people=people, base=base)


def _bound(question: Question, **days: date) -> dict[str, object]:
    """Days to bind; ages are as of the last day of the whole span."""
    return {name: day_number(day) for name, day in (days | {"day": question.on}).items()}


def _in_one_group(asked: Scope) -> dict[str, str]:
    """How the query of two days tells that somebody is in one group on both; only units change."""
    units = [entry for entry in asked.dimensions if entry.name in UNITS]
    columns = dict.fromkeys(name for entry in units for name in entry.keys)
    return {
        "other_keys": "".join(f"{name} AS other_{name}, " for name in columns),
        "same": "".join(f" AND {same(entry, other='other_')}" for entry in units),
    }


def _shares(
    question: Question, answers: list[list[Answer]], *, engine: Engine, people: str, base: str
) -> pl.DataFrame:
    """The cells from the answers of every period, groups without anybody as 0."""
    dimensions = scope(question).dimensions
    found = named([one for own in answers for one in own], dimensions=dimensions, engine=engine)
    keys, frames, tables = [ALL, *(entry.name for entry in dimensions)], iter(found.frames), []
    for place, own in enumerate(answers):
        table = found.groups.with_columns(place=pl.lit(place, dtype=pl.Int64))
        for _ in own:
            table = table.join(next(frames), on=keys, how="left")
        tables.append(table.fill_null(0).with_columns(people=pl.col(people), base=pl.col(base)))
    told = pl.concat(tables)
    return cells(told, question, periods=asked_periods(question), numbers=("people", "base"))
