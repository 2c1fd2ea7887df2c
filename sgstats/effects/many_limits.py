"""When several units can be compared, and by what: the numbers of ``many.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyLimits:
    """The numbers of the file, which gives the reason of each.

    Attributes:
        chance: Largest p value of a claim.
        assignments: Fewest ways to hand out the starts.
        draws: Most other assignments that are tried.
        drawn: Most for what is only drawn, and fewest for large panels.
        work: Cells times assignments that are looked at in large panels.
        prior: Periods by which a unit's noise is drawn towards that of all.
        compared: Fewest units without the measure for a t test.
        units: Fewest units for errors by unit.
        treated: Fewest of them with the measure.
        others: Fewest of them without it.
        events: Smallest part of the treated units that an event is shown of.
        stretches: Most stretches of the time before the start.
        common: Smallest part of the treated units that an event is tested of.
        freedom: Degrees of freedom for each stretch.
        unlike: p value from which on downwards the time before is unlike.
        doubtful: p value from which on downwards it is doubtful.
        remembered: Fewest known periods before, on average, of which the correlation of neighbours is told.
    """

    chance: float
    assignments: int
    draws: int
    drawn: int
    work: int
    prior: float
    compared: int
    units: int
    treated: int
    others: int
    events: float
    stretches: int
    common: float
    freedom: float
    unlike: float
    doubtful: float
    remembered: float


@cache
def many_limits() -> ManyLimits:
    """The numbers of the file.

    Example:
        >>> many_limits().assignments
        20
    """
    text = resources.files(__name__.rpartition(".")[0]).joinpath("many.toml").read_text(encoding="utf-8")
    return ManyLimits(**tomllib.loads(text))
