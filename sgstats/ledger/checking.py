"""What a ledger lacks: every rule is a function of one issue or one measure, and names its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sgstats.ledger.ledger import Cause, Gap, Issue, Ledger, Measure
from sgstats.ledger.states import CLOSED, data
from sgstats.messages import listed, say
from sgstats.records.ledger_items import LASTING

Found = Iterator[tuple[str, str, dict[str, object]]]
"""Rule, item, and what the gaps of the sentence are filled with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """A ledger with its measures by issue, on a day.

    Attributes:
        ledger: The ledger.
        today: The day it is looked at.
        of: The measures of every issue, by its id.
        issues: The issues by id.
    """

    ledger: Ledger
    today: date
    of: dict[str, tuple[Measure, ...]]
    issues: dict[str, Issue]


def links(ledger: Ledger, today: date) -> Links:
    """A ledger with its measures by issue."""
    of: dict[str, tuple[Measure, ...]] = {}
    for measure in ledger.measures:
        for item in measure.issues:
            of[item] = (*of.get(item, ()), measure)
    return Links(ledger=ledger, today=today, of=of, issues={one.item: one for one in ledger.issues})


def lasts(issue: Issue, *, of: tuple[Measure, ...]) -> bool:
    """Whether an issue is to be worked on for good (长期坚持): it, or a measure for it, says so."""
    return issue.term == LASTING or any(one.kind == LASTING for one in of)


def deadline_of(issue: Issue, *, of: tuple[Measure, ...]) -> date | None:
    """The last day of an issue: its own, else the latest of its measures; None for one without end."""
    if lasts(issue, of=of):
        return None
    return issue.deadline or max((one.deadline for one in of if one.deadline), default=None)


def overdue(issue: Issue, *, known: Links) -> bool:
    """Whether an issue that is not closed is past its last day; the last day itself is in time."""
    limit = deadline_of(issue, of=known.of.get(issue.item, ()))
    return issue.state != CLOSED and limit is not None and limit < known.today


def check(ledger: Ledger, today: date) -> tuple[Gap, ...]:
    """What a ledger lacks, issue by issue and then measure by measure.

    Rules: an issue without cause or measure; one closed without evidence, without a day, or without a
    second look so long after its limit; 长期坚持 counted as done; a word of degree that nobody turned
    into a number; overdue; refused repeatedly; a measure without indicator, target, owner, day or
    type, for no issue, or due before it begins. What lasts for good has no day and is never overdue.

    Args:
        ledger: The ledger.
        today: The day by which things are late.

    Returns:
        One gap per rule and item; none where nothing is missing.

    Example:
        >>> from sgstats.ledger.ledger import Issue, Ledger
        >>> ledger = Ledger(issues=(Issue(item="P5", text="缺少文体人才"),), measures=())
        >>> [gap.rule for gap in check(ledger, date(2013, 1, 1))]
        ['ledger.no_cause', 'ledger.no_measure']
    """
    known = links(ledger, today)
    of_issues = [found for one in ledger.issues for rule in OF_ISSUES for found in rule(one, known)]
    of_measures = [found for one in ledger.measures for rule in OF_MEASURES for found in rule(one, known)]
    return tuple(
        Gap(rule=rule, item=item, message=say(rule, item=item, **facts))
        for rule, item, facts in (*of_issues, *of_measures)
    )


def _without(issue: Issue, known: Links) -> Found:
    if not issue.causes:
        yield "ledger.no_cause", issue.item, {}
    if issue.item not in known.of:
        yield "ledger.no_measure", issue.item, {}


def _degree_only(issue: Issue, _: Links) -> Found:
    told: tuple[Issue | Cause, ...] = (issue, *issue.causes)
    for one in told:
        if one.degree and not re.search(r"\d", one.text):
            yield "ledger.degree_only", one.item, {"word": one.degree}


def _late(issue: Issue, known: Links) -> Found:
    if overdue(issue, known=known):
        limit = deadline_of(issue, of=known.of.get(issue.item, ()))
        days = (known.today - limit).days if limit else 0
        yield "ledger.overdue", issue.item, {"deadline": limit, "days": days}
    if issue.deadline and issue.found_on and issue.deadline < issue.found_on:
        yield "ledger.due_before_found", issue.item, {"deadline": issue.deadline, "found": issue.found_on}


def _closed(issue: Issue, known: Links) -> Found:
    if issue.state != CLOSED:
        return
    of = known.of.get(issue.item, ())
    if not issue.evidence:
        yield "ledger.closed_unproven", issue.item, {}
    if not issue.accepted_by:
        yield "ledger.closed_unaccepted", issue.item, {}
    if lasts(issue, of=of):
        yield "ledger.lasting_done", issue.item, {}
    if issue.closed_on is None:
        yield "ledger.closed_undated", issue.item, {}
        return
    limit = max(issue.closed_on, deadline_of(issue, of=of) or issue.closed_on)
    until = limit + timedelta(days=data("limits")["review_days"])
    looked = any(one.on is None or one.on >= issue.closed_on for one in issue.reviews)
    if known.today > until and not looked:
        yield "ledger.not_reviewed", issue.item, {"closed": issue.closed_on, "until": until}


def _sent_back(issue: Issue, _: Links) -> Found:
    if issue.refusals >= data("limits")["refused_often"]:
        yield "ledger.refused_often", issue.item, {"count": issue.refusals}


def _aimless(measure: Measure, _: Links) -> Found:
    told = measure.indicator
    if told is None or not (told.metric or told.words):
        yield "ledger.no_indicator", measure.item, {}
    elif not told.target:
        yield "ledger.no_target", measure.item, {}
    elif not told.baseline:
        yield "ledger.no_baseline", measure.item, {}


def _nobodys(measure: Measure, _: Links) -> Found:
    if not (measure.owner or measure.responsible):
        yield "ledger.no_owner", measure.item, {}


def _undated(measure: Measure, _: Links) -> Found:
    if measure.kind is None:
        yield "ledger.no_kind", measure.item, {}
    if measure.kind != LASTING and measure.deadline is None and measure.done_on is None:
        yield "ledger.no_date", measure.item, {}
    first = min((day for _, day in measure.starts), default=None)
    if first and measure.deadline and measure.deadline < first:
        yield "ledger.due_before_start", measure.item, {"deadline": measure.deadline, "start": first}


def _for_nothing(measure: Measure, known: Links) -> Found:
    if not measure.issues:
        yield "ledger.for_no_issue", measure.item, {}
    elif missing := [one for one in measure.issues if one not in known.issues]:
        yield "ledger.for_unknown_issue", measure.item, {"issues": listed(missing)}


def _measure_late(measure: Measure, known: Links) -> Found:
    if measure.kind == LASTING:
        if measure.done_on:
            yield "ledger.lasting_measure_done", measure.item, {"day": measure.done_on}
        return
    open_issues = [one for one in measure.issues if one in known.issues and _is_open(known.issues[one])]
    late = measure.deadline is not None and measure.deadline < known.today and measure.done_on is None
    if late and (open_issues or not measure.issues):
        days = (known.today - measure.deadline).days if measure.deadline else 0
        yield "ledger.measure_overdue", measure.item, {"deadline": measure.deadline, "days": days}


def _is_open(issue: Issue) -> bool:
    return issue.state != CLOSED


OF_ISSUES: tuple[Callable[[Issue, Links], Found], ...] = (_without, _degree_only, _late, _closed, _sent_back)
OF_MEASURES: tuple[Callable[[Measure, Links], Found], ...] = (
    _aimless, _nobodys, _undated, _for_nothing, _measure_late,
)  # fmt: skip
