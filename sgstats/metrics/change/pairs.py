"""People of two days joined in the engine: what they were on the first day and on the last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources

import polars as pl

from sgstats.engines import Cell, Engine
from sgstats.errors import SgstatsError
from sgstats.metrics.conditions import Condition, check_values_occur
from sgstats.metrics.counting import key_columns, persons
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.movement.naming import Answer, named
from sgstats.metrics.population import check_statement
from sgstats.metrics.question import Question
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number

Labels = tuple[str, ...]
SIDES = (0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What people were on one of the two days.

    Attributes:
        labels: Their groups and value, where the filters choose them; else None.
        present: Whether they were in post at all.
        inside: Whether they were in the units chosen.
    """

    labels: Labels | None
    present: bool
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """How many people were what on the first day and what on the last.

    Attributes:
        ends: First and last day of the people, and their number; nobody is in two of them.
        labels: The labels of each field in the order tables show them.
    """

    ends: Sequence[tuple[End, End, int]]
    labels: tuple[Labels, ...]


def days_of(question: Question) -> tuple[date, date]:
    """The two days compared: the day before the period, and its last."""
    if question.since is None:
        raise SgstatsError("a metric of a period was asked without one")
    return question.since - timedelta(days=1), question.on


def pairs(question: Question, *, engine: Engine, fields: Sequence[str]) -> Pairs:
    """Count people by what they were on the day before the period and on its last day.

    Args:
        question: Period and filters.
        engine: What runs the query.
        fields: Fields of people; ages and tenures are those of each day.

    Raises:
        Refused: No statement is in force on one of the days, or there is no such unit.
    """
    check_values_occur(question.conditions, engine=engine)
    dimensions = question.dimensions(fields)
    rows = _rows(question, dimensions, engine=engine)
    for side, day in zip(SIDES, days_of(question), strict=True):
        if not any(row[_flag(side)] for row in rows):
            check_statement(replace(question, on=day, since=None), engine=engine)
    return _labelled(rows, dimensions=dimensions, engine=engine)


def _flag(side: int) -> int:
    """Place, from the end of a row, of the mark that people are chosen on a day."""
    return (-5, -3)[side]


def _rows(question: Question, dimensions: Sequence[Dimension], *, engine: Engine) -> list[tuple[Cell, ...]]:
    keys, conditions = list(key_columns(dimensions)), question.conditions
    used = [*dimensions, *(one.dimension for one in conditions)]
    sql = _template().format(
        renamed_0="".join(f"{name} AS {name}_0, " for name in keys),
        renamed_1="".join(f"{name} AS {name}_1, " for name in keys),
        keys="".join(f"{name}_{side}, " for side in SIDES for name in keys),
        chosen=_mark(conditions),
        inside=_mark([one for one in conditions if one.dimension.name in UNITS]),
        persons_0=persons(used, mark="_0"),
        persons_1=persons(used, mark="_1"),
    )
    told_of = [*(one.parameters for one in used), *(one.parameters for one in conditions)]
    bound = {name: value for known in told_of for name, value in known.items()}
    for side, day in zip(SIDES, days_of(question), strict=True):
        number = day_number(day)
        bound |= {f"day_{side}": number, f"listed_{side}": number, f"year_{side}": day.year}
    names = set(re.findall(r"\$(\w+)", re.sub(r"--[^\n]*", "", sql)))
    return engine.rows(sql, {name: value for name, value in bound.items() if name in names})


def _mark(conditions: Sequence[Condition]) -> str:
    tests = " AND ".join(one.sql for one in conditions)
    return f"CASE WHEN {tests} THEN 1 ELSE 0 END" if tests else "1"


def _labelled(rows: Sequence[tuple[Cell, ...]], *, dimensions: Sequence[Dimension], engine: Engine) -> Pairs:
    width = len(key_columns(dimensions))
    chosen = [
        (*row[side * width : (side + 1) * width], 2 * place + side)
        for place, row in enumerate(rows)
        for side in SIDES
        if row[_flag(side)]
    ]
    (frame,) = named([Answer(rows=chosen, numbers=["piece"])], dimensions=dimensions, engine=engine).frames
    names = [entry.name for entry in dimensions]
    found = {row[-1]: tuple(row[:-1]) for row in frame.select(*names, "piece").iter_rows()}
    ends = [
        (_end(row, 0, found.get(2 * place)), _end(row, 1, found.get(2 * place + 1)), int(row[-1] or 0))
        for place, row in enumerate(rows)
    ]
    return Pairs(ends=ends, labels=tuple(_categories(frame[name]) for name in names))


def _categories(labels: pl.Series) -> Labels:
    """The labels that occur, in the order tables show them."""
    return tuple(labels.unique().sort().cast(pl.String).to_list())


def _end(row: tuple[Cell, ...], side: int, labels: Labels | None) -> End:
    flag = _flag(side)
    return End(labels=labels, present=row[flag] is not None, inside=bool(row[flag + 1]))


@cache
def _template() -> str:
    return resources.files(__package__).joinpath("two_days.sql").read_text(encoding="utf-8").rstrip()
