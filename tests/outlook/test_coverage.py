"""The band holds what it says: over many invented staffs it covers the later headcount 95 times of 100."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sgstats.outlook.hiring import hiring
from sgstats.outlook.observed import Observed, earlier
from sgstats.outlook.projection import Course, Simulated, carried
from sgstats.outlook.rates import rates
from sgstats.outlook.scenario import Scenario

ON, RATE, HIRED, AHEAD = date(2023, 12, 31), 0.1, 30, 3
STAFFS, RUNS = 150, 300
WOMEN = {"gender": "女", "education_group": "大专及以上", "retirement_category": None}
TYPES = {"age": pl.Int64, "birth_month": pl.Int64, "retirement_category": pl.String, "reason": pl.String}


def observed(rng, *, years=5, people=300):
    """Some years of one staff of women aged 30, who leave at one rate, and the young who come."""
    days = [earlier(ON, back) for back in range(years + 1)]
    leaving, joining = [], []
    for first, last in zip(days[1:], days[:-1], strict=True):
        gone = int(rng.binomial(people, RATE))
        same = WOMEN | {"age": 30, "birth_month": (first.year - 30) * 100 + 6, "first": first}
        leaving += [
            same | {"reason": "辞职", "people": gone},
            same | {"reason": None, "people": people - gone},
        ]
        came = {"age": 25, "birth_month": (last.year - 25) * 100 + 6, "last": last}
        joining.append(WOMEN | came | {"people": int(rng.poisson(HIRED))})
    return Observed(days=tuple(days), leaving=frame(leaving), joining=frame(joining))


def frame(rows):
    return pl.DataFrame(rows, schema_overrides=TYPES)


def covered(rng, *, people=300):
    """Whether the later headcount of one staff lies in its band."""
    known = observed(rng)
    course = Course(
        on=ON, years=AHEAD, reading="55", rates=rates(known, reading="55"), hiring=hiring(known, Scenario())
    )
    kind = {"age": [30], "gender": [1], "education_group": [0], "remaining": [999], "people": [people]}
    chance = Simulated(course.rates, course.hiring, seed=int(rng.integers(1_000_000)), runs=RUNS)
    *_, last = carried(pl.DataFrame(kind), course, draw=chance, runs=RUNS)
    low, high = np.quantile(last.people.sum(axis=1), (0.025, 0.975))
    there = people
    for _ in range(AHEAD):
        there += int(rng.poisson(HIRED)) - int(rng.binomial(there, RATE))
    return low <= there <= high


def test_the_band_covers_what_it_says():
    rng = np.random.default_rng(7)
    inside = sum(covered(rng) for _ in range(STAFFS))
    # With 150 staffs a true 95 % lies between 91 % and 99 % all but once in a hundred times.
    assert 0.91 <= inside / STAFFS <= 0.99
