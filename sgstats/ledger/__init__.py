"""TRACK (整改台账): problems found in the data, and the ledger of issues, causes, measures and reviews."""
