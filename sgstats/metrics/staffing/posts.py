"""The staffing family: posts that are filled, and people beside the residents they serve."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from sgstats.engines import Engine
from sgstats.metrics.question import Question
from sgstats.metrics.rates import per
from sgstats.metrics.registry import metric
from sgstats.metrics.staffing.remarks import of_column, of_standard
from sgstats.metrics.staffing.staffed import Staffed, staffed
from sgstats.metrics.staffing.standards import TEN_THOUSAND, standard

HUNDRED = 100.0


def _valued(value: pl.Expr) -> Callable[..., pl.DataFrame]:
    """How to make a number of each row from ``people`` and ``base``; it varies by no chance."""

    def rated(frame: pl.DataFrame, *, confidence: float) -> pl.DataFrame:
        nothing = pl.lit(None, dtype=pl.Float64)
        return frame.with_columns(value=value.cast(pl.Float64), low=nothing, high=nothing)

    return rated


_FILLED, _PER_RESIDENTS = per(100, interval=False), per(TEN_THOUSAND, interval=False)
_OPEN = (pl.col("base") - pl.col("people")) * HUNDRED / pl.when(pl.col("base") > 0).then("base")
_VACANT = _valued(_OPEN)
_MISSING = _valued(pl.col("base") - pl.col("people"))


@metric(
    label="满编率", label_en="fill rate", unit="%", family="staffing", kind="rate", rated=_FILLED,
    base_counts_people=False,
    remarks=lambda question, *, engine: of_column(question, "quota", engine=engine),
    source="编制满编率；台湾“進用率”",
    formula="people = 在岗人数；base = 核定编制数；value = people ÷ base × 100",
)  # fmt: skip
def fill_rate(question: Question, *, engine: Engine) -> pl.DataFrame:
    """People in post per 100 posts of the quota that was last told up to the day; over 100 is over quota.

    A unit's quota is its own, or the sum of those of all units below it where it has none or they are
    newer. Where neither is known, base and value are null.

    Formula:
        value = 100 · people in post / quota

    Args:
        question: Day, groups (units alone) and filters.
        engine: What counts.

    Returns:
        One row per unit: ``people``, ``base``, ``value``; no interval, since no chance fills posts.
    """
    return _rows(question, engine, column="quota", rated=_FILLED)


@metric(
    label="空编率", label_en="vacancy rate", unit="%", family="staffing", kind="rate", rated=_VACANT,
    base_counts_people=False,
    remarks=lambda question, *, engine: of_column(question, "quota", engine=engine, signed=True),
    source="编制空缺率",
    formula="people = 在岗人数；base = 核定编制数；value = (base - people) ÷ base × 100",
)  # fmt: skip
def vacancy_rate(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Vacant posts per 100 of the quota; below zero a unit has more people than posts.

    Where the quota is not known, base and value are null.

    Formula:
        value = 100 · (quota - people in post) / quota
    """
    return _rows(question, engine, column="quota", rated=_VACANT)


@metric(
    label="每万常住人口社区工作者", label_en="workers per 10,000 residents", unit="人/万人",
    family="staffing", kind="rate", rated=_PER_RESIDENTS,
    base_counts_people=False,
    remarks=lambda question, *, engine: of_column(question, "residents", engine=engine),
    source="每万城镇常住人口社区工作者；“十四五”城乡社区服务体系建设规划",
    formula="people = 在岗人数；base = 常住人口数；value = people ÷ base × 10000",
)  # fmt: skip
def density(question: Question, *, engine: Engine) -> pl.DataFrame:
    """People in post per 10,000 residents, as last told up to the day.

    A unit's residents are its own number, or the sum of those of all units below it where it has none or
    they are newer. Where neither is known, base and value are null, never 0.

    Formula:
        value = 10,000 · people in post / residents
    """
    return _rows(question, engine, column="residents", rated=_PER_RESIDENTS)


@metric(
    label="人员缺口", label_en="gap in staff", unit="人", family="staffing", kind="rate", rated=_MISSING,
    base_counts_people=False,
    remarks=lambda question, *, engine: of_standard(question, engine=engine),
    source="缺口；“十四五”城乡社区服务体系建设规划及各地办法（staffing/standards.toml）",
    formula="people = 在岗人数；base = 应配人数（向上取整）；value = base - people",
)  # fmt: skip
def staff_gap(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Whole persons missing to the standard of the option ``standard``; below zero there are more.

    A standard per 10,000 residents is applied to each unit's own residents and rounded up there. One
    with rules for single communities is reckoned community by community, so that a street needs what
    its communities need. Employment classes that a standard does not count are not in ``people``.
    Where residents, or households, are not known, base and value are null.

    Formula:
        value = ceil(workers per 10,000 · residents / 10,000) - people in post
    """
    chosen = standard(question.options.standard)
    found = staffed(question, engine=engine, column=chosen.column, standard=chosen)
    return _MISSING(_frame(question, found), confidence=question.options.confidence)


def _rows(
    question: Question, engine: Engine, *, column: str, rated: Callable[..., pl.DataFrame]
) -> pl.DataFrame:
    found = staffed(question, engine=engine, column=column)
    return rated(_frame(question, found), confidence=question.options.confidence)


def _frame(question: Question, found: Staffed) -> pl.DataFrame:
    schema = dict.fromkeys(question.by, pl.String()) | {"people": pl.Int64(), "base": pl.Float64()}
    rows = [(*group, unit.people, unit.base) for group, unit in found.groups.items()]
    return pl.DataFrame(rows, schema=schema, orient="row", strict=False)
