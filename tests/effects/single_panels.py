"""Panels of one unit, or of several that start together, from plain lists of numbers."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import polars as pl

from sgstats.effects.panel import Panel, Period


def periods_of(every, count):
    """So many periods from 2015 on; lists are half a year apart."""
    if every == "list":
        days = [date(2015, 1, 1) + timedelta(days=182 * place) for place in range(count)]
        return tuple(Period(first=day, last=day) for day in days)
    if every == "year":
        years = [2015 + place for place in range(count)]
        return tuple(Period(first=date(year, 1, 1), last=date(year, 12, 31)) for year in years)
    months = [(2015 + place // 12, place % 12 + 1) for place in range(count)]
    return tuple(
        Period(first=date(year, month, 1), last=date(year, month, monthrange(year, month)[1]))
        for year, month in months
    )


def single(people, base, *, start, kind="rate", every="month", **changes):
    """A panel of one unit (a list of numbers) or of several (a list of lists).

    ``base`` is one number for all cells or shaped like ``people``; ``start`` the place of the first
    period after the start, of all units or of each; None in it is a unit without a start.
    """
    rows = people if isinstance(people[0], list) else [people]
    bases = base if isinstance(base, list) else [[base] * len(row) for row in rows]
    bases = bases if isinstance(bases[0], list) else [bases]
    starts = start if isinstance(start, list) else [start] * len(rows)
    periods = periods_of(every, len(rows[0]))
    cells = [
        (f"第{unit}街道", place, count, None if kind == "count" else bases[unit][place])
        for unit, row in enumerate(rows)
        for place, count in enumerate(row)
    ]
    schema = {"unit": pl.String, "period": pl.Int64, "people": pl.Float64, "base": pl.Float64}
    scale = {"share": 100.0, "rate": 1200.0, "mean": 1.0, "count": 1.0}[kind]
    plain = {
        "metric": "离职", "title": "离职率", "kind": kind, "unit": "%", "scale": scale, "every": every,
        "periods": periods, "better": "lower",
        "cells": pl.DataFrame(cells, schema=schema, orient="row", strict=False),
        "starts": {
            f"第{unit}街道": periods[place].first for unit, place in enumerate(starts) if place is not None
        },
    }  # fmt: skip
    return Panel(**(plain | changes))


def held(fit):
    """What became of each assumption."""
    return {check.name: check.held for check in fit.checks}
