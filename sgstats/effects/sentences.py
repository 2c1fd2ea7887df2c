"""The verdict in one sentence with its numbers, and never with a number of people."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, isfinite
from typing import TYPE_CHECKING

from sgstats.effects.limits import limits, negligible
from sgstats.effects.verdict import voided
from sgstats.messages import language, listed, say
from sgstats.metrics.shares import half_up

if TYPE_CHECKING:
    from sgstats.effects.effect import Effect, Needed

NOUNS = {"街道": "street", "社区": "community", "区": "district"}
"""What units are called, by the end of their names; the longer ends first."""
TREND = {"interrupted"}
"""Designs that compare with where the line was going, not with where it stood."""
BESIDE = {"randomised", "staggered"}
"""Designs that compare with other units, if need be with those that had not begun yet."""


def sentence(effect: Effect) -> str:
    """What can be said of an effect, in one sentence.

    It names the effect with its interval, units and periods, and the verdict. A causal word stands
    there only if the design carries one, every assumption that could be tested held, and an effect is
    claimed; and then with the condition that nobody can test. Written from the
    numbers of the effect, so that rounding those and asking again gives the rounded sentence.

    Args:
        effect: With verdict and what would be needed.
    """
    fit = effect.fit
    claim = say(
        f"effect.says_{_pattern(effect)}", subject=_subject(effect), nouns=noun(effect.treated),
        moved=_moved(fit.effect, effect.unit), interval=interval(fit.low, fit.high),
        units=_units(effect), span=span_words(effect), condition=_condition(effect),
    )  # fmt: skip
    return say("effect.sentence", claim=claim, verdict=verdict_title(effect), more=_more(effect))


def verdict_title(effect: Effect) -> str:
    """The verdict in the reader's language."""
    keys = {"有证据改善": "better", "有证据恶化": "worse", "看不出变化": "unchanged"}
    return say(f"effect.verdict_{keys.get(effect.verdict, 'unknown')}")


def _pattern(effect: Effect) -> str:
    """What the design allows to be said."""
    fit = effect.fit
    if fit.design == "none":
        return "nothing"
    if not _beside(effect):
        return "trend" if fit.design in TREND else "before"
    return "compared" if effect.compared else "later"


def _condition(effect: Effect) -> str:
    """Under what a claimed difference is the effect of the measure, if the design carries that word."""
    if not effect.fit.causal or effect.verdict not in {"有证据改善", "有证据恶化"}:
        return ""
    unsure = {check.name for check in effect.fit.checks if check.held in {"fails", "doubtful"}}
    if "pre_trend" in unsure:
        return say("effect.if_moving")
    return "" if unsure else say("effect.if_alike")


def _subject(effect: Effect) -> str:
    """Whose number it is: the one unit by its name, several by what they are."""
    names = {"title": effect.title}
    if len(effect.treated) > 1:
        began = "begun" if _beside(effect) else "all"
        nouns = noun(effect.treated)
        return say(f"effect.subject_{began}", nouns=nouns, treated=len(effect.treated), **names)
    (unit,) = effect.treated
    return effect.title if unit in effect.title else say("effect.subject_one", unit=unit, **names)


def _beside(effect: Effect) -> bool:
    """Whether other units were looked at, even if the measure came to all of them in the end."""
    fit = effect.fit
    return fit.design in BESIDE or any(total.side == "compared" for total in fit.totals)


def _units(effect: Effect) -> str:
    """How many units, and beside how many."""
    names = {"nouns": noun(effect.treated), "treated": len(effect.treated)}
    if effect.compared:
        return say("effect.units_compared", compared=len(effect.compared), **names)
    return say(f"effect.units_{'later' if _beside(effect) else 'alone'}", **names)


def span_words(effect: Effect) -> str:
    """What the data are: so many months, years or staff lists, and not the months that lie between lists."""
    return say(f"effect.span_{every(effect)}", count=len(effect.periods), months=effect.months)


def noun(units: tuple[str, ...]) -> str:
    """What all these units are: 街道, 社区, or just 单位.

    Example:
        >>> noun(("鹿鸣街道", "春晓街道")), noun(("鹿鸣街道", "幸福社区"))
        ('街道', '单位')
    """
    kinds = {next((kind for end, kind in NOUNS.items() if unit.endswith(end)), "unit") for unit in units}
    return say(f"effect.noun_{kinds.pop() if len(kinds) == 1 else 'unit'}")


def amount(number: float, unit: str) -> str:
    """A difference with its unit, half up, one decimal.

    Example:
        >>> amount(12.25, "%"), amount(-3, "人")
        ('12.3个百分点', '-3.0人')
    """
    shown = half_up(number)
    if unit == "%":
        return say("effect.points", number=shown)
    return f"{shown}{unit}" if language() == "zh" else f"{shown} {unit}"


def printed_chance(p: float, *, places: int = 3) -> float:
    """A p value as it is printed: rounded, but never to nothing, nor over the level of a claim.

    Example:
        >>> printed_chance(0.2391), printed_chance(0.0504), printed_chance(1e-9)
        (0.239, 0.051, 0.001)
    """
    sure, step = limits().chance, 10.0**-places
    rounded = round(p, places)
    if p > sure >= rounded:
        return round(sure + step, places)
    return max(rounded, step) if p > 0 else rounded


def _moved(number: float, unit: str) -> str:
    """Up or down by how much."""
    shown = half_up(number)
    way = "up" if shown > 0 else "down" if shown < 0 else "still"
    return say(f"effect.moved_{way}", amount=amount(abs(number), unit))


def interval(low: float, high: float) -> str:
    """Both ends of an interval; an end that is infinite is said in words.

    Example:
        >>> interval(4.14, 20.45), interval(float("-inf"), 3)
        ('4.1至20.5', '无下限至3.0')
    """
    ends = [
        str(half_up(end)) if isfinite(end) else say(f"effect.no_{name}")
        for name, end in (("low", low), ("high", high))
    ]
    return say("effect.interval", low=ends[0], high=ends[1])


def _more(effect: Effect) -> str:
    """What follows the verdict: how small a change would be, what is missing, or what failed."""
    if effect.verdict == "看不出变化":
        return say("effect.more_unchanged", aimed=amount(unchanged_below(effect), effect.unit))
    if effect.verdict != "数据不足以判断":
        chance = effect.adjusted is not None
        return say("effect.more_adjusted") if chance else ""
    if voided(effect.fit):
        failed = [check.message.rstrip("。. ") for check in effect.fit.checks if check.held == "fails"]
        return say("effect.more_void", failed=listed(failed))
    return _insufficient(effect)


def unchanged_below(effect: Effect) -> float:
    """Below this a change counts as none."""
    return effect.needed.aimed if effect.panel is None else negligible(effect.panel)


def _insufficient(effect: Effect) -> str:
    """Why the data is too little, and what would be enough."""
    wanted = effect.needed
    if effect.adjusted is not None and effect.fit.p <= limits().chance < effect.adjusted:
        return say("effect.more_by_chance")
    if not isfinite(wanted.detectable):
        return ""
    names = {"aimed": amount(wanted.aimed, effect.unit), "detectable": amount(wanted.detectable, effect.unit)}
    if wanted.detectable <= wanted.aimed:
        most = max(abs(effect.fit.low), abs(effect.fit.high))
        return say("effect.more_open", most=amount(most, effect.unit))
    ways = say("effect.or").join(_ways(effect, wanted)) or say("effect.no_way")
    return say("effect.more_needed", ways=ways + _lacking(effect, wanted), **names)


def _ways(effect: Effect, wanted: Needed) -> Iterator[str]:
    """How many more periods, and how many more units, would each be enough."""
    if wanted.periods is not None:
        count = max(wanted.periods - _periods_after(effect), 1)
        yield say(f"effect.more_{every(effect)}", count=count)
    if wanted.units is not None:
        count = max(wanted.units - len(effect.treated), 1)
        yield say("effect.more_units", count=count, nouns=noun(effect.treated))


def _lacking(effect: Effect, wanted: Needed) -> str:
    """That all the units there are would not be enough, where waiting would."""
    if wanted.periods is None or wanted.units is not None or effect.panel is None:
        return ""
    return say("effect.too_few_units", count=len(effect.panel.units), nouns=noun(effect.panel.units))


def _periods_after(effect: Effect) -> int:
    """Known periods from the start on, of a unit on average."""
    sides = [total for total in effect.fit.totals if total.side == "treated" and total.after and total.units]
    return ceil(sides[0].cells / sides[0].units) if sides else 0


def every(effect: Effect) -> str:
    """How long the periods are: ``list`` where they are days."""
    first = effect.periods[0]
    days = (first.last - first.first).days
    return "list" if not days else "month" if days < 40 else "quarter" if days < 100 else "year"
