"""How mixed groups are: Blau's index, entropy, dissimilarity, and how heavy the middle of the ages is."""

from sgstats.metrics.diversity.between import dissimilarity
from sgstats.metrics.diversity.middle import middle
from sgstats.metrics.diversity.within import blau, entropy, evenness

__all__ = ["blau", "dissimilarity", "entropy", "evenness", "middle"]
