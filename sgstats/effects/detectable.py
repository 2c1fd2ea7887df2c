"""What would be needed to tell: the smallest effect to be seen, and how many periods or units more."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite
from typing import TYPE_CHECKING

import numpy as np

from sgstats.effects.effect import Needed
from sgstats.effects.limits import limits
from sgstats.effects.sides import side_masks

if TYPE_CHECKING:
    from sgstats.effects.effect import Fit
    from sgstats.effects.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a panel holds.

    Attributes:
        before: Known periods before the start, of a unit of the measure on average.
        after: Known periods from the start on.
        treated: Units of the measure.
        compared: Units that it is compared with; 0 where the design knows none.
        adds_up: Whether the design uses all of the periods, so that more of them tell more.
        there: All units that there are, with the measure or without; None if nobody knows.
    """

    before: float
    after: float
    treated: int
    compared: int
    adds_up: bool = True
    there: int | None = None


def size_of(panel: Panel, *, compared: int, design: str = "") -> Size:
    """How much a panel holds.

    The exact comparison of lists and of yearly shares takes the last one of each side, since they tell of
    the same people: a further one replaces it and adds nothing.
    """
    treated = panel.first_after < len(panel.periods)
    before, after = (mask[treated].sum(axis=1).mean() for mask in side_masks(panel))
    same = panel.every == "list" or (panel.kind, panel.every) == ("share", "year")
    adds_up = design != "exact" or not same
    return Size(
        before=float(before),
        after=float(after),
        treated=int(treated.sum()),
        compared=compared,
        adds_up=adds_up,
        there=len(panel.units),
    )


def needed(fit: Fit, *, worth: float, size: Size) -> Needed:
    """What would be needed to tell a change worth seeing.

    The standard error shrinks as one over the root of what is added on one side only, while the other side
    (periods before the start, units compared with) stays as it is, but that no more units can have the
    measure than there are. None where even endless data would not be enough, or more than is sensible.

    Formula:
        detectable = (t(0.975) + t(0.8)) · standard error;
        with error² = c · (1/fixed + 1/n), n is found for which detectable equals what is worth seeing

    Args:
        fit: What the design found.
        worth: The smallest change worth seeing.
        size: How much data there is.

    Source:
        Bloom, H. S. (1995), Minimum detectable effects, Evaluation Review 19.
    """
    detectable = multiple(fit.freedom) * fit.deviation
    ratio = worth / detectable if detectable and isfinite(detectable) else 0.0
    most = limits()
    periods = more(size.after, size.before, ratio=ratio, most=most.most_periods)
    return Needed(
        detectable=detectable,
        aimed=worth,
        periods=periods if size.adds_up or ratio >= 1 else None,
        units=more_units(size, ratio=ratio, most=most.most_units),
    )


def more_units(size: Size, *, ratio: float, most: int) -> int | None:
    """How many units must have the measure that the standard error becomes ``ratio`` times what it is.

    They come from the units that there are: once all others have it, each further one is one less to
    compare with.

    Args:
        size: How much data there is.
        ratio: New error by old.
        most: More than these are no advice.

    Example:
        >>> size = Size(before=4, after=4, treated=2, compared=8, there=10)
        >>> more_units(size, ratio=0.9, most=300), more_units(size, ratio=0.5, most=300)
        (3, None)
    """
    found = more(size.treated, size.compared, ratio=ratio, most=most)
    if found is None or ratio >= 1 or size.there is None:
        return found
    wanted = ratio**2 * _squared_error(size.treated, size.compared) * (1 + 1e-9)
    enough = (
        count
        for count in range(found, size.there + (not size.compared))
        if _squared_error(count, min(size.compared, size.there - count)) <= wanted
    )
    return next(enough, None)


def _squared_error(treated: int, compared: int) -> float:
    """What the squared error of a difference is proportional to."""
    return 1 / treated + (1 / compared if compared else 0)


def multiple(freedom: float | None) -> float:
    """How many standard errors a true effect must have to be found as often as it should.

    Example:
        >>> round(multiple(None), 2), round(multiple(10), 2)
        (2.8, 3.11)
    """
    from scipy.special import ndtri, stdtrit  # scipy.stats would take seconds to import

    chances = (1 - limits().chance / 2, limits().power)
    return float(sum(ndtri(one) if freedom is None else stdtrit(freedom, one) for one in chances))


def more(now: float, fixed: float, *, ratio: float, most: int) -> int | None:
    """How many there must be that the standard error becomes ``ratio`` times what it is.

    Args:
        now: How many there are.
        fixed: How many are on the other side, which stays; 0 where there is none.
        ratio: New error by old; where it is 1 or more, what is there is enough.
        most: More than these are no advice.

    Example:
        >>> more(10, 0, ratio=0.5, most=240), more(10, 10, ratio=0.8, most=240)
        (40, 36)
        >>> more(10, 10, ratio=0.5, most=240)
    """
    if ratio >= 1:
        return ceil(now)
    constant = 1 / fixed if fixed else 0.0
    inverse = ratio**2 * (constant + 1 / now) - constant
    count = ceil(np.round(1 / inverse, 6)) if inverse > 0 else most + 1
    return count if count <= most else None
