"""The one verb of sgstats that has no public name of its own: ``sgstats.findings`` is also a module."""

from __future__ import annotations

from sgstats.store import findings

__all__ = ["findings"]
