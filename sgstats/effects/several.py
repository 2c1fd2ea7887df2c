"""Several effects looked at together: false discoveries are kept in check, nothing is starred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.limits import limits
from sgstats.effects.sentences import sentence, unchanged_below
from sgstats.effects.verdict import verdict, voided
from sgstats.messages import say
from sgstats.metrics.shares import half_up

if TYPE_CHECKING:
    from sgstats.effects.effect import Effect


def adjusted(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """The same effects with p values after Benjamini and Hochberg, and with the verdicts that follow.

    Effects without a test (no design was possible, or an assumption that voids it failed) take no part. An
    effect that is looked at alone is not adjusted. The intervals stay those of the single effects.

    Formula:
        the i-th smallest of m p values becomes the minimum over j ≥ i of p(j) · m / j

    Args:
        effects: What is looked at together.

    Source:
        Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57.

    Example:
        >>> adjusted([])
        ()
    """
    places = [place for place, effect in enumerate(effects) if _tested(effect)]
    if len(places) < 2:
        return tuple(effects)
    found = dict(zip(places, controlled([effects[place].fit.p for place in places]), strict=True))
    return tuple(
        _with(effect, found[place]) if place in found else effect for place, effect in enumerate(effects)
    )


def controlled(chances: Sequence[float]) -> list[float]:
    """P values after Benjamini and Hochberg, in their order.

    Written here because ``scipy.stats``, which has it too and agrees in the specs, takes seconds to import.

    Example:
        >>> controlled([0.01, 0.5, 0.02])
        [0.03, 0.5, 0.03]
    """
    ordered = np.argsort(chances)
    ratios = np.asarray(chances)[ordered] * len(chances) / np.arange(1, len(chances) + 1)
    least = np.minimum.accumulate(ratios[::-1])[::-1]
    found = np.empty(len(chances))
    found[ordered] = np.minimum(least, 1.0)
    return [float(one) for one in found]


def by_chance(effects: Sequence[Effect]) -> str | None:
    """The warning that belongs above a table of several effects; None where fewer than two were tested."""
    tested = sum(map(_tested, effects))
    if tested < 2:
        return None
    return say("effect.by_chance", tested=tested, expected=half_up(tested * limits().chance))


def _tested(effect: Effect) -> bool:
    return effect.fit.design != "none" and not voided(effect.fit)


def _with(effect: Effect, p: float) -> Effect:
    assert effect.better is not None
    reached = verdict(effect.fit, better=effect.better, worth=unchanged_below(effect), adjusted=p)
    changed = replace(effect, adjusted=p, verdict=reached)
    return replace(changed, sentence=sentence(changed))
