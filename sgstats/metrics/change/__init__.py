"""Why shares change or differ: exact accounts between two days, and Kitagawa's mix and rate."""

from sgstats.metrics.change.account import contributions
from sgstats.metrics.change.components import change
from sgstats.metrics.change.kitagawa import Effects, kitagawa
from sgstats.metrics.change.mixes import mix_gap, mix_rate

__all__ = ["Effects", "change", "contributions", "kitagawa", "mix_gap", "mix_rate"]
