"""Still pictures of effects; each draws one protected effect, or many beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats.messages import say
from sgstats.reports.effect_pictures import (
    BLUE,
    GREY,
    INK,
    SIDES,
    after_start,
    axis_unit,
    begun,
    by_unit,
    found,
    headline,
    line_ends,
    look_of,
    measured_from,
    row_label,
    side_texts,
    span,
    start_days,
    stretches,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from sgstats.disclosure import ProtectedEffect
    from sgstats.reports.content import Figure


def line(canvas: Canvas, figure: Figure) -> None:
    """What was, what would have been without the measure, and when it began; the verdict stands above."""
    effect = figure.source
    pieces = stretches(effect) if effect.status == "shown" else []
    if effect.status == "hidden":
        _said(canvas, headline(effect))
        return
    if not pieces:
        _totals(canvas, effect)
        return
    many = not start_days(effect) and not effect.starts.is_empty()
    canvas.set_figheight(3.5 if many else 3.0)
    axes = canvas.add_axes((0.09, 0.3 if many else 0.1, 0.76, 0.5 if many else 0.64))
    for piece in pieces:
        _piece(axes, effect, piece)
    _names(axes, effect)
    _starts(axes, effect)
    axes.set_ylabel(say("effect_chart.axis", title=effect.title, unit=effect.unit))
    _open(axes)
    axes.tick_params(axis="x", labelsize=8)
    _titled(canvas, effect)
    if many:
        _begun(canvas, axes, effect)


def _said(canvas: Canvas, text: str) -> None:
    canvas.set_figheight(0.6)
    canvas.text(0.5, 0.5, text, ha="center", va="center", color=GREY)


def _titled(canvas: Canvas, effect: ProtectedEffect) -> None:
    """The verdict, and how many units and months."""
    canvas.text(0.01, 0.99, headline(effect), ha="left", va="top", fontsize=11.5,
                color=look_of(effect).colour)  # fmt: skip
    canvas.text(
        0.01, 0.99 - 0.22 / canvas.get_figheight(), effect.n, ha="left", va="top", fontsize=8.5, color=GREY
    )


def _piece(axes: Axes, effect: ProtectedEffect, piece: pl.DataFrame) -> None:
    """A piece without gaps: band, distance, projection, and what was."""
    later = after_start(effect, piece)
    band = later.filter(pl.col("low").is_not_null() & pl.col("high").is_not_null())
    for rows, low, high, colour, alpha in (
        (band, "low", "high", GREY, 0.16),
        (later, "expected", "actual", look_of(effect).colour, 0.16),
    ):
        edges = (rows[low].to_list(), rows[high].to_list())
        axes.fill_between(rows["day"].to_list(), *edges, color=colour, alpha=alpha, linewidth=0)
    told = piece.filter(pl.col("expected").is_not_null())
    axes.plot(told["day"].to_list(), told["expected"].to_list(), color=GREY, linestyle="--", linewidth=1.4)
    axes.plot(
        piece["day"].to_list(), piece["actual"].to_list(), color=INK, linewidth=1.8, marker="o", markersize=3
    )


def _names(axes: Axes, effect: ProtectedEffect) -> None:
    """The names of both lines at their ends, the higher one above the lower."""
    ends = line_ends(effect)
    for (name, colour, day, value), anchor in zip(ends, ("top", "bottom"), strict=False):
        place: Any = (day, value)
        axes.annotate(
            say(f"effect_chart.{name}"), place, xytext=(6, 0), textcoords="offset points", ha="left",
            va=anchor if len(ends) > 1 else "center", color=colour, fontsize=9,
        )  # fmt: skip


def _starts(axes: Axes, effect: ProtectedEffect) -> None:
    """A line on every day of a start, with its name above."""
    for place, (day, text) in enumerate(start_days(effect)):
        ends: list[Any] = [day, day]
        axes.plot(
            ends, [0, 1], transform=axes.get_xaxis_transform(), color=BLUE, linestyle=":", linewidth=1.3
        )
        axes.annotate(
            text, (day, 1), xycoords=("data", "axes fraction"), xytext=(-4, 2 + 10 * (place % 3)),
            textcoords="offset points", ha="left", va="bottom", color=BLUE, fontsize=8.5,
        )  # fmt: skip


def _begun(canvas: Canvas, above: Axes, effect: ProtectedEffect) -> None:
    """Steps below the line: in how many units the measure has begun."""
    axes = canvas.add_axes((0.09, 0.09, 0.76, 0.13), sharex=above)
    steps = begun(effect)
    days = [effect.line["first"][0], *(day for day, _ in steps), effect.line["last"][-1]]
    counts = [0, *(count for _, count in steps), steps[-1][1]]
    axes.fill_between(days, counts, step="post", color=BLUE, alpha=0.18, linewidth=0)
    axes.step(days, counts, where="post", color=BLUE, linewidth=1.2)
    axes.set(ylim=(0, 1.15 * counts[-1]), yticks=[0, counts[-1]])
    axes.text(
        0.01, 0.95, say("effect_chart.begun"), transform=axes.transAxes, va="top", fontsize=8.5, color=BLUE
    )
    above.tick_params(axis="x", labelbottom=False)
    _open(axes)


def _totals(canvas: Canvas, effect: ProtectedEffect) -> None:
    """Bars of before and after with their counts, where no line may be shown."""
    rows = side_texts(effect)
    canvas.set_figheight(0.75 + 0.3 * len(rows))
    top = 0.55 / canvas.get_figheight()
    axes = canvas.add_axes((0.2, 0.02, 0.75, 0.96 - top))
    colours = [SIDES[row.side][row.after] for row in rows]
    bars = axes.barh(range(len(rows)), [row.value or 0 for row in rows], color=colours, height=0.68)
    axes.bar_label(bars, [row.text for row in rows], padding=4, fontsize=9)
    axes.set_yticks(range(len(rows)), [f"{say(f'effect_chart.{row.side}')}　{row.when}" for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 1.4 * max([1e-9, *(row.value or 0 for row in rows)]))
    axes.xaxis.set_visible(False)
    _open(axes)
    _titled(canvas, effect)


def events(canvas: Canvas, figure: Figure) -> None:
    """The effect by the time since the start, with intervals; before the start it should be nothing."""
    effect = figure.source
    told = effect.events.filter(pl.col("effect").is_not_null())
    if told.is_empty():
        _said(canvas, say("effect_chart.nothing"))
        return
    canvas.set_figheight(2.9)
    axes = canvas.add_axes((0.1, 0.16, 0.87, 0.62))
    axes.axhline(0, color=INK, linewidth=0.9)
    axes.axvspan(told["event"][0] - 0.7, -0.5, color="#f1f3f5", zorder=0)
    for before, colour in ((True, GREY), (False, BLUE)):
        _points(axes, told.filter((pl.col("event") < 0) == before), colour)
    every = say(f"effect_chart.every_{effect.period}")
    axes.set_xlabel(say("effect_chart.events", every=every))
    axes.set_ylabel(say("effect_chart.difference", unit=axis_unit(effect)))
    _open(axes)
    _titled(canvas, effect)


def _points(axes: Axes, part: pl.DataFrame, colour: str) -> None:
    """Effects with their intervals; hollow without one: what the others are measured from."""
    middle = ((part["event"] + part["until"]) / 2).to_list()
    for at, effect, low, high in zip(middle, part["effect"], part["low"], part["high"], strict=True):
        if low is not None and high is not None:
            axes.plot([at, at], [low, high], color=colour, linewidth=1.2)
        inside = "white" if measured_from(low, high) else colour
        axes.plot(at, effect, marker="o", markersize=5, color=colour, markerfacecolor=inside)


def forest(canvas: Canvas, figure: Figure) -> None:
    """Every effect with its interval and its verdict in words, those of one unit on one scale."""
    parts = by_unit(figure.source.effects)
    if not parts:
        _said(canvas, say("effect_chart.nothing"))
        return
    heights = [0.27 * len(part) + 0.45 for part in parts]
    canvas.set_figheight(sum(heights))
    top = 1.0
    for part, height in zip(parts, heights, strict=True):
        share = height / sum(heights)
        own = share * 0.27 * len(part) / height
        _part(canvas.add_axes((0.24, top - own, 0.32, own)), part)
        top -= share


def _part(axes: Axes, part: list[ProtectedEffect]) -> None:
    """The effects of one unit, one below the other, with what was found of each at the right."""
    ends = span(part)
    for place, effect in enumerate(part):
        look = look_of(effect)
        if effect.effect is not None:
            low = ends[0] if effect.low is None else max(ends[0], effect.low)
            high = ends[1] if effect.high is None else min(ends[1], effect.high)
            axes.plot([low, high], [place, place], color=look.colour, linewidth=1.8)
            filled = look.colour if not look.live.endswith("open") else "white"
            axes.plot(
                effect.effect,
                place,
                marker=look.still,
                color=look.colour,
                markerfacecolor=filled,
                markersize=6,
            )
        axes.text(1.04, place, found(effect), transform=axes.get_yaxis_transform(), va="center", fontsize=8.5,
                  color=look.colour)  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.set(xlim=ends, ylim=(len(part) - 0.4, -0.6))
    axes.set_yticks(range(len(part)), [row_label(effect) for effect in part])
    axes.set_xlabel(say("effect_chart.forest_axis", unit=axis_unit(part[0])), fontsize=8.5, labelpad=1)
    _open(axes)


def _open(axes: Axes) -> None:
    """Without the sides of the frame that say nothing."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="both", labelsize=8.5)
