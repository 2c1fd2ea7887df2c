"""CLEAN: tables as read become typed rows of people at work, or named rejections with an address."""

from sgstats.records.roster import Cleaned, clean

__all__ = ["Cleaned", "clean"]
