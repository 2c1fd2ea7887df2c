"""What the page takes from sgstats: one place, so that the rest of it knows no more than these names."""

from __future__ import annotations

from sgstats.fields import UNKNOWN, field
from sgstats.messages import entry, language, say
from sgstats.reports.charts import CONFIG, bars, pyramid
from sgstats.store import findings

__all__ = ["CONFIG", "UNKNOWN", "bars", "entry", "field", "findings", "language", "pyramid", "say"]
