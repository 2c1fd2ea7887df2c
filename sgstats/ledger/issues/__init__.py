"""FIND: problems that the data shows, held against explicit, dated thresholds that anybody may edit."""

from sgstats.ledger.issues.check import Check, Threshold
from sgstats.ledger.issues.judging import Judgement, judge
from sgstats.ledger.issues.loading import checks, default_text, merged, read_overrides
from sgstats.ledger.issues.number import Number, difference

__all__ = [
    "Check",
    "Judgement",
    "Number",
    "Threshold",
    "checks",
    "default_text",
    "difference",
    "judge",
    "merged",
    "read_overrides",
]
