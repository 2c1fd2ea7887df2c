"""Panels for the specs of designs with several units, made from plain matrices."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np
import polars as pl

from sgstats.effects.panel import Panel, Period


def months(count: int) -> tuple[Period, ...]:
    years = [(2020 + place // 12, place % 12 + 1) for place in range(count)]
    return tuple(
        Period(first=date(year, month, 1), last=date(year, month, monthrange(year, month)[1]))
        for year, month in years
    )


def several(people, *, firsts, bases=None, scale=1.0, kind="mean", **options) -> Panel:
    """Units × periods, not a number for gaps; ``firsts``: first period after the start, or None."""
    people = np.asarray(people, dtype=float)
    bases = np.broadcast_to(1.0 if bases is None else np.asarray(bases, dtype=float), people.shape)
    names, periods = [f"街道{row:03d}" for row in range(len(people))], months(people.shape[1])
    rows = [
        {"unit": names[row], "period": place, "people": people[row, place],
         "base": None if kind == "count" else bases[row, place]}
        for row, place in np.argwhere(np.isfinite(people))
    ]  # fmt: skip
    starts = {names[row]: periods[first].first for row, first in enumerate(firsts) if first is not None}
    return Panel(
        metric="certified", title="持证率", kind=kind, unit="%", scale=scale, every="month", periods=periods,
        cells=pl.DataFrame(rows, schema_overrides={"base": pl.Float64}), starts=starts, better="higher",
        **options,
    )  # fmt: skip
