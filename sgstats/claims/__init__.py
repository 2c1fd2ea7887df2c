"""VERIFY: numbers printed in a text or a table, against the data and against themselves."""

from sgstats.claims.finding import find
from sgstats.claims.known import Known
from sgstats.claims.numbers.quantities import quantities
from sgstats.claims.numbers.spans import spans

__all__ = ["Known", "find", "quantities", "spans"]
