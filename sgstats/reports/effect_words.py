"""Effects in the words of a report: verdicts, changes, intervals, starts, and what would be needed."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from sgstats.effects.sentences import amount, interval
from sgstats.messages import language, say
from sgstats.reports.wording import printed_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.effects.effect import Check, Needed

VERDICTS = {
    "有证据改善": "better", "有证据恶化": "worse", "看不出变化": "unchanged", "数据不足以判断": "unknown",
    None: "hidden",
}  # fmt: skip
"""What keys are called by verdict, the most telling first."""

NONE = "—"
OPEN = {"fails", "doubtful"}
"""What became of an assumption that a reader must be told of beside the verdict."""


def verdict_word(verdict: str | None) -> str:
    """A verdict in the reader's language; None is one that is hidden.

    Example:
        >>> verdict_word("看不出变化"), verdict_word(None)
        ('看不出变化', '人数过少不公布')
    """
    return say(f"effects_report.verdict_{VERDICTS[verdict]}")


def moved(number: float | None, unit: str) -> str | None:
    """A change with its sign and unit; None where it is hidden.

    Example:
        >>> moved(6.25, "%"), moved(-1.0, "人"), moved(None, "%")
        ('+6.3个百分点', '-1.0人', None)
    """
    if number is None:
        return None
    return f"{'+' if number > 0 else ''}{amount(number, unit)}"


def ends(effect: ProtectedEffect) -> str | None:
    """Both ends of the interval, a dash where there is none, None where it is hidden.

    Args:
        effect: As its reader may see it.
    """
    if effect.status == "hidden":
        return None
    if effect.design == "none" or (effect.low is None and effect.high is None):
        return NONE
    low = float("-inf") if effect.low is None else effect.low
    return interval(low, float("inf") if effect.high is None else effect.high)


def started(effect: ProtectedEffect) -> str:
    """When the measure began, and in how many units.

    Args:
        effect: As its reader may see it.
    """
    days = sorted(effect.starts["start"].to_list())
    if not days:
        return effect.n
    first, last = printed_day(days[0]), printed_day(days[-1])
    if len(days) == 1:
        return say("effects_report.started_once", first=first)
    if first == last:
        return say("effects_report.started_in", first=first, count=len(days))
    return say("effects_report.started_between", first=first, last=last, count=len(days))


def open_checks(effect: ProtectedEffect) -> list[Check]:
    """Assumptions that fail or are doubtful, the failed ones first.

    Args:
        effect: As its reader may see it.
    """
    return sorted(
        (check for check in effect.checks if check.held in OPEN), key=lambda check: check.held != "fails"
    )


def wanted(effect: ProtectedEffect) -> str | None:
    """What would be needed to tell, where the data is too little; None where that is hidden.

    Args:
        effect: As its reader may see it.
    """
    if effect.status == "hidden" or effect.needed is None:
        return None
    if effect.verdict != "数据不足以判断":
        return NONE
    if any(check.held == "fails" for check in effect.checks):
        return say("effects_report.need_assumption")
    if not isfinite(effect.needed.detectable):
        return say("effects_report.need_design")
    return say("report.clauses").join(_ways(effect, effect.needed))


def _ways(effect: ProtectedEffect, needed: Needed) -> Iterable[str]:
    yield say("effects_report.need_seen", detectable=amount(needed.detectable, effect.unit))
    ways = []
    if needed.periods is not None:
        ways.append(say(f"effects_report.need_{effect.period}", count=needed.periods))
    if needed.units is not None:
        ways.append(say("effects_report.need_units", count=needed.units))
    if ways and needed.aimed < needed.detectable:
        more = say("effects_report.need_more", aimed=amount(needed.aimed, effect.unit))
        yield joined_clauses(more, say("effects_report.need_or").join(ways))


def joined_clauses(*clauses: str) -> str:
    """Clauses of one sentence."""
    return ("，" if language() == "zh" else ", ").join(clauses)


def joined(*sentences: str) -> str:
    """Sentences one after the other; Chinese ones without a space."""
    return ("" if language() == "zh" else " ").join(one for one in sentences if one)
