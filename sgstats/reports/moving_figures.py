"""Still pictures of movement and of what is to come; each draws one protected table or curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.messages import say
from sgstats.reports.steps import share_steps
from sgstats.reports.wording import HIDDEN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from sgstats.reports.content import Figure

CAME, WENT, STOCK = "流入", "流出", "期末"
BLUE, RED, GREY, INK = "#3b6ea5", "#c0504d", "#8c8c8c", "#444444"
COLOURS = (BLUE, RED, "#7f9f4b", "#8064a2", "#d9902f", "#4bacc6")
PERIODS = ("year", "quarter", "month")


def flow(canvas: Canvas, figure: Figure) -> None:
    """Who came above the line, who went below it, and how many there are."""
    frame = figure.source.frame
    period = next(name for name in PERIODS if name in frame.columns)
    labels = frame.filter(flow=STOCK)[period].to_list()
    canvas.set_figheight(3.2)
    axes = canvas.add_subplot()
    for item, colour, sign in ((CAME, BLUE, 1), (WENT, RED, -1)):
        numbers = frame.filter(flow=item)["people"].to_list()
        heights = [sign * (number or 0) for number in numbers]
        bars = axes.bar(labels, heights, color=colour, width=0.5, label=item)
        axes.bar_label(bars, [HIDDEN if number is None else f"{number}" for number in numbers], fontsize=9)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_ylabel(say("chart.people_moving"))
    axes.margins(y=0.2)
    stock = axes.twinx()
    stock.plot(labels, frame.filter(flow=STOCK)["people"].to_list(), color=INK, marker="o", label=STOCK)
    stock.set_ylabel(say("chart.people_in_post"))
    stock.margins(y=0.3)
    for one in (axes, stock):
        _open(one)
    handles = [*axes.get_legend_handles_labels()[0], *stock.get_legend_handles_labels()[0]]
    canvas.legend(handles=handles, ncols=3, loc="upper center", frameon=False, fontsize=9)


def survival(canvas: Canvas, figure: Figure) -> None:
    """The share still in post by years of service, with its band for each group."""
    canvas.set_figheight(3.2)
    axes = canvas.add_subplot()
    groups = _groups(figure.source.frame.filter(pl.col("survival").is_not_null()), figure.source.by)
    for place, (name, rows) in enumerate(groups):
        colour = COLOURS[place % len(COLOURS)]
        years = [0.0, *(rows["days"] / 365.25).to_list()]
        low, middle, high = (
            [100.0, *(rows[column].fill_null(rows["survival"]) * 100).to_list()]
            for column in ("low", "survival", "high")
        )
        axes.fill_between(years, low, high, step="post", color=colour, alpha=0.15, linewidth=0)
        axes.step(years, middle, where="post", color=colour, label=name)
    axes.set(
        xlabel=say("chart.years_of_service"), ylabel=say("chart.still_in_post"), ylim=(0, 102), xlim=(0, None)
    )
    _open(axes)
    if figure.source.by:
        axes.legend(frameon=False, fontsize=9)


def change(canvas: Canvas, figure: Figure) -> None:
    """What raised and what lowered the share of the first category of a table of components."""
    frame = figure.source.frame
    steps = share_steps(frame.filter(pl.col(figure.source.of) == frame[figure.source.of][0]))
    numbers, last = [number for _, number in steps], len(steps) - 1
    canvas.set_figheight(3.0)
    axes = canvas.add_subplot()
    tops = _steps(axes, numbers, last=last)
    axes.set_xticks(range(len(steps)), [name for name, _ in steps])
    axes.set_ylabel(say("chart.share"))
    lowest = min([top for top in tops if top] or [0.0])
    axes.set_ylim(max(0.0, lowest - 12), max(tops, default=1) + 4)
    _open(axes)


def _steps(axes: Axes, numbers: list[float | None], *, last: int) -> list[float]:
    """Draw the first share, each step from where the one before it ended, and the last share; their tops."""
    level, tops = 0.0, []
    for place, number in enumerate(numbers):
        whole, height = place in {0, last}, number or 0.0
        start = 0.0 if whole else level
        axes.bar(place, height, bottom=start, color=INK if whole else BLUE if height >= 0 else RED, width=0.6)
        level = start + height
        tops.append(max(start, level))
        text = HIDDEN if number is None else f"{number:.1f}%" if whole else f"{number:+.1f}"
        axes.annotate(
            text, (place, tops[-1]), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=9
        )
    return tops


def wave(canvas: Canvas, figure: Figure) -> None:
    """How many reach the age of retirement in each year, a bar for each reading of the law."""
    frame = figure.source.frame
    years = sorted({label for label in frame["retire_year"].to_list() if label.isdecimal()})
    canvas.set_figheight(3.0)
    axes = canvas.add_subplot()
    parts = frame.partition_by("retirement_reading", maintain_order=True)
    width = 0.8 / max(1, len(parts))
    for place, part in enumerate(parts):
        known = dict(part.select("retire_year", "people").rows())
        at = [spot + (place - (len(parts) - 1) / 2) * width for spot in range(len(years))]
        numbers = [known.get(year, 0) for year in years]
        texts = [HIDDEN if number is None else f"{number}" if number else "" for number in numbers]
        heights = [number or 0 for number in numbers]
        bars = axes.bar(at, heights, width=width, color=COLOURS[place], label=part["retirement_reading"][0])
        axes.bar_label(bars, texts, fontsize=8)
    axes.set_xticks(range(len(years)), years)
    axes.set_ylabel(say("report.axis_people"))
    axes.legend(frameon=False, fontsize=9, ncols=len(parts), loc="upper center", bbox_to_anchor=(0.5, 1.18))
    _open(axes)


def carried(canvas: Canvas, figure: Figure) -> None:
    """The total of a projection year by year, with its band."""
    rows = figure.source.frame.filter(field="total")
    years = [str(day.year) for day in rows["on"].to_list()]
    canvas.set_figheight(2.8)
    axes = canvas.add_subplot()
    low, middle, high = (rows[name].to_list() for name in ("low", "people", "high"))
    if None not in {*low, *middle, *high}:
        axes.fill_between(years, low, high, color=BLUE, alpha=0.18, linewidth=0, label=say("chart.band"))
        axes.plot(years, middle, color=BLUE, marker="o", label=say("chart.expected"))
        axes.legend(frameon=False, fontsize=9)
    axes.set_ylabel(say("report.axis_people"))
    _open(axes)


def _groups(frame: pl.DataFrame, by: tuple[str, ...]) -> list[tuple[str, pl.DataFrame]]:
    if not by:
        return [("", frame)]
    parts = frame.partition_by(list(by), maintain_order=True)
    return [("、".join(str(part[name][0]) for name in by), part) for part in parts]


def _open(axes: Axes) -> None:
    """Without the sides of the frame that say nothing."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="both", labelsize=9)
