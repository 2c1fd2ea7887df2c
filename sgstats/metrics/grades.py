"""The grades family: how people were graded, and whether it is the same ones every year."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import polars as pl

from sgstats.engines import Engine
from sgstats.metrics.appraised import EXCELLENT, scale
from sgstats.metrics.population import Tally
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.metrics.structure import cells, divided
from sgstats.metrics.years import GRADED, lists_that_came_later, tally_years

_TWO_YEARS, _THREE_YEARS = replace(GRADED, years=2), replace(GRADED, years=3)


@metric(
    label="考核等次分布", label_en="appraisal grades", unit="%", family="grades", kind="share",
    of="grade", also=("year", "grade", "last_grade"), remarks=partial(lists_that_came_later, records=GRADED),
    source="考核等次分布；EAST-11",
    formula="people = 年末在岗且本年度为该等次的人数；base = 年末在岗人数；share = people ÷ base",
)  # fmt: skip
def grades(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of each grade of the year among the people in post on 31 December of it.

    The year is that of the day asked for; by ``year``, every year with grades up to that day. The
    grade is the one recorded for the whole person, by the committee: no group of raters, no single
    dimension. People without a grade (not fixed, not appraised, on probation, or nothing said)
    form the row 未知; with the option ``base="known"`` they are left out of the denominator. Of
    years that ended before the first list, only the people on that list with a record are known.

    Formula:
        share = people with the grade / people in post at the end of the year
    """
    return divided(question, tally_years(question, engine=engine, records=GRADED))


@metric(
    label="等次变化", label_en="changes of grade", unit="%", family="grades", kind="share",
    of="grade", by=("last_grade",), also=("year", "grade", "last_grade"),
    remarks=partial(lists_that_came_later, records=_TWO_YEARS),
    source="考核等次分布；EAST-18-8",
    formula="people = 上年为某等次、本年为某等次的人数；base = 上年为该等次的人数；share = people ÷ base",
)  # fmt: skip
def grade_changes(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of each grade of the year among those of one grade of the year before.

    The people are those in post on 31 December of the later year; people without a grade in one
    of the years form 未知 there.

    Formula:
        share = people with last year's and this year's grade / people with last year's grade
    """
    return divided(question, tally_years(question, engine=engine, records=_TWO_YEARS))


@metric(
    label="连续优秀占比", label_en="优秀 once more", unit="%", family="grades", kind="share",
    of="grade", also=("year", "grade", "last_grade"),
    remarks=partial(lists_that_came_later, records=_TWO_YEARS),
    source="考核等次分布；EAST-12",
    formula="people = 上年优秀、本年又优秀的人数；base = 上年优秀且本年有等次的人数；share = people ÷ base",
)  # fmt: skip
def excellent_again(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of last year's 优秀 who are 优秀 once more, among those of them graded again.

    Where 优秀 falls on anybody alike, the share is about that of 优秀 among all, 20 % under a
    quota of 20 %. Far above it the same people are chosen every year. Near zero, 优秀 goes round:
    whoever had it last year does not get it.

    Formula:
        share = people 优秀 in both years / people 优秀 last year and graded this year
    """
    only = {"last_grade": (EXCELLENT,), "grade": scale()}
    counted = tally_years(question, engine=engine, records=_TWO_YEARS, only=only)
    return one_part(question, counted, part=EXCELLENT)


@metric(
    label="近三年优秀次数", label_en="times 优秀 in three years", unit="%", family="grades", kind="share",
    of="excellent_years", also=("year", "grade", "last_grade", "excellent_years"),
    remarks=partial(lists_that_came_later, records=_THREE_YEARS),
    source="考核等次分布；EAST-12",
    formula="people = 三年中优秀 k 次的人数；base = 三年都有等次的人数；share = people ÷ base",
)  # fmt: skip
def excellent_years(question: Question, *, engine: Engine) -> pl.DataFrame:
    """How many of the last three years people were 优秀, among those graded in all three.

    With 优秀 for a fifth each year, chance alone gives about 51 % never, 38 % once, 10 % twice and
    1 % three times. Where it goes round, three fifths have it once and nobody twice; where it is
    always the same people, a fifth have it three times and four fifths never.

    Formula:
        share = people with so many years of 优秀 / people graded in all three years
    """
    only = {"excellent_years": ("0", "1", "2", "3")}
    return divided(question, tally_years(question, engine=engine, records=_THREE_YEARS, only=only))


@metric(
    label="优秀名额使用", label_en="use of the 优秀 quota", unit="%", family="grades", kind="share",
    of="grade", also=("year", "grade", "last_grade"), remarks=partial(lists_that_came_later, records=GRADED),
    source="EAST-12（优秀不超过本社区总数的 20%）",
    formula="people = 优秀人数；base = 有等次的人数；share = people ÷ base，与名额比例相比",
)  # fmt: skip
def quota_use(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of 优秀 among those appraised, to be held against the quota of each unit.

    Appraised is who has a grade of the year (X18), in post on 31 December. ``quota_table`` turns
    the table, as its audience may see it, into seats in whole people.

    Formula:
        share = people 优秀 / people with a grade
    """
    counted = tally_years(question, engine=engine, records=GRADED, only={"grade": scale()})
    return one_part(question, counted, part=EXCELLENT)


def one_part(question: Question, counted: Tally, *, part: str) -> pl.DataFrame:
    """One part of each group beside the people of all its parts; 0 where the group has none."""
    bases: dict[tuple[str, ...], int] = {}
    for cell, people in counted.people.items():
        bases[cell[:-1]] = bases.get(cell[:-1], 0) + people
    rows: list[tuple[str | int | None, ...]] = [
        (*group, part, counted.people.get((*group, part), 0), base) for group, base in bases.items()
    ]
    return cells(question, rows)
