"""How far a ledger is: counts that add up, and rates whose formulas are told beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sgstats.ledger.checking import deadline_of, lasts, links, overdue
from sgstats.ledger.states import CLOSED, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sgstats.ledger.checking import Links
    from sgstats.ledger.ledger import Issue, Ledger, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A part of a whole.

    Attributes:
        count: The part.
        base: The whole.
    """

    count: int
    base: int

    @property
    def percent(self) -> Decimal | None:
        """Percent with one decimal, half up; None of nothing.

        Example:
            >>> Rate(count=40, base=50).percent, Rate(count=0, base=0).percent
            (Decimal('80.0'), None)
        """
        from sgstats.metrics.shares import half_up

        return half_up(Decimal(100 * self.count) / self.base) if self.base else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a ledger is on a day.

    Attributes:
        on: The day.
        issues: How many issues there are.
        states: How many stand in each state; they add up to ``issues``.
        lasting: How many are to be worked on for good (长期坚持), closed ones among them.
        completion: 完成率 = 已销号 (without 长期坚持, which is never done) / all issues.
        on_time: 按期率 = closed by their last day / issues with a last day that is past or that are closed.
            Those closed on a day nobody knows are in neither.
        overdue: 超期数: not closed and past their last day; 长期坚持 never is.
        refusals: 驳回次数, all together.
        refused: How many issues were refused at least once.
        again: 反弹率 = issues found again at a second look / issues looked at again.
        measures: How many measures there are.
        measures_done: How many of them have a day on which they were carried out; 长期坚持 never counts.

    Example:
        >>> sgstats.ledger_progress(store).issues
        0
    """

    on: date
    issues: int
    states: Mapping[State, int]
    lasting: int
    completion: Rate
    on_time: Rate
    overdue: int
    refusals: int
    refused: int
    again: Rate
    measures: int
    measures_done: int


def progress(ledger: Ledger, today: date) -> Progress:
    """How far a ledger is.

    Args:
        ledger: The ledger.
        today: The day by which things are late.

    Example:
        >>> from datetime import date
        >>> from sgstats.ledger.ledger import Issue, Ledger
        >>> states = ["已销号"] * 40 + ["整改中"] * 10
        >>> issues = [Issue(item=f"P{n}", text="问题", state=state) for n, state in enumerate(states)]
        >>> told = progress(Ledger(issues=tuple(issues), measures=()), date(2021, 12, 31))
        >>> told.states["已销号"], told.states["整改中"], told.completion.percent
        (40, 10, Decimal('80.0'))
    """
    known = links(ledger, today)
    for_good = {one.item for one in ledger.issues if lasts(one, of=known.of.get(one.item, ()))}
    done = [one for one in ledger.issues if one.state == CLOSED and one.item not in for_good]
    looked = [one for one in ledger.issues if one.reviews]
    return Progress(
        on=today,
        issues=len(ledger.issues),
        states={state: sum(one.state == state for one in ledger.issues) for state in STATES},
        lasting=len(for_good),
        completion=Rate(count=len(done), base=len(ledger.issues)),
        on_time=_on_time(known),
        overdue=sum(overdue(one, known=known) for one in ledger.issues),
        refusals=sum(one.refusals for one in ledger.issues),
        refused=sum(one.refusals > 0 for one in ledger.issues),
        again=Rate(count=sum(any(r.again for r in one.reviews) for one in looked), base=len(looked)),
        measures=len(ledger.measures),
        measures_done=sum(one.done_on is not None and one.kind != "长期坚持" for one in ledger.measures),
    )


def _on_time(known: Links) -> Rate:
    told = [verdict for one in known.ledger.issues if (verdict := _in_time(one, known)) is not None]
    return Rate(count=sum(told), base=len(told))


def _in_time(issue: Issue, known: Links) -> bool | None:
    """Whether an issue was closed by its last day; None while that is open or unknown."""
    limit = deadline_of(issue, of=known.of.get(issue.item, ()))
    if limit is None:
        return None
    if issue.state == CLOSED:
        return issue.closed_on <= limit if issue.closed_on else None
    return False if limit < known.today else None
