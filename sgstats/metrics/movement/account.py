"""The account of every group and period: who was there, who came, who went, who is there in the end."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import SgstatsError
from sgstats.messages import say
from sgstats.metrics.movement.calendar import Period, piece, piece_key, span
from sgstats.metrics.movement.known import check_known
from sgstats.metrics.movement.naming import ALL, Answer, Named, named
from sgstats.metrics.movement.query import Scope, ask_stays, days, inside, scope
from sgstats.metrics.question import Question

CAME, WENT = ("joined", "moved_in", "listed"), ("gone", "moved_out")
FLOWS = ("opening", *CAME, *WENT, "closing")
"""The items of an account, in the order of the field ``flow``."""
_MONTH = 10_000
"""Months are counted by the engine as their number times this."""


def account(
    question: Question, *, engine: Engine, periods: Sequence[Period], months: int | None
) -> pl.DataFrame:
    """One row per group and period, in the order tables show them; groups without anybody are left out.

    The engine counts every beginning and end once and the people of the first day once; the stock
    of each later day follows from them. Its own count of the last day proves it.

    Args:
        question: Groups and filters.
        engine: What counts.
        periods: What the span of the question falls into.
        months: Length of a period in months; None for the whole span.

    Returns:
        The fields of people as enumerations, ``place`` of the period, the items of ``FLOWS`` and
        ``average``: the mean of the average headcounts (start + end) / 2 of its months.

    Raises:
        Refused: The period lies before the first list, or a field can't be used here.
        SgstatsError: The account does not add up, which can only be a mistake of ours.
    """
    asked = scope(question)
    check_known(question, engine=engine)
    counted = _counted(question, asked, engine=engine, months=months)
    stock, *moved = counted.frames
    keys = [ALL, *asked.names]
    spine = counted.groups.join(_calendar(periods, months=months), how="cross")
    for frame in moved:
        spine = spine.join(frame, on=[*keys, "piece"], how="left")
    spine = spine.join(stock.rename({"opening": "first", "closing": "last"}), on=keys, how="left")
    whole = _run(spine.fill_null(0).sort(*keys, "place"), keys=keys)
    _prove(whole)
    return whole.select(*asked.names, "place", *FLOWS, "average")


def _counted(question: Question, asked: Scope, *, engine: Engine, months: int | None) -> Named:
    """What the engine counts: the stock of the first and last day, beginnings and ends."""
    bound = days(*span(question))
    stock = ask_stays("stock.sql", asked, engine=engine, bound=bound)
    sides = {"starts.sql": ("since", "from_"), "ends.sql": ("until", "to_")}
    starts, ends = (
        ask_stays(
            file,
            asked,
            engine=engine,
            bound=bound,
            piece=piece(day, months=months),
            inside=inside(asked, end),
        )
        for file, (day, end) in sides.items()
    )
    answers = [
        Answer(rows=stock, numbers=("opening", "closing")),
        Answer(rows=starts, numbers=("piece", *CAME, "months_in")),
        Answer(rows=ends, numbers=("piece", *WENT, "months_out")),
    ]
    return named(answers, dimensions=asked.dimensions, engine=engine)


def _calendar(periods: Sequence[Period], *, months: int | None) -> pl.DataFrame:
    columns = {
        "place": [one.place for one in periods],
        "piece": [piece_key(one, months=months) for one in periods],
        "months": [one.months for one in periods],
        "after": [one.after for one in periods],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64()))


def _run(spine: pl.DataFrame, *, keys: Sequence[str]) -> pl.DataFrame:
    """Opening and closing of every period from the first day on, and the average of its months."""
    came, went = pl.sum_horizontal(CAME), pl.sum_horizontal(WENT)
    run = spine.with_columns(closing=pl.col("first") + (came - went).cum_sum().over(keys))
    run = run.with_columns(opening=pl.col("closing") - came + went)
    # A beginning counts at the end of its month and of every later one of the period, an end likewise.
    ends = pl.col("months") * pl.col("opening") + (came - went) * pl.col("after")
    ends -= (pl.col("months_in") - pl.col("months_out")) // _MONTH
    twice = pl.col("opening") - pl.col("closing") + 2 * ends
    return run.with_columns(average=twice / (2 * pl.col("months")))


def _prove(whole: pl.DataFrame) -> None:
    """Opening and all that came, less all that went, must be the people whom the last day shows."""
    ends = whole.filter(pl.col("place") == pl.col("place").max())
    wrong = (
        ends.filter(pl.col("closing") != pl.col("last")).height + whole.filter(pl.col("closing") < 0).height
    )
    if wrong:
        raise SgstatsError(say("movement.identity_broken", groups=wrong))
