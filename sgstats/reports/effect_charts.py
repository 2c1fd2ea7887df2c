"""Live charts of effects: the time line, before and after, and the effect by the time since the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from sgstats.messages import say
from sgstats.reports.effect_pictures import (
    BLUE,
    GREY,
    INK,
    SIDES,
    after_start,
    axis_unit,
    begun,
    headline,
    line_ends,
    look_of,
    measured_from,
    side_texts,
    start_days,
    stretches,
)
from sgstats.reports.moving_charts import layout, pale

if TYPE_CHECKING:
    from sgstats.disclosure import ProtectedEffect

FEW = 14
"""Up to so many periods of an event study each has a tick."""
LABEL = 15
"""Pixels the name of a start takes."""


def effect_chart(effect: ProtectedEffect, *, titled: bool = True) -> go.Figure:
    """What was, what would have been without the measure, and when it began; the verdict stands above.

    Args:
        effect: A protected effect.
        titled: Whether the verdict stands above.

    Returns:
        The time line; where it may not be shown, bars of before and after with their counts; where the
        effect is hidden, a sentence.

    Example:
        >>> effect_chart.__annotations__["effect"]
        'ProtectedEffect'
    """
    if effect.status == "hidden":
        return said(headline(effect))
    pieces = stretches(effect)
    if not pieces:
        return totals_chart(effect, titled=titled)
    many = not start_days(effect) and not effect.starts.is_empty()
    heights = {"rows": 2, "row_heights": [0.82, 0.18], "vertical_spacing": 0.08} if many else {}
    figure = make_subplots(**heights, shared_xaxes=True)
    for piece in pieces:
        _projected(figure, effect, piece)
    for piece in pieces:
        _actual(figure, piece)
    _names(figure, effect)
    _starts(figure, effect)
    if many:
        _begun(figure, effect)
    dressed(figure, effect, height=360 if many else 300, titled=titled, labelled=True)
    figure.update_layout(margin={"r": 120}, hovermode="x unified")
    first, last = effect.line["first"][0], effect.line["last"][-1]
    room = (last - first) / 60
    figure.update_xaxes(
        showgrid=False, tickformat="%Y-%m", hoverformat="%Y-%m-%d", range=[first - room, last + room]
    )
    figure.update_yaxes(title=say("effect_chart.axis", title=effect.title, unit=effect.unit), row=1, col=1)
    return figure


def said(text: str) -> go.Figure:
    """No numbers, only a sentence."""
    figure = go.Figure()
    figure.add_annotation(text=text, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False)
    figure.update_layout(**layout(height=160))
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure


def dressed(
    figure: go.Figure, effect: ProtectedEffect, *, height: int, titled: bool, labelled: bool = False
) -> None:
    """The verdict, and how many units and months, above the picture."""
    room = 20 + LABEL * len(start_days(effect)) if labelled else 20
    top = room + 50 if titled else room
    figure.update_layout(**layout(height=height + top), showlegend=False)
    figure.update_layout(margin={"t": top})
    lines = ((f"<b>{headline(effect)}</b>", 22, 17, look_of(effect).colour), (effect.n, 0, 12, GREY))
    for text, up, size, colour in lines if titled else ():
        figure.add_annotation(
            text=text, x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
            yshift=room - 14 + up, showarrow=False, font={"size": size, "color": colour},
        )  # fmt: skip


def _projected(figure: go.Figure, effect: ProtectedEffect, piece: pl.DataFrame) -> None:
    """What was projected, dashed; from the first start on with its band and the distance from what was."""
    later = after_start(effect, piece)
    band = later.filter(pl.col("low").is_not_null() & pl.col("high").is_not_null())
    _between(figure, band, ("low", "high"), colour="rgba(122,122,122,0.15)")
    _between(figure, later, ("actual", "expected"), colour=pale(look_of(effect).colour))
    told = piece.filter(pl.col("expected").is_not_null())
    figure.add_scatter(
        x=told["day"].to_list(), y=told["expected"].to_list(), name=say("effect_chart.expected"),
        mode="lines", line={"color": GREY, "width": 2, "dash": "dash"}, hovertemplate="%{y:.1f}",
    )  # fmt: skip


def _between(figure: go.Figure, rows: pl.DataFrame, edges: tuple[str, str], *, colour: str) -> None:
    """The surface between two lines."""
    days = rows["day"].to_list()
    ends = [*rows[edges[0]].to_list(), *rows[edges[1]].to_list()[::-1]]
    if len(days) == 1:
        # A single day has no surface, but a bar.
        figure.add_scatter(
            x=days * 2, y=ends, mode="lines", line={"color": colour, "width": 12}, hoverinfo="skip"
        )
    elif days:
        figure.add_scatter(
            x=[*days, *days[::-1]], y=ends, fill="toself", fillcolor=colour, mode="lines", line_width=0,
            hoverinfo="skip",
        )  # fmt: skip


def _actual(figure: go.Figure, piece: pl.DataFrame) -> None:
    counts = piece.select("people", "base").rows()
    of = ["" if None in pair else f"　{pair[0]:,.0f}/{pair[1]:,.0f}" for pair in counts]
    figure.add_scatter(
        x=piece["day"].to_list(), y=piece["actual"].to_list(), name=say("effect_chart.actual"), customdata=of,
        mode="lines+markers", line={"color": INK, "width": 2.5}, marker={"size": 6, "color": INK},
        hovertemplate="%{y:.1f}%{customdata}",
    )  # fmt: skip


def _names(figure: go.Figure, effect: ProtectedEffect) -> None:
    """The names of both lines at their ends, the higher one above the lower."""
    ends = line_ends(effect)
    for (name, colour, day, value), anchor in zip(ends, ("top", "bottom"), strict=False):
        figure.add_annotation(
            x=day, y=value, text=say(f"effect_chart.{name}"), showarrow=False, xanchor="left",
            yanchor=anchor if len(ends) > 1 else "middle", xshift=8, font={"color": colour, "size": 13},
        )  # fmt: skip


def _starts(figure: go.Figure, effect: ProtectedEffect) -> None:
    """A line on every day of a start, with its name above the picture."""
    for place, (day, text) in enumerate(start_days(effect)):
        figure.add_vline(x=day, line={"color": BLUE, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=day, y=1, yref="y domain", text=text, showarrow=False, xanchor="left", yanchor="bottom",
            xshift=-6, yshift=1 + LABEL * place, font={"size": 12, "color": BLUE},
        )  # fmt: skip


def _begun(figure: go.Figure, effect: ProtectedEffect) -> None:
    """Steps below the line: in how many units the measure has begun."""
    steps = begun(effect)
    days = [effect.line["first"][0], *(day for day, _ in steps), effect.line["last"][-1]]
    counts = [0, *(count for _, count in steps), steps[-1][1]]
    figure.add_scatter(
        x=days, y=counts, mode="lines", line={"shape": "hv", "color": BLUE, "width": 1.5}, fill="tozeroy",
        fillcolor=pale(BLUE), name=say("effect_chart.begun"), hovertemplate="%{y}", row=2, col=1,
    )  # fmt: skip
    figure.add_annotation(
        text=say("effect_chart.begun"), x=0, y=1, xref="x2 domain", yref="y2 domain", xanchor="left",
        xshift=6, yanchor="top", showarrow=False, font={"size": 12, "color": BLUE},
    )  # fmt: skip
    figure.update_yaxes(rangemode="tozero", nticks=3, tickformat="d", row=2, col=1)


def totals_chart(effect: ProtectedEffect, *, titled: bool = True) -> go.Figure:
    """Before and after, of the units of the measure and of those they are compared with, with the counts.

    Args:
        effect: A protected effect.
        titled: Whether the verdict stands above.

    Example:
        >>> totals_chart.__annotations__["effect"]
        'ProtectedEffect'
    """
    rows = side_texts(effect)
    figure = go.Figure()
    for row in rows[::-1]:
        side = say(f"effect_chart.{row.side}")
        figure.add_bar(
            x=[row.value or 0], y=[[side], [row.when]], orientation="h", text=[row.text],
            textposition="outside", cliponaxis=False, marker_color=SIDES[row.side][row.after],
            hoverinfo="skip",
        )  # fmt: skip
    dressed(figure, effect, height=60 + 46 * len(rows), titled=titled)
    figure.update_layout(bargap=0.25)
    figure.update_xaxes(visible=False, range=[0, 1.35 * max([1e-9, *(row.value or 0 for row in rows)])])
    return figure


def event_chart(effect: ProtectedEffect, *, titled: bool = True) -> go.Figure:
    """The effect by the time since the start, with intervals; before the start it should be nothing.

    Args:
        effect: A protected effect.
        titled: Whether the verdict stands above.

    Returns:
        A figure; a sentence where there are no events to show.

    Example:
        >>> event_chart.__annotations__["effect"]
        'ProtectedEffect'
    """
    told = effect.events.filter(pl.col("effect").is_not_null())
    if told.is_empty():
        return said(say("effect_chart.nothing"))
    figure = go.Figure()
    first = float(told["event"].min() or 0)  # type: ignore[arg-type]
    if first < 0:
        figure.add_vrect(
            x0=first - 0.7, x1=-0.5, fillcolor="#f1f3f5", line_width=0, layer="below",
            annotation={"text": say("effect_chart.before"), "font": {"color": GREY}},
            annotation_position="top left",
        )  # fmt: skip
    figure.add_hline(y=0, line={"color": INK, "width": 1})
    for before, colour in ((True, GREY), (False, BLUE)):
        part = told.filter((pl.col("event") < 0) == before)
        if not part.is_empty():
            figure.add_trace(_points(part, colour))
    dressed(figure, effect, height=310, titled=titled)
    every = say(f"effect_chart.every_{effect.period}")
    few = {"dtick": 1} if told["until"][-1] - first <= FEW else {}
    figure.update_xaxes(title=say("effect_chart.events", every=every), zeroline=False, tickformat="d", **few)
    figure.update_yaxes(title=say("effect_chart.difference", unit=axis_unit(effect)), zeroline=False)
    return figure


def _points(part: pl.DataFrame, colour: str) -> go.Scatter:
    """Effects with their intervals; one without an interval is what the others are measured from."""
    ends = {end: part[end].fill_null(part["effect"]) for end in ("low", "high")}
    bars: dict[str, Any] = {
        "type": "data", "symmetric": False, "array": (ends["high"] - part["effect"]).to_list(),
        "arrayminus": (part["effect"] - ends["low"]).to_list(), "thickness": 1.6, "width": 0, "color": colour,
    }  # fmt: skip
    symbols = [
        "circle-open" if measured_from(*ends) else "circle" for ends in part.select("low", "high").iter_rows()
    ]
    texts = [
        say("effect_chart.reference")
        if measured_from(low, high)
        else f"{effect:.1f}（{low:.1f} ～ {high:.1f}）"
        for effect, low, high in part.select("effect", "low", "high").iter_rows()
    ]
    return go.Scatter(
        x=((part["event"] + part["until"]) / 2).to_list(), y=part["effect"].to_list(), mode="markers",
        error_y=bars, marker={"size": 9, "color": colour, "symbol": symbols}, text=texts,
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
