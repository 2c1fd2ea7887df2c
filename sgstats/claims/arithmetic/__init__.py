"""The numbers of a report against each other: parts and wholes, percentages and counts, stocks and flows."""

from sgstats.claims.arithmetic.checking import check

__all__ = ["check"]
