"""A problem found in the data as words, and as markup in which every text is escaped."""

from __future__ import annotations

from html import escape
from typing import Any

from dashboard import numbers
from sgstats import say

Row = dict[str, Any]
GRAVE = ("严重", "较重", "一般", "提示")


def markup(row: Row) -> str:
    """A problem in words: how grave, how sure, what, by which number against which limit, and the command."""
    grave = row["severity"] or ""
    place = GRAVE.index(grave) if grave in GRAVE else len(GRAVE)
    marks = "".join(
        f'<span class="mark mark-{style}">{escape(text)}</span>'
        for style, text in ((f"grave-{place}", grave), ("sure", row["certainty"]))
        if text
    )
    facts = " · ".join(
        say(f"page.ledger_fact_{name}", told=told)
        for name in ("interval", "limit", "base", "needed", "source")
        if (told := fact(row, name))
    )
    lines = {
        "issue-head": f"{marks}<span>{escape(row['unit'])} · {escape(row['kind'])}</span>",
        "problem-text": escape(row["sentence"] or row["reason"]),
        "sheet-small": escape(facts),
        "sheet-code": escape(row["call"] or ""),
    }
    told = "".join(f'<div class="{style}">{text}</div>' for style, text in lines.items() if text)
    return f'<div class="problem">{told}</div>'


def fact(row: Row, name: str) -> str:
    """A fact of a problem in words; empty where there is none."""
    if name == "interval":
        return _interval(row)
    if name == "base":
        return f"{row['base']:,.10g}" if row["base"] else ""
    if name == "needed":
        return numbers.people(row["needed"]) if row["needed"] else ""
    return str(row[{"number": "baseline", "limit": "target"}.get(name, name)] or "")


def _interval(row: Row) -> str:
    unit = "%" if str(row["baseline"] or row["target"] or "").endswith("%") else ""
    if row["low"] is None or row["high"] is None or row["low"] == row["high"]:
        return ""
    return f"{numbers.rounded(row['low'])}–{numbers.rounded(row['high'])}{unit}"
