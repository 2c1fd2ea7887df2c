"""Effects as an audience may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, Literal

import polars as pl
import polars.selectors as cs

from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.disclosure.audiences import Audience
    from sgstats.effects.effect import Check, Mix, Needed, Verdict
    from sgstats.effects.panel import Better, Every, Kind

Span = Literal["month", "quarter", "half_year", "year", "list", "several", "sides"]
"""What one cell of the line spans; ``several`` years or lists, or before and after (``sides``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedEffect:
    """The answer to “did the measure work?” as its audience may see it.

    Attributes:
        measure: Id of the measure, or None.
        metric: The indicator.
        title: What it is called.
        kind: What its numbers are.
        unit: What it is counted in.
        better: Which way is an improvement.
        design: How it was estimated.
        why: Why so.
        verdict: What can be said; None where the numbers are hidden.
        sentence: The verdict in one sentence, or why there is none.
        effect: Mean difference over the periods after the start, in its unit; None where hidden.
        low: Lower end of its 95 % interval; None also where it has none.
        high: Upper end.
        p: p value of “no effect”.
        adjusted: The same after control of false discoveries, or None.
        totals: One row per side before and after: ``side``, ``after``, ``people``, ``base``, ``value``,
            ``units``, ``cells``, ``status``; numbers are null where hidden, and ``people`` of a mean of
            anything but people.
        line: One row per cell of the time line: ``first``, ``last``, ``actual``, ``expected``, ``low``,
            ``high``, ``people``, ``base``, ``status``; empty where it may not be shown.
        every: What a cell of the line spans, or None without a line.
        events: One row per span of periods since the start: ``event`` (its first), ``until`` (its last),
            ``effect``, ``low``, ``high``, ``units``, ``status``; empty where there are none to show.
        starts: One row per unit of the measure: ``unit``, ``start``.
        checks: Assumptions and what became of them; none where the numbers are hidden.
        parts: Further numbers by name, each with its interval.
        needed: What would be needed to tell; None where hidden.
        mix: The change taken apart by the mix of people; None where hidden or not asked for.
        treated: Units of the measure.
        compared: Units they are compared with.
        period: How long its periods are, in which events are counted.
        periods: How many periods.
        months: How many months they span.
        n: How many units and periods, in words.
        audience: Who may see it.
        notes: Sentences that belong below it.
        status: Whether its numbers are shown or hidden.
        headers: What ``people`` and ``base`` are called; one that its indicator has not is missing.
        counting: What the totals add up, where they are sums over several periods; else None.

    Example:
        >>> from sgstats.disclosure.effects_shown import ProtectedEffect
        >>> ProtectedEffect.__dataclass_params__.frozen
        True
    """

    measure: str | None
    metric: str
    title: str
    kind: Kind
    unit: str
    better: Better | None
    design: str
    why: str
    verdict: Verdict | None
    sentence: str
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    totals: pl.DataFrame
    line: pl.DataFrame
    every: Span | None
    events: pl.DataFrame
    starts: pl.DataFrame
    checks: tuple[Check, ...]
    parts: Mapping[str, tuple[float | None, float | None, float | None]]
    needed: Needed | None
    mix: Mix | None
    treated: tuple[str, ...]
    compared: tuple[str, ...]
    period: Every
    periods: int
    months: int
    n: str
    audience: Audience
    notes: tuple[str, ...]
    status: Literal["shown", "hidden"]
    headers: Mapping[str, str] = field(default_factory=dict)
    counting: str | None = None

    @property
    def total_headers(self) -> dict[str, str]:
        """What people and base are called above the totals: sums over periods say so."""
        if self.counting is None:
            return dict(self.headers)
        return {column: say("effect_shown.summed", name=name) for column, name in self.headers.items()}

    def rows(self) -> list[dict[str, Any]]:
        """The effect as ``effects --format json`` prints it: one dict, days as ``YYYY-MM-DD``."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        tables = {name: _dicts(plain[name]) for name in ("totals", "line", "events", "starts")}
        made = {name: _fields(plain[name]) for name in ("needed", "mix")}
        checks = [_fields(check) for check in self.checks]
        mappings = {"parts": dict(self.parts), "headers": dict(self.headers)}
        return [{**plain, **tables, **made, **mappings, "checks": checks}]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedEffects:
    """Several effects as their audience may see them, in the order asked for.

    Attributes:
        effects: Each of them.
        frame: One row per effect: ``measure``, ``metric``, ``title``, ``unit``, ``design``, ``verdict``,
            ``effect``, ``low``, ``high``, ``p``, ``adjusted``, ``treated`` and ``compared`` (how many
            units), ``months``, ``status``.
        audience: Who may see them.
        notes: Sentences that belong below the table.

    Example:
        >>> from sgstats.disclosure.effects import protect_effects
        >>> protect_effects(()).frame.height
        0
    """

    effects: tuple[ProtectedEffect, ...]
    frame: pl.DataFrame
    audience: Audience
    notes: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """The effects as ``effects --format json`` prints them."""
        return [row for effect in self.effects for row in effect.rows()]


def _dicts(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.with_columns(cs.date().dt.to_string("%Y-%m-%d")).to_dicts()


def _fields(thing: Check | Needed | Mix | None) -> dict[str, Any] | None:
    """Its fields by name; null where a number has no end."""
    if thing is None:
        return None
    every = {name: getattr(thing, name) for name in thing.__slots__}
    return {name: None if one in {inf, -inf} else one for name, one in every.items()}
