"""A web page as paragraphs and tables. Runs in the child process."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from sgstats.sources.encoding import decode
from sgstats.sources.webpage import laid_out
from sgstats.sources.wire import send

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "q", "ruby", "rb",
    "small", "span", "strong", "sub", "sup", "time", "u",
}  # fmt: skip
_UNPRINTED = {"script", "style", "head", "del", "s", "strike", "rt", "rp", "template", "noscript"}


def parse(data: bytes, *, out: IO[bytes]) -> None:
    """Send the paragraphs and tables of a page in their order."""
    import lxml.html

    page = lxml.html.fromstring(
        decode(data).text.decode(), parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True)
    )
    reader = _Reader()
    reader.read(page)
    reader.end()
    send(out, "document", reader.items)


class _Reader:
    """Collects text until a block ends."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self._text: list[str] = []

    def read(self, element: HtmlElement) -> None:
        """Read an element and all in it; the text behind it belongs to its parent."""
        if not isinstance(element.tag, str) or element.tag in _UNPRINTED:
            return
        if element.tag == "table":
            self.end()
            cells, merges, _ = laid_out(element)
            named = [[row, column, text] for (row, column), text in sorted(cells.items()) if text]
            self.items.append({"name": None, "cells": named, "merges": merges})
            return
        block = element.tag not in _INLINE
        if block:
            self.end()
        self._text.append(element.text or "")
        for child in element:
            self.read(child)
            self._text.append(child.tail or "")
        if block:
            self.end(heading=element.tag in _HEADINGS)

    def end(self, *, heading: bool = False) -> None:
        """What was collected is a paragraph; a page's line breaks and padding are no part of it."""
        text = re.sub(r"\s+", " ", "".join(self._text)).strip()
        self._text = []
        if text:
            self.items.append({"text": text, "heading": heading})
