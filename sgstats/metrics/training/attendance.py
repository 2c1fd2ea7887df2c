"""The training family: how much people were trained."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from sgstats.engines import Engine
from sgstats.metrics.ages import values
from sgstats.metrics.means import mean_interval
from sgstats.metrics.question import Question
from sgstats.metrics.rates import per
from sgstats.metrics.registry import metric
from sgstats.metrics.training.groups import Group, groups
from sgstats.metrics.training.remarks import not_recorded
from sgstats.metrics.training.sessions import ALSO, HOURS

_ALSO = tuple(name for name in ALSO if name != "trained")
TENTHS = 10


@metric(
    label="人均学时", label_en="training hours a person", unit="学时", family="training", kind="value",
    span=True, also=_ALSO, remarks=not_recorded, source="培训覆盖率（人均）",
    formula="value = 期内学时之和 ÷ 学时已知的期末在岗人数（未参加者为 0 学时）",
)  # fmt: skip
def training_hours(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Mean hours of training in the period of the people in post at its end, with its t interval.

    Whoever attended nothing has 0 hours. Of whom any training has no hours written down, and whose
    street recorded no training at all, the hours are not known: they are in ``base``, and neither
    in ``people`` nor in the mean. Periods and groups are those of ``training_coverage``.

    Formula:
        value = sum of hours / people whose hours are known

    Returns:
        One row per group: ``people`` of known hours, ``base`` of everybody, ``value``, ``low``, ``high``.
    """
    found = groups(question, engine=engine, points=HOURS)
    confidence = question.options.confidence
    return values(question, [(*cell, *_hours(group, confidence)) for cell, group in found.items()])


def _hours(group: Group, confidence: float) -> tuple[float | None, ...]:
    """People of known hours, everybody, and the estimate of the mean."""
    known = [row for row in group.sums if not row[0]]
    people = group.told - sum(row[-1] for row in group.sums if row[0])
    total = Fraction(sum(row[1] for row in known), TENTHS)
    squares = Fraction(sum(row[2] for row in known), TENTHS**2)
    return people, group.everybody, *mean_interval(people, total, squares, confidence=confidence)


@metric(
    label="培训人次", label_en="attendances of trainings", unit="人次/人", family="training", kind="rate",
    span=True, also=_ALSO, remarks=not_recorded, rated=per(1, interval=False),
    source="HG-1b（多次数）",
    formula="people = 期内培训人次；base = 期末在岗人数；value = people ÷ base",
)  # fmt: skip
def training_attendances(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Attendances of trainings (人次) in the period by people in post at its end, and how many a person.

    Three trainings of one person are three attendances; how many people were trained is
    ``training_coverage``. People of streets that recorded no training in the period are not in
    ``base``; where all are, nothing is known and both numbers are null.

    Formula:
        value = attendances / people in post

    Returns:
        One row per group: ``people`` (attendances), ``base``, ``value``; a training is given to many
        at once, so that no interval would be right.
    """
    found = groups(question, engine=engine)
    rows = [(*cell, *_attendances(group)) for cell, group in found.items()]
    schema = dict.fromkeys(question.by, pl.String()) | {"people": pl.Int64(), "base": pl.Float64()}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return per(1, interval=False)(frame, confidence=question.options.confidence)


def _attendances(group: Group) -> tuple[int | None, float | None]:
    if not group.told:
        return None, None
    return sum(row[1] for row in group.sums), float(group.told)
