"""Grades as they were recorded: over the years, from one year to the next, and the same people again."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import figures, numbers, parts, tables
from dashboard.appraisal import reading
from dashboard.appraisal.reading import Chosen, Row
from sgstats import Protected, Verdicts, bars, field, say


def distribution(verdicts: Verdicts, chosen: Chosen) -> None:
    """The grades of every year up to the one chosen, and what the pack makes of the last of them."""
    with parts.panel("years", title=say("page.grades_by_year")):
        protected = reading.measured("grades", chosen, by=["year"])
        if protected is None:
            parts.quiet(say("page.no_grades_recorded"), key="years")
            return
        left, right = st.columns([11, 10], gap="large")
        with left:
            figures.chart(protected, bars, key="years", alt=say("page.grades_by_year_alt"))
            parts.quiet(say("page.judged_table", policy=chosen.policy, year=chosen.year), key="judged_about")
            parts.protected_table(verdicts.grades, key="judged", title=f"{chosen.policy} {chosen.title}")
        with right:
            parts.quiet(say("page.recorded_about"), key="recorded")
            parts.protected_table(
                protected, key="years", title=f"{say('page.grades_by_year')} {chosen.title}"
            )


def changes(chosen: Chosen) -> None:
    """From last year's grade to this year's, and how often the same people are 优秀."""
    with parts.panel("changes", title=say("page.changes")):
        changed = reading.measured("grade_changes", chosen)
        times = reading.measured("excellent_years", chosen)
        if changed is None:
            parts.quiet(say("page.no_year_before"), key="changes")
            return
        left, right = st.columns([13, 9], gap="large")
        with left:
            _transitions(changed, chosen)
        with right:
            _persistence(times, chosen)


def _transitions(changed: Protected, chosen: Chosen) -> None:
    """A row per grade of last year, a column per grade of this year."""
    parts.quiet(say("page.changes_about", before=chosen.year - 1, year=chosen.year), key="changes_about")
    frame = matrix(changed)
    below = parts.footnotes(changed)
    parts.told_table(
        frame,
        key="changes",
        title=f"{say('page.changes')} {chosen.title}",
        right=frame.columns[1:],
        below=below,
    )


def matrix(changed: Protected) -> pl.DataFrame:
    """Transitions as texts: people and their share of last year's grade; a star where hidden."""
    rows = changed.rows()
    grades = dict.fromkeys(row["grade"] for row in rows)
    befores = dict.fromkeys(row["last_grade"] for row in rows)
    cells = {(row["last_grade"], row["grade"]): _cell(row) for row in rows}
    return pl.DataFrame([
        {field("last_grade").title: before} | {grade: cells.get((before, grade), "0") for grade in grades}
        for before in befores
    ])


def _cell(row: Row) -> str:
    if row["people"] is None:
        return numbers.HIDDEN
    people = numbers.people(row["people"])
    return people if not row["people"] else f"{people} ({numbers.percent(row['share'])})"


def _persistence(times: Protected | None, chosen: Chosen) -> None:
    """One sentence on those who are 优秀 once more, and how often people were in three years."""
    parts.quiet(_again(chosen), key="again")
    if times is None:
        parts.quiet(say("page.no_three_years"), key="times")
        return
    parts.protected_table(
        times, key="times", title=f"{say('page.changes')} {times.definition.title} {chosen.title}"
    )
    parts.quiet(say("page.times_meaning"), key="times_meaning")


def _again(chosen: Chosen) -> str:
    """What share of last year's 优秀 is 优秀 again, beside what chance would give."""
    again, now = reading.measured("excellent_again", chosen), reading.measured("grades", chosen)
    row = next(iter(again.rows()), None) if again else None
    if row is None or now is None:
        return say("page.again_none")
    if row["share"] is None:
        return say("page.again_hidden")
    graded = [one for one in now.rows() if one["status"] == "shown"]
    best = next((one for one in graded if one["grade"] == row["grade"]), None)
    known = sum(one["people"] for one in graded)
    chance = numbers.percent(best["people"] / known) if best and known else numbers.NONE
    share = {"share": numbers.percent(row["share"]), "interval": tables.interval(row), "chance": chance}
    return say("page.again", people=row["people"], base=row["base"], **share) + _verdict(row, best, known)


def _verdict(row: Row, best: Row | None, known: int) -> str:
    """Whether the interval says more than chance, less, or nothing."""
    if best is None or not known:
        return ""
    chance = best["people"] / known
    if row["low"] > chance:
        return say("page.again_same")
    return say("page.again_round") if row["high"] < chance else say("page.again_open")
