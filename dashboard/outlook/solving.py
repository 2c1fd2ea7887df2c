"""What hiring brings the share of an age group under a limit by a year."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import data, filters, numbers, parts
from dashboard.filters import Selection
from dashboard.outlook import reading
from sgstats import Outlook, say


@st.fragment
def panel(chosen: Selection) -> None:
    """A form of the goal, and the answer under each reading of the law in a sentence."""
    with data.holding(), parts.panel("solving", title=say("page.solving")):
        parts.quiet(say("page.solving_about"), key="solving_about")
        ages, limit, year, mix = _asked(chosen)
        with parts.refusals_quiet("solving", reading.TOLD):
            share = f"{ages[0]}-{ages[1]}<{limit}"
            solved = reading.solved(chosen, share=share, by_year=year, hire_ages=mix)
            goal = say("page.goal", low=ages[0], high=ages[1], limit=limit)
            st.text("\n".join(answers(solved, goal)))
            parts.quiet("\n".join([say("page.solved_about"), *solved.notes]), key="solved_about")


def _asked(chosen: Selection) -> tuple[tuple[int, int], int, int, str | None]:
    """Ages, limit in percent, year, and the ages of those hired."""
    with st.form("goal", border=False):
        first, second, third, fourth = st.columns([3, 3, 2, 3])
        with first:
            ages = st.slider(say("page.goal_ages"), 16, 70, (40, 50), key="goal_ages")
        with second:
            limit = st.slider(say("page.goal_limit"), 5, 95, 60, step=5, format="%d%%", key="goal_limit")
        with third:
            ahead = [chosen.day.year + years for years in range(1, 21)]
            year = st.selectbox(say("page.goal_year"), ahead, index=6, key="goal_year")
        with fourth:
            mixes = filters.choices()["hire_ages"]
            mix = st.selectbox(say("page.hire_ages"), ["observed", *mixes], format_func=_ages, key="goal_mix")
        st.form_submit_button(say("page.solve"), type="primary")
    return ages, limit, year, mixes.get(mix)


def _ages(name: str) -> str:
    return say(f"page.hire_ages_{name}")


def answers(solved: Outlook, goal: str) -> list[str]:
    """One sentence for each reading, or that nothing may be told."""
    rows = solved.frame.to_dicts()
    if not solved.frame.filter(pl.col("status") == "hidden").is_empty():
        return [say("page.solved_hidden")]
    return [_answer(row, goal) for row in rows]


def _answer(row: reading.Row, goal: str) -> str:
    facts = {"reading": say(f"page.reading_{row['reading']}"), "goal": goal, "year": row["by_year"]}
    without = numbers.NONE if row["share_without"] is None else numbers.percent(row["share_without"])
    if row["hire"] is None:
        limit = numbers.NONE if row["limit"] is None else numbers.percent(row["limit"])
        return say("page.solved_never", limit=limit, without=without, **facts)
    if row["hire"]:
        # Two decimals: 59.98 % is under 60 %, and 60.0 % would not look so.
        share = f"{row['share'] * 100:.2f}%"
        return say("page.solved_hire", hire=row["hire"], share=share, without=without, **facts)
    if row["most"] is not None:
        return say("page.solved_most", most=row["most"], without=without, **facts)
    return say("page.solved_anyhow", without=without, **facts)
