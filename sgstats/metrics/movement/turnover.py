"""The turnover family: leavers over a named denominator, and its kin for joiners and moves."""

from __future__ import annotations

from typing import Any

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.metrics.movement.account import account
from sgstats.metrics.movement.calendar import TIMES, Period, asked_periods, grain
from sgstats.metrics.movement.denominators import based
from sgstats.metrics.movement.known import remarks
from sgstats.metrics.movement.leaving import parts_of
from sgstats.metrics.movement.query import REASONS
from sgstats.metrics.movement.tables import cells
from sgstats.metrics.question import Question
from sgstats.metrics.rates import per
from sgstats.metrics.registry import metric
from sgstats.metrics.stored import UNITS

RATE: dict[str, Any] = {
    "unit": "%", "family": "movement", "kind": "rate", "span": True, "rated": per(100), "remarks": remarks,
    "also": (*TIMES, "denominator", *REASONS),
}  # fmt: skip
NUMBERS = ("people", "base", "value", "low", "high")
_CHOICES = (
    "分母由 --denominator 选定：months 月均人数（各月初末平均再平均，默认）、ends 期初期末平均、"
    "opening 期初、closing 期末、leavers_closing 离职加期末，all 五种并列"
)


@metric(
    label="离职率", label_en="turnover", parts=REASONS, **RATE,
    source="SHRM（月均人数）、Oracle HCM（期初期末平均）、CIPD、DfE（期末人数）；离职÷（离职+期末）",
    formula=f"people = 时期内离职人数；value = people ÷ 分母 × 100；{_CHOICES}",
)  # fmt: skip
def turnover(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Leavers of a period per 100 people, over a named denominator.

    Leaving is leaving the service: moves between units are none (``transfer_rate``,
    ``total_turnover``). A person who leaves twice counts twice. By ``leave_reason`` or
    ``leave_class`` as parts, each part stands over the same denominator, so that the parts add up
    to the whole; leavers without a reason, or with one of no class, are 未知. Months cut by the
    period count as one each. Where the denominator is 0 there is no rate. The interval is the exact
    Poisson one of the number of leavers, the denominator taken as known.

    Formula:
        value = 100 · leavers / denominator, with the denominator one of: months (mean of the months'
        (start + end) / 2; SHRM, F11), ends ((opening + closing) / 2; F19, F22), opening, closing
        (F1), leavers_closing (leavers + closing; F23, never above 100)

    Args:
        question: Period, groups, parts and filters; its options name the denominator.
        engine: What counts.

    Returns:
        One row per group, period, part and denominator: ``people``, ``base``, ``value``, ``low``, ``high``.
    """
    months, periods = grain(question.by), asked_periods(question)
    found = account(question, engine=engine, periods=periods, months=months)
    if question.of is None:
        return rates(found, question, periods=periods, people=pl.col("gone"))
    parts = parts_of(question, engine=engine, periods=periods, months=months)
    parts = _in_every_group(found, parts, part=question.of)
    return rates(parts, question, periods=periods, people=pl.col("part"))


def _in_every_group(found: pl.DataFrame, parts: pl.DataFrame, *, part: str) -> pl.DataFrame:
    """The account of each group and period beside each part of its leavers."""
    names = [name for name in parts.columns if name not in {part, "people"}]
    every = found.join(parts.select(part).unique(), how="cross")
    own = parts.rename({"people": "part"}).with_columns(
        pl.col(name).cast(every[name].dtype) for name in names
    )
    return every.join(own, on=[*names, part], how="left").with_columns(pl.col("part").fill_null(0))


def rates(found: pl.DataFrame, question: Question, *, periods: list[Period], people: pl.Expr) -> pl.DataFrame:
    """The cells of a rate from an account: people over every denominator asked for."""
    told = per(100)(based(found, question, people=people), confidence=question.options.confidence)
    return cells(told, question, periods=periods, numbers=NUMBERS)


@metric(
    label="入职率", label_en="joining rate", **RATE,
    source="BLS JOLTS（hires）",
    formula=f"people = 时期内入职人数；value = people ÷ 分母 × 100；{_CHOICES}",
)  # fmt: skip
def joining_rate(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Joiners of a period per 100 people, over a named denominator as in ``turnover``.

    People who are only listed for the first time, or moved in, did not join.

    Formula:
        value = 100 · joiners / denominator
    """
    return _of_account(question, engine=engine, people=pl.col("joined"))


@metric(
    label="调动率", label_en="transfer rate", **RATE,
    source="NC OSC B0089：transfers out",
    formula=f"people = 时期内调出本组的人次；value = people ÷ 分母 × 100；{_CHOICES}",
)  # fmt: skip
def transfer_rate(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Moves out of a unit into another of the same level per 100 people, over a named denominator.

    The level is the one of ``by`` or of the filter: between communities of one street nobody leaves
    the street.

    Formula:
        value = 100 · moves out / denominator

    Raises:
        Refused: No level of units is named.
    """
    return _of_account(_with_level(question), engine=engine, people=pl.col("moved_out"))


@metric(
    label="总流出率（含调出）", label_en="total turnover", **RATE,
    source="NC OSC B0089：transfer + separation = total turnover",
    formula=f"people = 时期内离职人数 + 调出人次；value = people ÷ 分母 × 100；{_CHOICES}",
)  # fmt: skip
def total_turnover(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Leavers and moves out of a unit together per 100 people: what the unit itself has to replace.

    Formula:
        value = 100 · (leavers + moves out) / denominator

    Raises:
        Refused: No level of units is named.
    """
    return _of_account(_with_level(question), engine=engine, people=pl.col("gone") + pl.col("moved_out"))


def _of_account(question: Question, *, engine: Engine, people: pl.Expr) -> pl.DataFrame:
    periods = asked_periods(question)
    found = account(question, engine=engine, periods=periods, months=grain(question.by))
    return rates(found, question, periods=periods, people=people)


def _with_level(question: Question) -> Question:
    """The question, if it names a level at which people can move."""
    named = {*question.by, *(entry.dimension.name for entry in question.conditions)}
    if not named & set(UNITS):
        raise Refused("movement.no_level")
    return question
