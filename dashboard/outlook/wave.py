"""The wave of retirements: year by year under both readings of the law, then by unit."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard import data, figures, parts
from dashboard.filters import Selection
from dashboard.movement import printed
from dashboard.outlook import reading
from sgstats import Protected, field, say, wave_chart

MOMENTS = ("legal", "earliest", "latest")
YEARS = pl.col("retire_year").str.contains(r"^\d{4}$")


@st.fragment
def panel(chosen: Selection) -> None:
    """Both readings beside each other, at the legal month or at an end of the elastic window."""
    with (
        data.holding(),
        parts.panel("wave", title=say("page.wave")),
        parts.refusals_quiet("wave", reading.TOLD),
    ):
        moment = st.segmented_control(
            say("page.moment"), MOMENTS, default="legal", required=True, key="moment", format_func=_moment
        )
        wave = reading.wave(chosen, moment=moment)
        parts.quiet(say("page.wave_about"), key="wave_about")
        left, right = st.columns([12, 9], gap="large")
        with left:
            _drawn(wave)
        with right:
            frame = by_year(wave)
            title = f"{say('page.wave')} {chosen.title}"
            printed.wide(frame, key="wave", title=title, names=1, below=list(wave.notes))


def _moment(name: str) -> str:
    return say(f"page.moment_{name}")


def _drawn(wave: Protected) -> None:
    """The years alone: who is past the age and who is far from it would dwarf them."""
    years = wave.frame.filter(YEARS)
    told = years.filter(pl.col("people").max().over("retirement_reading") > 0)
    if told.is_empty():
        parts.quiet(say("page.nothing_to_draw"), key="figure_wave")
        return
    figure = wave_chart(replace(wave, frame=told))
    figure.for_each_trace(lambda trace: trace.update(name=reading_title(trace.name)))
    figure.update_traces(textangle=0, constraintext="none", textfont_size=11)
    figure.update_layout(height=520)
    figures.plain(figure, key="wave", alt=say("page.wave_alt"))


def reading_title(name: str) -> str:
    """A reading of the law in words."""
    keys = {value: key for key, value in reading.READINGS.items()}
    return say(f"page.reading_{keys[name]}") if name in keys else say("page.reading_sure")


def by_year(wave: Protected) -> pl.DataFrame:
    """One row per year, one column per reading, and the contribution that retiring in the year needs."""
    readings = wave.frame["retirement_reading"].unique(maintain_order=True).to_list()
    titles = [
        field("retire_year").title,
        *(reading_title(name) for name in readings),
        say("page.contribution"),
    ]
    lines: dict[str, dict[str, str]] = {}
    for row in wave.rows():
        line = lines.setdefault(row["retire_year"], {"": _months(row["minimum_contribution_months"])})
        line[row["retirement_reading"]] = printed.people(row)
    cells = [(year, *(line.get(name, "0") for name in readings), line[""]) for year, line in lines.items()]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _months(months: int | None) -> str:
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    return (
        say("page.years_months", years=years, months=rest) if rest else say("page.whole_years", years=years)
    )


@st.fragment
def by_unit(chosen: Selection) -> None:
    """The same by the units that make up the unit chosen, under one reading."""
    level = "community" if chosen.street else "street"
    unit = field(level).title
    with (
        data.holding(),
        parts.panel("wave_units", title=say("page.wave_units", unit=unit)),
        parts.refusals_quiet("wave_units", reading.TOLD),
    ):
        name = st.segmented_control(
            say("page.reading"), list(reading.READINGS), default="55", required=True, key="wave_reading",
            format_func=_reading,
        )  # fmt: skip
        wave = reading.wave(chosen, by=[level], reading=name)
        own = wave.frame.filter(pl.col("retirement_reading") == reading.READINGS[name])
        frame = printed.crossed(replace(wave, frame=own), across="retire_year", cell=printed.people)
        frame = frame.drop(field("retirement_reading").title)
        title = f"{say('page.wave_units', unit=unit)} {chosen.title}"
        below = [say("page.wave_units_about"), *wave.notes]
        printed.wide(frame, key="wave_units", title=title, names=1, below=below)


def _reading(name: str) -> str:
    return say(f"page.reading_{name}")
