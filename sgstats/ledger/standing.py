"""Where every issue stands on a day: what a board of the ledger shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgstats.ledger.checking import deadline_of, lasts, links, overdue
from sgstats.ledger.wording import rank_or_none

if TYPE_CHECKING:
    from datetime import date

    from sgstats.ledger.checking import Links
    from sgstats.ledger.ledger import Issue, Ledger, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An issue on a day.

    Attributes:
        issue: The issue.
        measures: The measures for it, in order.
        limit: Its last day: its own, else the latest of its measures'; None where there is none or where it
            is to be worked on for good.
        days: Days from the day to the limit, negative past it; None without a limit.
        lasting: Whether it is to be worked on for good (长期坚持).
        overdue: Whether it is not closed and past its limit.
        again: Whether a second look found it again (反弹).
        rank: Highest rank of the words of degree in it and its causes, from 1; 0 where there is none.
        causes: Classes of its causes, each once, in order.

    Example:
        >>> from datetime import date
        >>> from sgstats.ledger.ledger import Issue, Ledger
        >>> one = Issue(item="P1", text="台账不全", term="长期坚持")
        >>> standings(Ledger(issues=(one,), measures=()), date(2026, 1, 8))[0].lasting
        True
    """

    issue: Issue
    measures: tuple[Measure, ...]
    limit: date | None
    days: int | None
    lasting: bool
    overdue: bool
    again: bool
    rank: int
    causes: tuple[str, ...]


def standings(ledger: Ledger, today: date) -> tuple[Standing, ...]:
    """Every issue of a ledger as it stands on a day, in the order of the ledger.

    Args:
        ledger: The ledger.
        today: The day by which things are late; the last day itself is in time.

    Example:
        >>> from datetime import date
        >>> from sgstats.ledger.ledger import Issue, Ledger
        >>> late = Issue(item="P1", text="个别台账不全", degree="个别", deadline=date(2026, 1, 5))
        >>> one = standings(Ledger(issues=(late,), measures=()), date(2026, 1, 8))[0]
        >>> one.overdue, one.days, one.rank
        (True, -3, 1)
    """
    known = links(ledger, today)
    return tuple(_standing(issue, known) for issue in ledger.issues)


def _standing(issue: Issue, known: Links) -> Standing:
    of = known.of.get(issue.item, ())
    limit = deadline_of(issue, of=of)
    degrees = (issue.degree, *(cause.degree for cause in issue.causes))
    return Standing(
        issue=issue,
        measures=of,
        limit=limit,
        days=(limit - known.today).days if limit else None,
        lasting=lasts(issue, of=of),
        overdue=overdue(issue, known=known),
        again=any(look.again for look in issue.reviews),
        rank=max(rank_or_none(word) or 0 for word in degrees),
        causes=tuple(dict.fromkeys(cause.kind for cause in issue.causes if cause.kind)),
    )
