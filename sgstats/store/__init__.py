"""STORE: the DuckDB file of anonymised statements. The only package that opens it or writes its tables."""

from sgstats.store.history import days, findings, imports, reading, rejected, undo, units
from sgstats.store.saving import Arrival, Key, Saved, save

__all__ = [
    "Arrival",
    "Key",
    "Saved",
    "days",
    "findings",
    "imports",
    "reading",
    "rejected",
    "save",
    "undo",
    "units",
]
