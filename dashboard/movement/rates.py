"""Turnover: by every denominator side by side, by reason, and over rolling twelve months."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import figures, numbers, parts
from dashboard.movement import printed, reading
from dashboard.movement.printed import Row
from dashboard.movement.reading import Chosen
from sgstats import Protected, bars, field, lines, say


def panel(chosen: Chosen) -> None:
    """Rolling turnover beside the five denominators, then why people left."""
    with parts.panel("turnover", title=say("page.turnover")):
        left, right = st.columns([9, 12], gap="large")
        with left, reading.refusals_quiet("rolling"):
            _rolling(chosen)
        with right, reading.refusals_quiet("denominators"):
            _denominators(chosen)
    with parts.panel("reasons", title=say("page.reasons")):
        left, right = st.columns([10, 11], gap="large")
        with left, reading.refusals_quiet("classes"):
            _classes(chosen)
        with right, reading.refusals_quiet("reasons"):
            _reasons(chosen)


def _rolling(chosen: Chosen) -> None:
    rolling = reading.measured("turnover_rolling", chosen)
    parts.quiet(say("page.rolling_about"), key="rolling_about")
    figures.plain(lines(rolling), key="rolling", alt=say("page.rolling_alt"))
    with st.expander(say("page.rolling_table")):
        _table(rolling, key="rolling", title=f"{say('page.rolling')} {chosen.title}")


def _denominators(chosen: Chosen) -> None:
    every = reading.measured("turnover", chosen, by=["year"], denominator="all")
    parts.quiet(say("page.denominators_about"), key="denominators_about")
    frame = printed.crossed(every, across="denominator", cell=printed.rate)
    counts = {row["year"]: printed.people(row) for row in every.rows()}
    year = field("year").title
    went = pl.Series(say("page.leavers"), [counts[name] for name in frame[year]], dtype=pl.String)
    frame.insert_column(1, went)
    title = f"{say('page.denominators')} {chosen.title}"
    below = printed.footnotes(every, _spread(every), say("page.denominators_why"))
    printed.wide(frame, key="denominators", title=title, names=1, below=below)


def _spread(every: Protected) -> str:
    """How far apart the denominators put one and the same year."""
    year = every.frame["year"].max()
    rows = [row for row in every.rows() if row["year"] == year and row["value"] is not None]
    if not rows:
        return say("page.denominators_hidden")
    ends = [f"{numbers.rounded(find(row['value'] for row in rows))}%" for find in (min, max)]
    return say("page.denominators_spread", year=year, low=ends[0], high=ends[1])


def _classes(chosen: Chosen) -> None:
    exits = reading.measured("exits", chosen, of="leave_class", by=["year"])
    turnover = reading.measured("turnover", chosen, of="leave_class", by=["year"])
    figures.chart(exits, bars, key="classes", alt=say("page.classes_alt"))
    frame = printed.crossed(turnover, across="year", cell=printed.rate_of)
    title = f"{say('page.classes')} {chosen.title}"
    below = printed.footnotes(turnover, say("page.classes_about"))
    printed.wide(frame, key="classes", title=title, names=1, below=below)


def _reasons(chosen: Chosen) -> None:
    parts.quiet(say("page.reasons_about"), key="reasons_about")
    _table(
        reading.measured("turnover", chosen, of="leave_reason"), key="reasons",
        title=f"{say('page.reasons')} {chosen.title}",
    )  # fmt: skip


def _table(protected: Protected, *, key: str, title: str) -> None:
    """A rate with its counts and interval, row by row."""
    first = field(protected.of or protected.by[0])
    name = protected.of or protected.by[0]
    titles = [first.title, *(say(f"page.rate_{part}") for part in ("people", "base", "value", "interval"))]
    cells = [(str(row[name]), *_cells(row)) for row in protected.rows()]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")
    printed.wide(frame, key=key, title=title, names=1, below=printed.footnotes(protected))


def _cells(row: Row) -> tuple[str, str, str, str]:
    base = printed.absent(row) if row["base"] is None else f"{numbers.rounded(row['base']):,}"
    return printed.people(row), base, printed.rate(row), printed.interval(row)
