"""Paragraphs and runs in the fonts and sizes of GB/T 9704.

The fonts are named, never shipped: 方正小标宋, 仿宋_GB2312 and 楷体_GB2312 are the ones the
standard's readers have; Word falls back to what Windows holds where they are missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from sgstats.reports.wording import plain

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

LATIN = "Times New Roman"
TEXT_PITCH = 28
"""Points from line to line of the text: 22 lines to a page (版心 225 mm)."""

NARROWER = -5
"""Twentieths of a point between the characters of 三号: 28 to a line instead of 27."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How a kind of text looks.

    Attributes:
        font: Font of Chinese characters.
        size: Points; 22 is 二号, 16 is 三号, 14 is 四号, 12 is 小四, 10.5 is 五号.
        pitch: Points from line to line, exactly; 0 leaves it to the font.
        indent: Characters the first line begins further in.
        align: Side or middle.
        keep: Stay on the page of what follows.
    """

    font: str
    size: float
    pitch: float = TEXT_PITCH
    indent: int = 0
    align: Literal["left", "center", "right", "justify"] = "left"
    keep: bool = False
    latin: str = LATIN


ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

KINDS = {
    "title": Kind(font="方正小标宋简体", size=22, pitch=36, align="center", keep=True),
    "heading_1": Kind(font="黑体", size=16, indent=2, keep=True),
    "heading_2": Kind(font="楷体_GB2312", size=16, indent=2, keep=True),
    "heading_3": Kind(font="仿宋_GB2312", size=16, indent=2, keep=True),
    "body": Kind(font="仿宋_GB2312", size=16, indent=2, align="justify"),
    "line_left": Kind(font="仿宋_GB2312", size=16),
    "line_right": Kind(font="仿宋_GB2312", size=16, align="right"),
    "attachment": Kind(font="黑体", size=16, keep=True),
    "caption_above": Kind(font="黑体", size=12, pitch=24, align="center", keep=True),
    "caption_below": Kind(font="黑体", size=12, pitch=24, align="center"),
    "picture": Kind(font="仿宋_GB2312", size=12, pitch=0, align="center", keep=True),
    "table_head": Kind(font="黑体", size=10.5, pitch=18, align="center", keep=True),
    "table_cell": Kind(font="仿宋_GB2312", size=10.5, pitch=18),
    "note": Kind(font="仿宋_GB2312", size=10.5, pitch=16),
    "mark": Kind(font="黑体", size=10.5, pitch=0, align="center"),
    "page_number": Kind(font="宋体", size=14, pitch=0, latin="宋体"),
}


def add_text(document: Word, text: str, *, kind: str) -> Paragraph:
    """A paragraph of one kind at the end of the document."""
    paragraph = document.add_paragraph()
    style(paragraph, kind=kind)
    add_run(paragraph, text, kind=kind)
    return paragraph


def add_caption(document: Word, text: str, *, above: bool) -> None:
    """The title of a table (above it) or of a figure (below it)."""
    paragraph = add_text(document, text, kind="caption_above" if above else "caption_below")
    paragraph.paragraph_format.space_before = Pt(8 if above else 0)
    paragraph.paragraph_format.space_after = Pt(0 if above else 8)


def style(paragraph: Paragraph, *, kind: str) -> None:
    """Give a paragraph the spacing, indent and alignment of its kind."""
    look = KINDS[kind]
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.keep_with_next = look.keep
    layout.widow_control = True
    if look.pitch != TEXT_PITCH:
        _off_grid(paragraph)
    if look.pitch:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.pitch)
    paragraph.alignment = ALIGNMENTS[look.align]
    if look.indent:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), str(100 * look.indent))
        # Readers that do not know characters as a measure take the points.
        layout.first_line_indent = Pt(look.size * look.indent)


def _off_grid(paragraph: Paragraph) -> None:
    """Keep what is no text off the grid of 22 lines, to which LibreOffice stretches it."""
    grid = OxmlElement("w:snapToGrid")
    grid.set(qn("w:val"), "0")
    properties = paragraph._p.get_or_add_pPr()
    # The schema wants it before spacing, indents and alignment.
    properties.get_or_add_spacing().addprevious(grid)


def at_least(paragraph: Paragraph) -> None:
    """Let a line grow with what stands in it."""
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def add_run(paragraph: Paragraph, text: str, *, kind: str) -> Run:
    """Text in the font of its kind, for Chinese and for Latin characters."""
    look = KINDS[kind]
    run = paragraph.add_run(plain(text))
    run.font.size = Pt(look.size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), look.latin)
    fonts.set(qn("w:eastAsia"), look.font)
    fonts.set(qn("w:hint"), "eastAsia")
    if look.size == 16:
        _narrow(run)
    return run


def _narrow(run: Run) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(NARROWER))
    size = run._r.get_or_add_rPr().find(qn("w:sz"))
    # The schema wants spacing before size.
    size.addprevious(spacing)
