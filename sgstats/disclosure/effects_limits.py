"""How large the numbers behind an effect must be, and how finely its results may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgstats.disclosure.grades import FAMILY
from sgstats.effects.sentences import printed_chance
from sgstats.metrics import catalogue
from sgstats.metrics.shares import half_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgstats.disclosure.audiences import Rules
    from sgstats.effects.effect import Effect
    from sgstats.effects.panel import Kind

PUBLIC_BASE = 10
"""The smallest base of rounded numbers: below it one person is more than the rounding hides."""
SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a sum of cells must reach to be shown.

    Attributes:
        least: The smallest count of people that may stand alone; 1 hides nothing.
        smallest_base: The fewest people that a base may have in a period.
        kind: What the numbers are.
        steady: Whether the same people are counted again in every period, so that a sum over periods
            tells the count of one of them by division.
        counts_people: Whether what stands above the base tells how many people there are.
        base_counts_people: The same of the base.
        places: Decimals of what is computed from the counts, as many as are printed, so that nothing is
            rounded twice; None for all of them.
        round_to: Counts are rounded to multiples of it.
    """

    least: int
    smallest_base: int
    kind: Kind
    steady: bool
    counts_people: bool
    base_counts_people: bool
    places: int | None
    round_to: int

    @property
    def rounds(self) -> bool:
        """Whether counts are rounded."""
        return self.round_to > 1

    @property
    def people_told(self) -> bool:
        """Whether what stands above the base is a number that means something to a reader.

        The sum of the ages of all people does not, and would tell more than their mean.
        """
        return self.kind != "mean" or self.counts_people

    @property
    def exact(self) -> bool:
        """Whether nothing is hidden for being small."""
        return self.least <= 1

    def safe(
        self, people: NDArray[np.float64], bases: NDArray[np.float64], periods: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Whether sums may be known: of nobody, or of enough in each of their periods.

        Args:
            people: Events or people.
            bases: What they are divided by; zeros where there is none.
            periods: How many periods each is the sum of.
        """
        sizes = self.sizes(people, bases, periods)
        return np.asarray(np.all([(size == 0) | (size >= 1) for size in sizes], axis=0), dtype=np.bool_)

    def sizes(
        self, people: NDArray[np.float64], bases: NDArray[np.float64], periods: NDArray[np.float64]
    ) -> list[NDArray[np.float64]]:
        """How large each count that sums tell is, in units of the smallest that may stand alone.

        These are the people, those who are left of the base, and the base, where they are people.
        """
        times = np.maximum(periods, 1.0)
        again = times if self.steady else np.ones_like(times)
        found = [self._size(people, again)] if self.counts_people else [np.zeros_like(people)]
        if self.kind == "share":
            found.append(self._size(bases - people, again))
        if self.kind != "count" and self.base_counts_people:
            found.append(np.where(bases <= SLACK, 0.0, bases / times / self.smallest_base + SLACK))
        return found

    def _size(self, counts: NDArray[np.float64], again: NDArray[np.float64]) -> NDArray[np.float64]:
        # What is no number of people at all is hidden like a small one; means of a rate need not be whole.
        whole = (np.abs(counts - np.round(counts)) <= SLACK) | (self.kind == "mean")
        size = np.where(np.abs(counts) <= SLACK, 0.0, counts / again / self.least + SLACK)
        return np.where(whole & (size >= 0), size, 0.5)

    def rounded(self, count: float | None) -> float | None:
        """A count as it is shown, rounded half-up."""
        if count is None or not np.isfinite(count) or not self.rounds or self.kind == "mean":
            return count
        return float(np.floor(count / self.round_to + 0.5) * self.round_to)

    def rounded_base(self, base: float | None) -> float | None:
        """A base as it is shown: rounded where it tells how many people there are."""
        if base is None or not self.rounds or not self.base_counts_people:
            return base
        return float(np.floor(base / self.round_to + 0.5) * self.round_to)

    def told(self, number: float | None, *, sided: bool = False, more: int = 0) -> float | None:
        """A number as finely as may be told.

        Args:
            number: Exact.
            sided: Whether what is not zero stays on its side of it: an interval that leaves out zero must
                still do so when printed.
            more: Decimals beyond the usual ones, for numbers that are printed with more.
        """
        if number is None or not np.isfinite(number):
            return None
        if self.places is None:
            return float(number)
        places = self.places + more
        rounded = float(half_up(float(number), places=places))
        return rounded if rounded or not (number and sided) else float(np.copysign(10.0**-places, number))

    def told_ratio(self, number: float | None) -> float | None:
        """What a reader can work out from the counts beside it; rounded where those are or are not told."""
        if number is None or self.rounds or not self.people_told:
            return self.told(number)
        return float(number) if np.isfinite(number) else None

    def told_p(self, p: float | None) -> float | None:
        """A p value with two decimals, or three where exact counts are shown, on its side of 0.05."""
        if p is None or not np.isfinite(p) or self.places is None:
            return p if p is None or np.isfinite(p) else None
        return printed_chance(p, places=2 if self.rounds else 3)


def limits_of(effect: Effect, rules: Rules) -> Limits:
    """The limits for the numbers of an effect.

    A metric of appraisal grades has the strictest limit of its audience, because an effect does not
    tell by which facts its people were chosen.
    """
    entry = catalogue().get(effect.metric)
    exact = rules.hide_up_to == 0
    graded = entry is not None and entry.family == FAMILY
    rounded = PUBLIC_BASE if rules.round_to > 1 else 1
    days = all(period.first == period.last for period in effect.periods)
    return Limits(
        least=rules.threshold,
        smallest_base=1 if exact else max(rules.threshold, rounded, rules.crossed_from if graded else 1),
        kind=effect.kind,
        steady=days or (entry is None and effect.kind == "share") or (entry is not None and not entry.span),
        counts_people=effect.kind != "mean" or (entry is not None and entry.kind == "rate"),
        base_counts_people=entry is None or entry.base_counts_people,
        places=None if exact else 1,
        round_to=rules.round_to,
    )
