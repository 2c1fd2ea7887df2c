"""The one door between exact numbers and anyone who reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats.disclosure.audiences import Rules, rules_for
from sgstats.disclosure.closing import hidden_numbers
from sgstats.disclosure.notes import notes_for
from sgstats.disclosure.numbers import numbers
from sgstats.disclosure._standin import with_shares
from sgstats.fields import UNKNOWN
from sgstats.messages import say

if TYPE_CHECKING:
    from datetime import date

    from sgstats.disclosure.audiences import Audience
    from sgstats.metrics import Measured


NUMBERS = ("people", "base", "share", "value", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A measured table as its audience may see it.

    Attributes:
        frame: One row per row of the measured table: ``metric``, ``on``, the by and of fields,
            ``people``, ``base``, ``share`` or ``value``, ``low``, ``high``, ``status``, ``reason``.
        name: Name of the metric.
        definition: The metric's definition, as measured.
        audience: Who may see it.
        on: The day the numbers speak of.
        by: Fields that make the groups.
        of: Field that each group is divided by, or None.
        options: The named options the numbers were made with.
        notes: Sentences that belong below the table.
    """

    frame: pl.DataFrame
    name: str
    definition: Any
    audience: Audience
    on: date
    by: tuple[str, ...] = ()
    of: str | None = None
    options: Any = None
    notes: tuple[str, ...] = field(default=())

    def rows(self) -> list[dict[str, Any]]:
        """The table as ``measure --format json`` prints it: one dict per row, days as ``YYYY-MM-DD``."""
        return self.frame.with_columns(on=pl.col("on").dt.to_string("%Y-%m-%d")).to_dicts()


def protect(measured: Measured, *, audience: str = "internal") -> Protected:
    """Hide what the audience may not see, and recompute the rest from what it may.

    A count of 1 up to the audience's limit is hidden, and with it whatever would give it
    away by subtraction inside this table or against the totals along each of its
    dimensions. A count that cannot be established (null, negative, not whole, more than its
    base) is hidden for every audience. What this does not cover, and the promise in full,
    stands in ``docs`` of this package (``sgstats.disclosure``).

    Args:
        measured: A measured table, one row per group and category.
        audience: ``internal``, ``public`` or ``analyst``.

    Returns:
        One row per row of ``measured.cells``, in the same order.

    Raises:
        Refused: There is no such audience.
    """
    rules = rules_for(audience)
    released = _released(_hidden(measured, rules), measured=measured, rules=rules)
    facts = {"metric": pl.lit(measured.name), "on": pl.lit(measured.on)}
    keys = [*measured.by, *([measured.of] if measured.of else [])]
    columns = [*keys, *(name for name in NUMBERS if name in released.columns), "status", "reason"]
    frame = released.select(**facts, **{name: pl.col(name) for name in columns})
    return Protected(
        frame=frame,
        name=measured.name,
        definition=measured.definition,
        audience=rules.name,
        on=measured.on,
        by=tuple(measured.by),
        of=measured.of,
        options=measured.options,
        notes=notes_for(frame, by=tuple(measured.by), rules=rules),
    )


def _hidden(measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells with two marks: ``_hidden`` and ``_uncountable``."""
    table = numbers(measured)
    exact = rules.hide_up_to == 0
    hidden = table.uncountable if exact else hidden_numbers(table, threshold=rules.threshold)
    return measured.cells.with_columns(
        _hidden=pl.Series(hidden[table.cell], dtype=pl.Boolean),
        _uncountable=pl.Series(table.uncountable[table.cell], dtype=pl.Boolean),
    )


def _released(cells: pl.DataFrame, *, measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells with nulls for what is hidden, rounded counts, status and reason."""
    keys = [*measured.by, *([measured.of] if measured.of else [])]
    frame = cells.with_columns(_status(keys), _reason(), _few_unknown=_few_unknown(rules))
    frame = frame.with_columns(_rounded(name, rules.round_to) for name in ("people", "base"))
    if "value" in cells.columns:
        frame = _without_few_unknown(frame)
    else:
        frame = with_shares(frame)
    numbers = [name for name in NUMBERS if name in frame.columns]
    return frame.with_columns(pl.when(~pl.col("_hidden")).then(name).alias(name) for name in numbers)


def _rounded(name: str, multiple: int) -> pl.Expr:
    """A count rounded half-up to a multiple."""
    whole = pl.col(name).cast(pl.Int64, strict=False)
    return ((whole + multiple // 2) // multiple * multiple).alias(name)


def _status(keys: list[str]) -> pl.Expr:
    unknown = pl.any_horizontal([pl.lit(value=False), *(pl.col(key) == UNKNOWN for key in keys)])
    return (
        pl.when("_hidden")
        .then(pl.lit("hidden"))
        .when(unknown)
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("shown"))
        .alias("status")
    )


def _reason() -> pl.Expr:
    return (
        pl.when("_uncountable")
        .then(pl.lit(say("disclosure.uncountable")))
        .when("_hidden")
        .then(pl.lit(say("disclosure.too_few")))
        .otherwise(pl.lit(None, dtype=pl.String))
        .alias("reason")
    )


def _few_unknown(rules: Rules) -> pl.Expr:
    """A value's count that, taken from the base, would leave a small count of unknowns."""
    return (pl.col("base") - pl.col("people")).is_between(1, rules.hide_up_to)


def _without_few_unknown(frame: pl.DataFrame) -> pl.DataFrame:
    """The value and its base stay; the count that went into it is withheld, with the reason."""
    few = pl.col("_few_unknown") & ~pl.col("_hidden")
    return frame.with_columns(
        people=pl.when(~few).then("people"),
        reason=pl.when(few).then(pl.lit(say("disclosure.few_unknown"))).otherwise("reason"),
    )
