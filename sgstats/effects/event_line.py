"""The treated units together, period by period: what was, and what would have been without the measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.effects.collapsed import AFTER, BEFORE, LEFT_OUT, fitted
from sgstats.effects.effect import Total

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.collapsed import Compared
    from sgstats.effects.effect import Side
    from sgstats.effects.panel import Panel


def differences(
    cells: Compared, values: NDArray[np.float64], states: NDArray[np.int8]
) -> NDArray[np.float64]:
    """By how much the units of the measure together differ from what was expected, period by period.

    A unit that has not begun differs by what ``unit + period`` leaves over; where a touched cell cannot
    be told, the period cannot.

    Args:
        cells: What is compared.
        values: Units × periods.
        states: Assignments × units × periods.

    Returns:
        Assignments × periods.
    """
    mine, whole = pooled(cells, states)
    left = (mine * (values - fitted(cells.weights * (states == BEFORE), values))).sum(1)
    return np.where(whole > 0, left / np.where(whole > 0, whole, 1.0), np.nan)


def pooled(cells: Compared, states: NDArray[np.int8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each cell counts among the units of the measure, and all of a period; zero where it can't be told.

    Args:
        cells: What is compared.
        states: Assignments × units × periods.
    """
    untouched = cells.weights * (states == BEFORE)
    mine = cells.weights * (states == AFTER).any(2)[:, :, None]
    can = (untouched.sum(2) > 0)[:, :, None] & (untouched.sum(1) > 0)[:, None, :]
    return mine, mine.sum(1) * ~((mine > 0) & ~can).any(1)


def line(
    panel: Panel, cells: Compared, *, effects: NDArray[np.float64], half: NDArray[np.float64]
) -> pl.DataFrame:
    """One row per period: the treated units' sums, their level, and the level without the measure.

    Cells that are left out around the start are not among them.

    Args:
        panel: Where the counts come from.
        cells: What was compared.
        effects: Difference of each period, not a number where unknown.
        half: Half the width of their intervals.
    """
    rows = cells.rows[(cells.states == AFTER).any(axis=1)]
    people, bases = panel.people[rows], panel.bases[rows]
    known = np.isfinite(panel.values[rows]) & ~panel.left_out[rows]
    total = np.where(known, people, 0.0).sum(0)
    base = known.sum(0).astype(float) if panel.kind == "count" else np.where(known, bases, 0.0).sum(0)
    actual = np.where(base > 0, panel.scale * total / np.where(base > 0, base, 1.0), np.nan)
    expected = actual - effects
    numbers = {"actual": actual, "expected": expected, "low": expected - half, "high": expected + half,
               "people": np.where(base > 0, total, np.nan),
               "base": np.where((base > 0) & (panel.kind != "count"), base, np.nan)}  # fmt: skip
    frame = pl.DataFrame({"period": np.arange(len(actual)), **numbers})
    return frame.with_columns(pl.col("period").cast(pl.Int64), pl.exclude("period").fill_nan(None))


def totals(panel: Panel, cells: Compared) -> tuple[Total, ...]:
    """Sums of both sides; for the others “after” is from the first start of anyone on."""
    begun = (cells.states == AFTER).any(axis=1)
    first = int(np.argmax((cells.states == AFTER).any(axis=0)))
    late = np.arange(cells.states.shape[1])[None, :] >= first
    known = cells.weights > 0
    mine = known & begun[:, None] & (cells.states != LEFT_OUT)
    others = known & ~begun[:, None]
    sides: tuple[tuple[Side, bool, NDArray[np.bool_]], ...] = (
        ("treated", False, mine & (cells.states == BEFORE)),
        ("treated", True, mine & (cells.states == AFTER)),
        ("compared", False, others & ~late),
        ("compared", True, others & late),
    )
    found = [side for side in sides if side[2].any()]
    return tuple(_total(panel, cells, marks, side=side, after=after) for side, after, marks in found)


def _total(panel: Panel, cells: Compared, marks: NDArray[np.bool_], *, side: Side, after: bool) -> Total:
    return Total(
        side=side, after=after, people=float(panel.people[cells.rows][marks].sum()),
        base=None if panel.kind == "count" else float(panel.bases[cells.rows][marks].sum()),
        units=int(marks.any(axis=1).sum()), cells=int(marks.sum()),
    )  # fmt: skip
