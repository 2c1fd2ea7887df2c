"""What the pictures of an effect have in common, drawn live or for paper: words, colours, places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Protocol

import polars as pl

from sgstats.effects.sentences import amount, interval
from sgstats.messages import say
from sgstats.metrics.shares import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sgstats.disclosure import ProtectedEffect

INK, GREY, BLUE, RED = "#333333", "#6b6b6b", "#3b6ea5", "#b5442f"
SIDES = {"treated": ("#9db8d2", BLUE), "compared": ("#cfcfcf", GREY)}
"""Colours of before and after."""
NAMED = 3
"""So many different days of starts are written out; more are counted in steps."""
SMALL = 10
"""Bases below it have no percentage: one person would be more than ten points."""


class Several(Protocol):
    """Effects beside each other, protected; what makes the table of them lies further down the house."""

    @property
    def effects(self) -> tuple[ProtectedEffect, ...]:
        """Each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a verdict is drawn, never by its colour alone.

    Attributes:
        key: Its word in the catalogue of messages.
        colour: Its colour.
        sign: Its sign, written before the word.
        live: Marker of the live charts.
        still: Marker of the still pictures.
    """

    key: str
    colour: str
    sign: str
    live: str
    still: str


LOOKS = {
    "有证据改善": Look(key="better", colour=BLUE, sign="✓", live="circle", still="o"),
    "有证据恶化": Look(key="worse", colour=RED, sign="✗", live="diamond", still="D"),
    "看不出变化": Look(key="unchanged", colour=GREY, sign="≈", live="circle-open", still="o"),
}
UNKNOWN = Look(key="unknown", colour=GREY, sign="？", live="square-open", still="s")


def look_of(effect: ProtectedEffect) -> Look:
    """How the verdict of an effect is drawn."""
    return LOOKS.get(effect.verdict or "", UNKNOWN)


def verdict_word(effect: ProtectedEffect) -> str:
    """The verdict with its sign."""
    look = look_of(effect)
    return f"{look.sign} {say(f'effect.verdict_{look.key}')}"


def moved(effect: ProtectedEffect) -> str:
    """The effect with its sign and unit; empty where hidden."""
    if effect.effect is None:
        return ""
    shown = half_up(effect.effect)
    sign = "+" if shown > 0 else "\N{MINUS SIGN}" if shown < 0 else ""
    return sign + amount(abs(effect.effect), effect.unit)


def between(effect: ProtectedEffect) -> str | None:
    """Both ends of its interval in words; None where it has none."""
    if effect.low is None and effect.high is None:
        return None
    low, high = -inf if effect.low is None else effect.low, inf if effect.high is None else effect.high
    return interval(low, high).replace("-", "\N{MINUS SIGN}")


def headline(effect: ProtectedEffect) -> str:
    """The verdict and the effect, as the title of its picture says them."""
    if effect.status == "hidden":
        return effect.sentence
    words = {"verdict": verdict_word(effect), "moved": moved(effect)}
    ends = between(effect)
    if ends is None:
        return say("effect_chart.headline_bare", **words)
    return say("effect_chart.headline", **words, interval=ends)


def axis_unit(effect: ProtectedEffect) -> str:
    """The unit of a difference."""
    return say("effect_chart.points") if effect.unit == "%" else effect.unit


def stretches(effect: ProtectedEffect) -> list[pl.DataFrame]:
    """The time line in pieces, with the ``day`` where each number is drawn: nothing is drawn across a gap.

    A number stands in the middle of its span; two alone, before and after, are level from end to end.
    """
    known = effect.line.filter(pl.col("actual").is_not_null())
    middle = pl.col("first") + (pl.col("last") - pl.col("first")) / 2
    if effect.every == "sides" or known.height == 2:
        return [
            pl.concat([row.with_columns(day=end) for end in ("first", "last")])
            for row in known.iter_slices(1)
        ]
    days = known.select("first", "last").rows()
    apart = [after[0] - before[1] > timedelta(days=1) for before, after in pairwise(days)]
    if (known["first"] == known["last"]).all():
        apart = [False] * len(apart)
    ends = [0, *(place for place, gap in enumerate(apart, start=1) if gap), known.height]
    return [known[start:end].with_columns(day=middle) for start, end in pairwise(ends) if end > start]


def line_ends(effect: ProtectedEffect) -> list[tuple[str, str, date, float]]:
    """Where the names of both lines are written: key, colour, day and value, the lower one first."""
    every = pl.concat(stretches(effect))
    found = []
    for name, colour in (("actual", INK), ("expected", GREY)):
        known = every.filter(pl.col(name).is_not_null())
        if not known.is_empty():
            found.append((name, colour, known["day"][-1], float(known[name][-1])))
    return sorted(found, key=lambda one: one[3])


def measured_from(low: float | None, high: float | None) -> bool:
    """Whether an event is the one that the others are measured from: it has no interval of its own."""
    return low is None or low == high


def after_start(effect: ProtectedEffect, piece: pl.DataFrame) -> pl.DataFrame:
    """What of a piece lies from the first start on and has a projection."""
    first = effect.starts["start"].min()
    late = piece if first is None else piece.filter(pl.col("last") >= first)
    return late.filter(pl.col("expected").is_not_null())


def start_days(effect: ProtectedEffect) -> list[tuple[date, str]]:
    """The days on which the measure began, and what to write there; none where there are too many."""
    by_day: dict[date, list[str]] = {}
    for unit, day in effect.starts.sort("start").select("unit", "start").iter_rows():
        by_day.setdefault(day, []).append(unit)
    if len(by_day) > NAMED:
        return []
    return [(day, _begins(units)) for day, units in by_day.items()]


def _begins(units: Sequence[str]) -> str:
    if len(units) == 1:
        return say("effect_chart.start", unit=units[0])
    return say("effect_chart.start_several", count=len(units))


def begun(effect: ProtectedEffect) -> list[tuple[date, int]]:
    """After each day of a start: in how many units the measure has begun."""
    counts = Counter(effect.starts["start"].to_list())
    days = sorted(counts)
    return [(day, sum(counts[one] for one in days if one <= day)) for day in days]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A total as a bar.

    Attributes:
        side: ``treated`` or ``compared``.
        after: Whether after the start.
        when: The same in words.
        value: The indicator; None where unknown.
        text: It and its counts, in words.
    """

    side: str
    after: bool
    when: str
    value: float | None
    text: str


def side_texts(effect: ProtectedEffect) -> list[Bar]:
    """The totals of an effect as bars, in their order."""
    return [
        Bar(
            side=row["side"],
            after=row["after"],
            when=say("effect_chart.after" if row["after"] else "effect_chart.before"),
            value=row["value"],
            text=_counts(effect, row),
        )
        for row in effect.totals.iter_rows(named=True)
    ]


def _counts(effect: ProtectedEffect, row: dict[str, float | None]) -> str:
    people, base, value = row["people"], row["base"], row["value"]
    if value is None:
        return "*"
    text = f"{half_up(value)}{effect.unit}"
    if people is None or base is None or effect.kind not in {"share", "rate"}:
        return text
    if base < SMALL:
        return f"{people:,.0f}/{base:,.0f}"
    return say("effect_chart.share", people=f"{people:,.0f}", base=f"{base:,.0f}", value=text)


def by_unit(effects: Sequence[ProtectedEffect]) -> list[list[ProtectedEffect]]:
    """Effects that may stand on one scale, those of one indicator together."""
    parts: dict[str, list[ProtectedEffect]] = {}
    order = list(dict.fromkeys(effect.title for effect in effects))
    for effect in sorted(effects, key=lambda one: order.index(one.title)):
        parts.setdefault(effect.unit, []).append(effect)
    return list(parts.values())


def row_label(effect: ProtectedEffect) -> str:
    """Which indicator, and which measure."""
    return f"{effect.title}　{effect.measure}" if effect.measure else effect.title


def found(effect: ProtectedEffect) -> str:
    """The verdict of a row, with its numbers."""
    if effect.status == "hidden":
        return say("effect_chart.hidden")
    words = {"verdict": verdict_word(effect), "moved": moved(effect)}
    ends = between(effect)
    if ends is None:
        return say("effect_chart.found_bare", **words)
    return say("effect_chart.found", **words, interval=ends)


def span(effects: Sequence[ProtectedEffect]) -> tuple[float, float]:
    """The ends of the scale of several effects; one very wide interval does not squeeze the others."""
    points = [one.effect for one in effects if one.effect is not None]
    ends = [end for one in effects for end in (one.low, one.high) if end is not None]
    most = 4 * max(map(abs, points), default=0.0) or max(map(abs, ends), default=1.0)
    low = min([0.0, *points, *(max(end, -most) for end in ends)])
    high = max([0.0, *points, *(min(end, most) for end in ends)])
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room
