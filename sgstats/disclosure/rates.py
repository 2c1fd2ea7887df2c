"""Which rows of a table of rates to hide: few events, few people behind the base, and their partners."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.disclosure.accounts import CALENDAR
from sgstats.disclosure.apart import apart
from sgstats.disclosure.closing import hidden_numbers
from sgstats.disclosure.countable import BASE, CELL, whole
from sgstats.disclosure.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgstats.disclosure.audiences import Rules
    from sgstats.disclosure.numbers import Numbers
    from sgstats.metrics import Measured

SAME_EVENTS = "denominator"
"""The field whose groups hold the same events over another base: they are hidden together."""


def marked_rates(measured: Measured, rules: Rules) -> pl.DataFrame:
    """The cells of rates with the marks ``_hidden``, ``_uncountable`` and ``_few_unknown``.

    Events are hidden like the people of a headcount, or of a structure where they are broken down.
    A base that counts people is hidden like a headcount too, and with it the row. Rows with the
    same events over different bases are hidden together.

    Args:
        measured: A table of rates.
        rules: The audience's.
    """
    cells = measured.cells.with_row_index("_row").with_columns(_events=whole("people"))
    again = [name for name in apart(measured) if name != SAME_EVENTS]
    tables = cells.partition_by(again, maintain_order=True) if again and not cells.is_empty() else [cells]
    by = tuple(name for name in measured.by if name not in again)
    bad = pl.col("_events").is_null()
    marked = [
        one.with_columns(_hidden=_hidden(replace(measured, by=by, cells=one), rules)) if one.height else
        one.with_columns(_hidden=pl.lit(value=False))
        for one in tables
    ]  # fmt: skip
    rows = pl.concat(marked).sort("_row").drop("_row")
    return rows.with_columns(
        pl.col("_hidden") | bad, _uncountable=bad, _few_unknown=pl.lit(value=False)
    ).drop("_events")


def _hidden(measured: Measured, rules: Rules) -> pl.Series:
    if rules.hide_up_to == 0:
        return pl.Series([False] * measured.cells.height, dtype=pl.Boolean)
    by = tuple(name for name in measured.by if name != SAME_EVENTS)
    keys = [*by, *([measured.of] if measured.of else [])]
    events = measured.cells.with_columns(_all=pl.lit(0)).group_by("_all", *keys, maintain_order=True)
    once = events.agg(people=pl.col("_events").first())
    over = [pl.col(name) for name in by] or [pl.lit(0)]
    base = pl.col("people").sum().over(over) if measured.of else pl.col("people")
    asked = replace(
        measured, by=by, cells=once.with_columns(base=base), options=replace(measured.options, base="all")
    )
    table = numbers(asked)
    forced = _of_small_bases(measured, table, by=by, threshold=rules.threshold)
    hidden = hidden_numbers(table, threshold=rules.threshold, forced=forced)
    told = once.with_columns(_mark=pl.Series(hidden[table.cell], dtype=pl.Boolean))
    rows = measured.cells.with_columns(_all=pl.lit(0)).join(
        told.select("_all", *keys, "_mark"),
        on=["_all", *keys],
        nulls_equal=True,
        maintain_order="left",
        how="left",
    )
    return rows["_mark"]


def _of_small_bases(
    measured: Measured, table: Numbers, *, by: Sequence[str], threshold: int
) -> NDArray[np.bool_]:
    """Mark the groups of which too few people stand behind some base, with the partners of these."""
    forced = np.zeros(len(table.people), dtype=np.bool_)
    if not measured.definition.base_counts_people or table.keys is None:
        return forced
    of_group = table.keys["_kind"] == (BASE if measured.of else CELL)
    times = [name for name in by if name in CALENDAR]
    groups = [name for name in by if name not in CALENDAR]
    for apart_by in {tuple(times), ()}:
        found = _small_bases(measured, groups=groups, times=list(apart_by), threshold=threshold)
        missing = [name for name in times if name not in apart_by]
        keys = table.keys.with_columns(_all=pl.lit(0))
        own = keys.join(
            found, on=["_all", *groups, *apart_by], how="left", nulls_equal=True, maintain_order="left"
        )
        here = own.select(
            pl.col("_mark").fill_null(value=False)
            & pl.all_horizontal([pl.lit(value=True), *(pl.col(name).is_null() for name in missing)])
        ).to_series()
        forced |= (here & of_group).to_numpy()
    return forced


def _small_bases(measured: Measured, *, groups: list[str], times: list[str], threshold: int) -> pl.DataFrame:
    """The groups of every set of fields and whether their base is hidden as a headcount would be.

    Over several periods the base is taken to be the mean of theirs.
    """
    apart_by = [*times, *([SAME_EVENTS] if SAME_EVENTS in measured.by else [])]
    per_time = [name for name in measured.by if name in CALENDAR and name not in times]
    once = (
        measured.cells
        .with_columns(_all=pl.lit(0))
        .group_by("_all", *groups, *apart_by, *per_time, maintain_order=True)
        .agg(pl.col("base").first())
    )
    mean = once.group_by("_all", *groups, *apart_by, maintain_order=True).agg(pl.col("base").mean())
    counts = mean.with_columns(people=pl.col("base").fill_null(0).floor().cast(pl.Int64)).with_columns(
        base="people"
    )
    tables = counts.partition_by(apart_by, maintain_order=True) if apart_by else [counts]
    marked = [_headcount(measured, one, groups=groups, times=times, threshold=threshold) for one in tables]
    return pl.concat(marked).group_by("_all", *groups, *times, maintain_order=True).agg(pl.col("_mark").any())


def _headcount(
    measured: Measured, cells: pl.DataFrame, *, groups: list[str], times: list[str], threshold: int
) -> pl.DataFrame:
    table = numbers(replace(measured, by=tuple(groups), of=None, cells=cells))
    hidden = hidden_numbers(table, threshold=threshold)
    periods = [pl.lit(cells[name][0]).alias(name) for name in times]
    keys = table.keys if table.keys is not None else pl.DataFrame()
    return keys.select(*groups, *periods, pl.lit(0).alias("_all"), _mark=pl.Series(hidden, dtype=pl.Boolean))
