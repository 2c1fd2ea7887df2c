"""The cards: how many issues, and the rates by which a ledger is judged, each with its counts and formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import numbers, parts
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Progress


def cards(told: Progress) -> None:
    """Six cards, and a line on measures and what lasts."""
    states = "\n".join(
        map(say("page.comma").join, _pairs([f"{state} {count}" for state, count in told.states.items()]))
    )
    shown = {
        "total": (numbers.people(told.issues), states),
        "completion": _rate(told.completion),
        "on_time": _rate(told.on_time),
        "overdue": (numbers.people(told.overdue), say("page.ledger_overdue_below")),
        "refusals": (numbers.people(told.refusals), say("page.ledger_refused_below", count=told.refused)),
        "again": _rate(told.again),
    }
    parts.cards([
        parts.Card(
            label=say(f"page.ledger_card_{name}"),
            value=value,
            below=below,
            help=say(f"ledger.formula_{name}"),
        )
        for name, (value, below) in shown.items()
    ])
    about = {"measures": told.measures, "done": told.measures_done, "lasting": told.lasting}
    parts.quiet(say("page.ledger_cards", day=numbers.day(told.on), **about), key="cards")


def _pairs(words: list[str]) -> list[list[str]]:
    return [words[place : place + 2] for place in range(0, len(words), 2)]


def _rate(rate) -> tuple[str, str]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    value = numbers.NONE if rate.percent is None else f"{rate.percent}%"
    return value, say("page.ledger_of", count=rate.count, base=rate.base)
