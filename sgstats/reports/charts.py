"""Live charts for the dashboard and the notebooks; they take protected tables and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from sgstats.messages import say
from sgstats.reports.figures import BLUE, COLOURS, FONTS, RED
from sgstats.reports.series import bar_series, pyramid_series
from sgstats.reports.wording import HIDDEN

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.reports.series import Series

CONFIG = {"showSendToCloud": False, "displaylogo": False, "displayModeBar": False}
"""Give this to every chart: plotly's own bar has a button that sends the numbers to a cloud."""

PALE = "#d9d9d9"
"""Colour of what is hidden."""

_ROOM = 0.05
"""Share of a group below which a bar has no room for its number."""

_ROW = 34
"""Pixels a bar takes."""


def bars(protected: Protected) -> go.Figure:
    """Lying bars: a structure's categories, a metric by group, or stacked shares by group.

    Args:
        protected: A table with at most one field of groups.

    Returns:
        A figure; hidden numbers stand as * and say 已隐藏 under the pointer.

    Raises:
        Refused: The table has more than one field of groups.

    Example:
        >>> shown = sgstats.measure("structure", of="education", store=store)
        >>> len(bars(shown).data)
        1
    """
    every = bar_series(protected)
    stacked = len(every) > 1
    figure = go.Figure([_bar(series, colour=_colour(series, place)) for place, series in enumerate(every)])
    figure.update_layout(**_layout(max((len(one.marks) for one in every), default=0)), showlegend=stacked)
    if stacked:
        figure.update_layout(barmode="stack")
        figure.update_traces(
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none"
        )
        figure.for_each_trace(_without_crowding)
    figure.update_xaxes(visible=stacked, tickformat=".0%")
    return figure


def _colour(series: Series, place: int) -> str:
    return PALE if series.name == say("report.hover_hidden") else COLOURS[place % len(COLOURS)]


def _without_crowding(trace: go.Bar) -> None:
    """Leave out numbers that their bar has no room for, but never a star."""
    pairs = zip(trace.text, trace.x, strict=True)
    trace.text = [text if text == HIDDEN or length >= _ROOM else "" for text, length in pairs]


def pyramid(protected: Protected) -> go.Figure:
    """A population pyramid: men to the left, women to the right.

    Args:
        protected: A structure by gender; people of unknown sex are not drawn.

    Returns:
        A figure; hidden numbers stand as * and say 已隐藏 under the pointer.

    Raises:
        Refused: The table is no structure by gender.

    Example:
        >>> shown = sgstats.measure("structure", of="age_band", by=["gender"], store=store)
        >>> [side.name for side in pyramid(shown).data]
        ['男', '女']
    """
    men, women = pyramid_series(protected)
    figure = go.Figure([_bar(men, colour=BLUE, sign=-1), _bar(women, colour=RED)])
    figure.update_layout(**_layout(len(men.marks) + 1), barmode="overlay")
    ends = 1.2 * max([1, *(mark.number or 0 for one in (men, women) for mark in one.marks)])
    figure.update_xaxes(
        range=[-ends, ends], title=say("report.axis_people"), showticklabels=False, zeroline=True
    )
    return figure


def _bar(series: Series, *, colour: str, sign: int = 1) -> go.Bar:
    return go.Bar(
        name=series.name,
        y=[mark.label for mark in series.marks],
        x=[sign * (mark.number or 0) for mark in series.marks],
        text=[mark.text for mark in series.marks],
        customdata=[f"{series.name} {mark.told}" for mark in series.marks],
        hovertemplate="%{customdata}<extra></extra>",
        textposition="outside",
        cliponaxis=False,
        orientation="h",
        marker_color=colour,
    )


def _layout(rows: int) -> dict[str, object]:
    return {
        "height": 110 + _ROW * rows,
        "margin": {"l": 10, "r": 30, "t": 30, "b": 40},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "font": {"family": ", ".join([*FONTS, "sans-serif"])},
        "yaxis": {"autorange": "reversed", "automargin": True, "type": "category"},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "bargap": 0.3,
    }
