"""EXPLAIN: did the measure change the indicator, and how sure are we; or the reason why it cannot be told."""

from sgstats.effects.designs import designs
from sgstats.effects.effect import Check, Effect, Fit, Mix, Needed, Total
from sgstats.effects.estimating import estimate
from sgstats.effects.panel import Clash, Panel, Period

__all__ = [
    "Check",
    "Clash",
    "Effect",
    "Fit",
    "Mix",
    "Needed",
    "Panel",
    "Period",
    "Total",
    "designs",
    "estimate",
]
