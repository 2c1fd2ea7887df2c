"""MEASURE: a metric is a definition and a count; the engine counts, Python reasons."""

from sgstats.metrics.measure import Measured, measure
from sgstats.metrics.options import Options
from sgstats.metrics.quota import quota_table
from sgstats.metrics.registry import Definition, catalogue
from sgstats.metrics.shares import with_shares

__all__ = ["Definition", "Measured", "Options", "catalogue", "measure", "quota_table", "with_shares"]
