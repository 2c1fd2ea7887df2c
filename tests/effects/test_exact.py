"""Before and after by what was counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, norm, poisson
from single_panels import held, single

from sgstats.effects.designs import known_design
from sgstats.effects.exact import exact
from sgstats.effects.exact_test import Side, shares_compared

FEW, MANY = [3, 4, 5, 3, 4, 4], [14, 12, 15, 13, 14, 12]


def lack(panel):
    return known_design("exact").lack(panel)


def test_people_of_lists_are_compared_once_and_never_added_up():
    panel = single([12, 13, 14, 30, 31], 60, start=3, kind="share", every="list")
    fit = exact(panel)
    counted = shares_compared(Side(people=14, base=60), Side(people=31, base=60))
    assert fit.effect == pytest.approx(100 * (31 - 14) / 60)
    assert fit.low <= 100 * counted.low
    assert fit.high >= 100 * counted.high
    assert fit.p >= counted.p
    assert [(total.people, total.base, total.cells) for total in fit.totals] == [(14, 60, 1), (31, 60, 1)]
    assert held(fit)["same_people"] == "holds"


def test_few_periods_leave_room_for_the_swings_that_a_unit_has_anyway():
    """A large unit would else claim a change every year: chance in counting is next to nothing there."""
    small, large = (
        exact(single([55 * of, 58 * of], 100 * of, start=1, kind="share", every="year")) for of in (1, 90)
    )
    swing = np.hypot(3, 3)
    assert shares_compared(Side(people=4950, base=9000), Side(people=5220, base=9000)).p < 0.001
    assert large.p == pytest.approx(2 * norm.sf(3 / swing), abs=0.02)
    assert (large.high - large.low) / 2 == pytest.approx(1.96 * swing, rel=0.02)
    assert small.p > large.p


def test_swings_of_a_rate_are_told_in_parts_of_its_level():
    fit = exact(single([9000, 9900], 100_000, start=1, every="year"))
    assert fit.p == pytest.approx(2 * norm.sf(900 / (9450 * np.hypot(0.1, 0.1))), abs=0.02)


def test_yearly_shares_tell_the_same_people_again():
    fit = exact(single([2, 2, 9, 9], 20, start=2, kind="share", every="year"))
    assert [total.base for total in fit.totals] == [20, 20]


def test_events_of_all_periods_are_added_up():
    fit = exact(single([*FEW, *MANY], 100, start=6))
    assert fit.effect == pytest.approx(1200 * (80 - 23) / 600)
    assert [(total.people, total.base, total.cells) for total in fit.totals] == [(23, 600, 6), (80, 600, 6)]
    assert fit.p <= 0.001
    assert fit.low > 0


def test_a_count_is_told_per_unit_and_period():
    fit = exact(single([FEW, MANY], 1, start=3, kind="count"))
    assert fit.effect == pytest.approx((11 + 39) / 6 - (12 + 41) / 6)
    assert [total.base for total in fit.totals] == [None, None]
    assert fit.line["actual"].to_list()[0] == pytest.approx((3 + 14) / 2)


def test_units_are_laid_over_each_other_by_their_starts():
    """A busy unit that began early would else weigh more after the start than before it."""
    busy, quiet = [20] * 12, [2] * 12
    fit = exact(single([busy, quiet], 100, start=[3, 9]))
    assert fit.effect == 0
    assert {total.cells for total in fit.totals} == {2 * 3}


def test_a_period_counts_only_if_every_unit_is_known_of_it():
    fit = exact(single([[3, 4, 5, 3, None, 4], [3, 4, None, 3, 4, 4]], 100, start=3))
    assert [(total.people, total.cells) for total in fit.totals] == [(14, 4), (14, 4)]


def test_units_never_treated_are_not_looked_at_and_that_is_said():
    alone = exact(single([FEW], 100, start=3))
    beside = exact(single([FEW, MANY], 100, start=[3, None]))
    assert (beside.effect, beside.p) == (alone.effect, alone.p)
    message = next(check.message for check in beside.checks if check.name == "no_comparison")
    assert "1 个单位没有用来对照" in message


def test_months_begun_late_and_anticipated_ones_are_on_no_side():
    panel = single([*FEW, *MANY], 100, start=6)
    begun_late = replace(panel, starts={"第0街道": date(2015, 6, 20)}, anticipation=1)
    fit = exact(begun_late)
    assert [total.cells for total in fit.totals] == [5, 6]


# Checks


def test_more_scatter_than_chance_voids_the_test_of_few_periods():
    fit = exact(single([0, 20, 1, 30, 2, 33], 100, start=3))
    assert held(fit)["dispersion"] == "fails"


def test_from_8_periods_on_their_own_scatter_widens_the_interval():
    wild = single([0, 20, 1, 22, 0, 39, 1, 50, 2, 53], 100, start=5)
    even = single([8, 9, 9, 8, 9, 29, 28, 30, 29, 29], 100, start=5)
    assert exact(wild).effect == pytest.approx(exact(even).effect, abs=0.5)
    assert held(exact(wild))["dispersion"] == "doubtful"
    assert exact(wild).p > 0.05
    assert exact(even).p < 0.05


def test_neighbours_that_are_alike_are_said_and_allowed_for():
    wave = np.rint(6 + 4 * np.sin(np.arange(24) / 2.5)).astype(int).tolist()
    fit = exact(single(wave, 100, start=12))
    assert held(fit)["autocorrelation"] == "doubtful"
    assert fit.p > 0.05


@settings(max_examples=15)
@given(counts=st.lists(st.integers(0, 9), min_size=9, max_size=12))
def test_p_is_at_most_5_percent_exactly_where_the_interval_leaves_out_zero(counts):
    assume(sum(counts) > 0)
    fit = exact(single(counts, 100, start=4))
    assert (fit.p <= 0.05) == (not fit.low <= 0 <= fit.high)
    assert fit.low <= fit.effect <= fit.high


def test_counts_that_remember_each_other_are_rarely_claimed_to_have_changed():
    """Monthly counts of mean 3 and memory 0.6, six before and six after: the exact test alone claims 15 %."""
    random = np.random.default_rng(12)
    panels = [single(remembering_counts(random, 12), 100, start=6) for _ in range(120)]
    claims = sum(exact(panel).p <= 0.05 for panel in panels)
    alone = sum(
        binomtest(sum(people[6:]), sum(people), 0.5).pvalue <= 0.05 for people in map(people_of, panels)
    )
    assert binomtest(claims, 120, 0.08, alternative="greater").pvalue > 0.05
    assert alone > claims


def remembering_counts(random, count):
    """Poisson counts of mean 3 that remember the one before through normal errors."""
    errors = random.standard_normal(count)
    for place in range(1, count):
        errors[place] = 0.6 * errors[place - 1] + 0.8 * errors[place]
    return poisson.ppf(norm.cdf(errors), 3).astype(int).tolist()


def people_of(panel):
    return panel.cells["people"].cast(int).to_list()


def test_a_trend_before_voids_the_test():
    fit = exact(single([2, 5, 9, 14, 17, 22, 24, 26, 30, 33], 100, start=6))
    assert held(fit)["pre_trend"] == "fails"


def test_counts_of_chance_void_nothing():
    random = np.random.default_rng(8)
    failed = [
        "fails" in held(exact(single(random.poisson(4, 10).tolist(), 100, start=5), seed=place)).values()
        for place in range(60)
    ]
    assert np.mean(failed) <= 0.25  # three checks at 5 % each


def test_the_trend_of_lists_that_goes_on_is_said():
    going_on = exact(single([10, 15, 20, 25, 30], 60, start=3, kind="share", every="list"))
    stepped = exact(single([20, 21, 20, 40, 41], 60, start=3, kind="share", every="list"))
    assert held(going_on)["pre_trend"] == "doubtful"
    assert held(stepped)["pre_trend"] == "holds"


def test_one_period_before_is_said_to_have_no_trend():
    fit = exact(single([10, 30], 60, start=1, kind="share", every="list"))
    assert held(fit)["one_before"] == "doubtful"
    assert held(fit)["pre_trend"] == "untestable"


def test_a_share_at_its_end_is_said():
    fit = exact(single([20, 20, 12], 20, start=2, kind="share", every="list"))
    assert held(fit)["ceiling"] == "doubtful"


def test_other_months_before_and_after_are_said():
    assert held(exact(single(FEW, 100, start=3)))["season"] == "doubtful"
    assert "season" not in held(exact(single([4] * 24, 100, start=12)))


# Why not


@pytest.mark.parametrize(
    ("panel", "reason"),
    [
        (single([400, 420], 10, start=1, kind="mean", every="list"), "平均数"),
        (single([3, 4], 100, start=[None]), "开始之前"),
        (single([3, 4], 100, start=0), "开始之前"),
        (single([3, None], 100, start=1), "开始之后"),
        (single([None, 4], 100, start=1), "开始之前"),
        (single([3, 4], [100, 0], start=1), "开始之后"),
    ],
)
def test_it_says_why_it_cannot_be_used(panel, reason):
    assert reason in lack(panel)


def test_the_line_holds_the_level_before_and_what_the_interval_leaves_for_it():
    fit = exact(single([*FEW, *MANY], 100, start=6))
    assert fit.line.columns == ["period", "actual", "expected", "low", "high", "people", "base"]
    before, after = 1200 * 23 / 600, 1200 * 80 / 600
    row = fit.line.row(11, named=True)
    assert (row["expected"], row["low"], row["high"]) == pytest.approx((
        before,
        after - fit.high,
        after - fit.low,
    ))
    assert fit.events.is_empty()
