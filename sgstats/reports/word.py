"""A report as a Word document laid out by GB/T 9704."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.reports.content import Attachment, Heading, Line, Paragraph, Table
from sgstats.reports.figures import png
from sgstats.reports.numbering import numbered
from sgstats.reports.word_page import TEXT_WIDTH, new_page, set_page
from sgstats.reports.word_table import add_table
from sgstats.reports.word_text import add_caption, add_text, at_least, style
from sgstats.reports.wording import plain

if TYPE_CHECKING:
    from docx.document import Document as Word

    from sgstats.reports.content import Block, Figure, Report

HEADINGS = {1: "heading_1", 2: "heading_2", 3: "heading_3"}


def write_word(report: Report) -> bytes:
    """The report as the bytes of a .docx file.

    A picture that cannot be drawn for want of a Chinese font is replaced by a line that says so.

    Args:
        report: What to print.
    """
    document = Document()
    # The template's own page and styles are replaced; its author and dates say nothing about ours.
    document.core_properties.author = ""
    document.core_properties.title = plain(report.title)
    document.core_properties.comments = report.mark
    set_page(document, mark=report.mark)
    for line in report.title.split("\n"):
        add_text(document, line, kind="title")
    add_text(document, "", kind="body")
    for block, title in numbered(report):
        _add(document, block, title)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Word, block: Block, title: str) -> None:
    if isinstance(block, Heading):
        add_text(document, title, kind=HEADINGS[block.level])
    elif isinstance(block, Paragraph):
        add_text(document, block.text, kind="body")
    elif isinstance(block, Table):
        add_caption(document, title, above=True)
        add_table(document, block)
    elif isinstance(block, Line):
        add_text(document, block.text, kind=f"line_{block.side}")
    elif isinstance(block, Attachment):
        _add_attachment(document, block, title)
    else:
        _add_figure(document, block, title)


def _add_attachment(document: Word, attachment: Attachment, number: str) -> None:
    """A new page: the number on its first line, the title on its third."""
    new_page(document, wide=attachment.wide)
    add_text(document, number, kind="attachment")
    add_text(document, "", kind="body")
    add_text(document, attachment.title, kind="title")


def _add_figure(document: Word, figure: Figure, title: str) -> None:
    """The picture, then its caption below."""
    try:
        picture = png(figure)
    except Refused as refusal:
        if refusal.rule != "report.no_font":
            raise
        add_text(document, say("report.figure_missing"), kind="body")
        return
    paragraph = document.add_paragraph()
    style(paragraph, kind="picture")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # With the fixed pitch of the text Word would crop the picture to one line.
    at_least(paragraph)
    paragraph.add_run().add_picture(BytesIO(picture), width=Mm(TEXT_WIDTH - 6))
    add_caption(document, title, above=False)
