"""Plain text and Markdown as paragraphs and tables. Parsing a file runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import IO, Any

from sgstats.sources.wire import send

Item = dict[str, Any]

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKS = re.compile(r"\*\*|__|`")
_ENDS = "。！？；：.!?;:…”』」）)"
_BEGINS = re.compile(
    r"[\s\u3000]|[一二三四五六七八九十]{1,3}[、.\uff0e]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[、.\uff0e)）]|[-*+•·●]|第[一二三四五六七八九十\d]+[章节条]|附|表|注"
)
"""A new paragraph: an indent, a numbering, a bullet, an article, a caption."""
_WIDE = 24
"""Characters from which a line may be full, so that its sentence goes on in the next one."""


def parse(data: bytes, *, marked: bool, out: IO[bytes]) -> None:
    """Send the paragraphs and tables of a text file.

    Args:
        data: All bytes of the file.
        marked: Whether it is Markdown, whose marks of emphasis are no part of the text.
        out: Where the messages go.
    """
    from sgstats.sources.encoding import decode
    from sgstats.sources.text import tidy

    send(out, "document", list(items(tidy(decode(data).text).decode(), marked=marked)))


def items(text: str, *, marked: bool = False) -> Iterator[Item]:
    r"""Paragraphs, headings and tables of a text.

    A table is lines parted by ``|`` with a rule of dashes under the first, or two lines or more with
    as many tabs. Lines as wide as the widest are one paragraph with the next.

    Args:
        text: The text.
        marked: Whether it is Markdown.

    Example:
        >>> [sorted(item) for item in items("# 情况\n共9人。\n\n|性别|人数|\n|--|--|\n|男|1|")]
        [['heading', 'text'], ['heading', 'text'], ['cells', 'merges', 'name']]
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    wrapped = marked or _is_wrapped(lines)
    for kind, group in groupby(_kinds(lines), key=lambda one: one[0]):
        block = [line for _, line in group]
        if kind.startswith("table"):
            yield _table(block, mark="|" if kind == "table|" else "\t")
        elif kind == "text":
            yield from _paragraphs(block, wrapped=wrapped, marked=marked)


def _kinds(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with what it belongs to; blank lines and fences part blocks."""
    tables = _piped(lines) | _tabbed(lines)
    for place, line in enumerate(lines):
        if not line.strip() or _FENCE.match(line):
            yield "blank", line
        else:
            yield tables.get(place, "text"), line


def _piped(lines: list[str]) -> dict[int, str]:
    """Lines of tables drawn with ``|``: from the one above a rule to the last that has one."""
    found: dict[int, str] = {}
    for place in range(1, len(lines)):
        if "|" in lines[place] and "|" in lines[place - 1] and _RULE.fullmatch(lines[place]):
            row = place - 1
            while row < len(lines) and "|" in lines[row]:
                found[row] = "table|"
                row += 1
    return found


def _tabbed(lines: list[str]) -> dict[int, str]:
    """Two lines or more with as many tabs, as they are pasted from a spreadsheet."""
    tabs = [line.strip(" ").count("\t") if line.strip() else 0 for line in lines]
    pairs = [place for place, (one, next_one) in enumerate(pairwise(tabs)) if one == next_one > 0]
    return {place + beside: f"table{tabs[place]}" for place in pairs for beside in (0, 1)}


def _table(block: list[str], *, mark: str) -> Item:
    rows = [line.strip().strip("|") if mark == "|" else line for line in block if not _RULE.fullmatch(line)]
    cells = [
        [row, column, text.strip()]
        for row, line in enumerate(rows)
        for column, text in enumerate(re.split(r"(?<!\\)\|", line) if mark == "|" else line.split(mark))
    ]
    return {"name": None, "cells": [cell for cell in cells if cell[2]], "merges": []}


def _paragraphs(block: list[str], *, wrapped: bool, marked: bool) -> Iterator[Item]:
    """The paragraphs of lines without a blank between them."""
    lines: list[str] = []
    for line in block:
        heading = _HEADING.fullmatch(line.strip())
        if lines and (heading or not (wrapped and _goes_on(lines[-1], line, marked=marked))):
            yield _paragraph(lines, marked=marked)
            lines = []
        if heading:
            yield {"text": heading.group(2), "heading": True}
        else:
            lines.append(line)
    if lines:
        yield _paragraph(lines, marked=marked)


def _paragraph(lines: list[str], *, marked: bool) -> Item:
    text = "\n".join(line.strip() if len(lines) > 1 else line for line in lines)
    return {"text": _MARKS.sub("", text) if marked else text, "heading": False}


def _goes_on(line: str, following: str, *, marked: bool) -> bool:
    """Whether a sentence runs over the end of its line."""
    full = marked or len(line) >= _WIDE
    return full and line.rstrip()[-1] not in _ENDS and not _BEGINS.match(following)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the text was cut at a fixed width: of several wide lines most are as wide as the widest."""
    wide = [len(line.rstrip()) for line in lines if len(line.rstrip()) >= _WIDE]
    return len(wide) > 2 and sum(1 for width in wide if width >= max(wide) - 2) > len(wide) / 2
