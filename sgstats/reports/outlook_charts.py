"""Live charts of what is to come: retirements year by year, and the staff carried forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
import polars as pl

from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.reports.figures import BLUE, COLOURS, RED
from sgstats.reports.moving_charts import layout, pale
from sgstats.reports.wording import HIDDEN

if TYPE_CHECKING:
    from sgstats.disclosure import Protected
    from sgstats.reports.content import Carried

GREY = "#8c8c8c"


def wave_chart(protected: Protected) -> go.Figure:
    """How many reach the age of retirement in each year, a bar for each reading of the law.

    Args:
        protected: A retirement wave without further groups.

    Returns:
        A figure; a hidden number is a star.

    Raises:
        Refused: The table is no retirement wave, or is grouped further.

    Example:
        >>> wave = sgstats.retirement_wave(store=store, audience="analyst")
        >>> [one.name for one in wave_chart(wave).data]
        ['不变', '按50岁', '按55岁']
    """
    if list(protected.by) not in (
        ["retirement_reading", "retire_year"],
        ["retirement_reading", "retire_month"],
    ):
        raise Refused("chart.no_wave")
    when = protected.by[-1]
    figure = go.Figure()
    for place, part in enumerate(protected.frame.partition_by("retirement_reading", maintain_order=True)):
        figure.add_bar(
            x=part[when].to_list(),
            y=part["people"].fill_null(0).to_list(),
            text=[HIDDEN if number is None else f"{number:,}" for number in part["people"].to_list()],
            name=part["retirement_reading"][0],
            marker_color=COLOURS[place % len(COLOURS)],
            textposition="outside",
            cliponaxis=False,
        )
    figure.update_layout(**layout(height=400), barmode="group")
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=_order(protected.frame[when]))
    figure.update_yaxes(title=say("report.axis_people"))
    return figure


def _order(labels: pl.Series) -> list[str]:
    """Past, years in their order, later, unknown: years first by their digits, as they are."""
    known = sorted({label for label in labels.to_list() if label[:4].isdecimal()})
    return [label for label in labels.unique(maintain_order=True).to_list() if label not in known] + known


def carried_chart(carried: Carried, *, of: str, label: str) -> go.Figure:
    """One number of a projection year by year, with its band.

    Args:
        carried: A projection, protected.
        of: The field that it is of, such as ``age_band``, or ``total``.
        label: The category.

    Returns:
        A figure in people for the total, in percent of everybody for a category.

    Raises:
        Refused: The projection has no such number.

    Example:
        >>> from datetime import date
        >>> total = {"field": "total", "label": "全部", "people": 9.0, "low": 9, "high": 9}
        >>> frame = pl.DataFrame([{"on": date(2023, 12, 31), **total}])
        >>> carried = sgstats.Outlook(frame=frame, kind="stock", on=date(2023, 12, 31), audience="analyst")
        >>> carried_chart(carried, of="total", label="全部").data[-1].y
        (9.0,)
    """
    rows = carried.frame.filter((pl.col("field") == of) & (pl.col("label") == label))
    if rows.is_empty():
        known = carried.frame.filter(pl.col("field") == of)["label"].unique(maintain_order=True).to_list()
        raise Refused("chart.no_category", value=label, known=listed(known))
    whole = of == "total"
    names = ("people", "low", "high") if whole else ("share", "share_low", "share_high")
    middle, low, high = ((rows[name] * (1 if whole else 100)).to_list() for name in names)
    days = rows["on"].dt.year().to_list()
    figure = go.Figure()
    banded(figure, days, low=low, high=high)
    figure.add_scatter(
        x=days, y=middle, mode="lines+markers", line_color=BLUE, name=say("chart.expected"),
        hovertemplate="%{x}　%{y:.1f}<extra></extra>",
    )  # fmt: skip
    _with_actual(figure, rows, whole=whole)
    figure.update_layout(**layout(height=360))
    figure.update_xaxes(dtick=1, tickformat="d")
    figure.update_yaxes(title=say("report.axis_people") if whole else say("chart.share"))
    return figure


def banded(figure: go.Figure, days: list[int], *, low: list[float], high: list[float]) -> None:
    """The band of a projection, as a pale surface."""
    figure.add_scatter(x=days, y=high, mode="lines", line_width=0, showlegend=False, hoverinfo="skip")
    figure.add_scatter(
        x=days, y=low, mode="lines", line_width=0, fill="tonexty", fillcolor=pale(BLUE),
        name=say("chart.band"), hoverinfo="skip",
    )  # fmt: skip


def _with_actual(figure: go.Figure, rows: pl.DataFrame, *, whole: bool) -> None:
    """Of a backtest: what happened."""
    if whole and "actual" in rows.columns:
        figure.add_scatter(
            x=rows["on"].dt.year().to_list(), y=rows["actual"].to_list(), mode="markers",
            marker={"color": RED, "size": 10, "symbol": "diamond"}, name=say("chart.actual"),
        )  # fmt: skip


def ages_chart(past: Protected, present: Protected, carried: Carried) -> go.Figure:
    """The shares of the age bands then, now, and as projected for the last year.

    Args:
        past: A structure by age band on an earlier day.
        present: The same on the day that the projection starts from.
        carried: The projection.

    Example:
        >>> from datetime import date
        >>> ages = sgstats.measure("structure", of="age_band", store=store, audience="analyst")
        >>> shares = {"share": 0.2, "share_low": 0.1, "share_high": 0.3}
        >>> last = {"field": "age_band", "label": "35岁及以下", **shares}
        >>> frame = pl.DataFrame([{"on": date(2022, 12, 31), **last}])
        >>> later = sgstats.Outlook(frame=frame, kind="stock", on=date(2012, 12, 31), audience="analyst")
        >>> [one.name for one in ages_chart(ages, ages, later).data]
        ['2012-12-31', '2012-12-31', '2022-12-31（推算）']
    """
    last = carried.frame.filter((pl.col("field") == "age_band") & (pl.col("on") == pl.col("on").max()))
    sides = [
        (str(past.on), past.frame["age_band"].to_list(), past.frame["share"], GREY),
        (str(present.on), present.frame["age_band"].to_list(), present.frame["share"], BLUE),
        (say("chart.projected", day=last["on"].max()), last["label"].to_list(), last["share"], COLOURS[4]),
    ]
    figure = go.Figure([_ages(*side) for side in sides])
    ends = [(last[name].fill_null(0) * 100).to_list() for name in ("share", "share_low", "share_high")]
    figure.data[-1].error_y = {
        "type": "data", "symmetric": False, "color": "#444444", "thickness": 1.2,
        "array": [high - middle for middle, _, high in zip(*ends, strict=True)],
        "arrayminus": [middle - low for middle, low, _ in zip(*ends, strict=True)],
    }  # fmt: skip
    figure.update_layout(**layout(height=400), barmode="group")
    figure.update_yaxes(title=say("chart.share"))
    return figure


def _ages(name: str, labels: list[str], shares: pl.Series, colour: str) -> go.Bar:
    """The bars of one day."""
    return go.Bar(
        x=labels,
        y=(shares.fill_null(0) * 100).to_list(),
        text=[HIDDEN if share is None else f"{100 * share:.1f}%" for share in shares.to_list()],
        textposition="outside",
        cliponaxis=False,
        name=name,
        marker_color=colour,
    )
