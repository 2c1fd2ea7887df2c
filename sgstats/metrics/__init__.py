"""MEASURE: a metric is a definition and a count; the engine counts, Python reasons."""

from sgstats.metrics.measure import Measured, measure
from sgstats.metrics.movement.denominators import title as denominator_title
from sgstats.metrics.movement.known import known_span
from sgstats.metrics.options import Options
from sgstats.metrics.quota import quota_table
from sgstats.metrics.registry import Definition, catalogue
from sgstats.metrics.shares import with_shares

__all__ = [
    "Definition",
    "Measured",
    "Options",
    "catalogue",
    "denominator_title",
    "known_span",
    "measure",
    "quota_table",
    "with_shares",
]
