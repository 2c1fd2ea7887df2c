"""Days of a procedure: how long something must hang, and the phases of a year laid out on the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.policies.options import Options

if TYPE_CHECKING:
    from sgstats.policies.pack import Pack
    from sgstats.policies.procedures import Phase, Publicity

COUNTED = "counted"
"""The value of the option ``first_day`` by which the day of posting is the first of the days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A phase on the calendar: both days belong to it."""

    rule: str
    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """Days of the window, both ends counted."""
        return (self.last - self.first).days + 1


def last_day(posted: date, days: int, *, first_day: str = "not_counted") -> date:
    """The last of so many days of publicity.

    The day of posting does not count (Civil Code art. 201) unless the rules count both ends. That a
    period may end later because its last day is a holiday (art. 203) is not worked out here.

    Args:
        posted: The day something is posted.
        days: How long it must hang.
        first_day: As in ``Options.first_day``.

    Raises:
        Refused: Not even one day.

    Example:
        >>> last_day(date(2025, 1, 4), 7, first_day="counted"), last_day(date(2025, 1, 4), 7)
        (datetime.date(2025, 1, 10), datetime.date(2025, 1, 11))
    """
    if days < 1:
        raise Refused("conduct.no_days", days=days)
    return posted + timedelta(days=days - (first_day == COUNTED))


def windows(pack: Pack, *, year: int) -> tuple[Window, ...]:
    """The phases of a pack for the appraisal of one year, those of the next year in the next year.

    Example:
        >>> from sgstats.policies.loading import load
        >>> [str(window.last) for window in windows(load("PLAN"), year=2024)]
        ['2024-12-26', '2024-12-30', '2025-01-10']
    """
    return tuple(_window(phase, year) for phase in pack.phases)


def _window(phase: Phase, year: int) -> Window:
    year += phase.next_year
    first = _day(year, phase.first)
    last = _day(year, phase.last)
    # A phase from December to January ends in the year after.
    last = last if last >= first else _day(year + 1, phase.last)
    return Window(rule=phase.id, name=phase.name, first=first, last=last)


def _day(year: int, text: str) -> date:
    """``MM-DD`` in a year; 29 February falls on the 28th where the year has none."""
    month, day = (int(part) for part in text.split("-"))
    return date(year, month, day) if (month, day) != (2, 29) else date(year, 3, 1) - timedelta(days=1)


def notes(pack: Pack, *, year: int, options: Options | None = None) -> tuple[str, ...]:
    """Postings that do not fit the phase they belong to, even if posted on its first day.

    Where it depends on whether the first day counts, both readings are said.

    Args:
        pack: The rules.
        year: The year appraised.
        options: How days are counted; the pack's own choice where None.

    Example:
        >>> from sgstats.policies.loading import load
        >>> from sgstats.messages import use_language
        >>> use_language("en")
        >>> len(notes(load("PLAN"), year=2024))
        1
    """
    first_day = options.first_day if options else Options(**pack.options).first_day
    laid_out = {window.rule: window for window in windows(pack, year=year)}
    hung = [one for one in pack.publicity if one.during in laid_out]
    told = [_misfit(one, laid_out[one.during], first_day=first_day) for one in hung]
    return tuple(sentence for sentence in told if sentence)


def _misfit(posting: Publicity, window: Window, *, first_day: str) -> str:
    counted, uncounted = (
        last_day(window.first, posting.days, first_day=way) for way in (COUNTED, "not_counted")
    )
    facts = {"rule": posting.id, "what": posting.what, "days": posting.days, "posted": window.first}
    facts |= {"phase": window.name, "last": window.last}
    if counted > window.last:
        return say("conduct.posting_too_long", **facts, ends=uncounted if first_day != COUNTED else counted)
    if uncounted > window.last:
        chosen = say(f"conduct.first_day_{first_day}")
        return say("conduct.posting_depends", **facts, counted=counted, uncounted=uncounted, chosen=chosen)
    return ""


def posting_problems(
    posting: Publicity,
    *,
    posted: date,
    window: Window,
    met: date | None = None,
    first_day: str = "not_counted",
) -> tuple[str, ...]:
    """What is wrong with one posting: not wholly in its phase, or not over when the meeting is held (X32).

    Args:
        posting: The rule.
        posted: The day it was posted.
        window: The phase it belongs to.
        met: The day of the meeting that it must end before, if there is one.
        first_day: As in ``Options.first_day``.
    """
    ends = last_day(posted, posting.days, first_day=first_day)
    facts = {"rule": posting.id, "what": posting.what, "posted": posted, "ends": ends}
    phase = {"phase": window.name, "first": window.first, "last": window.last}
    told = []
    if posted < window.first or ends > window.last:
        told.append(say("conduct.posting_outside", **facts, **phase))
    if met and ends >= met:
        told.append(say("conduct.posting_not_over", **facts, met=met))
    return tuple(told)
