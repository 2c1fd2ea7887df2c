"""Who scores how: means by group of raters, gaps between them, and signatures against complaints."""

from __future__ import annotations

from functools import partial

import polars as pl

from sgstats.engines import Cell, Engine
from sgstats.errors import Refused
from sgstats.fields import field
from sgstats.messages import listed, say
from sgstats.metrics import appraised
from sgstats.metrics.ages import values
from sgstats.metrics.counting import Counting
from sgstats.metrics.grades import one_part
from sgstats.metrics.means import mean_score
from sgstats.metrics.population import Labels, Rows, gather
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.metrics.step import Step
from sgstats.metrics.years import (
    COMPLAINED,
    SCORED,
    every_group,
    lists_that_came_later,
    rows_of_years,
    tally_years,
)

_ALSO = ("year", "grade", "last_grade", "rater")


@metric(
    label="各方平均得分", label_en="mean score by rater", unit="分", family="grades", kind="value",
    by=("rater",), also=_ALSO, remarks=partial(lists_that_came_later, records=SCORED),
    source="HG-5（街道、居民、自评三方）",
    formula="value = 各人（该评价主体所给各票的平均分）之和 ÷ 人数",
)  # fmt: skip
def rater_scores(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Mean score that a group of raters gave, each person counting once, with its t interval.

    A person's score is the mean of the raters' ballots for the whole person, or over the single
    dimensions where only those were scored. People whom the raters did not score are in neither
    ``people`` nor ``base``.

    Formula:
        value = sum of people's mean scores / people scored
    """
    return _means(question, engine=engine, step=appraised.SCORED)


@metric(
    label="评分差距", label_en="gap between raters", unit="分", family="grades", kind="value",
    by=("rater",), also=_ALSO, remarks=lambda question, *, engine: _gap_remarks(question, engine=engine),
    source="PLAN-6、HG-5（多方评价）",
    formula="value = 各人（该评价主体平均分 - 对照评价主体平均分）之和 ÷ 双方都评过的人数",
)  # fmt: skip
def rater_gap(question: Question, *, engine: Engine) -> pl.DataFrame:
    """How much more a group of raters gave than the raters of the option ``against``, person by person.

    Only people whom both scored are compared, each with themselves, so that a difference is not
    one between the people scored. Above zero the raters are the more generous ones.

    Formula:
        value = sum of (mean score by the raters - mean score by those compared with) / people scored by both
    """
    against, known = question.options.against, field("rater").values
    if against not in known:
        raise Refused("metric.not_a_value", field="rater", value=against, known=listed(known))
    return _means(question, engine=engine, step=appraised.compared(against))


def _gap_remarks(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """Whom the raters are compared with, and what is to be said of the years."""
    return (
        say("metric.gap_against", against=question.options.against),
        *lists_that_came_later(question, engine=engine, records=SCORED),
    )


@metric(
    label="评分宽松度", label_en="leniency", unit="%", family="grades", kind="share",
    of="item", named=appraised.AGREED, also=("year", "grade", "last_grade", "item"),
    remarks=partial(lists_that_came_later, records=COMPLAINED), source="KJ-7（康健街道）",
    formula="people = 被投诉而签“同意续聘”的人数；base = 被投诉且有签字结果的人数；share = people ÷ base",
)  # fmt: skip
def leniency(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share signed 同意续聘 among the people complained about in the year.

    Whoever has no signed result is left out; a signature 不同意续聘 beside one for renewal counts
    as not agreed. A high share is the gap that KJ-7 describes: complaints all year, and the
    signature renews all the same.

    Formula:
        share = people signed 同意续聘 / people with a complaint and a signed result
    """
    only = {"item": appraised.SIGNED}
    counted = tally_years(question, engine=engine, records=COMPLAINED, only=only)
    return one_part(question, counted, part=appraised.AGREED)


def _means(question: Question, *, engine: Engine, step: Step) -> pl.DataFrame:
    """One row per group and rater: people, base, value and interval."""
    dimensions = question.dimensions(question.by)
    asked = Counting(dimensions=dimensions, conditions=question.conditions, scores=step)
    found = rows_of_years(question, asked, engine=engine, records=SCORED)
    rows: list[tuple[str | float | None, ...]] = []
    for group, sums in _groups(found, question=question).items():
        people, estimate = mean_score(map(_whole, sums), confidence=question.options.confidence)
        rows.append((*group, people, people, *estimate))
    return values(question, rows)


def _groups(found: Rows, *, question: Question) -> dict[Labels, Rows]:
    """The rows of each group of people; none where nobody was scored."""
    if not found:
        return {}
    gathered, labels = gather(found, dimensions=question.dimensions(question.by))
    return every_group(gathered, names=question.by, labels=labels, empty=())


def _whole(row: tuple[Cell, ...]) -> tuple[int, int, int, int]:
    """The last four numbers of a row; an engine may give long ones as decimals."""
    ballots, points, squares, people = (int(number or 0) for number in row[-4:])
    return ballots, points, squares, people
