"""Movement: accounts of staff over a period, turnover under every denominator, who stays."""

from sgstats.metrics.movement import exits, flows, monthly, turnover
from sgstats.metrics.movement.known import known_span

__all__ = ["exits", "flows", "known_span", "monthly", "turnover"]
