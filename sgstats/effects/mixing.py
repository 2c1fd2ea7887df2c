"""Structure changes told apart from real ones: how much of a change is only another mix of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sgstats import fields
from sgstats.effects.effect import Mix
from sgstats.effects.limits import limits
from sgstats.effects.sentences import amount
from sgstats.messages import say
from sgstats.metrics.change import kitagawa

if TYPE_CHECKING:
    from sgstats.effects.effect import Effect

Counts = Mapping[str, tuple[int | Fraction, int | Fraction]]
"""Per category: people (or events), and their base (or exposure)."""


def mix(before: Counts, after: Counts, *, by: str, scale: float = 100) -> Mix | None:
    """Take the change of a share or rate apart into another mix of people and real change within each kind.

    Kitagawa's decomposition, exact in fractions: the two parts add up to the change without rest. Unknown is
    a category of its own; one that nobody is in on one side counts as mix alone.

    Formula:
        mix = scale · Σ (s₁ - s₀)(r₀ + r₁)/2, rate = scale · Σ (r₁ - r₀)(s₀ + s₁)/2, where s is a category's
        part of the base and r the share within it

    Args:
        before: Of the units of the measure, by category, before the start.
        after: The same from the start on.
        by: Field that makes the categories.
        scale: Value of a share of 1 in the indicator's unit.

    Returns:
        The parts in the indicator's unit; None where nobody is there on one side.

    Example:
        >>> mix({"30岁以下": (8, 10), "50岁以上": (2, 10)}, {"30岁以下": (16, 20)}, by="age_band").mix
        30.0
    """
    found = kitagawa(before, after)
    if found is None:
        return None
    exact = Fraction(str(scale))
    return Mix(
        by=by, total=float(found.total * exact), mix=float(found.mix * exact), rate=float(found.rate * exact)
    )


def with_mix(effect: Effect, found: Mix | None) -> Effect:
    """The effect with its change taken apart, and a remark where another mix of people is much of it."""
    if found is None:
        return effect
    remark = mix_sentence(found, unit=effect.unit)
    return replace(effect, mix=found, remarks=(*effect.remarks, remark) if remark else effect.remarks)


def mix_sentence(found: Mix, *, unit: str) -> str | None:
    """What another mix of people has done, if that is a substantial part of the change; else None.

    Part is measured against what mix and real change do together, so that two that cancel out are told.
    """
    moved = abs(found.mix) + abs(found.rate)
    if not moved or abs(found.mix) < limits().mix_part * moved:
        return None
    return say(
        "effect.mixed", by=fields.field(found.by).title, total=amount(found.total, unit),
        mix=amount(found.mix, unit), rate=amount(found.rate, unit),
    )  # fmt: skip
