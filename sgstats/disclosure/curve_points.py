"""Which points of curves may be shown, where a table tells them at chosen lengths of service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.disclosure.closing import hidden_numbers
from sgstats.disclosure.countable import whole
from sgstats.disclosure.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgstats.disclosure.audiences import Rules
    from sgstats.metrics import Measured

POINT = "service_months"
"""The field whose groups are the points of one curve."""


def marked_points(measured: Measured, rules: Rules) -> pl.DataFrame:
    """The points with the marks ``_hidden``, ``_uncountable`` and ``_few_unknown``.

    A group of too few people has no curve, and those who would betray it have none. A point is
    shown in every curve or in none: where all of them have lost nobody since the last one shown,
    or enough, and enough people are in view.

    Args:
        measured: ``people`` in view, ``base`` entered, ``value`` of 100 still there.
        rules: The audience's.
    """
    groups = [name for name in measured.by if name != POINT]
    cells = measured.cells.with_columns(_seen=whole("people"), _entered=whole("base"))
    unsure = pl.col("_seen").is_null() | pl.col("_entered").is_null()
    cells = cells.with_columns(_uncountable=unsure, _few_unknown=pl.lit(value=False))
    if rules.hide_up_to == 0 or cells.is_empty():
        return cells.with_columns(_hidden=unsure).drop("_seen", "_entered")
    small = _few_entered(measured, cells, groups=groups, rules=rules)
    kept = _shared_points(cells.filter(~small), groups=groups, threshold=rules.threshold)
    hidden = small | ~cells[POINT].is_in(kept) | cells["_uncountable"] | cells["value"].is_null()
    return cells.with_columns(_hidden=hidden).drop("_seen", "_entered")


def _few_entered(measured: Measured, cells: pl.DataFrame, *, groups: list[str], rules: Rules) -> pl.Series:
    """Rows of groups that too few people entered, or whose numbers would give such a group."""
    once = cells.with_columns(_all=pl.lit(0)).group_by("_all", *groups, maintain_order=True)
    entered = once.agg(people=pl.col("_entered").max()).with_columns(base="people")
    table = numbers(replace(measured, by=tuple(groups), of=None, cells=entered))
    fewest = {level.dims: rules.curve_from for level in table.levels}
    hidden = hidden_numbers(table, threshold=rules.threshold, smallest_group=fewest)
    told = entered.with_columns(_mark=pl.Series(hidden[table.cell], dtype=pl.Boolean))
    rows = cells.with_columns(_all=pl.lit(0)).join(
        told.select("_all", *groups, "_mark"),
        on=["_all", *groups],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return rows["_mark"].fill_null(value=True)


def _shared_points(cells: pl.DataFrame, *, groups: list[str], threshold: int) -> Sequence[str]:
    """The points at which every curve may be shown."""
    points = cells[POINT].unique(maintain_order=True).to_list()
    lines = cells.partition_by(groups, maintain_order=True) if groups else [cells]
    curves = [dict(zip(one[POINT], one.select("_seen", "value").iter_rows(), strict=True)) for one in lines]
    last: list[tuple[float, float]] = [(np.inf, 100.0)] * len(curves)
    kept = []
    for point in points:
        here = [curve.get(point, (None, None)) for curve in curves]
        # A curve that has ended, or of which nothing is known, says nothing at this point.
        told = [pair if None not in pair else None for pair in here]
        if all(
            pair is None or _safe(pair, before, threshold) for pair, before in zip(told, last, strict=True)
        ):
            kept.append(point)
            last = [pair or before for pair, before in zip(told, last, strict=True)]
    return kept


def _safe(here: tuple[float, float], before: tuple[float, float], threshold: int) -> bool:
    """Whether a step to this point holds no leavers, or surely enough, with enough people in view."""
    (seen, value), (_, height) = here, before
    if seen < threshold:
        return False
    # Whoever leaves takes at most 1 ÷ (people in view) with them: so many must have left at least.
    return value == height or (height - value) / height * seen >= threshold
