"""What the panels read: retirements, projections and needs from the day chosen, cached."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

import sgstats
from dashboard import data
from sgstats import language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.filters import Selection
    from sgstats import Outlook, Protected

Row = dict[str, Any]
Key = tuple[data.Version, str, str]
Options = tuple[tuple[str, Any], ...]
READINGS = {"50": "按50岁", "55": "按55岁"}
"""What the rows of each reading of the law are called."""
SURE = "不变"
"""Of the rows that no reading changes."""
TOLD = {
    "outlook.no_residents": "page.no_residents_ahead",
    "outlook.by_households": "page.households_ahead",
    "outlook.no_history": "page.no_history_ahead",
    "outlook.backtest": "page.no_backtest",
    "outlook.by_year": "page.no_such_year_ahead",
}
"""Refusals that speak of the command line, and what the page says in their place."""


def wave(
    chosen: Selection, *, by: Sequence[str] = (), moment: str = "legal", reading: str = "both"
) -> Protected:
    """Who reaches the age of retirement, year by year.

    Raises:
        Refused: Nothing is known of the day.
    """
    asked = (("by", tuple(by)), ("moment", moment), ("reading", reading))
    return _wave(chosen.day, _filters(chosen), asked, _key())


@st.cache_resource(show_spinner=False, max_entries=100)
def _wave(day: date, where: data.Where, asked: Options, key: Key) -> Protected:
    return sgstats.retirement_wave(on=day, where=dict(where), **dict(asked), **_whose(key))


def projected(chosen: Selection, **options: object) -> Outlook:
    """The staff carried forward.

    Raises:
        Refused: No list is a year older than the day.
    """
    return _with_words("project", chosen, options)


def tested(chosen: Selection, **options: object) -> Outlook:
    """A projection from an earlier day beside what happened.

    Raises:
        Refused: Too little is known before the day or after it.
    """
    return _with_words("backtest", chosen, options)


def solved(chosen: Selection, **options: object) -> Outlook:
    """The yearly hiring that a share asks for.

    Raises:
        Refused: The target is none, or as for a projection.
    """
    return _with_words("hiring_for", chosen, options)


def needed(chosen: Selection, **options: object) -> Outlook:
    """The projected staff against a standard.

    Raises:
        Refused: No residents are known, or as for a projection.
    """
    return _with_words("staffing", chosen, options)


def _with_words(verb: str, chosen: Selection, options: Row) -> Outlook:
    asked = tuple(sorted({"on": chosen.day, **options}.items()))
    with st.spinner(say("page.projecting")):
        return _carried(verb, _filters(chosen), asked, _key())


@st.cache_resource(show_spinner=False, max_entries=100)
def _carried(verb: str, where: data.Where, asked: Options, key: Key) -> Outlook:
    # Frozen tables, shared as they are by all readers of the same audience.
    verbs: dict[str, Callable[..., Outlook]] = {
        "project": sgstats.project, "backtest": sgstats.backtest,
        "hiring_for": sgstats.hiring_for, "staffing": sgstats.staffing,
    }  # fmt: skip
    return verbs[verb](where=dict(where), **dict(asked), **_whose(key))


def structure(chosen: Selection, day: date, *, bands: str, by: Sequence[str] = ()) -> Protected:
    """The staff of a day by age."""
    options = {"on": day, "bands": bands}
    return data.measure("structure", of="age_band", by=by, where=chosen.where, options=options)


def earlier(chosen: Selection) -> list[date]:
    """Earlier days with at least half as many units on their lists as the day chosen, oldest first.

    A list of one community alone, kept from long ago, says nothing of a district.
    """
    many = data.units(chosen.day).height / 2
    days = [day for day in data.days() if day < chosen.day and data.units(day).height >= many]
    return days[::-1]


def shown(outlook: Outlook) -> pl.DataFrame:
    """The rows whose numbers may be shown."""
    return outlook.frame.filter(pl.col("status") != "hidden")


def _filters(chosen: Selection) -> data.Where:
    return tuple((name, tuple(values)) for name, values in chosen.where.items())


def _whose(key: Key) -> Row:
    (path, _, _), reader, _ = key
    return {"store": path, "audience": reader}


def _key() -> Key:
    return data.version(), data.audience(), language()
