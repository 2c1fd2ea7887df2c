"""The page of GB/T 9704: paper, margins, 22 lines of 28 characters, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from sgstats.reports.word_text import add_run, style

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section
    from docx.section import _Footer as Footer
    from docx.text.paragraph import Paragraph

PAPER = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
"""Millimetres: 天头 37 and 订口 28 of GB/T 9704-2012 5.2.1; the rest follows from 版心 156 × 225."""

TEXT_WIDTH = PAPER[0] - LEFT - RIGHT
WIDE_TEXT_WIDTH = PAPER[1] - TOP - BOTTOM
"""Of a page turned to the left: its left side is the foot of the upright one."""
FOOTER_FROM_EDGE = 22
"""Puts the upper edge of a 14 pt page number 7 mm below the type area (GB/T 9704 7.5)."""

LINE_PITCH = 560
"""Twentieths of a point; as "lines" only, since LibreOffice prints half a line with "linesAndChars"."""


def set_page(document: Word, *, mark: str) -> None:
    """Lay the document's first section out and number its pages, odd ones right, even ones left.

    Args:
        document: The document.
        mark: What stands above every page, or empty.
    """
    section = document.sections[0]
    _lay_out(section, wide=False)
    section.footer_distance = Mm(FOOTER_FROM_EDGE)
    _set_grid(section)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, alignment=WD_ALIGN_PARAGRAPH.LEFT)
    for header in (section.header, section.even_page_header):
        style(header.paragraphs[0], kind="mark")
        add_run(header.paragraphs[0], mark, kind="mark")


def new_page(document: Word, *, wide: bool) -> None:
    """Begin a page, turned or upright; heads, feet and page numbers run on.

    Args:
        document: The document.
        wide: Whether the page is turned for wide tables.
    """
    _lay_out(document.add_section(WD_SECTION.NEW_PAGE), wide=wide)


def text_width(document: Word) -> int:
    """Millimetres of the type area at the end of a document."""
    wide = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    return WIDE_TEXT_WIDTH if wide else TEXT_WIDTH


def _lay_out(section: Section, *, wide: bool) -> None:
    width, height = reversed(PAPER) if wide else PAPER
    top, bottom, left, right = (LEFT, RIGHT, BOTTOM, TOP) if wide else (TOP, BOTTOM, LEFT, RIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)


def _set_grid(section: Section) -> None:
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    section._sectPr.append(grid)


def _number(footer: Footer, *, alignment: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character in from the edge."""
    paragraph = footer.paragraphs[0]
    style(paragraph, kind="page_number")
    paragraph.alignment = alignment
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:rightChars" if alignment == WD_ALIGN_PARAGRAPH.RIGHT else "w:leftChars"), "100")
    add_run(paragraph, "— ", kind="page_number")
    _page_field(paragraph)
    add_run(paragraph, " —", kind="page_number")


def _page_field(paragraph: Paragraph) -> None:
    for step in ("begin", "PAGE", "end"):
        run = add_run(paragraph, "", kind="page_number")
        if step == "PAGE":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = step
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), step)
        run._r.append(element)
