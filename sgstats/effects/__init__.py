"""EXPLAIN: did the measure change the indicator, and how sure are we; or the reason why it cannot be told."""

from sgstats.effects.designs import designs
from sgstats.effects.effect import Check, Effect, Fit, Mix, Needed, Total
from sgstats.effects.estimating import estimate
from sgstats.effects.mixing import mix, with_mix
from sgstats.effects.panel import Clash, Panel, Period
from sgstats.effects.several import adjusted, by_chance

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
    "adjusted",
    "by_chance",
    "designs",
    "estimate",
    "mix",
    "with_mix",
]
