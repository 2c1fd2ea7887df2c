"""A problem of the data entered into the ledger, in words that every reader of the ledger may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sgstats
from dashboard import data
from dashboard.rectification import editing, reading
from sgstats import say

if TYPE_CHECKING:
    from dashboard.filters import Selection

Row = dict[str, Any]
READERS = "internal"
"""Who reads the ledger: what an analyst alone may see must not come into it."""


def source(row: Row) -> str:
    """By what the ledger knows where an issue comes from."""
    return f"{row['id']}@{row['unit']}"


def adopt(row: Row, chosen: Selection) -> None:
    """Enter a problem, and show it in full so that causes and measures can be added."""
    made = editing.tried("found", lambda: _entered(row, chosen))
    if made:
        editing.open_issue(made)
        editing.keep("issue", say("page.ledger_entered", item=made), good=True)


def _entered(row: Row, chosen: Selection) -> list[str]:
    told = row if data.audience() == READERS else _for_readers(row, chosen)
    known = sgstats.ledger_board(data.store())
    again = [one.issue.item for one in known.issues if one.issue.source == source(row)]
    if again:
        raise sgstats.Refused("ledger.adopted_already", source=source(row), item=again[0])
    values = {"text": told["sentence"], "goal": told["goal"]}
    values |= {name: told[name] for name in ("unit", "kind")}
    values |= {"source": source(row), "found_on": chosen.day.isoformat()}
    return editing.changed("add", "issue", {name: text for name, text in values.items() if text})


def _for_readers(row: Row, chosen: Selection) -> Row:
    """The same problem as those see it who read the ledger.

    Raises:
        Refused: They see no such problem.
    """
    rows = reading.found(chosen, audience=READERS).issues.to_dicts()
    found = next((one for one in rows if source(one) == source(row)), None)
    if found is None:
        raise sgstats.Refused("page.ledger_not_for_readers", audience=say(f"page.audience_{READERS}"))
    return found
