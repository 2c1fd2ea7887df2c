"""Many units that began at different times: imputation, errors by unit, and why it is our own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from many_panels import several

from sgstats.effects.collapsed import compared
from sgstats.effects.designs import designs

pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")  # pyfixest under pandas 3.1

staggered = designs()["staggered"]
UNITS, PERIODS = 40, 12


def numbers(seed, *, effect=0.0, growing=0.0):
    """Values, first periods and bases of 40 units, 24 of which began one after the other."""
    random = np.random.default_rng(seed)
    firsts = [*random.integers(3, 10, 24).tolist(), *16 * [None]]
    values = random.normal(size=(UNITS, PERIODS)).cumsum(axis=1) + np.arange(UNITS)[:, None]
    for row, first in enumerate(firsts[:24]):
        values[row, first:] += effect + growing * np.arange(PERIODS - first)
    return values, firsts, random.integers(9, 160, (UNITS, 1))


def long(values, firsts, bases):
    """One row per known cell, as the libraries want it."""
    rows = [
        {"unit": row, "time": place, "value": values[row, place], "base": float(bases[row, 0]),
         "late": int(firsts[row] is not None and place >= firsts[row])}
        for row, place in np.argwhere(np.isfinite(values))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def by_library(frame, **options):
    import pyfixest

    return pyfixest.did2s(
        frame, yname="value", first_stage="~ 0 | unit + time", second_stage="~ i(late, ref=0)",
        treatment="late", cluster="unit", weights="base", **options,
    )  # fmt: skip


@pytest.mark.parametrize("gaps", [0, 25])
def test_the_effect_is_that_of_pyfixest(gaps):
    values, firsts, bases = numbers(1, effect=2.0, growing=0.3)
    for row, place in np.random.default_rng(2).integers(0, [UNITS, PERIODS], (gaps, 2)):
        values[row, place] = np.nan
    fit = staggered.fit(several(values * bases, bases=bases, firsts=firsts))
    library = by_library(long(values, firsts, bases))
    assert fit.effect == pytest.approx(float(library.coef().iloc[0]), rel=1e-5)
    assert fit.deviation == pytest.approx(float(library.se().iloc[0]), rel=0.1)


def test_pyfixest_fails_where_the_last_period_has_nobody_to_compare_with():
    values, firsts, bases = numbers(3, effect=2.0)
    late = [first if first is not None else 10 for first in firsts]
    with pytest.raises(ValueError, match="broadcast"):
        by_library(long(values, late, bases))
    fit = staggered.fit(several(values * bases, bases=bases, firsts=late))
    before_last = values.copy()
    before_last[:, 10:] = np.nan
    same = staggered.fit(several(before_last * bases, bases=bases, firsts=firsts))
    assert fit.effect == pytest.approx(same.effect)
    check = next(check for check in fit.checks if check.name == "never_treated_absent")
    assert f"{2 * UNITS} 个数据" in check.message


def test_growing_effects_do_not_bend_it_as_they_bend_a_plain_regression():
    values, firsts, _ = numbers(4)
    without = compared(several(values, firsts=firsts)).effect
    late = np.array([[first is not None and place >= first for place in range(PERIODS)] for first in firsts])
    since = np.array([[place - (first or 0) for place in range(PERIODS)] for first in firsts])
    grown = values + np.where(late, 1.0 * since, 0.0)
    found = compared(several(grown, firsts=firsts)).effect
    assert found - without == pytest.approx(since[late].mean())


def test_units_without_a_period_before_are_left_out():
    values, firsts, _ = numbers(5, effect=1.0)
    more = np.vstack([values, values[:2] + 50])
    panel = several(more, firsts=[*firsts, 0, 0])
    assert compared(panel).always == ("街道040", "街道041")
    assert staggered.fit(panel).effect == pytest.approx(staggered.fit(several(values, firsts=firsts)).effect)


def test_fewer_units_are_not_for_errors_by_unit():
    values, firsts, _ = numbers(6)
    assert "至少要 30 个单位" in staggered.lack(several(values[11:], firsts=firsts[11:]))
