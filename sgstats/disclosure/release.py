"""What is left of a table for its audience: nulls for what is hidden, rounded counts, status and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.disclosure.contributions import tellable
from sgstats.disclosure.grades import graded
from sgstats.fields import UNKNOWN
from sgstats.messages import say
from sgstats.metrics.shares import with_shares

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Rules
    from sgstats.metrics import Measured

NUMBERS = ("people", "base", "share", "value", "low", "high")
VALUES = ("value", "low", "high")


def keys(measured: Measured) -> list[str]:
    """The fields of a table; a part that is folded into one number has no column."""
    return [*measured.by, *([measured.of] if measured.of in measured.cells.columns else [])]


def released(cells: pl.DataFrame, *, measured: Measured, rules: Rules) -> pl.DataFrame:
    """The rows of a table as its audience may see them.

    Args:
        cells: The table with the marks ``_hidden``, ``_uncountable`` and ``_few_unknown``.
        measured: What it was made of.
        rules: The audience's.

    Returns:
        The same rows with numbers, ``status`` and ``reason``.
    """
    frame = _with_values(_counts(cells, measured=measured, rules=rules), measured=measured, rules=rules)
    numbers = [name for name in NUMBERS if name in frame.columns]
    frame = frame.with_columns(pl.when(~pl.col("_hidden")).then(name).alias(name) for name in numbers)
    few = say("disclosure.too_few_graded" if graded(measured) else "disclosure.too_few")
    return frame.with_columns(_status(keys(measured)), _reason(few))


def _counts(cells: pl.DataFrame, *, measured: Measured, rules: Rules) -> pl.DataFrame:
    """People and base as printed, without the one that would tell how few are unknown."""
    counts = [name for name in ("people", "base") if name in cells.columns]
    if measured.definition.kind == "rate":
        whole = rules.round_to > 1 and measured.definition.base_counts_people
        base = _rounded("base", rules.round_to).cast(pl.Float64) if whole else pl.col("base").cast(pl.Float64)
        return cells.with_columns(_rounded("people", rules.round_to), base)
    frame = cells.with_columns(_rounded(name, rules.round_to) for name in counts)
    betraying = "people" if "value" in cells.columns else "base"
    kept = [pl.when(~pl.col("_few_unknown")).then(name).alias(name) for name in counts if name == betraying]
    return frame.with_columns(kept)


def _with_values(frame: pl.DataFrame, *, measured: Measured, rules: Rules) -> pl.DataFrame:
    """Shares and rates from the counts as printed; contributions to a change only where those are exact."""
    kind = measured.definition.kind
    if kind == "flow":
        exact = pl.lit(rules.round_to == 1) & tellable(measured)
        return frame.with_columns(
            pl.when(exact).then(name).alias(name) for name in VALUES if name in frame.columns
        )
    if kind == "curve" and rules.round_to > 1:
        return frame.with_columns(pl.col(name).round() for name in VALUES if name in frame.columns)
    if kind == "rate" and measured.definition.rated:
        return measured.definition.rated(frame, confidence=measured.options.confidence)
    return frame if "value" in frame.columns else with_shares(frame, confidence=measured.options.confidence)


def _rounded(name: str, multiple: int) -> pl.Expr:
    """A count rounded half-up to a multiple; what is between whole numbers only for one above 1."""
    steps = (pl.col(name).cast(pl.Float64, strict=False) / multiple + 0.5).floor()
    return (steps * multiple).cast(pl.Int64, strict=False).alias(name)


def _status(names: list[str]) -> pl.Expr:
    unknown = pl.any_horizontal([pl.lit(value=False), *(pl.col(name) == UNKNOWN for name in names)])
    return (
        pl
        .when("_hidden")
        .then(pl.lit("hidden"))
        .when(unknown)
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("shown"))
        .alias("status")
    )


def _reason(few: str) -> pl.Expr:
    return (
        pl
        .when("_uncountable")
        .then(pl.lit(say("disclosure.uncountable")))
        .when("_hidden")
        .then(pl.lit(few))
        .when("_few_unknown")
        .then(pl.lit(say("disclosure.few_unknown")))
        .otherwise(pl.lit(None, dtype=pl.String))
        .alias("reason")
    )
