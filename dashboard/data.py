"""Cached reads: the store is opened for the read and closed again, so that no import waits for a page."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

import sgstats
from sgstats import language

if TYPE_CHECKING:
    from sgstats import Protected

AUDIENCES = ("internal", "analyst")
"""Who may read the page: everybody who can open it, or by name the analyst on a machine of their own."""
DEFAULT_STORE = "sgstats.duckdb"

Where = tuple[tuple[str, tuple[str, ...]], ...]
Version = tuple[str, int, int]


def store() -> Path:
    """The store the page reads: ``SGSTATS_STORE``, else the file of the default name in this folder."""
    return Path(os.environ.get("SGSTATS_STORE") or DEFAULT_STORE)


def audience() -> str:
    """Who reads the page: ``SGSTATS_AUDIENCE``, else ``internal``; it is never chosen on the page.

    Raises:
        Refused: The setting names nobody that a page may be shown to.
    """
    named = os.environ.get("SGSTATS_AUDIENCE") or AUDIENCES[0]
    if named not in AUDIENCES:
        raise sgstats.Refused("page.no_such_audience", audience=named, known="、".join(AUDIENCES))
    return named


def version() -> Version:
    """What makes cached numbers stale: another store, or the same store changed."""
    path = store()
    if not path.exists():
        return str(path), 0, 0
    facts = path.stat()
    return str(path.resolve()), facts.st_mtime_ns, facts.st_size


def measure(
    metric: str,
    *,
    of: str | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]],
    options: Mapping[str, Any],
) -> Protected:
    """One metric as the page's audience may see it.

    Args:
        metric: Name of the metric.
        of: Field whose values are the parts of each group.
        by: Fields that make the groups.
        where: Allowed values by field.
        options: ``on`` and, where it matters, ``bands`` and ``base``.

    Raises:
        Refused: There is no store, or nothing is known of the day.
    """
    filters: Where = tuple((name, tuple(values)) for name, values in where.items())
    named = tuple(sorted(options.items()))
    return _measured((metric, of, tuple(by)), filters, named, (version(), audience(), language()))


@st.cache_resource(show_spinner=False, max_entries=500)
def _measured(
    asked: tuple[str, str | None, tuple[str, ...]],
    where: Where,
    options: tuple[tuple[str, Any], ...],
    key: tuple[Version, str, str],
) -> Protected:
    # A protected table is frozen and shared as it is; copying it for every reader costs more than drawing.
    metric, of, by = asked
    (path, _, _), reader, _ = key
    return sgstats.measure(
        metric, of=of, by=by, where=dict(where), store=path, audience=reader, **dict(options)
    )


def holding() -> AbstractContextManager[None]:
    """One opening of the store for all that a page asks of it."""
    return sgstats.holding(store())


def days() -> list[date]:
    """The days that lists speak of, newest first.

    Raises:
        Refused: There is no store, or nothing was imported yet.
    """
    known = _days(version())
    if not known:
        raise sgstats.Refused("store.empty", store=store().name)
    return known[::-1]


@st.cache_data(show_spinner=False, max_entries=20)
def _days(key: Version) -> list[date]:
    return sgstats.days(key[0])


def units(day: date) -> pl.DataFrame:
    """One row per district, street and community with anybody in post on the day."""
    return _units(day.year * 10_000 + day.month * 100 + day.day, version())


@st.cache_data(show_spinner=False, max_entries=50)
def _units(day: int, key: Version) -> pl.DataFrame:
    return sgstats.units(key[0], on=day)


def imports() -> pl.DataFrame:
    """One row per imported table, oldest first."""
    return _imports(version())


@st.cache_data(show_spinner=False, max_entries=20)
def _imports(key: Version) -> pl.DataFrame:
    return sgstats.imports(key[0])


def findings() -> pl.DataFrame:
    """One row per finding of the imports in the store."""
    return _findings(version())


@st.cache_data(show_spinner=False, max_entries=20)
def _findings(key: Version) -> pl.DataFrame:
    return sgstats.findings(key[0])


def rejected() -> pl.DataFrame:
    """One row per rejected row."""
    return _rejected(version())


@st.cache_data(show_spinner=False, max_entries=20)
def _rejected(key: Version) -> pl.DataFrame:
    return sgstats.rejected(key[0])


def years() -> list[int]:
    """The years that something is recorded of beside the lists, newest first."""
    return _years(version())[::-1]


@st.cache_data(show_spinner=False, max_entries=20)
def _years(key: Version) -> list[int]:
    return sgstats.years(key[0])
