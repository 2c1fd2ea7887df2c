"""Hiring that reaches a share, and staff against a standard."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import polars as pl
import pytest
from histories import DAY, engine
from hypothesis import given, settings
from hypothesis import strategies as st
from test_projection import SHORT, born, projected, question, staff_of

from sgstats.errors import Refused
from sgstats.outlook.scenario import AgeShare, Scenario
from sgstats.outlook.solving import needed_hiring, target
from sgstats.outlook.staffing import Need, gap, staffing

YOUNG = replace(SHORT, scenario=Scenario(hire_ages=(AgeShare(low=22, high=29, share=1),)))
# The densities of the domain reference: workers, residents, per 10,000, and the gap to 18.
DENSITIES = [(1336, 742_222, "18.0", 0), (1336, 800_000, "16.7", 104), (9, 4800, "18.8", 0)]


def needed(staff, text, *, plan=YOUNG, year=2026):
    (found,) = needed_hiring(question(), engine=engine(staff), plan=plan, wanted=target(text, year=year))
    return found


def share_with(staff, hire, *, plan=YOUNG):
    numbers = projected(staff, replace(plan, scenario=replace(plan.scenario, hire=hire)))
    return numbers.filter((pl.col("label") == "40–49岁") & (pl.col("year") == 3))["share"].item()


def test_the_smallest_hiring_that_reaches_a_share_reaches_it_and_one_less_does_not():
    staff = [born(1980)] * 60 + [born(1990)] * 30
    found = needed(staff, "40-49<50")
    assert found.share_without == pytest.approx(60 / 90)
    assert found.hire == 11  # 60 of 90 + 3 · 11 = 123 are 48.8 %; of 120 they would be 50 %, not below
    assert share_with(staff, 11) == pytest.approx(found.share) == pytest.approx(60 / 123)
    assert share_with(staff, 10) == pytest.approx(0.5)


def test_a_target_that_is_met_needs_nobody_and_says_how_many_would_undo_it():
    staff = [born(1980)] * 60 + [born(1990)] * 30
    found = needed(staff, "40-49>=50")
    assert (found.hire, found.most) == (0, 10)
    assert needed(staff, "40-49<70").hire == 0
    assert needed(staff, "40-49<70").most is None


def test_a_limit_beyond_those_hired_cannot_be_reached():
    staff = [born(1980)] * 60
    old = replace(YOUNG, scenario=Scenario(hire_ages=(AgeShare(low=44, high=46, share=1),)))
    found = needed(staff, "40-49<60", plan=old)
    assert (found.hire, found.share) == (None, None)
    assert found.limit == pytest.approx(1.0, abs=1e-3)


@settings(max_examples=12)
@given(st.integers(0, 500), st.sampled_from(["40-49<30", "40-<45", "30-39>=35", "22-29>20"]))
def test_what_is_found_is_the_first_that_holds(seed, text):
    staff = staff_of(30, seed=seed)
    found, wanted = needed(staff, text), target(text, year=2026)
    if found.hire is None:
        assert not wanted.met(found.limit)
    else:
        assert wanted.met(found.share)
        assert found.hire == 0 or not wanted.met(found.share_without)


@pytest.mark.parametrize("wrong", ["40-50", "50-40<60", "x<60", "40-50<600", "<60"])
def test_a_target_that_is_none_is_refused(wrong):
    with pytest.raises(Refused):
        target(wrong, year=2026)


@pytest.mark.parametrize("year", [2023, 2027])
def test_a_year_outside_the_projection_is_refused(year):
    with pytest.raises(Refused) as refusal:
        needed([born(1980)], "40-50<60", year=year)
    assert refusal.value.rule == "outlook.by_year"


@pytest.mark.parametrize(("workers", "residents", "density", "missing"), DENSITIES)
def test_the_published_densities_and_gaps(workers, residents, density, missing):
    totals = pl.DataFrame({
        "year": [0],
        "on": [DAY],
        "people": [float(workers)],
        "low": [None],
        "high": [None],
    })
    found = staffing(totals, Need(residents=residents, per_10k=Fraction(18))).row(0, named=True)
    assert f"{found['per_10k']:.1f}" == density
    assert found["gap"] == missing
    assert found["gap_low"] is None


def test_the_gap_is_whole_persons_and_grows_with_the_residents():
    numbers = projected([born(1985)] * 20, replace(SHORT, scenario=Scenario(hire=0)))
    totals = numbers.filter(pl.col("field") == "total")
    found = staffing(totals, Need(residents=12_345, per_10k=Fraction(18), growth=Fraction(1, 10)))
    assert found["needed"].to_list() == [23, 25, 27, 30]  # 22.221, 24.443…, 26.887…, 29.576…
    assert found["gap"].to_list() == [3, 5, 7, 10]


def test_a_gap_is_never_rounded_away():
    assert gap(Fraction("9.000001"), 9) == 1
    assert gap(Fraction(9), 9) == 0


@pytest.mark.parametrize("wrong", [{"residents": 0}, {"per_10k": Fraction(0)}, {"growth": Fraction(2)}])
def test_a_need_that_is_none_is_refused(wrong):
    with pytest.raises(Refused):
        Need(**({"residents": 1, "per_10k": Fraction(18)} | wrong))
