"""Movement: accounts of staff over a period, turnover under every denominator, who stays."""

from sgstats.metrics.movement import early, exits, flows, monthly, staying, turnover
from sgstats.metrics.movement.known import known_span

__all__ = ["early", "exits", "flows", "known_span", "monthly", "staying", "turnover"]
