"""What an estimate of a measure's effect is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

    from sgstats.effects.panel import Better, Kind, Panel, Period

Verdict = Literal["有证据改善", "有证据恶化", "看不出变化", "数据不足以判断"]
Held = Literal["holds", "doubtful", "fails", "untestable"]
"""What became of an assumption when it was looked at."""
Side = Literal["treated", "compared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One assumption of a design, and what the data says of it.

    Attributes:
        name: Key of its name: ``pre_trend``, ``autocorrelation``, ``few_units``, ``ceiling`` …
        held: What became of it.
        message: One sentence with the numbers, in the reader's language.
        p: p value of its test, where there is one.
    """

    name: str
    held: Held
    message: str
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """People and base of one side, before or after: what an effect is made of.

    Attributes:
        side: Units of the measure, or those they are compared with.
        after: Whether after the start.
        people: Events or people.
        base: What they are divided by, or None.
        units: How many units.
        cells: How many units × periods.
    """

    side: Side
    after: bool
    people: float
    base: float | None
    units: int
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What one design makes of a panel.

    Attributes:
        design: Its name.
        effect: Mean difference over the periods after the start, in the metric's unit.
        low: Lower end of the 95 % interval; minus infinity where it has none.
        high: Upper end.
        p: p value of “no effect”, of the same method as the interval: it is at most 0.05 exactly where
            the interval leaves out zero.
        deviation: Standard error, or the nearest thing the method has: what shrinks with more data.
        freedom: Degrees of freedom of it, or None where the method knows none.
        causal: Whether the design carries a causal word, its assumptions holding.
        totals: Sums of both sides before and after.
        line: One row per period: ``period``, ``actual``, ``expected`` (had the measure not been),
            ``low``, ``high`` of what was expected, ``people``, ``base``: of all treated units together.
        events: One row per period since the start (negative before it): ``event``, ``effect``, ``low``,
            ``high``, ``units``, ``people``, ``base``; empty for designs without.
        parts: Further numbers by name (``level``, ``slope``, ``ratio`` …), each with its interval.
        checks: Assumptions.
    """

    design: str
    effect: float
    low: float
    high: float
    p: float
    deviation: float
    freedom: float | None
    causal: bool
    totals: tuple[Total, ...]
    line: pl.DataFrame
    events: pl.DataFrame
    parts: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """A change taken apart: how much is another mix of people, how much is within each kind of them.

    Attributes:
        by: Field whose values make the kinds.
        total: Change of the indicator of the treated units, before to after.
        mix: What the other mix alone would have changed.
        rate: What changed within the kinds; ``mix + rate = total``.
    """

    by: str
    total: float
    mix: float
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What would be needed to tell.

    Attributes:
        detectable: The smallest true effect that this data would show four times out of five.
        aimed: The change that was to be seen: the target's, or the smallest worth seeing.
        periods: Periods after the start that would be needed to see it, or None if not to be had so.
        units: Treated units that would be needed, or None.
    """

    detectable: float
    aimed: float
    periods: int | None
    units: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The answer to “did the measure work?”, exact; only ``disclosure`` may pass it on to a reader.

    Attributes:
        measure: Id of the measure, or None.
        metric: The indicator.
        title: What it is called, in the reader's language.
        kind: What its numbers are.
        unit: What it is counted in.
        better: Which way is an improvement.
        fit: The numbers, with the design that made them.
        why: Why this design was chosen, one sentence.
        verdict: What can be said.
        sentence: The verdict in one sentence with its numbers.
        needed: What would be needed to tell.
        mix: The change taken apart by the mix of people, where that was asked for.
        periods: The periods of the panel, in order.
        months: How many months they span.
        treated: Units where the measure was begun.
        compared: Units they are compared with.
        adjusted: p value after control of false discoveries among several, or None.
        remarks: Sentences that belong beside it.
        panel: The panel it was estimated from; ``disclosure`` shows no line and no events without it.
    """

    measure: str | None
    metric: str
    title: str
    kind: Kind
    unit: str
    better: Better | None
    fit: Fit
    why: str
    verdict: Verdict
    sentence: str
    needed: Needed
    periods: tuple[Period, ...]
    months: int
    treated: tuple[str, ...]
    compared: tuple[str, ...]
    mix: Mix | None = None
    adjusted: float | None = None
    remarks: tuple[str, ...] = ()
    panel: Panel | None = None
