"""Interrupted time series: what it finds, when it cannot be had, and what it says of its assumptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import t
from single_panels import held, single

from sgstats.effects.designs import known_design
from sgstats.effects.interrupted import interrupted
from sgstats.effects.pooled import pooled
from sgstats.effects.ratio import rate_ratio
from sgstats.effects.segments import segments

DATA = Path(__file__).parent / "data"


def lack(panel):
    return known_design("interrupted").lack(panel)


def noisy(count, *, start, step=0.0, slope=0.0, seed=1):
    """Sums of a mean around a rising line that is interrupted; the base is 1,000 people."""
    time = np.arange(count)
    after = time >= start
    errors = np.random.default_rng(seed).normal(0, 0.5, count)
    return (1000 * (50 + 0.1 * time + step * after + slope * after * (time - start) + errors)).tolist()


def means(**changes):
    count, start = changes.pop("count", 36), changes.pop("start", 18)
    return single(noisy(count, start=start, **changes), 1000, start=start, kind="mean")


# Published: Lopez Bernal, Cummins and Gasparrini (2017), acute coronary events in Sicily and the smoking ban


@pytest.fixture(scope="module")
def sicily():
    return pl.read_csv(DATA / "sicily.csv")


def test_the_rate_ratio_of_the_smoking_ban_is_the_published_one(sicily):
    design = np.column_stack([np.ones(59), sicily["smokban"], sicily["time"]])
    people, bases = (sicily[name].to_numpy().astype(float) for name in ("aces", "stdpop"))
    ratio, low, high = rate_ratio(people, bases, design, contrast=np.array([0.0, 1.0, 0.0]))
    assert round(ratio, 3) == 0.894
    assert low < 0.864  # the published interval, 0.864 to 0.925, leaves the scatter beyond Poisson's out
    assert high > 0.925


def test_the_smoking_ban_with_memory_and_seasons(sicily):
    panel = single(sicily["aces"].to_list(), sicily["stdpop"].to_list(), start=36, scale=1e5)
    fit = interrupted(panel)
    assert fit.effect < 0
    assert fit.parts["ratio"][0] == pytest.approx(1 + fit.effect / fit.line["expected"][36:].mean(), abs=0.01)


@settings(max_examples=25)
@given(people=st.lists(st.integers(0, 30), min_size=14, max_size=20), base=st.integers(1, 500))
def test_the_ratio_is_the_one_of_statsmodels(people, base):
    import statsmodels.api as sm

    assume(sum(people[:7]) > 0 and sum(people[7:]) > 0)
    time = np.arange(len(people))
    design, bases = np.column_stack([np.ones(len(people)), time >= 7]).astype(float), base + 7.0 * time
    fit = sm.GLM(np.array(people), design, family=sm.families.Poisson(), offset=np.log(bases)).fit(scale="X2")
    ratio, low, high = rate_ratio(np.array(people, float), bases, design, contrast=np.array([0.0, 1.0]))
    assert ratio == pytest.approx(np.exp(fit.params[1]), rel=1e-6)
    reach = fit.bse[1] * t.ppf(0.975, len(people) - 2)
    assert (low, high) == pytest.approx(tuple(np.exp(fit.params[1] + reach * np.array([-1, 1]))), rel=1e-5)


# What it finds


def test_a_step_and_a_slope_are_found():
    fit = interrupted(means(step=5, slope=0.2))
    true = 5 + 0.2 * np.arange(18).mean()
    assert fit.low < true < fit.high
    assert fit.p <= 0.05
    for name, value in (("level", 5), ("slope", 0.2), ("trend", 0.1)):
        _, low, high = fit.parts[name]
        assert low < value < high


def test_a_trend_that_goes_on_is_no_effect():
    fit = interrupted(means())
    assert fit.low < 0 < fit.high
    assert fit.p > 0.05


@settings(max_examples=12)
@given(seed=st.integers(0, 500), step=st.floats(-2, 2))
def test_p_is_at_most_5_percent_exactly_where_the_interval_leaves_out_zero(seed, step):
    fit = interrupted(means(count=20, start=10, step=step, seed=seed))
    assert (fit.p <= 0.05) == (not fit.low <= 0 <= fit.high)


def test_without_memory_the_effect_is_the_mean_distance_from_the_line():
    """With memory it is nearly so: the estimate then gives less weight to periods that repeat each other."""
    fit = interrupted(means(seed=3), season=False)
    after = fit.line.filter(pl.col("period") >= 18)
    assert next(check.message for check in fit.checks if check.name == "autocorrelation").count("0.00") == 1
    assert fit.effect == pytest.approx((after["actual"] - after["expected"]).mean())


def test_the_same_panel_and_seed_give_the_same_answer():
    one, same, other = (interrupted(means(), seed=seed) for seed in (4, 4, 5))
    assert (one.p, one.low) == (same.p, same.low)
    assert one.low != other.low
    assert one.effect == other.effect


def test_units_that_start_together_are_added_up_and_others_left_out():
    random = np.random.default_rng(2)
    rows = random.poisson(12, (3, 24)).tolist()
    fit = interrupted(single(rows, 200, start=[12, 12, None]))
    assert fit.line["people"].to_list() == (np.array(rows[0]) + np.array(rows[1])).tolist()
    assert [(total.people, total.base, total.units, total.cells) for total in fit.totals] == [
        (sum(map(sum, (row[:12] for row in rows[:2]))), 4800, 2, 24),
        (sum(map(sum, (row[12:] for row in rows[:2]))), 4800, 2, 24),
    ]
    assert "1 个单位没有用来对照" in next(c.message for c in fit.checks if c.name == "no_comparison")


def test_a_bigger_base_weighs_more_and_so_does_a_lower_level():
    people, base = [[5] * 10 + [40] * 10], [[100] * 5 + [200] * 5 + [200] * 10]
    panel = single(people, base, start=10)
    weights = segments(panel, pooled(panel)).weights
    assert weights[9] == pytest.approx(2 * weights[0])
    assert weights[10] < weights[9]


def test_a_yearly_wave_is_fitted_from_24_months_on_and_can_be_switched():
    wave = 4 * np.sin(2 * np.pi * np.arange(36) / 12)
    panel = single((1000 * wave + np.array(noisy(36, start=18))).tolist(), 1000, start=18, kind="mean")
    assert held(interrupted(panel))["season"] == "holds"
    assert held(interrupted(panel, season=False))["season"] == "untestable"
    assert interrupted(panel).deviation < interrupted(panel, season=False).deviation / 2
    assert held(interrupted(means(count=20, start=10)))["season"] == "untestable"


# Gaps


def test_missing_months_stay_missing_and_are_said():
    people = noisy(30, start=15)
    people[4] = people[20] = None
    fit = interrupted(single(people, 1000, start=15, kind="mean"))
    assert fit.line.row(4, named=True)["actual"] is None
    assert fit.line.row(4, named=True)["expected"] is not None
    assert held(fit)["gaps"] == "holds"
    assert [total.cells for total in fit.totals] == [14, 14]


def test_many_missing_months_are_doubtful():
    people = [None if place % 4 == 1 else value for place, value in enumerate(noisy(36, start=18))]
    assert held(interrupted(single(people, 1000, start=18, kind="mean")))["gaps"] == "doubtful"


def test_months_left_out_around_the_start_are_on_no_side():
    panel = replace(means(count=30, start=15), starts={"第0街道": date(2016, 3, 20)}, anticipation=2)
    assert [total.cells for total in interrupted(panel).totals] == [13, 15]


# Checks


def test_a_bend_before_the_start_voids_the_line():
    bent = [1000 * (50 + 0.05 * (place - 9) ** 2 * (place < 18)) + value / 100
            for place, value in enumerate(noisy(36, start=18))]  # fmt: skip
    assert held(interrupted(single(bent, 1000, start=18, kind="mean")))["pre_trend"] == "fails"
    assert held(interrupted(means()))["pre_trend"] == "holds"
    assert held(interrupted(means(count=20, start=9)))["pre_trend"] == "untestable"


def test_a_line_beyond_100_percent_is_no_expectation():
    random = np.random.default_rng(0)
    rising = np.minimum(30 + 4 * np.arange(32) + random.integers(-2, 3, 32), 97).astype(int).tolist()
    fit = interrupted(single(rising, 100, start=16, kind="share"))
    assert held(fit)["ceiling"] == "fails"
    assert fit.line["high"].max() <= 100
    level = (50 + random.integers(-3, 4, 32)).tolist()
    assert held(interrupted(single(level, 100, start=16, kind="share")))["ceiling"] == "holds"


def test_strong_memory_is_doubtful():
    walk = 50_000 + 400 * np.random.default_rng(7).standard_normal(60).cumsum()
    fit = interrupted(single(walk.tolist(), 1000, start=30, kind="mean"))
    memory = next(check for check in fit.checks if check.name == "autocorrelation")
    assert memory.held == "doubtful"
    assert memory.p < 0.05


def test_few_periods_and_few_events_are_doubtful():
    rare = np.random.default_rng(3).poisson(1.5, 18).tolist()
    found = held(interrupted(single(rare, 100, start=9)))
    assert (found["few_periods"], found["few_events"]) == ("doubtful", "doubtful")
    common = np.random.default_rng(3).poisson(15, 30).tolist()
    assert not {"few_periods", "few_events"} & set(held(interrupted(single(common, 100, start=15))))


def test_a_ratio_is_given_of_events_only():
    random = np.random.default_rng(4)
    assert "ratio" in interrupted(single(random.poisson(9, 24).tolist(), 100, start=12)).parts
    assert "ratio" not in interrupted(means()).parts
    none_after = single([*random.poisson(9, 12).tolist(), *[0] * 12], 100, start=12)
    assert "ratio" not in interrupted(none_after).parts


# Why not


@pytest.mark.parametrize(
    ("panel", "reason"),
    [
        (means(count=24, start=7), "至少 8 期"),
        (means(count=24, start=17), "至少 8 期"),
        (single([[5, 7] * 12] * 2, 100, start=[10, 12]), "开始的时间不同"),
        (single([5, 7] * 12, 100, start=[None]), "开始之前"),
        (single([5] * 12 + [8, 9] * 6, 100, start=12), "没有起伏"),
        (single(list(range(10, 34)), 100, start=12), "一条直线上"),
        (single([0, 1] * 12, 100, start=12), "至少要有 20 次"),
    ],
)
def test_it_says_why_it_cannot_be_used(panel, reason):
    assert reason in lack(panel)


def test_nothing_is_lacking_where_it_can_be_used():
    assert lack(means()) is None
    assert lack(single([[5, 7] * 12] * 2, 100, start=[12, None])) is None
