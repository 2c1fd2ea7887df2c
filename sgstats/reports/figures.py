"""Still pictures for Word and HTML, drawn without a browser."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.messages import language, listed, say
from sgstats.reports import effect_figures, moving_figures
from sgstats.reports.series import bar_series, pyramid_series
from sgstats.reports.wording import HIDDEN, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from sgstats.reports.content import Figure
    from sgstats.reports.series import Mark, Series

FONTS = ("Microsoft YaHei", "SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
         "WenQuanYi Zen Hei", "PingFang SC", "Noto Sans CJK JP", "AR PL KaitiM GB")  # fmt: skip
"""Fonts that hold simplified Chinese, the best first; Windows has the first two."""

BLUE, RED, GREY = "#3b6ea5", "#c0504d", "#666666"
COLOURS = (BLUE, RED, "#7f9f4b", "#8064a2", "#d9902f", "#4bacc6", "#8c8c8c", "#a5794f")
STACKED = ("#6f9bc4", "#c9dbea", "#e8b96a", "#d98880", "#d9d9d9", "#b7c99a", "#b3a2c7", "#92cddc")
"""Colours light enough to be written on, for parts that stand side by side in one bar."""

PALE = "#eeeeee"
"""Colour of what is hidden."""

ROOM = 0.06
"""Share of a bar that a number takes."""

WIDE = 6.1
"""Inches: the width of the text of an A4 page laid out by GB/T 9704 (156 mm)."""


def png(figure: Figure) -> bytes:
    """A figure as a PNG picture, sharp when printed.

    Args:
        figure: What to draw.

    Raises:
        Refused: No installed font can show Chinese, or the table can't be drawn this way.
    """
    picture = BytesIO()
    _save(figure, picture, format="png", dpi=200)
    return picture.getvalue()


def svg(figure: Figure) -> str:
    """A figure as an SVG element to stand inside a page: no link, no font, no script.

    Args:
        figure: What to draw.

    Raises:
        Refused: No installed font can show Chinese, or the table can't be drawn this way.
    """
    picture = StringIO()
    _save(
        figure, picture, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None}
    )
    element = picture.getvalue()[picture.getvalue().index("<svg") :]
    element = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", element, flags=re.DOTALL)
    return re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", element)


def _save(figure: Figure, target: BytesIO | StringIO, **options: Any) -> None:  # noqa: ANN401
    import matplotlib as mpl

    settings: dict[Any, Any] = {
        "font.family": _fonts(),
        "axes.unicode_minus": False,
        "svg.fonttype": "path",
        "svg.hashsalt": figure.kind,
        "font.size": 10,
    }
    with mpl.rc_context(settings):
        _drawn(figure).savefig(target, bbox_inches="tight", pad_inches=0.08, **options)


def _fonts() -> list[str]:
    """The fonts for Chinese that are installed.

    Raises:
        Refused: There is none, and boxes instead of characters would be printed.
    """
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    installed = [name for name in FONTS if name in known]
    if not installed and language() == "zh":
        raise Refused("report.no_font", fonts=listed(FONTS))
    return [*installed, "DejaVu Sans"]


def _drawn(figure: Figure) -> Canvas:
    from matplotlib.figure import Figure as Canvas

    draw = {
        "bars": _bars, "pyramid": _pyramid, "flow": moving_figures.flow, "survival": moving_figures.survival,
        "change": moving_figures.change, "wave": moving_figures.wave, "carried": moving_figures.carried,
        "effect": effect_figures.line, "event": effect_figures.events, "forest": effect_figures.forest,
    }[figure.kind]  # fmt: skip
    canvas = Canvas(figsize=(WIDE, 3.4))
    draw(canvas, figure)
    return canvas


def _bars(canvas: Canvas, figure: Figure) -> None:
    """Lying bars, the first category on top."""
    every = bar_series(figure.source)
    if len(every) > 1:
        _stacked(canvas, every)
        return
    series = every[0]
    canvas.set_figheight(0.2 + 0.3 * len(series.marks))
    axes = canvas.add_subplot()
    canvas.subplots_adjust(bottom=0.02, top=0.98)
    _bar(axes, series, colour=BLUE)
    axes.set_xlim(0, 1.15 * (_longest([series]) or 1))
    axes.xaxis.set_visible(False)
    _plain(axes)
    axes.set_yticks(range(len(series.marks)), [mark.label for mark in series.marks])
    axes.spines["left"].set_visible(True)
    _legend_of_hidden(canvas, [series])


def _stacked(canvas: Canvas, every: list[Series]) -> None:
    """A bar per group, its parts one after the other, told apart by colour and legend."""
    labels = [mark.label for mark in every[0].marks]
    canvas.set_figheight(0.9 + 0.34 * len(labels))
    axes = canvas.add_subplot()
    ends = dict.fromkeys(labels, 0.0)
    for place, series in enumerate(every):
        hidden = series.name == say("report.hover_hidden")
        lengths = [mark.number or 0.0 for mark in series.marks]
        starts = [ends[mark.label] for mark in series.marks]
        rows = [labels.index(mark.label) for mark in series.marks]
        colour = PALE if hidden else STACKED[place % len(STACKED)]
        axes.barh(rows, lengths, left=starts, color=colour, height=0.66, label=series.name)
        for mark, row, start, length in zip(series.marks, rows, starts, lengths, strict=True):
            ends[mark.label] = start + length
            if length >= ROOM or (mark.text == HIDDEN and length):
                axes.text(start + length / 2, row, mark.text, ha="center", va="center", fontsize=9)
    axes.set(xlim=(0, 1), ylim=(len(labels) - 0.4, -0.6))
    axes.xaxis.set_visible(False)
    _plain(axes)
    axes.set_yticks(range(len(labels)), labels)
    axes.legend(ncols=len(every), loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=9)


def _pyramid(canvas: Canvas, figure: Figure) -> None:
    """Men to the left, women to the right, both on one scale; the categories stand between them."""
    men, women = pyramid_series(figure.source)
    canvas.set_figheight(0.9 + 0.34 * len(men.marks))
    left, right = canvas.subplots(1, 2)
    gap = _gap([mark.label for mark in men.marks])
    canvas.subplots_adjust(left=0.02, right=0.98, wspace=gap)
    limit = 1.25 * (_longest([men, women]) or 1)
    for axes, series, colour in ((left, men, BLUE), (right, women, RED)):
        _bar(axes, series, colour=colour, turned=axes is left)
        axes.set_title(series.name, fontsize=11)
        axes.set_xlim((limit, 0) if axes is left else (0, limit))
        axes.set_xlabel(say("report.axis_people"))
        _plain(axes)
        axes.spines["right" if axes is left else "left"].set_visible(True)
    for place, mark in enumerate(men.marks):
        across = left.get_yaxis_transform()
        left.text(1 + gap / 2, place, mark.label, transform=across, ha="center", va="center")
    _legend_of_hidden(canvas, [men, women], below=0.1)


def _gap(labels: list[str]) -> float:
    """Room for the longest label between two axes, as a share of an axis."""
    inches = 0.2 + 0.085 * max(map(width, labels), default=0)
    return 2 * inches / (0.96 * WIDE - inches)


def _bar(axes: Axes, series: Series, *, colour: str, turned: bool = False) -> None:
    """Bars with their numbers at the end; a hidden one is a star where the bar would begin."""
    places = range(len(series.marks))
    axes.barh(places, [mark.number or 0 for mark in series.marks], color=colour, height=0.66)
    for place, mark in zip(places, series.marks, strict=True):
        axes.annotate(
            mark.text, (mark.number or 0, place), xytext=(-4 if turned else 4, 0), textcoords="offset points",
            ha="right" if turned else "left", va="center", fontsize=9,
        )  # fmt: skip
    axes.set_ylim(len(series.marks) - 0.4, -0.6)


def _plain(axes: Axes) -> None:
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_yticks([])
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelcolor=GREY)


def _longest(series: list[Series]) -> float:
    return max((mark.number or 0 for one in series for mark in one.marks), default=0)


def _legend_of_hidden(canvas: Canvas, series: list[Series], *, below: float = 0.0) -> None:
    if any(_is_hidden(mark) for one in series for mark in one.marks):
        canvas.text(0.99, -below, say("report.figure_hidden"), ha="right", va="top", fontsize=8, color=GREY)


def _is_hidden(mark: Mark) -> bool:
    return mark.text == HIDDEN


def texts(figure: Figure) -> Iterator[str]:
    """What a figure says in words, for readers who cannot see it.

    Args:
        figure: The figure to describe.
    """
    if figure.kind not in {"bars", "pyramid"}:
        # The numbers of these stand in the table beside them.
        yield figure.caption
        return
    every = pyramid_series(figure.source) if figure.kind == "pyramid" else bar_series(figure.source)
    for series in every:
        for mark in series.marks:
            yield f"{series.name} {mark.told}" if len(every) > 1 else mark.told
