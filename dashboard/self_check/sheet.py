"""A table of sentences: its lines wrap, every text in it is escaped, and a long one comes in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard import parts
from sgstats import say

ROWS = 30
"""Rows on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text in a cell.

    Attributes:
        text: As it is shown.
        style: A class of style.css, without ``sheet-``.
    """

    text: str
    style: str = "plain"


Cell = Sequence[Line]


def paged(rows: Sequence[Mapping[str, Cell]], *, key: str) -> None:
    """Show the rows, thirty at a time.

    Args:
        rows: By the title of its column, the lines of a cell; a blank line is left out.
        key: Name of the table on the page.
    """
    page = turned(len(rows), each=ROWS, key=key)
    st.html(markup(rows[ROWS * (page - 1) : ROWS * page]))


def turned(count: int, *, each: int, key: str) -> int:
    """Ask for a page, where there is more than one; every number of things has its own place in its pages."""
    pages = max(1, -(-count // each))
    if pages == 1:
        return 1
    with st.container(horizontal=True, vertical_alignment="center", key=f"pages_{key}"):
        page = st.pagination(pages, key=f"page_{key}_{count}")
        parts.quiet(say("page.check_page_of", page=page, pages=pages), key=f"page_of_{key}")
    return page


def markup(rows: Sequence[Mapping[str, Cell]]) -> str:
    """The rows as HTML; where the window is narrow each cell stands under its title (style.css).

    Example:
        >>> markup([{"说明": [Line(text="<b>")]}]).count("&lt;b&gt;")
        1
    """
    titles = "".join(f"<th>{escape(title)}</th>" for title in rows[0])
    lines = "".join(f"<tr>{''.join(_cell(*cell) for cell in row.items())}</tr>" for row in rows)
    return f'<table class="sheet"><thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table>'


def _cell(title: str, cell: Cell) -> str:
    lines = (
        f'<div class="sheet-{line.style}">{escape(line.text)}</div>' for line in cell if line.text.strip()
    )
    return f'<td data-title="{escape(title)}">{"".join(lines)}</td>'
