"""A live chart of a ledger: which issues fall due when, and what became of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from sgstats.ledger.states import CLOSED
from sgstats.messages import say
from sgstats.reports.moving_charts import layout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sgstats.ledger.standing import Standing

FATES = {
    "in_time": "#5b8c5a",
    "late": "#c9bd6f",
    "closed": "#b9cdd6",
    "open": "#8fb8c9",
    "overdue": "#b5532f",
}
"""What became of an issue, and its colour; what is overdue is the only one that calls."""
MONTHS = 30
"""So many months have a bar each; of longer spans the years do."""


def ledger_chart(issues: Sequence[Standing]) -> go.Figure:
    """How many issues fall due in each month: closed in time, closed late, still open, overdue.

    Args:
        issues: Issues as they stand on a day; those without a limit are left out.

    Returns:
        A figure with a bar per month, or per year where there are more than thirty months between the first
        and the last; no traces where no issue has a limit.

    Example:
        >>> ledger_chart(sgstats.ledger_board(store).issues).data
        ()
    """
    due = [(one.limit, fate_of(one)) for one in issues if one.limit]
    figure = go.Figure()
    periods, spell = _periods([day for day, _ in due])
    for fate, colour in FATES.items():
        counts = Counter(spell(day) for day, found in due if found == fate)
        if counts:
            texts = [str(counts[one]) if counts[one] else "" for one in periods]
            figure.add_bar(
                x=periods, y=[counts[one] for one in periods], text=texts, name=say(f"chart.fate_{fate}"),
                marker_color=colour, textposition="inside", insidetextanchor="middle", textangle=0,
            )  # fmt: skip
    figure.update_layout(**layout(height=320), barmode="stack", bargap=0.35)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=periods, nticks=18)
    most = max(Counter(spell(day) for day, _ in due).values(), default=1)
    figure.update_yaxes(title=say("chart.issues_due"), tickformat=",d", dtick=1 if most <= 10 else None)
    return figure


def fate_of(one: Standing) -> str:
    """What became of an issue with a limit: a key of ``FATES``."""
    if one.issue.state != CLOSED:
        return "overdue" if one.overdue else "open"
    if one.issue.closed_on is None or one.limit is None:
        return "closed"
    return "in_time" if one.issue.closed_on <= one.limit else "late"


def _periods(days: list[date]) -> tuple[list[str], Callable[[date], str]]:
    """Every month from the first day to the last, or every year; and what a day's is called."""
    if not days:
        return [], _month
    first, last = min(days), max(days)
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    if len(months) <= MONTHS:
        return [f"{month // 12}-{month % 12 + 1:02}" for month in months], _month
    return [str(year) for year in range(first.year, last.year + 1)], _year


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _year(day: date) -> str:
    return str(day.year)
