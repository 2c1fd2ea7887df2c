"""A live chart of many effects beside each other: every measure and indicator with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sgstats.messages import say
from sgstats.reports.effect_pictures import INK, axis_unit, by_unit, found, look_of, row_label, span
from sgstats.reports.moving_charts import layout

if TYPE_CHECKING:
    from sgstats.disclosure import ProtectedEffect
    from sgstats.reports.effect_pictures import Several

ROW = 34
"""Pixels a row takes."""


def forest_chart(effects: Several) -> go.Figure:
    """Every effect with its interval and its verdict in words, those of one unit on one scale.

    Args:
        effects: Protected effects.

    Returns:
        A figure with a part for each unit; hidden effects say so and have no point.

    Example:
        >>> from sgstats.disclosure import protect_effects
        >>> len(forest_chart(protect_effects(())).data)
        0
    """
    parts = by_unit(effects.effects)
    if not parts:
        return go.Figure(layout=layout(height=160))
    figure = make_subplots(
        rows=len(parts),
        row_heights=[len(part) + 1 for part in parts],
        vertical_spacing=min(0.12, 0.5 / len(parts)),
    )
    for row, part in enumerate(parts, start=1):
        _part(figure, part, row=row)
    rows = sum(len(part) + 2 for part in parts)
    figure.update_layout(**layout(height=60 + ROW * rows), showlegend=False)
    figure.update_layout(margin={"l": 10, "r": 320, "t": 20, "b": 30})
    return figure


def _part(figure: go.Figure, part: list[ProtectedEffect], *, row: int) -> None:
    """The effects of one unit, one below the other, with what was found of each at the right."""
    ends = span(part)
    for place, effect in enumerate(part):
        if effect.effect is not None:
            for trace in _interval(effect, place, ends):
                figure.add_trace(trace, row=row, col=1)
        figure.add_annotation(
            x=1, xref="x domain", y=place, text=found(effect), showarrow=False, xanchor="left", xshift=14,
            font={"color": look_of(effect).colour, "size": 13}, row=row, col=1,
        )  # fmt: skip
    figure.add_vline(x=0, line={"color": INK, "width": 1}, row=row, col=1)
    title = say("effect_chart.forest_axis", unit=axis_unit(part[0]))
    figure.update_xaxes(
        range=ends,
        nticks=7,
        zeroline=False,
        gridcolor="#e8ecef",
        title=title,
        title_standoff=4,
        row=row,
        col=1,
    )
    figure.update_yaxes(
        tickvals=list(range(len(part))), ticktext=[row_label(effect) for effect in part], showgrid=False,
        range=[len(part) - 0.4, -0.6], zeroline=False, automargin=True, row=row, col=1,
    )  # fmt: skip


def _interval(effect: ProtectedEffect, place: int, ends: tuple[float, float]) -> list[go.Scatter]:
    """A line as long as the interval, as far as the scale goes, and a point in the form of the verdict."""
    look = look_of(effect)
    low = ends[0] if effect.low is None else max(ends[0], effect.low)
    high = ends[1] if effect.high is None else min(ends[1], effect.high)
    line = {"color": look.colour, "width": 2.5}
    mark = {"symbol": look.live, "size": 12, "color": look.colour, "line": {"width": 2, "color": look.colour}}
    hover = "%{text}<extra></extra>"
    return [
        go.Scatter(x=[low, high], y=[place, place], mode="lines", line=line, hoverinfo="skip"),
        go.Scatter(
            x=[effect.effect],
            y=[place],
            mode="markers",
            marker=mark,
            text=[effect.sentence],
            hovertemplate=hover,
        ),
    ]
