"""STORE: the DuckDB file of anonymised statements. The only package that opens it or writes its tables."""

from sgstats.store.arrivals import Arrival, Key, Saved
from sgstats.store.history import days, findings, imports, rejected, undo, units
from sgstats.store.holding import holding, reading
from sgstats.store.ledger import LEDGER, called, change_ledger, ledger_changes
from sgstats.store.saving import ROSTER, save
from sgstats.store.yearly import population, recorded, staff, years

__all__ = [
    "LEDGER",
    "ROSTER",
    "Arrival",
    "Key",
    "Saved",
    "called",
    "change_ledger",
    "days",
    "findings",
    "holding",
    "imports",
    "ledger_changes",
    "population",
    "reading",
    "recorded",
    "rejected",
    "save",
    "staff",
    "undo",
    "units",
    "years",
]
