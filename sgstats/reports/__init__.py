"""SHOW: reports, figures and charts; pure functions of protected tables.

``structure_report`` turns the tables named in ``TABLES`` into a ``Report``, which is data;
``render`` writes it as Word, Excel or HTML. ``charts`` (live) and ``figures`` (still) draw
one protected table each.
"""

from sgstats.reports.content import Block, Report
from sgstats.reports.movement import OF_A_YEAR
from sgstats.reports.quality import QualitySummary, summarise
from sgstats.reports.rectification import rectified
from sgstats.reports.rendering import render
from sgstats.reports.structure import APPRAISED, TABLES, structure_report

__all__ = [
    "APPRAISED",
    "OF_A_YEAR",
    "TABLES",
    "Block",
    "QualitySummary",
    "Report",
    "rectified",
    "render",
    "structure_report",
    "summarise",
]
