"""Staffing: posts filled and vacant, and people beside the residents they serve."""

from sgstats.metrics.staffing import posts
from sgstats.metrics.staffing.standards import standard, standards

__all__ = ["posts", "standard", "standards"]
