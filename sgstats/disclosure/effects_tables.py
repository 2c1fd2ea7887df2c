"""The tables of an effect as they are shown: totals, time line, events."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sgstats.disclosure.effects_cells import Cells, Group
    from sgstats.disclosure.effects_limits import Limits
    from sgstats.effects.effect import Effect, Total

    Row = dict[str, Any]

TOTALS: dict[str, type[pl.DataType]] = {
    "side": pl.String, "after": pl.Boolean, "people": pl.Float64, "base": pl.Float64, "value": pl.Float64,
    "units": pl.Int64, "cells": pl.Int64, "status": pl.String,
}  # fmt: skip
LINE: dict[str, type[pl.DataType]] = {
    "first": pl.Date, "last": pl.Date, "actual": pl.Float64, "expected": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "people": pl.Float64, "base": pl.Float64, "status": pl.String,
}  # fmt: skip
EVENTS: dict[str, type[pl.DataType]] = {
    "event": pl.Int64, "until": pl.Int64, "effect": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "units": pl.Int64, "status": pl.String,
}  # fmt: skip
ENDS = ("expected", "low", "high")


def totals_frame(effect: Effect, limits: Limits, *, shown: bool) -> pl.DataFrame:
    """Both sides before and after; without numbers where they are hidden."""
    rows = [_total(effect, one, limits) if shown else _empty(one) for one in effect.fit.totals]
    return pl.DataFrame(rows, schema=TOTALS)


def _total(effect: Effect, total: Total, limits: Limits) -> Row:
    people, base = limits.rounded(total.people), limits.rounded_base(total.base)
    over = total.cells if effect.kind == "count" else base
    value = None if not over or people is None else limits.told_ratio(_scale(effect) * people / over)
    told = people if limits.people_told else None
    row = {**_empty(total), "people": told, "base": base, "value": value}
    return {**row, "status": "shown" if value is not None else "unknown"}


def _empty(total: Total) -> Row:
    facts = {"side": total.side, "after": total.after, "units": total.units, "cells": total.cells}
    return {**facts, "people": None, "base": None, "value": None, "status": "hidden"}


def _scale(effect: Effect) -> float:
    """Of how many the value is told: percent of a hundred."""
    if effect.panel is not None:
        return effect.panel.scale
    return 100.0 if effect.unit == "%" else 1.0


def line_frame(effect: Effect, cells: Cells, groups: Sequence[Group], limits: Limits) -> pl.DataFrame:
    """One row per cell of the line, in order; people and base are those of the treated units.

    What is expected keeps its distance from what was, as the design tells it; the ends of a merged band
    are means, so that it is never narrower than it should be. Nothing is expected that cannot be.
    """
    by_place = {row["period"]: row for row in effect.fit.line.iter_rows(named=True)}
    rows = []
    for group in groups:
        fitted = [by_place[place] for place in group if place in by_place]
        sums = cells.sums(cells.counted() & cells.in_periods(group))
        span = {"first": effect.periods[group[0]].first, "last": effect.periods[group[-1]].last}
        rows.append({**span, **_point(effect, sums, fitted, limits)})
    return pl.DataFrame(rows, schema=LINE)


def _point(effect: Effect, sums: tuple[float, float, float], fitted: list[Row], limits: Limits) -> Row:
    people, base = sums[0], sums[1]
    mean = _mean(fitted, "actual")
    actual = mean if effect.kind == "count" else _scale(effect) * people / base if base else None
    moved = 0.0 if actual is None or mean is None else actual - mean
    ends = {name: _mean(fitted, name) for name in ENDS}
    if limits.rounds and actual is not None and effect.kind != "count":
        actual = _rounded_value(effect, people, base, limits)
    return {
        "actual": limits.told(actual) if effect.kind == "count" else limits.told_ratio(actual),
        **{
            name: None if end is None else _possible(effect, limits.told(end + moved))
            for name, end in ends.items()
        },
        "people": None if limits.rounds or not limits.people_told else people,
        "base": None if limits.rounds or effect.kind == "count" else base,
        "status": "unknown" if actual is None else "shown",
    }


def _rounded_value(effect: Effect, people: float, base: float, limits: Limits) -> float | None:
    below = limits.rounded_base(base)
    return _scale(effect) * (limits.rounded(people) or 0.0) / below if below else None


def _possible(effect: Effect, number: float | None) -> float | None:
    """The number, or the nearest one that the indicator can be: no share is below 0 % or above 100 %."""
    if number is None or effect.kind == "mean":
        return number
    return min(max(number, 0.0), _scale(effect) if effect.kind == "share" else inf)


def exact_line(effect: Effect, limits: Limits) -> pl.DataFrame:
    """The line as the design made it."""
    people = ("people",) if limits.people_told else ()
    rows = [
        {
            "first": effect.periods[row["period"]].first,
            "last": effect.periods[row["period"]].last,
            **{name: _number(row[name]) for name in ("actual", *people, "base")},
            **{name: _possible(effect, _number(row[name])) for name in ENDS},
            "status": "unknown" if _number(row["actual"]) is None else "shown",
        }
        for row in effect.fit.line.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=LINE)


def events_frame(
    effect: Effect, bins: Sequence[Group], limits: Limits, *, fine: Callable[[Group], bool]
) -> pl.DataFrame:
    """One row per span of periods since the start; numbers where they are fine to be shown."""
    by_event = {row["event"]: row for row in effect.fit.events.iter_rows(named=True)}
    rows = []
    for group in bins:
        fitted = [by_event[event] for event in group if event in by_event]
        ends = {"effect": False, "low": True, "high": True}
        means = {name: _mean(fitted, name, by="units") for name in ends if fine(group)}
        told = {name: limits.told(number, sided=ends[name]) for name, number in means.items()}
        units = max((row["units"] for row in fitted), default=0)
        status = "hidden" if not told else "unknown" if told["effect"] is None else "shown"
        rows.append({"event": group[0], "until": group[-1], **told, "units": units, "status": status})
    return pl.DataFrame(rows, schema=EVENTS)


def _number(number: float | None) -> float | None:
    return None if number is None or not np.isfinite(number) else number


def _mean(rows: list[Row], name: str, *, by: str = "base") -> float | None:
    """Mean weighted by the bases, or by the units."""
    told = [(_number(row[name]), _number(row.get(by)) or 1.0) for row in rows]
    known = [(number, weight) for number, weight in told if number is not None]
    if not known:
        return None
    numbers, weights = np.array(known, dtype=np.float64).T
    return float(np.average(numbers, weights=weights))
