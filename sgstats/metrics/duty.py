"""A training duty as the metrics understand it: what must be attended, how often, and by whom.

Rule packs say the same in their own words; whoever asks hands their duties over in this form.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty to be trained.

    Attributes:
        name: What tables call it: the rule and what it asks for.
        levels: Levels of training that count; none: any.
        times: Trainings wanted in each period; those of one day are one.
        years: Calendar years of a period, the running one being its last; None where it is counted in months.
        months: Months that a training lasts from its day on; None where it is counted in calendar years.
        hours_tenths: Hours wanted in each period, in tenths; None where none are.
        posts: Posts of the people concerned; none: any. Of people without a known post nothing is told.
        employment: Employment classes of the people concerned, and with them people whose class is
            unknown, to whom rules apply until it is known; none: any.

    Example:
        >>> Duty(name="HG-1a", levels=("区级",), years=1).times
        1
    """

    name: str
    levels: tuple[str, ...] = ()
    times: int = 1
    years: int | None = None
    months: int | None = None
    hours_tenths: int | None = None
    posts: tuple[str, ...] = ()
    employment: tuple[str, ...] = ()
