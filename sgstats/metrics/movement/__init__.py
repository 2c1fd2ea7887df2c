"""Movement: accounts of staff over a period, turnover under every denominator, who stays."""

from sgstats.metrics.movement import flows
from sgstats.metrics.movement.known import known_span

__all__ = ["flows", "known_span"]
