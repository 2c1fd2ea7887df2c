"""READ what the cells beside a measure say of it: owner, limit, type, start, indicator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgstats.records.ledger_items import issues_in, starts_in, starts_text
from sgstats.records.ledger_text import is_yearless, term_in, tidy

if TYPE_CHECKING:
    from sgstats.records.ledger_cells import Cells
    from sgstats.records.ledger_entries import Entry

Texts = dict[str, str]

SHARED = {
    "owner": "owner", "responsible": "responsible", "deadline": "deadline", "term": "term",
    "finished_date": "finished_on",
}  # fmt: skip
"""Columns that may speak of a problem or of the measure beside it, by the field of the problem."""

AS_MEASURE = {
    "owner": "owner", "responsible": "responsible", "deadline": "deadline", "term": "kind",
    "finished_on": "done_on",
}  # fmt: skip
"""The fields of a problem by what they are of a measure."""

PLAIN = {
    "measure_owner": "owner", "measure_responsible": "responsible", "indicator": "indicator",
    "indicator_metric": "metric", "baseline": "baseline", "target": "target",
}  # fmt: skip
"""Columns that say something of a measure alone, by its field."""

OWN = frozenset({
    "measure_owner", "measure_responsible", "measure_deadline", "measure_term", "measure_done_date",
})  # fmt: skip
"""Columns of the measures' own; with one of them, the shared ones speak of the problem."""


def own_columns(cells: Cells) -> bool:
    """Whether a sheet has columns for its measures apart from those of its problems."""
    return bool(OWN & cells.sheet.columns.columns.keys())


def limits(texts: Texts, names: tuple[str, str], *, cells: Cells, row: int) -> Texts:
    """Limit and type of rectification; either may stand in the column of the other.

    Args:
        texts: The cells of a row.
        names: The column of limits, and that of types.
        cells: All cells, which note what is neither.
        row: The row.
    """
    told: Texts = {}
    for name in names:
        if name not in texts:
            continue
        term = term_in(texts[name])
        day = None if term else cells.day_of(texts[name])
        if term:
            told.setdefault("term", term)
        elif day:
            told.setdefault("deadline", day.isoformat())
            cells.notice("ledger_file.year_taken", row, cells.letter(name), when=is_yearless(texts[name]))
        else:
            rule = "ledger_file.no_day" if name == names[0] else "ledger_file.no_term"
            cells.notice(rule, row, cells.letter(name))
    return told


def tell_measure(one: Entry, texts: Texts, *, cells: Cells, row: int, shared: Texts) -> None:
    """Note what a row says of a measure.

    Args:
        one: The measure.
        texts: The cells of the row.
        cells: All cells, which note where rows differ about a measure.
        row: The row.
        shared: What the row says of its problem or its measure.
    """
    told = {PLAIN[name]: tidy(texts[name]) for name in PLAIN if name in texts}
    limit = limits(texts, ("measure_deadline", "measure_term"), cells=cells, row=row)
    told |= {AS_MEASURE[name]: value for name, value in limit.items()}
    if day := cells.day(texts, "measure_done_date", row=row):
        told["done_on"] = day
    if "indicator_question" in texts:
        told["question"] = texts["indicator_question"]
    if "measure_issues" in texts:
        told["issues"] = ",".join(issues_in(texts["measure_issues"]))
    if not own_columns(cells):
        told = {AS_MEASURE[name]: value for name, value in shared.items()} | told
    for name, value in told.items():
        differs = one.tell(name, value, row=row)
        cells.notice("ledger_file.measure_differs", row, cells.letter("measure"), when=differs)
    _begun(one, texts.get("starts"), cells=cells, row=row)


def _begun(one: Entry, text: str | None, *, cells: Cells, row: int) -> None:
    """Where a measure began; rows may name one unit each."""
    if text is None:
        return
    told = one.value("starts")
    begun = dict(starts_in(told)) if told else {}
    for part in filter(None, map(tidy, re.split(r"[;；\n,，、]+", text))):
        day = cells.day_of(re.sub(r"^\D*", "", part), last=False)
        cells.notice("ledger_file.no_day", row, cells.letter("starts"), when=day is None)
        if day:
            begun[re.sub(r"[\s:：（(自从]*\d.*$", "", part)] = day
    if begun:
        one.facts["starts"] = (row, starts_text(tuple(begun.items())))
