"""How long people stay: survival curves by a field of the reader's choice, and who is left of the joiners."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import data, figures, filters, numbers, parts
from dashboard.movement import printed, reading
from dashboard.movement.printed import Row
from dashboard.movement.reading import Chosen
from sgstats import ProtectedCurves, field, say, survival_chart

YEARS = (1, 2, 3, 5, 10, 15)
DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12
SURE = 0.05


@st.fragment
def panel(chosen: Chosen) -> None:
    """Curves beside their medians, then who is in post after so many years, of all and of the joiners."""
    with data.holding(), parts.panel("staying", title=say("page.staying")):
        column, _ = st.columns([1, 2])
        with column:
            by = filters.optional_field(say("page.by"), filters.choices()["staying"], key="staying_by")
        with reading.refusals_quiet("staying"):
            _curves(chosen, reading.curves(chosen, by=[by] if by else []))
        left, right = st.columns([12, 9], gap="large")
        with left, reading.refusals_quiet("at_risk"):
            _after_years(chosen, reading.curves(chosen, by=[by] if by else []))
        with right, reading.refusals_quiet("cohorts"):
            _cohorts(chosen)


def _curves(chosen: Chosen, curves: ProtectedCurves) -> None:
    left, right = st.columns([12, 9], gap="large")
    with left:
        if curves.frame.is_empty():
            parts.quiet(say("page.nothing_to_draw"), key="figure_staying")
        else:
            figures.plain(survival_chart(curves), key="staying", alt=say("page.staying_alt"))
    with right:
        parts.quiet(logrank_in_words(curves), key="logrank")
        parts.quiet(say("page.medians_about"), key="medians_about")
        title = f"{say('page.stay_value')} {chosen.title}"
        medians = _medians(chosen, next(iter(curves.by), None))
        printed.wide(medians, key="medians", title=title, names=1, below=[say("page.medians_below")])


def _after_years(chosen: Chosen, curves: ProtectedCurves) -> None:
    parts.quiet(say("page.at_risk_about"), key="at_risk_about")
    title = f"{say('page.at_risk')} {chosen.title}"
    printed.wide(at_risk(curves), key="at_risk", title=title, names=1, below=[*curves.notes])


def _medians(chosen: Chosen, by: str | None) -> pl.DataFrame:
    """The median of each group in years with its interval."""
    found = reading.on_last_day("median_stay", chosen, by=[by] if by else [])
    names = ("people", "base", "value", "interval_column")
    titles = [_group_title(by), *(say(f"page.stay_{name}") for name in names)]
    cells = [(row[by] if by else say("page.everybody"), *_median(row)) for row in found.rows()]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _median(row: Row) -> tuple[str, str, str, str]:
    base = numbers.HIDDEN if row["base"] is None else numbers.people(row["base"])
    if row["value"] is None:
        return printed.people(row), base, printed.absent(row), printed.absent(row)
    value, low, high = (_in_years(row[name]) for name in ("value", "low", "high"))
    return printed.people(row), base, value, f"{low}–{high}"


def _in_years(months: float | None) -> str:
    """Months as years; an end that the curve does not reach is left open."""
    return "…" if months is None else str(numbers.rounded(months / MONTHS_A_YEAR))


def _group_title(by: str | None) -> str:
    return field(by).title if by else say("page.group")


def at_risk(curves: ProtectedCurves) -> pl.DataFrame:
    """Who is still in post after so many years, and in brackets how many were in view then."""
    (by,) = curves.by or (None,)
    groups = curves.frame.partition_by([by], maintain_order=True) if by else [curves.frame]
    titles = [_group_title(by), *(say("page.after_years", years=year) for year in YEARS)]
    cells = [
        (str(group[by][0]) if by else say("page.everybody"), *(_after(group, year) for year in YEARS))
        for group in groups
        if group.height
    ]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _after(group: pl.DataFrame, year: int) -> str:
    """The last point of the curve up to the day; a dash behind its end."""
    days = year * DAYS_A_YEAR
    before = group.filter((pl.col("days") <= days) & (pl.col("days") > 0))
    if before.is_empty() or not (group["days"] >= days).any():
        return numbers.NONE
    point = before.row(-1, named=True)
    if point["survival"] is None:
        return numbers.NONE
    return f"{numbers.percent(point['survival'])} ({numbers.people(point['at_risk'])})"


def logrank_in_words(curves: ProtectedCurves) -> str:
    """What the log-rank test says of the groups, for readers who never heard of it."""
    if not curves.by:
        return say("page.choose_to_compare")
    if curves.logrank is None:
        return say("page.no_test")
    test = curves.logrank
    chance = "< 0.001" if test.p_value < 0.001 else f"= {test.p_value:.3f}"
    facts = {"statistic": numbers.rounded(test.statistic), "degrees": test.degrees, "p": chance}
    return say("page.groups_differ" if test.p_value < SURE else "page.groups_alike", **facts)


def _cohorts(chosen: Chosen) -> None:
    """Of those who joined in a year: how many are left after 12, 24 and 36 months."""
    found = reading.measured("cohort_retention", chosen, by=["year"])
    parts.quiet(say("page.cohorts_about"), key="cohorts_about")
    frame = printed.crossed(found, across="service_months", cell=printed.share_of)
    title = f"{say('page.cohorts')} {chosen.title}"
    printed.wide(frame, key="cohorts", title=title, names=1, below=printed.footnotes(found))
