"""The line of a series: what was, what was expected, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.effects.panel import Panel
    from sgstats.effects.pooled import Pooled

EVENTS = {
    "event": pl.Int64, "effect": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "units": pl.Int64, "people": pl.Float64, "base": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What was expected in each period, and the ends it lies between.

    Attributes:
        expected: The value.
        low: Lower end.
        high: Upper end.
    """

    expected: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def possible(panel: Panel) -> tuple[float, float]:
    """Between which values the indicator can lie at all."""
    if panel.kind == "mean":
        return -np.inf, np.inf
    return 0.0, panel.scale if panel.kind == "share" else np.inf


def line(panel: Panel, series: Pooled, band: Band) -> pl.DataFrame:
    """One row per period; what was expected is cut where the indicator cannot lie.

    Null where a number is not known.
    """
    least, most = possible(panel)
    base = np.full(len(series.times), np.nan) if panel.kind == "count" else series.bases
    columns = {
        "actual": series.values,
        "expected": np.clip(band.expected, least, most),
        "low": np.clip(band.low, least, most),
        "high": np.clip(band.high, least, most),
        "people": series.people,
        "base": base,
    }
    frame = pl.DataFrame({"period": range(len(series.times))}, schema={"period": pl.Int64})
    return frame.with_columns(pl.Series(name, column).fill_nan(None) for name, column in columns.items())


def no_events() -> pl.DataFrame:
    """These designs have no event study."""
    return pl.DataFrame(schema=EVENTS)
