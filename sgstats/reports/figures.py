"""Still pictures for Word and HTML, drawn without a browser."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from sgstats.errors import Refused
from sgstats.messages import language, say
from sgstats.reports.series import bar_series, pyramid_series
from sgstats.reports.wording import HIDDEN

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
        raise Refused("report.no_font", fonts="、".join(FONTS))
    return [*installed, "DejaVu Sans"]


def _drawn(figure: Figure) -> Canvas:
    from matplotlib.figure import Figure as Canvas

    draw = {"bars": _bars, "pyramid": _pyramid}[figure.kind]
    canvas = Canvas(figsize=(WIDE, 3.4))
    draw(canvas, figure)
    return canvas


def _bars(canvas: Canvas, figure: Figure) -> None:
    """Lying bars, the first category on top."""
    series = bar_series(figure.source)[0]
    canvas.set_figheight(0.7 + 0.34 * len(series.marks))
    axes = canvas.add_subplot()
    _bar(axes, series, colour=BLUE)
    axes.set_xlim(0, 1.15 * (_longest([series]) or 1))
    axes.xaxis.set_visible(False)
    _plain(axes, labels=[mark.label for mark in series.marks], at=0)
    _legend_of_hidden(canvas, [series])


def _pyramid(canvas: Canvas, figure: Figure) -> None:
    """Men to the left, women to the right, on scales of their own side's people."""
    men, women = pyramid_series(figure.source)
    canvas.set_figheight(1.1 + 0.36 * len(men.marks))
    left, right = canvas.subplots(1, 2)
    canvas.subplots_adjust(wspace=0.34)
    limit = 1.2 * (_longest([men, women]) or 1)
    for axes, series, colour in ((left, men, BLUE), (right, women, RED)):
        _bar(axes, series, colour=colour, turned=axes is left)
        axes.set_title(series.name)
        axes.set_xlim((limit, 0) if axes is left else (0, limit))
        axes.set_xlabel(say("report.axis_people"))
        _plain(axes, labels=[mark.label for mark in men.marks] if axes is right else [], at=0)
    left.spines["right"].set_visible(True)
    _legend_of_hidden(canvas, [men, women])


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


def _plain(axes: Axes, *, labels: list[str], at: int) -> None:
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(side == "left" and bool(labels))
    axes.set_yticks(range(at, at + len(labels)), labels)
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelcolor=GREY)


def _longest(series: list[Series]) -> float:
    return max((mark.number or 0 for one in series for mark in one.marks), default=0)


def _legend_of_hidden(canvas: Canvas, series: list[Series]) -> None:
    if any(_is_hidden(mark) for one in series for mark in one.marks):
        canvas.text(0.99, 0.0, say("report.figure_hidden"), ha="right", va="top", fontsize=8, color=GREY)


def _is_hidden(mark: Mark) -> bool:
    return mark.text == HIDDEN


def texts(figure: Figure) -> Iterator[str]:
    """What a figure says in words, for readers who cannot see it.

    Args:
        figure: The figure to describe.
    """
    every = pyramid_series(figure.source) if figure.kind == "pyramid" else bar_series(figure.source)
    for series in every:
        for mark in series.marks:
            yield f"{series.name} {mark.told}" if len(every) > 1 else mark.told
