"""Word files (.docx .docm .dotx): paragraphs, notes, text boxes and tables in the order of print.

Runs in the child process.
"""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import dirname, join
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from sgstats.errors import Refused
from sgstats.sources.package import refuse_bombs, refuse_document_types
from sgstats.sources.wire import send
from sgstats.sources.word_tables import laid_out
from sgstats.sources.word_text import attribute, child, local, printed, text_of, within

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAIN = "word/document.xml"
_BOXES, _NOTES = frozenset({"txbxContent"}), frozenset({"footnoteReference", "endnoteReference"})
_HEADING = re.compile(r"(?i)(?:heading|标题|title|subtitle|副标题)\s*\d*")
_CONTENTS = re.compile(r"(?i)(?:toc|目录)\s*(?:\d+|heading)?")
_BODY_TEXT = 9
"""Outline level of running text; headings are above it."""


def parse(data: bytes, *, out: IO[bytes]) -> None:
    """Send the paragraphs and tables of a Word file.

    Args:
        data: All bytes of the file.
        out: Where the messages go.

    Raises:
        Refused: It is damaged, a danger to its parser, no Word file, or holds pictures alone.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_bombs(archive.infolist())
            refuse_document_types(archive)
            found = _Reader(archive).items()
            pictures = any("/media/" in name for name in archive.namelist())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, etree.XMLSyntaxError):
        raise Refused("document.damaged") from None
    if not found:
        raise Refused("document.scanned" if pictures else "document.empty")
    send(out, "document", found)


class _Reader:
    """Walks through the main part and what it refers to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._items: list[dict[str, Any]] = []
        main = _main_part(archive)
        self._main = _root(archive, main)
        if self._main is None:
            raise Refused("document.foreign", kind="zip")
        folder = dirname(main)
        self._headings, self._contents = _styles(_root(archive, join(folder, "styles.xml")))
        self._notes = {
            kind: _notes(_root(archive, join(folder, f"{kind}s.xml"))) for kind in ("footnote", "endnote")
        }

    def items(self) -> list[dict[str, Any]]:
        """All that is printed."""
        body = child(self._main, "body")
        if body is not None:
            self._read(body)
        return self._items

    def _read(self, parent: Element) -> None:
        for element in printed(parent):
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif not _is_table_of_contents(element):
                self._read(element)

    def _paragraph(self, element: Element) -> None:
        style = child(element, "pPr", "pStyle")
        kind = None if style is None else attribute(style, "val")
        text = text_of(element)
        if text.strip() and kind not in self._contents:
            level = child(element, "pPr", "outlineLvl")
            heading = kind in self._headings if level is None else _is_heading_level(level)
            self._items.append({"text": text, "heading": heading})
        for box in within(element, _BOXES):
            self._read(box)
        self._read_notes(element)

    def _table(self, element: Element) -> None:
        self._cells(element)
        for box in within(element, _BOXES):
            self._read(box)
        self._read_notes(element)

    def _cells(self, table: Element) -> None:
        """A table, and behind it those in its cells."""
        cells, merges, inside = laid_out(table)
        self._items.append({"name": None, "cells": cells, "merges": merges})
        for one in inside:
            self._cells(one)

    def _read_notes(self, element: Element) -> None:
        """The notes of a paragraph or table follow it."""
        for reference in within(element, _NOTES):
            kind = local(reference).removesuffix("Reference")
            note = self._notes[kind].pop(attribute(reference, "id") or "", None)
            if note is not None:
                self._read(note)


def _main_part(archive: zipfile.ZipFile) -> str:
    """Name of the part that holds the text; some programs call it otherwise."""
    links = _root(archive, "_rels/.rels")
    for link in () if links is None else links:
        if (attribute(link, "Type") or "").endswith("/officeDocument"):
            return (attribute(link, "Target") or _MAIN).lstrip("/")
    return _MAIN


def _root(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The root of a part, or None where there is none; entities are never resolved."""
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(archive.read(name), parser=parser)


def _styles(root: Element | None) -> tuple[set[str], set[str]]:
    """Keys of the styles of headings, and of those of a table of contents."""
    headings, contents = set(), set()
    for style in () if root is None else root:
        key, name = attribute(style, "styleId"), child(style, "name")
        called = "" if name is None else attribute(name, "val") or ""
        level = child(style, "pPr", "outlineLvl")
        if key and (_HEADING.fullmatch(called) or (level is not None and _is_heading_level(level))):
            headings.add(key)
        if key and _CONTENTS.fullmatch(called):
            contents.add(key)
    return headings, contents


def _is_heading_level(level: Element) -> bool:
    value = attribute(level, "val") or ""
    return value.isdecimal() and int(value) < _BODY_TEXT


def _notes(root: Element | None) -> dict[str, Element]:
    return {attribute(note, "id") or "": note for note in (() if root is None else root)}


def _is_table_of_contents(element: Element) -> bool:
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery") if local(element) == "sdt" else None
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"
