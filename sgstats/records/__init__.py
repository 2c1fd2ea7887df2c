"""CLEAN: tables as read become typed rows of people at work, or named rejections with an address."""

from sgstats.records.cleaned import Cleaned
from sgstats.records.cleaning import clean

__all__ = ["Cleaned", "clean"]
