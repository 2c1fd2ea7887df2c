"""The survival family: who is still in post, for how long, and in which year of service people leave."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import field
from sgstats.metrics.movement.naming import ALL
from sgstats.metrics.question import Question
from sgstats.metrics.rates import per
from sgstats.metrics.registry import metric
from sgstats.metrics.survival.curve import estimated, trusted
from sgstats.metrics.survival.remarks import remarks
from sgstats.metrics.survival.watched import each, watch
from sgstats.metrics.survival.whole import medians

DAYS_OF_A_YEAR = 365.25
DAYS_OF_A_MONTH = DAYS_OF_A_YEAR / 12
MONTHS = (6, 12, 24, 36, 60, 120)
"""Points of the curve, in months of service, in the order of the field ``service_months``."""
YEARS = 11
"""Years of service that are told apart; the last one has no end."""
_LEAVING = ("leave_reason", "leave_class")


@metric(
    label="留任率曲线", label_en="survival in post", unit="%", family="survival", kind="curve",
    source="留任；Kaplan & Meier (1958)，左截断、右删失",
    formula="value = 100 × Π(1 - 离职 ÷ 在观察人次)；people = 该时点在观察的人次；base = 进入观察的人次",
    by=("service_months",), also=("service_months", *_LEAVING), remarks=remarks,
)  # fmt: skip
def survival(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of a group's people who are still in post after 6, 12, 24, 36, 60 and 120 months.

    The Kaplan–Meier estimate with log-log intervals. A service is watched from the day that the
    lists first show it, so people who were there before enter late; it ends with leaving, and a
    move out of the group or the day asked for ends the watching. Services of unknown hire day are
    left out; a filter on leave_reason or leave_class says which leavings are events. There is no
    value where nobody has been watched so long, or not from the first day of service on.

    Formula:
        value = 100 · product over the days up to then of 1 - leavers / services in view

    Args:
        question: Day, groups and filters.
        engine: What counts.

    Returns:
        One row per group and time: ``people`` in view then, ``base`` of services that came into view,
        ``value``, ``low``, ``high`` in percent.
    """
    watched = watch(question, engine=engine)
    confidence = question.options.confidence
    drawn = estimated(watched.changes, by=[ALL, *watched.fields], confidence=confidence)
    rows: list[tuple[object, ...]] = []
    for (group, curve), (_, counts) in zip(
        each(watched, drawn), each(watched, watched.services), strict=True
    ):
        base = int(counts["services"].sum())
        labels = field("service_months").values
        rows += [
            (*group, label, *_at(curve, int(months * DAYS_OF_A_MONTH), base=base))
            for months, label in zip(MONTHS, labels, strict=True)
        ]
    return _frame(question, rows, keys=(*watched.fields, "service_months"), base=pl.Int64())


def _at(curve: pl.DataFrame, day: int, *, base: int) -> tuple[float | None, ...]:
    """People in view on a day of service, the base, and the curve there with its interval in percent."""
    before = curve.filter(pl.col("days") < day)
    people = int((before["entered"] - before["events"] - before["censored"]).sum())
    sure = trusted(curve)
    reached = sure.filter(pl.col("days") <= day)
    gone = reached.height == curve.height and reached.height > 0 and reached["survival"].item(-1) == 0
    if not reached.height or (reached.height == sure.height and sure["days"].item(-1) < day and not gone):
        return people, base, None, None, None
    ends = (reached[name].item(-1) for name in ("survival", "low", "high"))
    return people, base, *(None if end is None else 100 * end for end in ends)


@metric(
    label="任职时长中位数", label_en="median time in post", unit="月", family="survival", kind="value",
    source="Kaplan & Meier (1958)；区间为对数-对数区间的上下界达到 50% 的时点",
    formula="value = 留任率首次不高于 50% 的任职月数；people = 离职人次；base = 进入观察的任职人次",
    also=_LEAVING, remarks=remarks,
)  # fmt: skip
def median_stay(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Months of service after which half of a group's people have left.

    Read off the curve of ``survival``, its interval off the bounds of the curve's. Null where the
    curve does not come down to one half, or only for people who were not watched from the start.

    Formula:
        value = first day with survival ≤ 50 %, in months of 30.4375 days

    Args:
        question: Day, groups and filters.
        engine: What counts.

    Returns:
        One row per group: ``people`` who left, ``base`` of services that came into view, ``value``,
        ``low``, ``high`` in months.
    """
    watched = watch(question, engine=engine)
    drawn = estimated(watched.changes, by=[ALL, *watched.fields], confidence=question.options.confidence)
    found = medians(watched, drawn)
    months = pl.col("value", "low", "high") / DAYS_OF_A_MONTH
    return found.select(*watched.fields, people="events", base="services").hstack(found.select(months))


@metric(
    label="离职风险（按任职年次）", label_en="hazard of leaving by year of service", unit="每百人年",
    family="survival", kind="rate", source="留任；人年法，Garwood (1936) 精确泊松区间",
    formula="value = 100 × 该任职年次内离职人次 ÷ 该年次在观察的人年",
    by=("service_year",), also=("service_year", *_LEAVING), remarks=remarks, rated=per(100),
)  # fmt: skip
def exit_hazard(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Leavings per 100 person-years in each year of service.

    A year of service k ends 365.25 · k days after the hire day, rounded down; whoever leaves on its
    last day leaves in it. Years in which nobody was in view have no rate.

    Formula:
        value = 100 · leavings in the year of service / person-years in view in it

    Args:
        question: Day, groups and filters.
        engine: What counts.

    Returns:
        One row per group and year of service: ``people`` who left, ``base`` in person-years, ``value``,
        ``low``, ``high``.
    """
    watched = watch(question, engine=engine)
    labels = field("service_year").values
    rows = [
        (*group, label, *_within(changes, year=year))
        for group, changes in each(watched, watched.changes)
        for year, label in enumerate(labels)
    ]
    keys = (*watched.fields, "service_year")
    frame = _frame(question, [(*row, None, None, None) for row in rows], keys=keys, base=pl.Float64())
    return per(100)(frame, confidence=question.options.confidence)


def _within(changes: pl.DataFrame, *, year: int) -> tuple[int, float]:
    """Leavings and person-years of one group in one year of service, counted from 0."""
    first = int(year * DAYS_OF_A_YEAR)
    last = int((year + 1) * DAYS_OF_A_YEAR) if year + 1 < YEARS else None
    inside = pl.col("days").clip(first, last)
    gone = pl.col("events") + pl.col("censored") - pl.col("entered")
    ended = pl.col("days").is_between(first, last, closed="right") if last else pl.col("days") > first
    days, people = changes.select(
        (inside * gone).sum(), pl.col("events").filter(ended).sum().alias("people")
    ).row(0)
    return int(people), int(days) / DAYS_OF_A_YEAR


def _frame(
    question: Question, rows: list[tuple[object, ...]], *, keys: Sequence[str], base: pl.DataType
) -> pl.DataFrame:
    """The rows as a frame, the fields in the order asked for."""
    numbers = {"people": pl.Int64(), "base": base} | dict.fromkeys(("value", "low", "high"), pl.Float64())
    frame = pl.DataFrame(rows, schema={**dict.fromkeys(keys, pl.String()), **numbers}, orient="row")
    return frame.select(*question.by, *numbers)
