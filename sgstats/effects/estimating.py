"""The verb of the stage: a panel in, the answer to “did the measure work?” out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgstats.effects.admitting import admitted
from sgstats.effects.assumptions import assumptions
from sgstats.effects.choosing import chosen
from sgstats.effects.decided import together
from sgstats.effects.detectable import needed, size_of
from sgstats.effects.effect import Effect
from sgstats.effects.event_before import standing_out
from sgstats.effects.limits import negligible, worth_seeing
from sgstats.effects.overlap import apart
from sgstats.effects.sentences import sentence
from sgstats.effects.verdict import verdict
from sgstats.effects.worst import worst

if TYPE_CHECKING:
    from sgstats.effects.effect import Fit
    from sgstats.effects.panel import Panel, Period


def estimate(panel: Panel, *, design: str = "auto", seed: int = 0) -> Effect:
    """How much an indicator changed with a measure, how sure that is, or why it cannot be told.

    The strongest design that the panel allows is asked; where none is possible the answer holds the
    counts and the reasons. Cells that are unknown, and those left out around the start, take no part.
    A unit that tells nothing drops out, and a check says so.

    Args:
        panel: One indicator of several units over several periods, with the starts.
        design: A name, or ``auto``.
        seed: Of what is random in a design; the same panel and seed give the same answer.

    Returns:
        The effect in the indicator's unit with its interval, checks, verdict and sentence. Its numbers are
        exact; ``disclosure`` protects them.

    Raises:
        Refused: The panel cannot be asked (no start, nothing before or after it, no direction …), or lacks
            what the design asked for by name needs.

    Example:
        >>> import polars as pl
        >>> from datetime import date
        >>> from sgstats.effects.panel import Panel, Period
        >>> days = [date(year, 12, 31) for year in (2021, 2022)]
        >>> panel = Panel(
        ...     metric="certified", title="持证率", kind="share", unit="%", scale=100, every="list",
        ...     periods=tuple(Period(first=day, last=day) for day in days),
        ...     cells=pl.DataFrame({"unit": ["甲"] * 2, "period": [0, 1], "people": [2, 4], "base": [9, 9]}),
        ...     starts={"甲": date(2022, 3, 1)}, better="higher",
        ... )
        >>> estimate(panel).verdict
        '数据不足以判断'
    """
    asked, dropped = admitted(panel)
    kept, overlaps = apart(asked)
    used, why = chosen(kept, design=design)
    fit = used.fit(kept, seed=seed)
    joint = (*together(kept, design=fit.design), *worst(kept, design=fit.design))
    own = tuple(standing_out(check, fit.events) for check in fit.checks)
    checks = (*own, *overlaps, *dropped, *joint, *assumptions(kept, known=own))
    return _answer(kept, replace(fit, checks=checks), why)


def _answer(panel: Panel, fit: Fit, why: str) -> Effect:
    """Everything that is said of a fit."""
    assert panel.better is not None
    compared = _compared(panel, fit)
    worth = worth_seeing(panel)
    reached = verdict(fit, better=panel.better, worth=negligible(panel))
    size = size_of(panel, compared=len(compared), design=fit.design)
    effect = Effect(
        measure=panel.measure, metric=panel.metric, title=panel.title, kind=panel.kind, unit=panel.unit,
        better=panel.better, fit=fit, why=why, verdict=reached,
        sentence="", needed=needed(fit, worth=worth, size=size), periods=panel.periods,
        months=months(panel.periods), treated=panel.treated, compared=compared, remarks=panel.remarks,
        panel=panel,
    )  # fmt: skip
    return replace(effect, sentence=sentence(effect))


def _compared(panel: Panel, fit: Fit) -> tuple[str, ...]:
    """Units without a start within the periods, if the design looked at them."""
    looked_at = any(total.side == "compared" for total in fit.totals)
    return tuple(unit for unit in panel.units if looked_at and unit not in panel.treated)


def months(periods: tuple[Period, ...]) -> int:
    """How many months periods span: begun ones, or for the days of lists those between them.

    Example:
        >>> from datetime import date
        >>> from sgstats.effects.panel import Period
        >>> months((Period(first=date(2022, 1, 1), last=date(2022, 12, 31)),))
        12
    """
    first, last = periods[0], periods[-1]
    between = 12 * (last.last.year - first.first.year) + last.last.month - first.first.month
    return between if first.first == first.last else between + 1
