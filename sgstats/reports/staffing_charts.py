"""Live charts of trainings and posts: attendances beside people, units beside a mark, staff beside a need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
import polars as pl

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.reports.charts import bars
from sgstats.reports.figures import BLUE, RED
from sgstats.reports.moving_charts import layout
from sgstats.reports.outlook_charts import banded
from sgstats.reports.wording import HIDDEN

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.reports.content import Carried

TRAINED = "参加过"
PALE_BLUE = "#a9c4dd"
ROOM, LITTLE = 1.08, 0.15
"""How much longer the axis is than the longest bar, and how short a bar is that holds no number."""

_SHARES = {
    "overlaying": "y", "side": "right", "showgrid": False, "range": [0, 105], "automargin": True,
    "tickmode": "array", "tickvals": [0, 25, 50, 75, 100],
}  # fmt: skip


def coverage_chart(coverage: Protected, attendances: Protected) -> go.Figure:
    """People who were trained beside how often they were, and the share that the people are of everybody.

    Args:
        coverage: The metric ``training_coverage`` by one field.
        attendances: The metric ``training_attendances`` by the same.

    Returns:
        A figure; a hidden number is a star.

    Raises:
        Refused: The tables are not by one and the same field.

    Example:
        >>> headcount = sgstats.measure("headcount", store=store)
        >>> coverage_chart(headcount, headcount)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 这张图要按同一个字段分组的覆盖率和人次...
    """
    if len(coverage.by) != 1 or coverage.by != attendances.by:
        raise Refused("chart.no_coverage")
    (by,) = coverage.by
    people = coverage.frame.filter(trained=TRAINED)
    figure = go.Figure([
        _upright(people, by, name=say("chart.people_trained"), colour=BLUE),
        _upright(attendances.frame, by, name=say("chart.attendances"), colour=PALE_BLUE),
    ])
    figure.add_scatter(
        x=people[by].to_list(), y=(people["share"] * 100).to_list(), yaxis="y2", mode="lines+markers",
        name=say("chart.coverage"), line_color=RED, connectgaps=False,
        hovertemplate="%{x}　%{y:.1f}%<extra></extra>",
    )  # fmt: skip
    figure.update_layout(**layout(height=360), barmode="group", bargap=0.35)
    figure.update_layout(yaxis_title=say("chart.people_or_times"), margin_r=60, yaxis2=_SHARES)
    figure.update_layout(yaxis2_title=say("chart.coverage"))
    figure.update_xaxes(type="category")
    return figure


def _upright(rows: pl.DataFrame, by: str, *, name: str, colour: str) -> go.Bar:
    numbers = rows["people"].to_list()
    return go.Bar(
        x=rows[by].to_list(),
        y=[number or 0 for number in numbers],
        text=[HIDDEN if number is None else f"{number:,}" for number in numbers],
        textposition="outside",
        cliponaxis=False,
        name=name,
        marker_color=colour,
        hovertemplate="%{x}　%{text}<extra>" + name + "</extra>",
    )


def marked_bars(protected: Protected, *, mark: float, name: str) -> go.Figure:
    """Lying bars of units with a line that they should reach.

    Args:
        protected: A metric with a value for each group.
        mark: Where the line stands, in the unit of the metric.
        name: What the line is called.

    Returns:
        A figure; a hidden number is a star.

    Example:
        >>> ages = sgstats.measure("mean_age", by=["gender"], store=store, audience="analyst")
        >>> len(marked_bars(ages, mark=45, name="45岁").data)
        1
    """
    figure = bars(protected)
    longest = max([mark, *(protected.frame["value"].drop_nulls().to_list())])
    figure.add_vline(
        x=mark, line={"color": RED, "dash": "dash", "width": 1.5}, annotation_text=name,
        annotation_position="top", annotation_font_color=RED,
    )  # fmt: skip
    # The numbers stand at the foot of the bars, where the line does not run through them.
    figure.update_traces(
        textposition=["inside" if x > longest * LITTLE else "outside" for x in figure.data[0].x],
        insidetextanchor="start", textangle=0,
    )  # fmt: skip
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[0, longest * ROOM])
    return figure


def need_chart(carried: Carried) -> go.Figure:
    """The staff as projected, with its band, beside the staff that a standard asks for.

    Args:
        carried: The staffing need, year by year.

    Returns:
        A figure whose axis of people begins where anything happens.

    Example:
        >>> from datetime import date
        >>> numbers = {"people": 9.0, "low": 9, "high": 9, "needed": 12}
        >>> frame = pl.DataFrame([{"on": date(2023, 12, 31), **numbers}])
        >>> need = sgstats.Outlook(frame=frame, kind="staffing", on=date(2023, 12, 31), audience="analyst")
        >>> need_chart(need).data[-1].y
        (12,)
    """
    rows = carried.frame.filter(pl.col("people").is_not_null())
    days = rows["on"].dt.year().to_list()
    figure = go.Figure()
    hover = "%{x}　%{y:,.0f}"
    banded(figure, days, low=rows["low"].to_list(), high=rows["high"].to_list())
    for column, name, colour in (("people", "chart.expected", BLUE), ("needed", "chart.needed", RED)):
        figure.add_scatter(
            x=days, y=rows[column].to_list(), mode="lines+markers", line_color=colour, name=say(name),
            hovertemplate=hover + f"<extra>{say(name)}</extra>",
        )  # fmt: skip
    figure.update_layout(**layout(height=360))
    figure.update_xaxes(dtick=1, tickformat="d")
    figure.update_yaxes(title=say("report.axis_people"))
    return figure
