"""Who is hired in a year of a projection: how many, and of which kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.outlook.kinds import KIND, NO_AGE, gathered, with_remaining
from sgstats.outlook.observed import Observed

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from sgstats.outlook.scenario import Scenario

    Floats = NDArray[np.float64]

MIX = ("age", "gender", "education_group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiring:
    """How many are hired a year, and which share of them is of which kind.

    Attributes:
        number: Hired every year, or None where it varies as observed.
        observed: How many came in each year observed.
        mix: One row per kind: ``age``, ``gender``, ``education_group`` as text or null, and ``share``.
    """

    number: int | None
    observed: tuple[int, ...]
    mix: pl.DataFrame

    @property
    def mean(self) -> float:
        """People expected in a year."""
        return float(np.mean(self.observed)) if self.number is None else float(self.number)

    def drawn(self, rng: np.random.Generator, *, runs: int) -> NDArray[np.int64]:
        """How many are hired in one year, by run.

        Years differ by more than chance where hiring comes in rounds: a Poisson number whose mean
        varies (Gamma) as much as the observed years do beyond chance.
        """
        if self.number is not None:
            return np.full(runs, self.number)
        mean = self.mean
        beyond = float(np.var(self.observed, ddof=1)) - mean if len(self.observed) > 1 else 0.0
        if mean <= 0 or beyond <= 0:
            return rng.poisson(mean, size=runs)
        return rng.poisson(rng.gamma(mean**2 / beyond, beyond / mean, size=runs))

    def kinds(self, *, on: date, reading: str) -> tuple[NDArray[np.int64], Floats]:
        """The kinds of those in their first year-end, and the share of each.

        Nobody knows in which month they will be born: half a year before the age turns.
        """
        months = on.year * 12 + on.month - 1 - pl.col("age") * 12 - 6
        birth = pl.when(pl.col("age") != NO_AGE).then(months // 12 * 100 + months % 12 + 1)
        frame = self.mix.with_columns(
            birth_month=birth, retirement_category=pl.lit(None, dtype=pl.String), people=pl.lit(1)
        )
        dated = with_remaining(frame, on=on, reading=reading).with_columns(people=pl.col("share"))
        # Shares are summed as millionths of a millionth: kinds count whole people everywhere else.
        whole = gathered(dated.with_columns(people=(pl.col("share") * 1e12).round().cast(pl.Int64)))
        shares = whole["people"].to_numpy().astype(np.float64)
        return whole.select(KIND).to_numpy(), shares / max(shares.sum(), 1.0)


def hiring(observed: Observed, scenario: Scenario) -> Hiring:
    """Hiring as observed, but for what a scenario says.

    Where nobody came in the years observed, those hired are like those in post who are under 40.

    Args:
        observed: Who came in which year.
        scenario: May name the number and the ages.
    """
    came = observed.joining
    if came["people"].sum() == 0:
        came = observed.leaving.filter(pl.col("age") < 40)
    mix = came.with_columns(pl.col("age").fill_null(NO_AGE)).group_by(MIX).agg(share=pl.col("people").sum())
    if scenario.hire_ages:
        mix = _of_ages(mix, scenario)
    total = max(float(mix["share"].sum()), 1.0) if not scenario.hire_ages else 1.0
    shares = mix.sort(MIX).with_columns(pl.col("share") / total)
    return Hiring(number=scenario.hire, observed=tuple(observed.joined), mix=shares)


def _of_ages(mix: pl.DataFrame, scenario: Scenario) -> pl.DataFrame:
    """The ages of the scenario, with gender and education as observed at all ages."""
    total = sum(part.share for part in scenario.hire_ages)
    ages = [
        (age, part.share / total / (part.high - part.low + 1))
        for part in scenario.hire_ages
        for age in range(part.low, part.high + 1)
    ]
    by_age = pl.DataFrame(ages, schema={"age": pl.Int64, "of_age": pl.Float64}, orient="row")
    by_age = by_age.group_by("age").agg(pl.col("of_age").sum())
    rest = mix.group_by(MIX[1:]).agg(pl.col("share").sum())
    if rest.is_empty():
        rest = pl.DataFrame({"gender": [None], "education_group": [None], "share": [1]}, schema=rest.schema)
    rest = rest.with_columns(pl.col("share") / pl.col("share").sum())
    crossed = by_age.join(rest, how="cross")
    return crossed.with_columns(share=pl.col("share") * pl.col("of_age")).drop("of_age")
