"""Counting by what was recorded of people in a year: grades, who scored them, what was signed.

A grade is that of the whole person and of nobody in particular: the committee's. Grades of single
dimensions and of groups of raters are what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from sgstats.engines import Cell
from sgstats.errors import Refused
from sgstats.fields import Field
from sgstats.fields import field as field_named
from sgstats.metrics.dimension import Dimension, coded, ordered
from sgstats.metrics.step import Step
from sgstats.metrics.stored import category

OF_NO_PERSON = frozenset({"year", "district", "street", "community", "rater"})
"""Fields that say when, where and by whom people were appraised, and nothing of the people."""
EXCELLENT = "优秀"
COMPLAINT, AGREED, REFUSED = "投诉", "同意续聘", "不同意续聘"
SIGNED = (AGREED, REFUSED)
SCORED = Step(name="scored", file="scored.sql", only=True)
_ITEMS = {"complaint": COMPLAINT, "agreed": AGREED, "refused": REFUSED}
_SIGNATURES = Step(name="signed", file="signed.sql", parameters=_ITEMS, only=True)


def compared(against: str) -> Step:
    """The scores of every group of raters less those of one of them, person by person."""
    return Step(
        name="compared", file="compared.sql", parameters={"against": against}, only=True, after=(SCORED,)
    )


def scale() -> tuple[str, ...]:
    """The grades, best first; the engine counts by their places, from 1."""
    return field_named("grade").values


def graded(lag: int) -> Step:
    """The grades of the year asked for, or of a year before it."""
    places = {f"grade_{place}": grade for place, grade in enumerate(scale(), start=1)}
    return Step(name=f"graded_{lag}", file="graded.sql", lag=lag, parameters=places)


def grade(field: Field, *, lag: int) -> Dimension:
    """The grade of a year; whoever was not appraised in it has none."""
    grades = scale()
    return Dimension(
        name=field.name,
        reads=(),
        keys={field.name: f"grade_{lag}"},
        names=partial(
            ordered, label=lambda place: grades[int(place or 1) - 1], rank=lambda place: int(place or 0)
        ),
        code=partial(_place, field.name, grades),
        steps=(graded(lag),),
    )


def _place(name: str, labels: Sequence[str], value: str) -> Cell:
    """Place of a label, from 1; places of a scale are never 0, which is the mark for nothing said."""
    return int(coded(name, labels)(value) or 0) + 1


def excellent_years(field: Field) -> Dimension:
    """How many of the last three years were 优秀; unknown unless there is a grade in each."""
    lags = range(3)
    missing = " OR ".join(f"grade_{lag} IS NULL" for lag in lags)
    times = " + ".join(f"CASE WHEN grade_{lag} = 1 THEN 1 ELSE 0 END" for lag in lags)
    return Dimension(
        name=field.name,
        reads=(),
        keys={field.name: f"CASE WHEN {missing} THEN NULL ELSE {times} END"},
        names=partial(ordered, label=str, rank=lambda count: int(count or 0)),
        code=coded(field.name, field.values),
        steps=tuple(graded(lag) for lag in lags),
    )


def year(field: Field) -> Dimension:
    """The year asked for: the same for everybody in one query."""
    return Dimension(
        name=field.name,
        reads=(),
        keys={field.name: "CAST($year AS BIGINT)"},
        names=partial(ordered, label=str, rank=lambda number: int(number or 0)),
        code=partial(_year, field.name),
        fills=False,
    )


def _year(name: str, value: str) -> Cell:
    if not (value.isdecimal() and len(value) == 4):
        raise Refused("metric.not_a_value", field=name, value=value, known="2022、2023 …")
    return int(value)


def rater(field: Field) -> Dimension:
    """Who gave a score; the column comes from the scores."""
    return replace(category(field), reads=())


def signature(field: Field) -> Dimension:
    """What was signed for somebody complained about."""
    return Dimension(
        name=field.name,
        reads=(),
        keys={field.name: "signature"},
        names=partial(
            ordered, label=lambda place: SIGNED[int(place or 1) - 1], rank=lambda place: int(place or 0)
        ),
        code=partial(_place, field.name, SIGNED),
        steps=(_SIGNATURES,),
    )


OF_A_YEAR: dict[str, Callable[[Field], Dimension]] = {
    "year": year,
    "grade": partial(grade, lag=0),
    "last_grade": partial(grade, lag=1),
    "excellent_years": excellent_years,
    "rater": rater,
    "item": signature,
}
"""Fields that only metrics of appraisals count by; each metric says which of them it knows."""
