"""The one door between exact numbers and anyone who reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl
import polars.selectors as cs

from sgstats.disclosure.audiences import Rules, rules_for
from sgstats.disclosure.closing import hidden_numbers
from sgstats.disclosure.countable import outside_base
from sgstats.disclosure.grades import ALONE, graded, smallest_group
from sgstats.disclosure.notes import notes_for
from sgstats.disclosure.numbers import numbers
from sgstats.fields import UNKNOWN
from sgstats.messages import say
from sgstats.metrics.shares import with_shares

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sgstats.disclosure.audiences import Audience
    from sgstats.metrics import Definition, Measured, Options


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
        on: The day the numbers speak of, or None for a span.
        since: First day of the span.
        until: Last day of the span.
        by: Fields that make the groups.
        of: Field that each group is divided by, or None.
        options: The named options the numbers were made with.
        where: The filters, by field.
        notes: Sentences that belong below the table.

    Example:
        >>> from sgstats.metrics import Measured, Options, catalogue
        >>> cells = pl.DataFrame({"gender": ["男", "女", "未知"], "people": [3, 90, 7], "base": [100] * 3})
        >>> facts = {"name": "structure", "definition": catalogue()["structure"], "on": None, "where": {}}
        >>> exact = Measured(**facts, by=(), of="gender", options=Options(), cells=cells)
        >>> protect(exact).frame["people"].to_list()
        [None, 90, None]
    """

    frame: pl.DataFrame
    name: str
    definition: Definition
    audience: Audience
    on: date | None
    by: tuple[str, ...]
    of: str | None
    options: Options
    where: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def rows(self) -> list[dict[str, Any]]:
        """The table as ``measure --format json`` prints it: one dict per row, days as ``YYYY-MM-DD``."""
        return self.frame.with_columns(cs.date().dt.to_string("%Y-%m-%d")).to_dicts()


def protect(measured: Measured, *, audience: str = "internal") -> Protected:
    """Hide what the audience may not see, and recompute the rest from what it may.

    A count of 1 up to the audience's limit is hidden, and with it whatever would give it
    away by subtraction, inside this table or against its totals. A count that cannot be
    established (null, negative, not whole, more than its base) is hidden for every
    audience. The text of the package (``sgstats.disclosure``) states what is promised and
    what is not.

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
    columns = [*_keys(measured), *(name for name in NUMBERS if name in released.columns), "status", "reason"]
    frame = released.select(*_facts(measured), *columns)
    notes = notes_for(frame, by=tuple(measured.by), rules=rules, grades=graded(measured))
    return Protected(
        frame=frame,
        name=measured.name,
        definition=measured.definition,
        audience=rules.name,
        on=measured.on,
        since=measured.since,
        until=measured.until,
        by=tuple(measured.by),
        of=measured.of,
        options=measured.options,
        where=measured.where,
        notes=(*measured.remarks, *notes),
    )


def _keys(measured: Measured) -> list[str]:
    return [*measured.by, *([measured.of] if measured.of else [])]


def _facts(measured: Measured) -> list[pl.Expr]:
    """The metric and its day, or the first and last day of its span."""
    span = {"from": measured.since, "to": measured.until}
    days = span if measured.on is None else {"on": measured.on}
    facts = [pl.lit(day, dtype=pl.Date).alias(name) for name, day in days.items()]
    return [pl.lit(measured.name).alias("metric"), *facts]


def _hidden(measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells with three marks: ``_hidden``, ``_uncountable``, ``_few_unknown``."""
    apart = [name for name in measured.by if name in ALONE]
    if not apart or measured.cells.is_empty():
        return _marked(measured, rules)
    # People counted again in another year, or by other raters, add up to nothing anybody would print.
    by = tuple(name for name in measured.by if name not in ALONE)
    cells = measured.cells.with_row_index("_row").partition_by(apart, maintain_order=True)
    tables = [_marked(replace(measured, by=by, cells=one), rules) for one in cells]
    return pl.concat(tables).sort("_row").drop("_row")


def _marked(measured: Measured, rules: Rules) -> pl.DataFrame:
    table = numbers(measured)
    exact = rules.hide_up_to == 0
    smallest = {level.dims: smallest_group(measured, level.dims, rules) for level in table.levels}
    hidden = (
        table.uncountable
        if exact
        else hidden_numbers(table, threshold=rules.threshold, smallest_group=smallest)
    )
    marked = measured.cells.with_columns(
        _hidden=pl.Series(hidden[table.cell], dtype=pl.Boolean),
        _uncountable=pl.Series(table.uncountable[table.cell], dtype=pl.Boolean),
    )
    if len(table.gap):
        return marked.with_columns(_few_unknown=pl.Series(hidden[table.gap], dtype=pl.Boolean))
    outside = outside_base(measured) & pl.col("_hidden")
    return marked.with_columns(_few_unknown=outside.any().over(list(measured.by) or pl.lit(0)))


def _released(cells: pl.DataFrame, *, measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells with nulls for what is hidden, rounded counts, status and reason."""
    betraying = "people" if "value" in cells.columns else "base"
    frame = cells.with_columns(_rounded(name, rules.round_to) for name in ("people", "base"))
    frame = frame.with_columns(pl.when(~pl.col("_few_unknown")).then(betraying).alias(betraying))
    if "value" not in cells.columns:
        frame = with_shares(frame, confidence=measured.options.confidence)
    numbers = [name for name in NUMBERS if name in frame.columns]
    frame = frame.with_columns(pl.when(~pl.col("_hidden")).then(name).alias(name) for name in numbers)
    few = say("disclosure.too_few_graded" if graded(measured) else "disclosure.too_few")
    return frame.with_columns(_status(_keys(measured)), _reason(few))


def _rounded(name: str, multiple: int) -> pl.Expr:
    """A count rounded half-up to a multiple."""
    whole = pl.col(name).cast(pl.Int64, strict=False)
    return ((whole + multiple // 2) // multiple * multiple).alias(name)


def _status(keys: list[str]) -> pl.Expr:
    unknown = pl.any_horizontal([pl.lit(value=False), *(pl.col(key) == UNKNOWN for key in keys)])
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
