"""What was observed year by year: who of the people in post left within a year, and who came.

A year runs from one day to the same day of the next year. Somebody counts as gone who was in post on
the first and is not on the last, and as come the other way round; who comes and goes within a
year is neither. So what a projection adds and takes away is what was observed to happen
between two of its days.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import polars as pl

from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.messages import listed
from sgstats.metrics.derived import group_tables
from sgstats.metrics.population import first_list
from sgstats.outlook.counted import MONTH
from sgstats.periods import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.engines import Cell, Engine
    from sgstats.metrics.conditions import Condition
    from sgstats.metrics.question import Question

KEYS = ("age", "birth_month", "gender", "education_group")
OF_A_DAY = frozenset({"age", "age_band", "birth_decade", "tenure_band"})
"""Fields that a person's time in post has no single value of."""
MOVED = "调出"
UNSEEN = 0.05
"""A year is not observed if first lists of units bring more people than this share of those at its start."""
_AGE = "CASE WHEN birth_day <= {day} THEN {lived} - MOD({lived}, 10000) END"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Some years of leaving and joining.

    Attributes:
        days: The days that bound the years, the latest first.
        leaving: One row per year and kind of people in post at its start: ``first`` (the day),
            ``age``, ``birth_month``, ``gender``, ``retirement_category`` (not told of stays: null),
            ``education_group``, ``reason`` (null: still in post at its end), ``people``.
        joining: One row per year and kind of people who came: ``last`` (the day), the same fields,
            ``people``.
    """

    days: tuple[date, ...]
    leaving: pl.DataFrame
    joining: pl.DataFrame

    @property
    def joined(self) -> list[int]:
        """How many came in each year, the latest first."""
        people = dict(self.joining.group_by("last").agg(pl.col("people").sum()).iter_rows())
        return [people.get(day, 0) for day in self.days[:-1]]


def observe(question: Question, *, engine: Engine, years: int) -> Observed:
    """What happened in the last years up to a day, as far back as lists speak of the same units.

    Args:
        question: The day and the filters, by units or by what does not change with time.
        engine: Counts on the tables ``posting`` and ``stay``.
        years: How many years to look back at most.

    Raises:
        Refused: No list is a year old on the day, or a filter is of a field that changes with time.
    """
    _check(question.conditions)
    first = first_list(question, engine=engine)
    days = [question.on]
    leaving: list[pl.DataFrame] = []
    joining: list[pl.DataFrame] = []
    while len(days) <= years and day_number(start := earlier(question.on, len(days))) >= first:
        came = _joining(question, engine=engine, first=start, last=days[-1])
        there = _leaving(question, engine=engine, first=start, last=days[-1])
        if not _covered(there, came):
            break
        days.append(start)
        leaving.append(there)
        joining.append(came.filter(pl.col("found") == 0).drop("found"))
    if len(days) < 2:
        raise Refused("outlook.no_history", on=question.on.isoformat())
    return Observed(days=tuple(days), leaving=pl.concat(leaving), joining=pl.concat(joining))


def _covered(there: pl.DataFrame, came: pl.DataFrame) -> bool:
    """Whether the lists at the start of a year speak of the units that those at its end do.

    People whom a first list shows were there before it, unseen: a year in which there are many of
    them shows neither how many left nor how many came.
    """
    found = int(came.filter(pl.col("found") == 1)["people"].sum())
    return bool(found <= UNSEEN * int(there["people"].sum()))


def _check(conditions: Sequence[Condition]) -> None:
    changing = [entry.dimension.name for entry in conditions if entry.dimension.name in OF_A_DAY]
    if changing:
        raise Refused("outlook.where", fields=listed(changing))


def earlier(day: date, years: int) -> date:
    """The same day some years before (after, if negative); 29 February becomes the 28th.

    Example:
        >>> str(earlier(date(2024, 2, 29), 1)), str(earlier(date(2023, 12, 31), -2))
        ('2023-02-28', '2025-12-31')
    """
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _leaving(question: Question, *, engine: Engine, first: date, last: date) -> pl.DataFrame:
    rows = _asked("leaving.sql", question, engine=engine, days=(first, last))
    frame = _frame(rows, fate=pl.Int64(), reason=pl.String())
    gone = pl.when(pl.col("fate") == 1).then(pl.lit(MOVED)).otherwise(pl.col("reason").fill_null(UNKNOWN))
    reason = pl.when(pl.col("fate") > 0).then(gone)
    return frame.with_columns(pl.lit(first).alias("first"), reason.alias("reason")).drop("fate")


def _joining(question: Question, *, engine: Engine, first: date, last: date) -> pl.DataFrame:
    rows = _asked("joining.sql", question, engine=engine, days=(first, last))
    return _frame(rows, found=pl.Int64()).with_columns(pl.lit(last).alias("last"))


def _frame(rows: list[tuple[Cell, ...]], **further: pl.DataType) -> pl.DataFrame:
    """The answer with keys as people read them."""
    types = {
        "age": pl.Int64(),
        "birth_month": pl.Int64(),
        "gender": pl.String(),
        "education_group": pl.Int64(),
    }
    frame = pl.DataFrame(rows, schema={**types, **further, "people": pl.Int64()}, orient="row")
    groups = dict(enumerate(group_tables()["education_group"]["groups"]))
    return frame.with_columns(
        pl.col("age") // 10_000,
        pl.col("birth_month") // 100,
        pl.col("education_group").replace_strict(groups, default=None, return_dtype=pl.String),
        retirement_category=pl.lit(None, dtype=pl.String),
    )


def _asked(
    file: str, question: Question, *, engine: Engine, days: tuple[date, date]
) -> list[tuple[Cell, ...]]:
    """The answer to one of the two queries over one year."""
    first, last = map(day_number, days)
    day = "$first" if file == "leaving.sql" else "$last"
    gender, education = question.dimensions(("gender", "education_group"))
    lived = f"CAST({day} AS BIGINT) - birth_day"
    made = {"age": _AGE.format(day=day, lived=lived), "birth_month": MONTH.format(day=day)}
    made |= {**gender.keys, **education.keys}
    asked = {name: sql for entry in question.conditions for name, sql in entry.dimension.keys.items()}
    tests = [entry.sql for entry in question.conditions]
    sql = _text(file).format(
        described=", ".join(f"{sql} AS {name}" for name, sql in (asked | made).items()),
        keys=", ".join(KEYS),
        conditions="".join(f" AND {test}" for test in tests),
    )
    bound: dict[str, object] = {
        "first": first,
        "last": last,
        "left": "left",
        "listed": "listed",
        **education.parameters,
    }
    for entry in question.conditions:
        bound |= {**entry.dimension.parameters, **entry.parameters}
    return engine.rows(sql, {name: value for name, value in bound.items() if f"${name}" in sql})


@cache
def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8").rstrip()
