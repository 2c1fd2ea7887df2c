"""What the panels read: the ledger on a day, its gaps and history, and the problems found in the data."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

import sgstats
from dashboard import data, numbers
from sgstats import language

if TYPE_CHECKING:
    from dashboard.filters import Selection
    from sgstats import Board, Found, Gap, Progress, Standing, Terms

Key = tuple[data.Version, str]


def board(today: date) -> Board:
    """The ledger on a day.

    Raises:
        Refused: There is no store.
    """
    return _board(today, data.version())


@st.cache_resource(show_spinner=False, max_entries=20)
def _board(today: date, key: data.Version) -> Board:
    # Frozen, and shared as it is by all readers.
    return sgstats.ledger_board(key[0], today=today)


def standing(known: Board, item: str) -> Standing | None:
    """An issue of the ledger by its id."""
    return next((one for one in known.issues if one.issue.item == item), None)


def progress(today: date) -> Progress:
    """How far the ledger is."""
    return _progress(today, data.version())


@st.cache_resource(show_spinner=False, max_entries=20)
def _progress(today: date, key: data.Version) -> Progress:
    return sgstats.ledger_progress(key[0], today=today)


def gaps(today: date) -> tuple[Gap, ...]:
    """What the ledger lacks."""
    return _gaps(today, (data.version(), language()))


@st.cache_resource(show_spinner=False, max_entries=20)
def _gaps(today: date, key: Key) -> tuple[Gap, ...]:
    return sgstats.ledger_gaps(key[0][0], today=today)


def changes(item: str) -> pl.DataFrame:
    """The history of an item, oldest first; of an issue that of its parts too."""
    every = _changes(data.version())
    mine = (pl.col("item") == item) | pl.col("item").str.starts_with(f"{item}-")
    return every.filter(mine)


@st.cache_data(show_spinner=False, max_entries=5)
def _changes(key: data.Version) -> pl.DataFrame:
    return sgstats.ledger_changes(key[0])


def value(item: str, field: str) -> str | None:
    """What a field of an item was last set to."""
    told = changes(item).filter(item=item, field=field)["value"]
    return told[-1] if len(told) else None


@cache
def _terms(_: str) -> Terms:
    return sgstats.ledger_terms()


def terms() -> Terms:
    """The words a ledger is kept in, with titles in the language of the moment."""
    return _terms(language())


def found(chosen: Selection, *, audience: str | None = None) -> Found:
    """The problems of the data on a day, of all units or of one and those in it.

    Args:
        chosen: Day and unit.
        audience: Who is to read it; by default who reads the page.

    Raises:
        Refused: Nothing is known of the day.
    """
    where = tuple((name, tuple(values)) for name, values in chosen.where.items())
    key = data.version()[0], audience or data.audience(), language()
    return _found(chosen.day, where, lists(), key)


@st.cache_resource(show_spinner=False, max_entries=30)
def _found(day: date, where: data.Where, lists: str, key: tuple[str, str, str]) -> Found:
    # Seconds for a district: an edit of the ledger, which changes the file but no list, must not ask again.
    path, reader, _ = key
    by = "community" if where else "street"
    return sgstats.find_issues(on=day, where=dict(where), by=by, store=path, audience=reader)


def lists() -> str:
    """What tells the lists in the store from others: all that is known of their imports."""
    lists = data.imports().filter(pl.col("kind") != "ledger")
    return hashlib.sha256(repr(lists.rows()).encode()).hexdigest()


def has_lists() -> bool:
    """Whether the store holds staff lists; a ledger can be kept without any.

    Raises:
        Refused: There is no store.
    """
    try:
        return bool(data.days())
    except sgstats.Refused as refusal:
        if refusal.rule != "store.empty":
            raise
        return False


def now(one: Standing) -> dict[str, tuple[str, str]]:
    """What the indicators of an issue's measures say on the last day known, each with that day.

    Indicators that name no metric, or whose question has no single answer, are left out.
    """
    asked = [(m.item, m.indicator.metric, m.indicator.question) for m in one.measures if m.indicator]
    key = data.version()[0], data.audience(), language()
    told = {item: _now(metric, question, lists(), key) for item, metric, question in asked if metric}
    return {item: number for item, number in told.items() if number}


@st.cache_data(show_spinner=False, max_entries=500)
def _now(metric: str, question: str | None, lists: str, key: tuple[str, str, str]) -> tuple[str, str] | None:
    try:
        found = sgstats.indicated(metric, question, store=key[0], audience=key[1])
    except sgstats.Refused as refusal:
        return (numbers.HIDDEN, "") if refusal.rule == "ledger.hidden_number" else None
    return found.text, numbers.day(found.on)
