"""Fields whose groups hold the same people again, so that each stands as a table of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgstats.metrics import Measured

ALONE = frozenset({
    *("year", "rater", "training_level", "training_form", "duty", "retirement_reading"),
    *("denominator", "service_months", "effect"),
})
MOVEMENT = "movement"
"""The family of metrics that count what happened in a period: years of it add up."""


def apart(measured: Measured) -> list[str]:
    """The fields of a table whose groups add up to nothing anybody would print."""
    adding = {"year"} if measured.definition.family == MOVEMENT else set()
    return [name for name in measured.by if name in ALONE - adding]
