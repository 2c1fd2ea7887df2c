"""The flow table: how a unit's staff of one day became that of another."""

from __future__ import annotations

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import dictionary
from sgstats.metrics.movement.account import CAME, WENT, account
from sgstats.metrics.movement.calendar import asked_periods, grain
from sgstats.metrics.movement.known import remarks
from sgstats.metrics.movement.tables import cells
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric


@metric(
    label="人员流动表", label_en="flow of staff", unit="人", family="movement", kind="flow",
    of="flow", also=("year", "quarter", "month", "flow"), span=True, remarks=remarks,
    source="存量流量恒等式：期初加流入减流出等于期末",
    formula="期初 + 流入 = 流出 + 期末；流入 = 入职 + 调入 + 首次列入；流出 = 离职 + 调出；"
    "期初为起始日前一天的在岗人数",
)  # fmt: skip
def flows(question: Question, *, engine: Engine) -> pl.DataFrame:
    """The account of every group over a period: who was there, came, went, and is there in the end.

    The opening is the stock of the day before the period, the closing that of its last day. Who
    moves between units is 调入 in the one and 调出 in the other, and neither where the groups (or
    the units filtered by) are the same on both sides: by gender, or of the whole district, nobody
    moves. 首次列入 are the people of a unit whose lists begin inside the period: they were there
    before, so they are no joiners. A day of leaving is the first day out of post. Unknown values
    form groups of their own, and an item that did not happen is 0. The account is proven: the sum
    must be the people whom the last day shows.

    Formula:
        opening + came = went + closing; came = joined + moved in + first listed; went = left + moved out

    Args:
        question: Period, groups (year, quarter and month among them) and filters.
        engine: What counts.

    Returns:
        One row per group, period and item ``flow``: ``people``.

    Raises:
        Refused: The period lies before the first list, or a field can't be used here.
        SgstatsError: The account does not add up, which can only be a mistake of ours.
    """
    months, periods = grain(question.by), asked_periods(question)
    found = account(question, engine=engine, periods=periods, months=months)
    items = dictionary()["flow"].values
    sums = {"came": pl.sum_horizontal(CAME), "went": pl.sum_horizontal(WENT)}
    named = dict(zip(("opening", "came", *CAME, "went", *WENT, "closing"), items, strict=True))
    wide = found.drop("average").with_columns(**sums).rename(named)
    long = wide.unpivot(index=[name for name in wide.columns if name not in items], variable_name="flow")
    long = long.with_columns(pl.col("flow").cast(pl.Enum(items)), people=pl.col("value"))
    return cells(long, question, periods=periods, numbers=("people",))
