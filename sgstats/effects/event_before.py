"""Whether the two sides moved alike before the start: the joint test of effects that cannot be yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.effects.effect import Check, Held
from sgstats.effects.many_limits import many_limits
from sgstats.effects.sentences import printed_chance
from sgstats.messages import listed, say

if TYPE_CHECKING:
    from numpy.typing import NDArray


def early(
    events: NDArray[np.int64], effects: NDArray[np.float64], *, freedom: float
) -> list[NDArray[np.int64]]:
    """Places of the events before the start, in a few stretches; none that an assignment can't tell.

    One coefficient for each of two years' months would need more units than a district has streets.

    Args:
        events: Periods since the start.
        effects: Assignments × events.
        freedom: Degrees of freedom that the units leave.
    """
    bounds = many_limits()
    places = np.flatnonzero((events < 0) & np.isfinite(effects).all(axis=0))
    most = min(bounds.stretches, len(places), int(freedom / bounds.freedom))
    return np.array_split(places, most) if most > 0 else []


def means(numbers: NDArray[np.float64], parts: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Means over stretches of events: rows × stretches.

    Args:
        numbers: Rows × events.
        parts: Places of the events of each stretch.
    """
    return np.array([numbers[:, part].mean(axis=1) for part in parts]).T.reshape(len(numbers), len(parts))


def shuffled_p(observed: NDArray[np.float64], others: NDArray[np.float64]) -> float | None:
    """The p value of “all are zero” by the distance among the shuffled starts.

    None without anything to test, or with so few ways that no difference could be told.

    Args:
        observed: One number per stretch.
        others: Assignments × stretches.
    """
    if not observed.size or len(others) + 1 < many_limits().assignments:
        return None
    inverse = np.linalg.pinv(others.T @ others / len(others), rcond=1e-10, hermitian=True)
    far = np.einsum("as,st,at->a", others, inverse, others)
    own = float(observed @ inverse @ observed)
    return (1 + int((far >= own * (1 - 1e-9)).sum())) / (1 + len(others))


def standing_out(check: Check, events: pl.DataFrame) -> Check:
    """The check of the time before the start, doubtful where more events stand out than chance brings.

    The joint test of a few stretches may miss one that every reader of the event study sees. One interval
    of twenty leaves out zero by chance: of two it is worth a word, of thirty months it is not.

    Args:
        check: Any check of a design.
        events: Its event study.
    """
    if (check.name, check.held) != ("pre_trend", "holds") or check.p is None or events.is_empty():
        return check
    # What the others are measured from has no interval.
    looked = events.filter(pl.col("event") < 0, pl.col("low") < pl.col("high"))
    apart = (pl.col("low") > 0) | (pl.col("high") < 0)
    found = looked.filter(apart)["event"].sort(descending=True).to_list()
    if not found or by_chance(len(found), of=looked.height) > many_limits().doubtful:
        return check
    named = listed([str(-event) for event in found])
    p = f"{printed_chance(check.p):.3f}"
    message = say("many.pre_trend_alone", p=p, looked=looked.height, periods=named)
    return replace(check, held="doubtful", message=message)


def by_chance(found: int, *, of: int) -> float:
    """How often at least so many of several 95 % intervals leave out zero, if each does by chance alone.

    Example:
        >>> round(by_chance(1, of=2), 4), round(by_chance(3, of=27), 2)
        (0.0975, 0.15)
    """
    from scipy.special import bdtrc

    return float(bdtrc(found - 1, of, many_limits().chance))


def pre_trend(p: float | None) -> Check:
    """What the p value of the time before the start means."""
    if p is None:
        return Check(name="pre_trend", held="untestable", message=say("many.pre_trend_untestable"))
    bounds = many_limits()
    held: Held = "fails" if p <= bounds.unlike else "doubtful" if p <= bounds.doubtful else "holds"
    return Check(
        name="pre_trend", held=held, message=say(f"many.pre_trend_{held}", p=f"{printed_chance(p):.3f}"), p=p
    )
