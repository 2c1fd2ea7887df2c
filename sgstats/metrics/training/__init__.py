"""Trainings: who attended, how much, whose duties are met, and who is certified."""

from sgstats.metrics.training import attendance, coverage, duties

__all__ = ["attendance", "coverage", "duties"]
