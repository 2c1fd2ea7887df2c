"""Closed issues that cannot be looked at again, and why: left out, they would seem to have lasted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgstats.ledger.states import CLOSED
from sgstats.messages import say
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.effects_of import last_day
from sgstats.pipeline.look_panels import chosen_measures
from sgstats.pipeline.looking_back import LookBack
from sgstats.pipeline.tracking import ledger as standing

if TYPE_CHECKING:
    from sgstats.ledger.ledger import Issue, Ledger, Measure
    from sgstats.pipeline.spans import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class NotLooked:
    """A closed issue, or one of its measures, that cannot be looked at again.

    Attributes:
        issue: The issue; None for a measure that was asked about and is of no closed issue.
        measure: The measure; None where the issue has none.
        closed_on: Day on which the issue was closed, or None.
        sentence: Which it is and why, in one sentence.

    Example:
        >>> not_looked_back(store=store)
        ()
    """

    issue: str | None
    measure: str | None
    closed_on: date | None
    sentence: str

    def rows(self) -> list[dict[str, Any]]:
        """One dict, as ``effects --look-back --format json`` prints it: nothing is known but the reason."""
        return [dict.fromkeys(LookBack.__slots__) | asdict(self)]


def not_looked_back(
    store: str | Path = DEFAULT_STORE, *, measures: Collection[str] | None = None, until: Day = None
) -> tuple[NotLooked, ...]:
    """Closed issues that ``look_back`` says nothing of, with the reason.

    Args:
        store: The DuckDB file.
        measures: Only these measures; by default those of all closed issues, and issues without any.
        until: Last day that counts; what was closed later was open then.

    Returns:
        One per closed issue and measure of it without an indicator or a start, and per closed issue
        without a day or a measure.

    Raises:
        Refused: There is no store or no such measure.

    Example:
        >>> not_looked_back(store=store)
        ()
    """
    known, day = standing(store), last_day(until)
    wanted = chosen_measures(known, measures)
    found = [one for issue in known.issues for one in _of_issue(issue, known, wanted)]
    found = [one for one in found if day is None or one.closed_on is None or one.closed_on <= day]
    return (*found, *_of_no_issue(known, wanted))


def _of_issue(issue: Issue, known: Ledger, wanted: Collection[str] | None) -> Iterator[NotLooked]:
    if issue.state != CLOSED:
        return
    own = [one for one in known.measures if issue.item in one.issues]
    if not own and wanted is None:
        yield _told(issue, None, "no_measure")
    for measure in own:
        if wanted is not None and measure.item not in wanted:
            continue
        if issue.closed_on is None:
            yield _told(issue, measure, "no_day")
        elif why := _lacks(measure):
            yield _told(issue, measure, why)


def _of_no_issue(known: Ledger, wanted: Collection[str] | None) -> Iterator[NotLooked]:
    """Measures that were asked about although none of their issues is closed."""
    closed = {issue.item for issue in known.issues if issue.state == CLOSED}
    for item in wanted or ():
        (measure,) = (one for one in known.measures if one.item == item)
        if not closed & set(measure.issues):
            said = say("effect_panel.look_not_closed", measure=item)
            yield NotLooked(issue=None, measure=item, closed_on=None, sentence=said)


def _lacks(measure: Measure) -> str | None:
    if measure.indicator is None or not measure.indicator.metric:
        return "no_indicator"
    return None if measure.starts else "no_start"


def _told(issue: Issue, measure: Measure | None, why: str) -> NotLooked:
    item = measure.item if measure else None
    said = say(f"effect_panel.unlooked_{why}", issue=issue.item, measure=item or "")
    return NotLooked(issue=issue.item, measure=item, closed_on=issue.closed_on, sentence=said)
