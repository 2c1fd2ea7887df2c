"""How long people stay in post: Kaplan–Meier curves, medians, hazards and the log-rank test."""

from sgstats.metrics.survival.curve import estimated, median, restricted_mean
from sgstats.metrics.survival.leavings import OF_LEAVING
from sgstats.metrics.survival.logrank import LogRank, logrank
from sgstats.metrics.survival.metrics import exit_hazard, median_stay, survival
from sgstats.metrics.survival.whole import Curves, curves

__all__ = [
    "OF_LEAVING", "Curves", "LogRank", "curves", "estimated", "exit_hazard", "logrank", "median",
    "median_stay", "restricted_mean", "survival",
]  # fmt: skip
