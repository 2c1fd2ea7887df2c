"""The structure family: how many people, and of which kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.metrics.population import Tally, tally
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric


@metric(
    label="人数", label_en="headcount", unit="人", family="structure", kind="share",
    source="SHK-0（沙河口区队伍现状）",
    formula="people = 当日在岗人数；base = 全部入选人数；share = people ÷ base",
)  # fmt: skip
def headcount(question: Question, *, engine: Engine) -> pl.DataFrame:
    """People in post on the day, each counted once, in each group.

    A person is in post from the hire date to the day before the leave date, as the statement in
    force says; unknown hire and leave dates do not exclude. The base is everybody selected, so
    the groups' shares add up to 100 %. People of an unknown group form a row of their own.

    Formula:
        share = people in the group / people selected

    Args:
        question: Day, groups and filters.
        engine: What counts.

    Returns:
        One row per group: its fields, ``people``, ``base``.
    """
    people = tally(question, engine=engine, fields=question.by).people
    if not question.by:
        people = people or {(): 0}
    base = sum(people.values())
    return cells(question, [(*group, count, base) for group, count in people.items()])


@metric(
    label="构成", label_en="structure", unit="%", family="structure", kind="share", needs_of=True,
    source="SHK-1…SHK-4（沙河口区队伍现状）",
    formula="people = 组内该类人数；base = 组内人数（all：含未知；known：不含未知）；share = people ÷ base",
)  # fmt: skip
def structure(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of each value of a field among the people of a group.

    People without a value form the row 未知. With the option ``base="known"`` they are left out
    of the denominator, and their row, still shown, has no base. A category that occurs in one
    group is shown as 0 in the others, so that groups compare line by line.

    Formula:
        share = people in (group, value) / people in group

    Args:
        question: Day, groups, parts and filters.
        engine: What counts.

    Returns:
        One row per group and value: their fields, ``people``, ``base``.
    """
    return divided(question, tally(question, engine=engine, fields=question.fields))


def divided(question: Question, counted: Tally) -> pl.DataFrame:
    """Each group of a question broken down by its last field, each part beside the group's base."""
    parts = question.dimensions(question.fields)[-1]
    people = filled(counted) if parts.fills else counted.people
    known = question.options.base == "known"
    groups = groupby(people.items(), key=lambda item: item[0][:-1])
    return cells(question, [row for _, group in groups for row in based(dict(group), known=known)])


def based(people: Mapping[tuple[str, ...], int], *, known: bool) -> Iterator[tuple[str | int | None, ...]]:
    """Each part of one group beside the group's base."""
    base = sum(count for cell, count in people.items() if not (known and cell[-1] == UNKNOWN))
    for cell, count in people.items():
        yield (*cell, count, None if known and cell[-1] == UNKNOWN else base)


def filled(counted: Tally) -> dict[tuple[str, ...], int]:
    """Every part that occurs anywhere, in every group, with 0 people where there are none.

    Example:
        >>> people = {("东街", "男"): 1, ("西街", "女"): 2}
        >>> filled(Tally(people=people, labels=(("东街", "西街"), ("男", "女"))))
        {('东街', '男'): 1, ('东街', '女'): 0, ('西街', '男'): 0, ('西街', '女'): 2}
    """
    groups = dict.fromkeys(cell[:-1] for cell in counted.people)
    parts = counted.labels[-1]
    return {(*group, part): counted.people.get((*group, part), 0) for group in groups for part in parts}


def cells(question: Question, rows: list[tuple[str | int | None, ...]]) -> pl.DataFrame:
    """The rows as a frame: the question's fields as text, ``people`` and ``base`` as integers."""
    schema = dict.fromkeys(question.fields, pl.String()) | dict.fromkeys(("people", "base"), pl.Int64())
    return pl.DataFrame(rows, schema=schema, orient="row")
