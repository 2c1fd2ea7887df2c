"""The cards: how many numbers, how many of each verdict, how many that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import numbers, parts
from dashboard.self_check import reading
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Verified

ORDER = ("consistent", "contradicted", "impossible", "untestable")


def cards(found: Verified) -> None:
    """Six cards; the first is the sum of the next four."""
    cells = found.claims["cell"].count()
    numbers_card = parts.Card(
        label=say("page.check_numbers"),
        value=numbers.people(found.claims.height),
        below=say("page.check_numbers_below", text=found.claims.height - cells, cells=cells),
    )
    breaches = parts.Card(
        label=say("page.check_breaches"),
        value=numbers.people(len(reading.breaches(found))),
        below=say("page.check_breaches_below", checks=found.arithmetic.height),
    )
    parts.cards([numbers_card, *(_card(found, outcome) for outcome in ORDER), breaches])


def _card(found: Verified, outcome: str) -> parts.Card:
    return parts.Card(
        label=reading.outcome_title(outcome),
        value=numbers.people(found.counts[outcome]),
        below=say(f"page.check_{outcome}_below"),
    )
