"""Who was trained: by unit, by level, and year by year with people beside attendances."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import figures, numbers, parts
from dashboard.filters import Selection
from dashboard.training import printing, reading
from dashboard.training.reading import Row
from sgstats import Protected, bars, coverage_chart, field, say


def panel(chosen: Selection) -> None:
    """The year chosen by unit, then every year, then the levels of training."""
    unit = field(reading.level(chosen)).title
    whole = reading.in_year("training_coverage", chosen)
    with parts.panel("coverage", title=say("page.coverage", unit=unit, year=chosen.day.year)):
        if not reading.recorded(whole):
            parts.quiet(say("page.no_training_files"), key="coverage_none")
            return
        _by_unit(chosen)
    with parts.panel("coverage_years", title=say("page.coverage_years")):
        _over_years(chosen)
    with parts.panel("levels", title=say("page.training_levels", year=chosen.day.year)):
        _levels(chosen)


def _by_unit(chosen: Selection) -> None:
    level = reading.level(chosen)
    covered = _trained(reading.in_year("training_coverage", chosen, by=[level]))
    left, right = st.columns([8, 13], gap="large")
    with left:
        figures.chart(reading.drawn(covered), bars, key="coverage", alt=say("page.coverage_alt"))
    with right:
        times = reading.in_year("training_attendances", chosen, by=[level])
        hours = reading.in_year("training_hours", chosen, by=[level])
        title = f"{say('page.training')} {chosen.title}"
        _table((covered, times, hours), key="coverage", title=title)


def _over_years(chosen: Selection) -> None:
    covered = reading.over_years("training_coverage", chosen)
    times = reading.over_years("training_attendances", chosen)
    parts.quiet(say("page.coverage_years_about"), key="coverage_years_about")
    left, right = st.columns([8, 13], gap="large")
    with left:
        figures.plain(
            coverage_chart(covered, times), key="coverage_years", alt=say("page.coverage_years_alt")
        )
    with right:
        hours = reading.over_years("training_hours", chosen)
        trained = reading.part(covered, reading.TRAINED)
        _table(
            (trained, times, hours),
            key="coverage_years",
            title=f"{say('page.coverage_years')} {chosen.title}",
        )


def _levels(chosen: Selection) -> None:
    covered = _trained(reading.in_year("training_coverage", chosen, by=["training_level"]))
    times = reading.in_year("training_attendances", chosen, by=["training_level"])
    left, right = st.columns([8, 13], gap="large")
    with left:
        figures.chart(reading.drawn(covered), bars, key="levels", alt=say("page.training_levels_alt"))
    with right:
        parts.quiet(say("page.training_levels_about"), key="levels_about")
        _table((covered, times), key="levels", title=f"{field('training_level').title} {chosen.title}")


def _trained(protected: Protected) -> Protected:
    return reading.highest_first(reading.part(protected, reading.TRAINED), "share")


def _table(told: tuple[Protected, ...], *, key: str, title: str) -> None:
    """Coverage, attendances and hours of the same groups beside each other."""
    covered, times, *more = told
    (by,) = covered.by
    rows = {row[by]: row for row in times.rows()}
    hours = {row[by]: row for one in more for row in one.rows()}
    names = ["in_post", "trained", "coverage", "interval", "times", "each", *(["hours"] if more else [])]
    titles = [field(by).title, *(say(f"page.coverage_column_{name}") for name in names)]
    cells = [
        (
            row[by],
            *printing.share(row),
            *printing.times(rows.get(row[by])),
            *([_hours(row, hours.get(row[by]))] if more else []),
        )
        for row in covered.rows()
    ]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")
    below = printing.footnotes(*told)
    if any(cell == numbers.NONE for row in cells for cell in row):
        below.append(say("page.dash_is_unknown"))
    parts.told_table(frame, key=key, title=title, right=titles[1:], below=below)


def _hours(covered: Row, row: Row | None) -> str:
    """Hours per person; none where no trained person's hours are told and only the untrained are left."""
    known = row is not None and None not in {row["people"], covered["people"], covered["base"]}
    if row is not None and known and row["people"] <= covered["base"] - covered["people"]:
        return numbers.NONE
    return printing.value(row)
