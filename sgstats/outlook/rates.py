"""How likely people are to leave within a year, by age and gender, as it was observed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.outlook.kinds import GENDERS, NO_AGE, PAST, gathered, with_remaining
from sgstats.outlook.observed import Observed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

BAND = 5
"""Years of age that share a rate."""
BANDS = 25
WEIGHT = 10
"""So many people's worth of everybody's rate is mixed into each group's own: few people tell little."""
RETIRED = "退休"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rates:
    """Chances of leaving within a year, as Beta distributions; the mean is the rate itself.

    Attributes:
        left: Weight of leaving by group of age and gender, last of the people past the age.
        stayed: Weight of staying, likewise.
        exits: How many left in all, but for those who retired by law.
        exposed: How many person-years they left from.
        early: How many left as retired before the year in which the law would have had them retire.
    """

    left: Floats
    stayed: Floats
    exits: int
    exposed: int
    early: int

    def of(self, kinds: Ints) -> Ints:
        """The group of each kind (rows of ``age``, ``gender``, ``education_group``, ``remaining``)."""
        return np.where(kinds[:, 3] == PAST, len(self.left) - 1, group_of(kinds[:, 0], kinds[:, 1]))

    @property
    def mean(self) -> Floats:
        """The rate of each group."""
        total = self.left + self.stayed
        return np.divide(self.left, total, out=np.zeros_like(total), where=total > 0)

    def drawn(self, rng: np.random.Generator, *, runs: int) -> Floats:
        """Rates as they may really be, one row per run: what was observed was chance as well."""
        sure = (self.left <= 0) | (self.stayed <= 0)
        some = np.where(sure, 1.0, self.left), np.where(sure, 1.0, self.stayed)
        return np.where(sure, self.mean, rng.beta(*some, size=(runs, len(self.left))))


def group_of(age: Ints, gender: Ints) -> Ints:
    """The group of an age and a gender; people of unknown age are one of their own.

    Example:
        >>> group_of(np.array([19, 20, 24, -1]), np.array([0, 0, 1, 1])).tolist()
        [9, 12, 13, 76]
    """
    band = np.where(age == NO_AGE, BANDS, np.minimum(age // BAND, BANDS - 1))
    return np.asarray(band * len(GENDERS) + gender)


def rates(observed: Observed, *, reading: str, stop: Collection[str] = ()) -> Rates:
    """The rates of some observed years.

    Retiring is left to the law: who reaches the age within a year is not in the observation, and
    leaving with the reason 退休 before it is no exit. People past the age who are still in post leave
    at a rate of their own, for whatever reason, pooled over age and gender; where nobody was
    observed past the age, they leave within a year.

    Formula:
        rate = (exits + 10 · exits of all / person-years of all) / (person-years + 10)

    Args:
        observed: Who left in which year.
        reading: ``50`` or ``55``.
        stop: Reasons that nobody leaves for any more.
    """
    frames = observed.leaving.partition_by("first", as_dict=True)
    dated = pl.concat(with_remaining(frame, on=key[0], reading=reading) for key, frame in frames.items())
    active, past = dated.filter(pl.col("remaining") > 1), dated.filter(pl.col("remaining") == PAST)
    counts = pl.col("reason").is_not_null() & ~pl.col("reason").is_in([RETIRED, *stop])
    exposed, exits = map(_by_group, (active, active.filter(counts)))
    overall = WEIGHT * exits.sum() / max(exposed.sum(), 1)
    left, stayed = exits + overall, exposed - exits + WEIGHT - overall
    gone = past.filter(pl.col("reason").is_not_null() & ~pl.col("reason").is_in(list(stop)))
    of_past = _past(int(past["people"].sum()), int(gone["people"].sum()))
    return Rates(
        left=np.append(left, of_past[0]), stayed=np.append(stayed, of_past[1]),
        exits=int(exits.sum()), exposed=int(exposed.sum()),
        early=int(active.filter(pl.col("reason") == RETIRED)["people"].sum()),
    )  # fmt: skip


def _past(people: int, gone: int) -> tuple[float, float]:
    """Weights of leaving and staying past the age; half a person on either side keeps chance in."""
    return (gone + 0.5, people - gone + 0.5) if people else (1.0, 0.0)


def _by_group(frame: pl.DataFrame) -> Floats:
    kinds = gathered(frame)
    groups = group_of(kinds["age"].to_numpy(), kinds["gender"].to_numpy())
    weights = kinds["people"].to_numpy().astype(np.float64)
    return np.bincount(groups, weights=weights, minlength=(BANDS + 1) * len(GENDERS)).astype(np.float64)
