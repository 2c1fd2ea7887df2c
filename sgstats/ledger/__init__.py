"""TRACK (整改台账): problems found in the data, and the ledger of issues, causes, measures and reviews."""

from sgstats.ledger.checking import check
from sgstats.ledger.ledger import Change, Gap, Ledger
from sgstats.ledger.progressing import Progress, progress
from sgstats.ledger.replaying import replay

__all__ = ["Change", "Gap", "Ledger", "Progress", "check", "progress", "replay"]
