"""An issue as a card of the board, as markup; all that people typed is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard import numbers
from sgstats import say

if TYPE_CHECKING:
    from sgstats import Standing

CLOSED = "已销号"


def markup(one: Standing) -> str:
    """The card: id and marks, words, unit and owner, and its limit.

    Nothing in it is read as markup but what stands here.
    """
    issue = one.issue
    marks = "".join(f'<span class="mark mark-{style}">{escape(text)}</span>' for style, text in flags(one))
    owner = issue.owner or issue.responsible or say("page.ledger_nobody_named")
    who = " · ".join(filter(None, [issue.unit, owner if owner != issue.unit else None]))
    style, limit = term(one)
    return (
        f'<div class="issue"><div class="issue-head"><span>{escape(issue.item)}</span>{marks}</div>'
        f'<div class="issue-text">{escape(issue.text)}</div>'
        f'<div class="issue-who">{escape(who)}</div>'
        f'<div class="issue-limit issue-{style}">{escape(limit)}</div></div>'
    )


def flags(one: Standing) -> list[tuple[str, str]]:
    """The marks of an issue, each with its style: found again, refused, type, word of degree."""
    issue = one.issue
    told = [("again", say("page.ledger_again"))] if one.again else []
    if issue.refusals:
        told.append(("refused", say("page.ledger_refused", count=issue.refusals)))
    kinds = dict.fromkeys(filter(None, [issue.term, *(measure.kind for measure in one.measures)]))
    told += [("kind", kind) for kind in kinds]
    return told + ([("degree", issue.degree)] if issue.degree else [])


def term(one: Standing) -> tuple[str, str]:
    """What is to be said of an issue's limit, and in which style."""
    issue = one.issue
    if issue.state == CLOSED:
        if issue.closed_on is None:
            return "closed", say("page.ledger_closed_undated")
        late = one.limit is not None and issue.closed_on > one.limit
        words = "page.ledger_closed_late" if late else "page.ledger_closed_on"
        return "closed", say(words, day=numbers.day(issue.closed_on))
    if one.limit is None or one.days is None:
        return "plain", say("page.ledger_for_good" if one.lasting else "page.ledger_no_limit")
    return ("late" if one.overdue else "plain"), limit(one.days, day=numbers.day(one.limit))


def limit(days: int, *, day: str) -> str:
    """A limit and how far off it is.

    Example:
        >>> limit(-3, day="2023-06-30")
        '2023-06-30 到期，超期 3 天'
    """
    if days < 0:
        return say("page.ledger_days_over", day=day, days=numbers.people(-days))
    if days == 0:
        return say("page.ledger_due_now", day=day)
    return say("page.ledger_days_left", day=day, days=numbers.people(days))
