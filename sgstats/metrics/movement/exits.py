"""What kinds of people left, and which joined."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.metrics.movement.calendar import TIMES, asked_periods, grain
from sgstats.metrics.movement.known import check_known, remarks
from sgstats.metrics.movement.leaving import PARTS, parts_of
from sgstats.metrics.movement.query import REASONS
from sgstats.metrics.movement.tables import cells
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric

SHARE: dict[str, Any] = {"unit": "%", "family": "movement", "kind": "share", "span": True}
_THEN = SHARE | {"remarks": partial(remarks, ages="movement.ages_then")}


@metric(
    label="离职人员构成", label_en="exits", of="leave_reason", parts=PARTS, also=(*TIMES, *REASONS), **_THEN,
    source="劝退率、辞职率、解聘率；离岗原因八类；Oracle HCM（不满 1 年）",
    formula="people = 时期内该类离职人数；base = 时期内离职人数；share = people ÷ base；年龄、年限按离职日",
)  # fmt: skip
def exits(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Leavers of a period by reason (the default), class of reasons, or any field of people.

    Ages and tenures are those of the day of leaving: ``--of tenure_band`` gives the share of
    leavers in their first year. Moves between units are no exits. Leavers without a value form 未知,
    part of the base unless the option ``base="known"`` leaves them out of it.

    Formula:
        share = leavers of the kind / leavers

    Returns:
        One row per group, period and part: ``people``, ``base``.
    """
    return _parts(question, engine=engine, day="until")


@metric(
    label="入职人员构成", label_en="joiners", needs_of=True, also=tuple(TIMES), **_THEN,
    source="人事系统用户所求：按年龄段看入职与离职（frappe/hrms PR 38）",
    formula="people = 时期内该类入职人数；base = 时期内入职人数；share = people ÷ base；年龄按入职之日",
)  # fmt: skip
def joiners(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Joiners of a period by any field of people; ages are those of the day of joining.

    People only listed for the first time, or moved in, did not join.

    Formula:
        share = joiners of the kind / joiners
    """
    return _parts(question, engine=engine, day="since")


def _parts(question: Question, *, engine: Engine, day: str) -> pl.DataFrame:
    check_known(question, engine=engine)
    periods = asked_periods(question)
    told = parts_of(question, engine=engine, periods=periods, months=grain(question.by), day=day)
    part = question.of or ""
    keys = [name for name in told.columns if name not in {part, "people"}]
    # As in structure: with base="known" people without a value are part of no base.
    aside = (pl.col(part) == UNKNOWN) & (question.options.base == "known")
    base = pl.when(~aside).then("people").sum().over(keys)
    based = told.with_columns(base=pl.when(~aside).then(base))
    return cells(based, question, periods=periods, numbers=("people", "base"))
