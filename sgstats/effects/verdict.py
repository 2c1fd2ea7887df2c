"""What can be said of an effect: better, worse, no change worth seeing, or too little to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.effects.limits import limits

if TYPE_CHECKING:
    from sgstats.effects.effect import Fit, Verdict
    from sgstats.effects.panel import Better


def verdict(fit: Fit, *, better: Better, worth: float, adjusted: float | None = None) -> Verdict:
    """The verdict on a fit.

    A claim needs an interval without zero, a p value of at most 0.05, also after control of false
    discoveries, and a test that no failed assumption voids. Otherwise no change is seen if the whole
    interval is nearer to zero than what counts as a change; else the data is too little.

    Args:
        fit: The numbers and the checks of their assumptions.
        better: Which way is an improvement.
        worth: A change below this counts as none.
        adjusted: p value after control of false discoveries among several.

    Example:
        >>> from datetime import date
        >>> from sgstats.effects.none import none
        >>> from sgstats.effects.panel import Panel, Period
        >>> import polars as pl
        >>> panel = Panel(
        ...     metric="m", title="持证率", kind="share", unit="%", scale=100, every="list",
        ...     periods=tuple(Period(first=date(y, 1, 1), last=date(y, 1, 1)) for y in (2022, 2023)),
        ...     cells=pl.DataFrame({"unit": ["甲"] * 2, "period": [0, 1], "people": [2, 9], "base": [9, 9]}),
        ...     starts={"甲": date(2022, 6, 1)}, better="higher",
        ... )
        >>> verdict(none(panel), better="higher", worth=10)
        '数据不足以判断'
    """
    if voided(fit):
        return "数据不足以判断"
    chance = limits().chance
    p = fit.p if adjusted is None else max(fit.p, adjusted)
    if p <= chance and not fit.low <= 0 <= fit.high:
        return "有证据改善" if (fit.effect > 0) == (better == "higher") else "有证据恶化"
    if -worth < fit.low and fit.high < worth:
        return "看不出变化"
    return "数据不足以判断"


def voided(fit: Fit) -> bool:
    """Whether an assumption failed without which the test means nothing."""
    return any(check.held == "fails" for check in fit.checks)
