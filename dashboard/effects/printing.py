"""Effects, intervals and chances as they are printed on the page."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from dashboard import numbers
from sgstats import say

if TYPE_CHECKING:
    from sgstats import ProtectedEffect

POINTS = "%"
"""What differences of percentages are not counted in: those are points."""
SMALL = 0.001
RATIO = "ratio"
MINUS = "\N{MINUS SIGN}"
STYLES = {
    "有证据改善": "better",
    "有证据恶化": "worse",
    "看不出变化": "unchanged",
    "数据不足以判断": "unknown",
}
"""How a verdict is drawn, and which words of the catalogue say it."""
SIGNS = {"better": "✓", "worse": "✗", "unchanged": "≈", "unknown": "？", "hidden": numbers.HIDDEN}


def style(verdict: str | None) -> str:
    """The name of a verdict in style.css and in the catalogue; ``hidden`` where there is none."""
    return STYLES.get(verdict or "", "hidden")


def sign(verdict: str | None) -> str:
    """The symbol of a verdict: it says in black and white what the colour says."""
    return SIGNS[style(verdict)]


def words(verdict: str | None) -> str:
    """A verdict in the language of the moment."""
    return say("page.effects_hidden") if verdict is None else say(f"effect.verdict_{style(verdict)}")


def unit_of_change(unit: str) -> str:
    """What a change is counted in.

    Example:
        >>> unit_of_change("%"), unit_of_change("岁")
        ('个百分点', '岁')
    """
    return say("page.effects_points") if unit == POINTS else unit


def signed(value: float | None) -> str:
    """A change with its sign, one decimal.

    Example:
        >>> signed(6.25), signed(-0.04), signed(None)
        ('+6.3', '0.0', '–')
    """
    if value is None or not isfinite(value):
        return numbers.NONE
    shown = numbers.rounded(abs(value))
    return f"{MINUS if value < 0 else '+'}{shown}" if shown else str(shown)


def level(value: float | None, unit: str) -> str:
    """How high an indicator is.

    Example:
        >>> level(15.24, "%"), level(38.0, "岁"), level(None, "%")
        ('15.2%', '38.0 岁', '–')
    """
    if value is None:
        return numbers.NONE
    shown = f"{numbers.rounded(value):,}"
    return f"{shown}%" if unit == POINTS else f"{shown} {unit}".strip()


def interval(low: float | None, high: float | None) -> str:
    """Both ends; an end that there is none of is said so.

    Example:
        >>> interval(4.14, 20.45), interval(None, None)
        ('+4.1 至 +20.5', '–')
    """
    ends = [None if end is None or not isfinite(end) else end for end in (low, high)]
    if ends == [None, None]:
        return numbers.NONE
    told = [
        say(f"effect.no_{name}") if end is None else signed(end)
        for name, end in zip(("low", "high"), ends, strict=True)
    ]
    return say("page.effects_from_to", low=told[0], high=told[1])


def further(name: str, value: float | None) -> str:
    """A number of a design beside its effect: a ratio as it is, all else a change.

    Example:
        >>> further("ratio", 1.204), further("level", 1.204)
        ('1.20', '+1.2')
    """
    return signed(value) if name != RATIO or value is None else f"{value:.2f}"


def chance(p: float | None) -> str:
    """A p value.

    Example:
        >>> chance(0.01234), chance(0.00001), chance(None)
        ('0.012', '< 0.001', '–')
    """
    if p is None:
        return numbers.NONE
    return f"< {SMALL}" if p < SMALL else f"{p:.3f}"


def tested(effect: ProtectedEffect) -> bool:
    """Whether anything was estimated that has an interval and a p value."""
    return effect.design != "none" and effect.effect is not None


def total(effect: ProtectedEffect, *, side: str, after: bool) -> dict[str, Any] | None:
    """The numbers of one side before or after."""
    rows = effect.totals.to_dicts()
    return next((row for row in rows if (row["side"], row["after"]) == (side, after)), None)


def count(value: float | None) -> str:
    """People or a base, to the whole; a dash where it is hidden or there is none."""
    return numbers.NONE if value is None else f"{value:,.0f}"
