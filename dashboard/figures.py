"""The library's charts in the font and colours of the page."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import parts
from sgstats import CONFIG, bars, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from plotly.graph_objects import Figure

    from sgstats import Protected

FONT = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
INK, LINE, NOTHING = "#1d2b33", "#e3e9ec", "rgba(0,0,0,0)"
NARROWEST = 0.07
"""Share of the axis that a number takes."""
COLOURS = (
    "#1f6f8b", "#e0a458", "#5b8c5a", "#a4528c", "#8fb8c9", "#b5532f", "#c9bd6f", "#6a6fb0", "#8a8f94",
    "#3d4f5c", "#d98cb3", "#a7c796", "#7a4b2a",
)  # fmt: skip
"""Neighbours differ in lightness and not in hue alone: they stay apart in print and for the colour-blind."""

GRADES = {
    "优秀": "#1f6f8b", "称职": "#8fb8c9", "合格": "#8fb8c9", "基本称职": "#e0a458", "基本合格": "#e0a458",
    "不称职": "#b5532f", "不合格": "#b5532f", "未知": "#d5dade",
}  # fmt: skip
"""Where grades are drawn, each has a colour of its own, from good to bad."""


def chart(protected: Protected, draw: Callable[[Protected], Figure], *, key: str, alt: str) -> None:
    """Draw a protected table, or say that there is nothing in it to draw.

    Args:
        protected: One row per group and part.
        draw: ``bars`` or ``pyramid``.
        key: Name of the chart on the page.
        alt: What it shows, for readers who cannot see it.
    """
    if protected.frame["people"].null_count() == protected.frame.height:
        parts.quiet(say("page.nothing_to_draw"), key=f"figure_{key}")
        return
    # The configuration takes away the button that sends the numbers to a cloud.
    st.plotly_chart(dressed(draw(protected)), theme=None, config=CONFIG, key=f"figure_{key}", alt=alt)
    if protected.by and draw is bars and (protected.frame["status"] == "hidden").any():
        parts.quiet(say("page.gaps"), key=f"figure_{key}")


def plain(figure: Figure, *, key: str, alt: str) -> None:
    """Show a chart that has its own colours in the font of the page.

    Args:
        figure: The chart.
        key: Name of the chart on the page.
        alt: What it shows, for readers who cannot see it.
    """
    figure.update_layout(font={"family": FONT, "size": 13, "color": INK}, paper_bgcolor=NOTHING)
    figure.update_xaxes(gridcolor=LINE, title_font_size=13)
    figure.update_yaxes(gridcolor=LINE, title_font_size=13)
    st.plotly_chart(figure, theme=None, config=CONFIG, key=f"figure_{key}", alt=alt)


def dressed(figure: Figure) -> Figure:
    """The same chart in the font and colours of the page."""
    figure.update_layout(font={"family": FONT, "size": 13, "color": INK}, paper_bgcolor=NOTHING)
    figure.update_layout(legend_traceorder="normal")
    figure.update_xaxes(gridcolor=LINE, zerolinecolor=LINE, title_font_size=13)
    # Room between the labels and the bars.
    figure.update_yaxes(ticks="outside", ticklen=8, tickcolor=NOTHING)
    graded = any(trace.name in GRADES for trace in figure.data)
    for trace, colour in zip(figure.data, cycle(COLOURS)):
        trace.marker.color = GRADES.get(trace.name, colour) if graded else colour
    if figure.layout.barmode == "stack" and len(figure.data) > 1:
        _fill(figure)
    return figure


def _fill(figure: Figure) -> None:
    """Stacked shares: the whole axis is 100 %, and a part too narrow for its number has none."""
    figure.update_layout(xaxis_range=[0, 1])
    figure.update_traces(
        textposition="inside", textangle=0, insidetextanchor="middle", constraintext="none", textfont_size=11
    )
    for trace in figure.data:
        trace.text = [
            text if length >= NARROWEST else "" for text, length in zip(trace.text, trace.x, strict=True)
        ]
