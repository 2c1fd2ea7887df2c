"""What the panels read: metrics of the day chosen, of its year, and of the years up to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

import sgstats
from dashboard import data
from sgstats import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.filters import Selection
    from sgstats import Protected

Row = dict[str, Any]
TRAINED, UNTRAINED, CERTIFIED = "参加过", "未参加", "持证"


def on_day(metric: str, chosen: Selection, *, by: Sequence[str] = (), **options: str) -> Protected:
    """A metric of the day chosen.

    Raises:
        Refused: It cannot be measured of it.
    """
    return data.measure(metric, by=by, where=chosen.where, options={"on": chosen.day} | options)


def in_year(metric: str, chosen: Selection, *, by: Sequence[str] = ()) -> Protected:
    """A metric of the calendar year of the day, up to the day.

    Raises:
        Refused: It cannot be measured of it.
    """
    year = {"since": date(chosen.day.year, 1, 1), "until": chosen.day}
    return data.measure(metric, by=by, where=chosen.where, options=year)


def over_years(metric: str, chosen: Selection) -> Protected:
    """A metric of every year that the lists speak of, up to the day; of its own year where that is all."""
    try:
        return data.measure(metric, by=["year"], where=chosen.where, options={"until": chosen.day})
    except sgstats.Refused:
        return in_year(metric, chosen, by=["year"])


def level(chosen: Selection) -> str:
    """The units that make up the unit chosen."""
    return "community" if chosen.street else "street"


def recorded(protected: Protected) -> bool:
    """Whether anything is known of the trainings of anybody."""
    part = protected.frame[protected.of or ""]
    return bool((part != UNKNOWN).any())


def part(protected: Protected, value: str) -> Protected:
    """The rows of one value of the last field, the highest share first and the unknown group last."""
    rows = protected.frame.filter(pl.col(protected.of or "") == value)
    return replace(protected, frame=rows)


def highest_first(protected: Protected, number: str) -> Protected:
    """The same rows in the order of a number; what is hidden or not known comes last."""
    return replace(protected, frame=protected.frame.sort(number, descending=True, nulls_last=True))


def drawn(protected: Protected) -> Protected:
    """The rows whose numbers may be shown: a bar for a hidden share would look like a long one."""
    return replace(protected, frame=protected.frame.filter(pl.col("people").is_not_null()))
