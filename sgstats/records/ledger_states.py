"""READ where a problem stands: state, closing, second looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgstats.records.ledger_text import day_in, state_in, tidy, yes_in

if TYPE_CHECKING:
    from sgstats.records.ledger_cells import Cells
    from sgstats.records.ledger_entries import Entry

Texts = dict[str, str]

CLOSED, UNDER_WAY = "已销号", "整改中"
_AGAIN = re.compile(
    r"(?<![未无不没])(?<!没有)(?<!未见)(?<!未发现)(?:反弹|再次(?:发现|出现)|又(?:发现|出现)|回潮|死灰复燃)"
)
_DATED = re.compile(r"(?:19|20)\d{2}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?月?")


def tell_state(issue: Entry, texts: Texts, *, cells: Cells, row: int) -> None:
    """Note where a problem stands, by the columns of its state, its closing and its progress.

    A closed problem whose state says otherwise is not closed.
    """
    closed = yes_in(texts["closed"]) if "closed" in texts else None
    stated = state_in(texts["issue_state"]) if "issue_state" in texts else None
    cells.notice(
        "ledger_file.no_state", row, cells.letter("issue_state"),
        when="issue_state" in texts and stated is None,
    )  # fmt: skip
    cells.notice("ledger_file.no_yes", row, cells.letter("closed"), when="closed" in texts and closed is None)
    contradicted = closed is not None and stated is not None and closed != (stated == CLOSED)
    cells.notice("ledger_file.state_differs", row, cells.letter("closed"), when=contradicted)
    told = stated if contradicted and stated != CLOSED else UNDER_WAY if contradicted else stated
    # Nobody moved a problem of the ledger by writing 已销号 beside a 否: it stays where it is.
    if not (contradicted and stated == CLOSED and issue.exact):
        issue.tell("state", told or _inferred(texts, closed=closed), row=row)
    if issue.value("state") == CLOSED:
        issue.tell("closed_on", _closed_on(texts, cells=cells, row=row), row=row)


def _inferred(texts: Texts, *, closed: bool | None) -> str | None:
    """The state where no column of states tells it."""
    progress = state_in(texts.get("progress", ""))
    if closed:
        return CLOSED
    if closed is None:
        return progress
    begun = any(name in texts for name in ("progress", "finished_date", "evidence"))
    return progress if progress and progress != CLOSED else UNDER_WAY if begun else None


def _closed_on(texts: Texts, *, cells: Cells, row: int) -> str | None:
    """The day of closing, from its own column or from the cell that says yes."""
    if "closed_date" in texts:
        return cells.day(texts, "closed_date", row=row)
    found = cells.day_of(texts.get("closed", ""))
    return found.isoformat() if found else None


def second_look(texts: Texts, *, cells: Cells, row: int) -> dict[str, str] | None:
    """What a row tells of a second look, or None where there was none."""
    text = tidy(texts.get("review", ""))
    if not text and "review_date" not in texts:
        return None
    told: dict[str, str] = {"result": text} if text else {}
    dated = _DATED.search(text)
    inside = day_in(dated.group(), year=cells.sheet.as_of.year, last=True) if dated else None
    day = cells.day(texts, "review_date", row=row) or (inside.isoformat() if inside else None)
    told |= {"on": day} if day else {}
    again = yes_in(texts["again"]) if "again" in texts else bool(_AGAIN.search(text))
    return told | ({"again": "是"} if again else {})


def reopen(issue: Entry, look: dict[str, str]) -> bool:
    """Open a closed problem again that was found again after it was closed; whether it was."""
    closed_on, on = issue.value("closed_on"), look.get("on")
    after = not (closed_on and on) or on >= closed_on
    if look.get("again") != "是" or issue.value("state") != CLOSED or not after:
        return False
    issue.facts["state"] = (issue.row, UNDER_WAY)
    issue.facts.pop("closed_on", None)
    return True
