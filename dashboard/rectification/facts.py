"""One issue in full, as markup: its words, its facts, and tables of its parts; every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard import numbers
from dashboard.rectification import card, reading
from dashboard.self_check import sheet
from dashboard.self_check.sheet import Line
from sgstats import entry, say

if TYPE_CHECKING:
    from sgstats import Standing

FACTS = (
    "unit", "kind", "owner", "leader", "responsible", "deadline", "term", "goal", "progress", "found_on",
    "finished_on", "closed_on", "accepted_by", "source", "remark",
)  # fmt: skip
PARTS = {
    "causes": ("cause", ("text", "kind", "degree")),
    "evidence": ("evidence", ("text", "on")),
    "records": ("record", ("text", "on", "photos")),
    "refused": ("refusal", ("text", "on", "by")),
    "reviews": ("review", ("result", "on", "again")),
}
MEASURES = ("text", "kind", "owner", "deadline", "done_on", "indicator", "baseline", "target")


def head(one: Standing) -> str:
    """Id, state, marks, limit and words."""
    style, limit = card.term(one)
    marks = "".join(f'<span class="mark mark-{name}">{escape(text)}</span>' for name, text in card.flags(one))
    return (
        f'<div class="issue-full"><div class="issue-head"><span>{escape(one.issue.item)}</span>'
        f'<span class="mark mark-state">{one.issue.state}</span>{marks}'
        f'<span class="issue-limit issue-{style}">{escape(limit)}</span></div>'
        f'<div class="issue-title">{escape(one.issue.text)}</div>{_facts(one)}</div>'
    )


def _facts(one: Standing) -> str:
    titles = reading.terms().fields["issue"]
    told = [(titles[name], _told(getattr(one.issue, name))) for name in FACTS]
    pairs = "".join(
        f"<div><dt>{escape(title)}</dt><dd>{escape(text)}</dd></div>" for title, text in told if text
    )
    return f'<dl class="issue-facts">{pairs}</dl>'


def gaps(sentences: Iterable[str]) -> str:
    """What an issue and its measures lack, a line each; empty where nothing is missing."""
    lines = "".join(f"<li>{escape(text)}</li>" for text in sentences)
    title = escape(say("page.ledger_gaps_here"))
    return f'<div class="issue-gaps"><b>{title}</b><ul>{lines}</ul></div>' if lines else ""


def measures(one: Standing, now: Mapping[str, tuple[str, str]]) -> str:
    """The measures, each with its indicator, and what that says now.

    Args:
        one: The issue.
        now: The number of an indicator now, by the id of its measure.
    """
    titles = reading.terms().fields["measure"]
    rows = []
    for measure in one.measures:
        told = measure.indicator
        facts = {name: getattr(measure, name) for name in MEASURES[:5]}
        facts["owner"] = facts["owner"] or measure.responsible
        facts |= {name: getattr(told, name, None) for name in ("baseline", "target")}
        facts["indicator"] = told and told.words
        cells = {titles[name]: [_line(facts[name])] for name in MEASURES}
        starts = say("page.comma").join(f"{unit} {day.isoformat()}".strip() for unit, day in measure.starts)
        begun = [Line(text=f"{titles['starts']} {starts}", style="small")] if starts else []
        cells[titles["text"]] += [Line(text=measure.item, style="small"), *begun]
        if now:
            number, day = now.get(measure.item, (numbers.NONE, ""))
            cells[say("page.ledger_now")] = [Line(text=number), Line(text=day, style="small")]
        rows.append(cells)
    return _section(say("page.ledger_measures"), rows, none=say("page.ledger_no_measure"))


def parts(one: Standing, name: str) -> str:
    """Causes, evidence, records, refusals or second looks."""
    part, fields = PARTS[name]
    titles = reading.terms().fields[part]
    rows = [
        {titles[field]: [_line(getattr(item, field))] for field in fields}
        for item in getattr(one.issue, name)
    ]
    none = say("page.ledger_no_cause") if name == "causes" else ""
    return _section(say(f"page.ledger_part_{name}"), rows, none=none)


def _section(title: str, rows: Sequence[dict[str, list[Line]]], *, none: str) -> str:
    if not (rows or none):
        return ""
    body = sheet.markup(rows) if rows else f'<p class="issue-none">{escape(none)}</p>'
    return f'<div class="issue-part"><h4>{escape(title)}</h4>{body}</div>'


def _line(value: Any) -> Line:  # noqa: ANN401 - a field of an item
    """A field in a table, where days are short and never broken."""
    if isinstance(value, date):
        return Line(text=value.isoformat(), style="day")
    return Line(text=_told(value) or numbers.NONE)


def _told(value: Any) -> str:  # noqa: ANN401 - a field of an item
    if isinstance(value, bool):
        return say("ledger.yes") if value else numbers.NONE
    return numbers.day(value) if isinstance(value, date) else str(value or "")


def meaning(rule: str) -> str:
    """What a rule about gaps says of no item in particular, with dots for its numbers."""
    from sgstats import language

    words = re.sub(r"^\{item\}\s*[:：]\s*|^\{item\}\s*", "", entry(rule)[language()])
    return re.sub(r"\{\w+\}", "…", words)
