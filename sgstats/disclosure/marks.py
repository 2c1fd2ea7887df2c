"""Which rows of a measured table an audience may not see, whatever kind of table it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from sgstats.disclosure.apart import apart
from sgstats.disclosure.closing import hidden_numbers
from sgstats.disclosure.complements import of_two_parts, with_both_parts
from sgstats.disclosure.countable import outside_base
from sgstats.disclosure.curve_points import marked_points
from sgstats.disclosure.flows import marked_flows
from sgstats.disclosure.grades import smallest_group
from sgstats.disclosure.numbers import numbers
from sgstats.disclosure.rates import marked_rates

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Rules
    from sgstats.metrics import Measured


LEAST = "least"
"""Column of values that are made from several counts: the smallest of these above zero. Never printed."""


def marked(measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells with three marks: ``_hidden``, ``_uncountable``, ``_few_unknown``."""
    special = {"flow": marked_flows, "rate": marked_rates, "curve": marked_points}
    if mark := special.get(measured.definition.kind):
        return mark(measured, rules)
    if measured.of not in measured.cells.columns:
        measured = replace(measured, of=None)
    if of_two_parts(measured):
        return with_both_parts(measured, partial(marked, rules=rules))
    again = apart(measured)
    if not again or measured.cells.is_empty():
        return _as_one_table(measured, rules)
    # People counted again in another year, or by other raters, add up to nothing anybody would print.
    by = tuple(name for name in measured.by if name not in again)
    cells = measured.cells.with_row_index("_row").partition_by(again, maintain_order=True)
    tables = [_as_one_table(replace(measured, by=by, cells=one), rules) for one in cells]
    return pl.concat(tables).sort("_row").drop("_row")


def _as_one_table(measured: Measured, rules: Rules) -> pl.DataFrame:
    table = numbers(measured)
    exact = rules.hide_up_to == 0
    smallest = {level.dims: smallest_group(measured, level.dims, rules) for level in table.levels}
    hidden = (
        table.uncountable
        if exact
        else hidden_numbers(table, threshold=rules.threshold, smallest_group=smallest)
    )
    marked = measured.cells.with_columns(
        _hidden=pl.Series(hidden[table.cell], dtype=pl.Boolean) | _of_few(measured.cells, rules),
        _uncountable=pl.Series(table.uncountable[table.cell], dtype=pl.Boolean),
    )
    if len(table.gap):
        return marked.with_columns(_few_unknown=pl.Series(hidden[table.gap], dtype=pl.Boolean))
    outside = outside_base(measured) & pl.col("_hidden")
    return marked.with_columns(_few_unknown=outside.any().over(list(measured.by) or pl.lit(0)))


def _of_few(cells: pl.DataFrame, rules: Rules) -> pl.Series:
    """Rows whose value was made from a count that must not be known; an index of two kinds gives it away."""
    if LEAST not in cells.columns:
        return pl.Series([False] * cells.height, dtype=pl.Boolean)
    return cells[LEAST].is_between(1, rules.hide_up_to).fill_null(value=False)
