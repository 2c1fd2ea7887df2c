"""Live charts of movement: who came and went, how long people stay, and why a share has changed."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from sgstats.errors import Refused
from sgstats.fields import UNKNOWN
from sgstats.messages import listed, say
from sgstats.reports.figures import BLUE, COLOURS, FONTS, RED
from sgstats.reports.steps import share_steps
from sgstats.reports.wording import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgstats.disclosure import Protected
    from sgstats.disclosure.curves import ProtectedCurves

PERIODS = ("month", "quarter", "year")
CAME, WENT, STOCK = "流入", "流出", "期末"
INK = "#444444"
LABELLED = 12
"""Periods up to which every bar carries its number."""


def flow_chart(protected: Protected) -> go.Figure:
    """Who came above the line, who went below it, and how many there are, period by period.

    Args:
        protected: The metric ``flows`` by one of year, quarter and month alone.

    Returns:
        A figure; where a number is hidden there is a gap with a star.

    Raises:
        Refused: The table is no account by one period.

    Example:
        >>> flows = sgstats.measure("flows", by=["year"], since="2013", until="2014", store=store)
        >>> [one.name for one in flow_chart(flows).data]
        ['期末在岗', '流入（入职、调入）', '流出（离职、调出）']
    """
    if protected.name != "flows" or len(protected.by) != 1 or protected.by[0] not in PERIODS:
        raise Refused("chart.no_flow", known=listed(PERIODS))
    period, items = protected.by[0], protected.frame
    # The staff has an axis of its own above the movements, which are a fraction of it.
    figure = make_subplots(rows=2, shared_xaxes=True, row_heights=[0.32, 0.68], vertical_spacing=0.06)
    stock = items.filter(flow=STOCK)
    labelled = stock.height <= LABELLED
    figure.add_scatter(
        x=stock[period].to_list(), y=stock["people"].to_list(), name=say("chart.stock"), line_color=INK,
        text=[HIDDEN if people is None else f"{people:,}" for people in stock["people"]], cliponaxis=False,
        mode="lines+markers+text" if labelled else "lines+markers", textposition="top center",
        hovertemplate="%{x}　%{y:,}<extra></extra>", row=1, col=1,
    )  # fmt: skip
    sides = (CAME, "chart.came", BLUE, 1), (WENT, "chart.went", RED, -1)
    for flow, name, colour, sign in sides:
        rows = items.filter(flow=flow)
        bar = _side(rows, period, name=say(name), colour=colour, sign=sign, labelled=labelled)
        figure.add_trace(bar, row=2, col=1)
    figure.update_layout(**layout(height=400), barmode="relative", bargap=0.35)
    figure.update_xaxes(type="category", automargin=True, nticks=1 + LABELLED)
    figure.update_yaxes(automargin=True, gridcolor="#e3e9ec")
    figure.update_yaxes(title=say("chart.people_in_post"), tickformat=",d", nticks=4, row=1, col=1)
    figure.update_yaxes(title=say("chart.people_moving"), **_ticks(items), row=2, col=1)
    return figure


def _ticks(items: pl.DataFrame) -> dict[str, Sequence[object]]:
    """Round numbers on both sides of nothing, without a sign: nobody leaves less than no people."""
    most = items.filter(pl.col("flow").is_in([CAME, WENT]))["people"].max()
    highest = most if isinstance(most, int) else 0
    size = 10 ** max(0, len(str(highest)) - 1)
    step = next((size * part // 10 for part in (2, 5, 10, 20) if size * part // 10 * 4 >= highest), size * 5)
    places = [place * max(step, 1) for place in range(-4, 5)]
    return {"tickvals": places, "ticktext": [f"{abs(place):,}" for place in places]}


def _side(  # noqa: PLR0913 - one keyword per quality of a bar
    rows: pl.DataFrame, period: str, *, name: str, colour: str, sign: int, labelled: bool
) -> go.Bar:
    numbers = rows["people"].to_list()
    shown = ["" if number == 0 or not labelled else f"{number:,}" for number in (n or 0 for n in numbers)]
    return go.Bar(
        x=rows[period].to_list(),
        y=[sign * (number or 0) for number in numbers],
        text=[HIDDEN if number is None else text for number, text in zip(numbers, shown, strict=True)],
        # A star of no height has no room inside.
        textposition=["outside" if number is None else "auto" for number in numbers],
        cliponaxis=False,
        textangle=0,
        customdata=[say("report.hover_hidden") if number is None else f"{number:,}" for number in numbers],
        hovertemplate="%{x}　%{customdata}<extra>" + name + "</extra>",
        name=name,
        marker_color=colour,
    )


def lines(protected: Protected, *, percent: bool = False) -> go.Figure:
    """A value or a share period by period, a line for each group.

    Args:
        protected: A metric by one of year, quarter and month, and at most one other field.
        percent: Whether the number is a share of 1, to be drawn in percent.

    Returns:
        A figure; a hidden number is a gap in its line.

    Raises:
        Refused: The table is not by exactly one period, or by too much else.

    Example:
        >>> turnover = sgstats.measure("turnover", by=["year"], since="2013", until="2014", store=store)
        >>> len(lines(turnover).data)
        1
    """
    periods = [name for name in protected.by if name in PERIODS]
    others = [name for name in protected.by if name not in PERIODS]
    if len(periods) != 1 or len(others) > 1:
        raise Refused("chart.no_line", known=listed(PERIODS))
    number = "value" if "value" in protected.frame.columns else "share"
    figure = go.Figure()
    for place, (name, rows) in enumerate(_parts(protected.frame, others)):
        scale = 100 if percent else 1
        figure.add_scatter(
            x=rows[periods[0]].to_list(), y=(rows[number] * scale).to_list(), name=name, mode="lines+markers",
            line_color=COLOURS[place % len(COLOURS)], connectgaps=False,
            hovertemplate="%{x}　%{y:.1f}<extra>" + name + "</extra>",
        )  # fmt: skip
    figure.update_layout(**layout(height=360), showlegend=bool(others))
    figure.update_xaxes(type="category")
    figure.update_yaxes(title=protected.definition.unit, rangemode="tozero")
    return figure


def survival_chart(curves: ProtectedCurves) -> go.Figure:
    """The share still in post by years of service, a stepped line with its band for each group.

    Args:
        curves: Protected curves; groups that are hidden are not drawn.

    Example:
        >>> survival_chart(sgstats.survival(store=store, audience="analyst")).layout.xaxis.title.text
        '任职年数'
    """
    figure = go.Figure()
    shown = curves.frame.filter(pl.col("survival").is_not_null())
    for place, (name, rows) in enumerate(_parts(shown, curves.by)):
        colour = COLOURS[place % len(COLOURS)]
        years = [0.0, *(rows["days"] / 365.25).to_list()]
        _band(figure, years, rows, colour=colour, name=name)
        figure.add_scatter(
            x=years, y=[100.0, *(rows["survival"] * 100).to_list()], name=name or say("chart.everybody"),
            mode="lines", line={"shape": "hv", "color": colour},
            hovertemplate=say("chart.hover_survival") + "<extra>" + name + "</extra>",
        )  # fmt: skip
    figure.update_layout(**layout(height=400), showlegend=bool(curves.by))
    figure.update_xaxes(title=say("chart.years_of_service"), rangemode="tozero")
    figure.update_yaxes(title=say("chart.still_in_post"), range=[0, 102])
    return figure


def _band(figure: go.Figure, years: Sequence[float], rows: pl.DataFrame, *, colour: str, name: str) -> None:
    """The interval of a curve, as a pale surface behind it."""
    for column, fill in (("high", None), ("low", "tonexty")):
        ends = [100.0, *(rows[column].fill_null(rows["survival"]) * 100).to_list()]
        figure.add_scatter(
            x=list(years), y=ends, mode="lines", line={"shape": "hv", "width": 0}, fill=fill,
            fillcolor=pale(colour), legendgroup=name, showlegend=False, hoverinfo="skip",
        )  # fmt: skip


def change_chart(protected: Protected, *, value: str) -> go.Figure:
    """What raised and what lowered the share of one category, step by step.

    Args:
        protected: The metric ``change`` without groups.
        value: The category whose share is drawn.

    Returns:
        A figure from the first share to the last; a hidden step is a star of no height.

    Raises:
        Refused: The table holds no such category.

    Example:
        >>> asked = {"of": "gender", "since": "2013", "until": "2013", "audience": "analyst"}
        >>> change_chart(sgstats.measure("change", store=store, **asked), value="女").data[0].x
        ('期初', '期末')
    """
    rows = protected.frame.filter(pl.col(protected.of or "component") == value)
    if rows.is_empty():
        raise Refused("chart.no_category", value=value, known=listed(_values(protected)))
    steps = share_steps(rows)
    last, numbers = len(steps) - 1, [number for _, number in steps]
    figure = go.Figure(
        go.Waterfall(
            x=[name for name, _ in steps],
            y=[number or 0 for number in numbers],
            measure=["absolute" if place in {0, last} else "relative" for place in range(len(steps))],
            text=[_points(number, whole=place in {0, last}) for place, number in enumerate(numbers)],
            textposition="outside",
            cliponaxis=False,
            increasing_marker_color=BLUE,
            decreasing_marker_color=RED,
            totals_marker_color=INK,
            hovertemplate="%{x}　%{text}<extra></extra>",
        )
    )
    figure.update_layout(**layout(height=380), showlegend=False)
    figure.update_yaxes(title=say("chart.share"), range=_room(numbers, last))
    return figure


def _values(protected: Protected) -> list[str]:
    return protected.frame[protected.of or "component"].unique(maintain_order=True).to_list()


def _points(number: float | None, *, whole: bool) -> str:
    """A share in percent, or a step in percentage points."""
    if number is None:
        return HIDDEN
    return f"{number:.1f}%" if whole else f"{number:+.1f}".replace("-", "\N{MINUS SIGN}")


def _room(numbers: Sequence[float | None], last: int) -> list[float] | None:
    """The part of the axis in which anything happens; bars of shares need not begin at nothing here."""
    known = [number or 0.0 for number in numbers]
    if None in {numbers[0], numbers[last]}:
        return None
    levels = [*accumulate(known[:last]), known[last]]
    spare = max(1.0, 0.25 * (max(levels) - min(levels)))
    return [max(0.0, min(levels) - spare), max(levels) + spare]


def _parts(frame: pl.DataFrame, by: Sequence[str]) -> Iterable[tuple[str, pl.DataFrame]]:
    """The rows of every group with its name, in the order of the table; everybody has no name."""
    if not by:
        return [("", frame)]
    groups = frame.partition_by(list(by), maintain_order=True)
    return [("、".join(str(part[name][0] or UNKNOWN) for name in by), part) for part in groups]


def pale(colour: str) -> str:
    """The colour so thin that what lies behind it is seen."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.15)"


def layout(*, height: int) -> dict[str, object]:
    """What all these charts have in common."""
    return {
        "height": height,
        "margin": {"l": 10, "r": 10, "t": 30, "b": 40},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        "font": {"family": ", ".join([*FONTS, "sans-serif"])},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"automargin": True},
        "yaxis": {"automargin": True, "gridcolor": "#e3e9ec", "zerolinecolor": "#8c8c8c"},
    }
