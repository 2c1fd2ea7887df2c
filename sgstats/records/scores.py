"""Scores under one heading: typed, or a sum with its number of ballots; exact in either form."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sgstats.records.amounts import MILLION, counts, millionths
from sgstats.records.reading import Problem, Sheet
from sgstats.sources.table import Column

HIGHEST = 100 * MILLION
COMPARED_DECIMALS = 4
"""Decimals of a typed mean that are compared with the exact one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scores of every row under one heading.

    Attributes:
        points: Sum of the scores in millionths of a point.
        ballots: How many scores are in the sum.
        refusals: Rules by which rows are rejected.
        problems: What else was noticed.
    """

    points: pl.Series
    ballots: pl.Series
    refusals: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def read_scores(sheet: Sheet, of: dict[str, Column], *, shared: Column | None) -> Scores:
    """The scores of the columns under one heading.

    A sum with its ballots is exact and rules over a mean typed beside it. A sum without ballots is
    the score itself, unless one is typed too. A mean with its ballots stands for their sum.

    Args:
        sheet: A table of appraisals.
        of: Its columns under this heading, by field.
        shared: A column of ballots that counts for every sum that has none of its own.
    """
    score, total = _amounts(sheet, of.get("score")), _amounts(sheet, of.get("points"))
    counted = of.get("ballots") or (shared if "points" in of else None)
    ballots = counts(sheet.column_text(counted) if counted else sheet.nothing())
    frame = pl.DataFrame({
        "score": score["value"],
        "score_state": score["state"],
        "decimals": score["decimals"],
        "total": total["value"],
        "total_state": total["state"],
        "ballots": ballots["value"],
    }).with_columns(summed=pl.col("total").is_not_null() & (pl.col("ballots") > 0).fill_null(value=False))
    typed = score["state"].is_not_null() | total["state"].is_not_null()
    read = frame.select(points=_points(), count=_count())
    return Scores(
        points=read["points"],
        ballots=read["count"],
        refusals=_refusals(frame, of, counted=counted is not None),
        problems=(
            Problem(rule="score.mean_differs", rows=_where(frame, _differs()), column=of.get("score")),
            Problem(rule="score.unreadable", rows=score["state"] == "unreadable", column=of.get("score")),
            Problem(rule="score.unreadable", rows=total["state"] == "unreadable", column=of.get("points")),
            Problem(rule="count.unreadable", rows=ballots["unreadable"] & typed, column=counted),
        ),
    )


def _amounts(sheet: Sheet, column: Column | None) -> pl.DataFrame:
    if column is not None:
        return millionths(sheet, column)
    nothing = sheet.nothing()
    return pl.DataFrame({
        "value": nothing.cast(pl.Int64), "decimals": nothing.cast(pl.UInt32), "state": nothing,
    })  # fmt: skip


def _points() -> pl.Expr:
    times = pl.when(pl.col("ballots") > 0).then("ballots").otherwise(1)
    return pl.when("summed").then("total").otherwise(pl.coalesce(pl.col("score") * times, "total"))


def _count() -> pl.Expr:
    counted = pl.when(pl.col("ballots") > 0).then("ballots").otherwise(1)
    scored = pl.coalesce("score", "total").is_not_null()
    return pl.when("summed").then("ballots").when(scored).then(counted).cast(pl.Int32)


def _refusals(frame: pl.DataFrame, of: dict[str, Column], *, counted: bool) -> tuple[Problem, ...]:
    """Scores that cannot be: outside 0 to 100, or too precise to be kept."""
    score, points = of.get("score"), of.get("points")
    alone = ~pl.col("summed")
    mean = pl.col("total") > HIGHEST * pl.col("ballots").cast(pl.Int64)
    uncounted = alone & (pl.col("total") > HIGHEST) & pl.col("score").is_null()
    fine, fine_sum = (pl.col(name) == "too_precise" for name in ("score_state", "total_state"))
    return (
        Problem(rule="score.too_precise", rows=_where(frame, alone & fine), column=score),
        Problem(rule="score.too_precise", rows=_where(frame, fine_sum), column=points),
        Problem(
            rule="score.out_of_range",
            rows=_where(frame, ~pl.col("score").is_between(0, HIGHEST)),
            column=score,
        ),
        Problem(
            rule="score.no_ballots" if counted else "score.out_of_range",
            rows=_where(frame, uncounted),
            column=points,
        ),
        Problem(
            rule="score.sum_out_of_range",
            rows=_where(frame, (pl.col("total") < 0) | (pl.col("summed") & mean)),
            column=points,
        ),
    )


def _differs() -> pl.Expr:
    """Whether a typed mean is more than half a unit of its last decimal off the exact one."""
    decimals = pl.min_horizontal("decimals", pl.lit(COMPARED_DECIMALS)).cast(pl.Int64)
    scale = pl.lit(10, dtype=pl.Int64).pow(decimals)
    off = (pl.col("score") * pl.col("ballots").cast(pl.Int64) - pl.col("total")).abs()
    # Decimals beyond those compared make a typed mean differ by less than one unit of them.
    within = pl.when(pl.col("decimals") > COMPARED_DECIMALS).then(2).otherwise(1)
    return pl.col("summed") & (2 * scale * off > within * MILLION * pl.col("ballots").cast(pl.Int64))


def _where(frame: pl.DataFrame, rows: pl.Expr) -> pl.Series:
    return frame.select(rows.alias("rows")).to_series()
