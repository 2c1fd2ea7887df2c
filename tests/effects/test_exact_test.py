"""Two shares, two rates: published intervals, and proof over all outcomes that claims are never too many."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, fisher_exact, poisson
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from sgstats.effects.exact_test import (
    Side,
    conditional,
    ends,
    fisher,
    garwood,
    rates_compared,
    shares_compared,
    wilson,
)

COUNTS = st.integers(0, 40)


@cache
def shares(before, size_before, after, size_after):
    return shares_compared(Side(people=before, base=size_before), Side(people=after, base=size_after))


@cache
def rates(before, time_before, after, time_after):
    return rates_compared(Side(people=before, base=time_before), Side(people=after, base=time_after))


# Newcombe (1998), Statistics in Medicine 17, table II, method 10


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [((48, 80), (56, 70), 0.0524, 0.3339), ((3, 10), (9, 10), 0.1705, 0.8090)],
)
def test_the_interval_of_a_difference_is_newcombes(before, after, low, high):
    found = shares(*before, *after)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


# Printed by R: fisher.test of the lady's tea, three of four cups right; poisson.test of its own help page


def test_p_is_never_below_that_of_fishers_exact_test():
    assert fisher_exact([[3, 1], [1, 3]]).pvalue == pytest.approx(0.4857, abs=5e-5)
    assert shares(1, 4, 3, 4).p >= 0.4857


def test_p_is_never_below_that_of_the_exact_conditional_test():
    assert binomtest(11, 32, 800 / 3811).pvalue == pytest.approx(0.07967, abs=5e-6)
    assert rates(21, 3011, 11, 800).p >= 0.07966


@given(sizes=st.tuples(st.integers(1, 40), st.integers(1, 40)), counts=st.tuples(COUNTS, COUNTS))
def test_shares_claim_exactly_where_the_interval_leaves_out_zero(sizes, counts):
    assume(counts[0] <= sizes[0] and counts[1] <= sizes[1])
    found = shares(counts[0], sizes[0], counts[1], sizes[1])
    assert (found.p <= 0.05) == (not found.low <= 0 <= found.high)
    assert -1 <= found.low <= found.difference <= found.high <= 1 + 1e-12


@given(times=st.tuples(st.floats(0.5, 2000), st.floats(0.5, 2000)), counts=st.tuples(COUNTS, COUNTS))
def test_rates_claim_exactly_where_the_interval_leaves_out_zero(times, counts):
    found = rates(counts[0], times[0], counts[1], times[1])
    assert (found.p <= 0.05) == (not found.low <= 0 <= found.high)
    assert found.low <= found.difference <= found.high


# The same from scipy and statsmodels, which are slow to import


@given(sizes=st.tuples(st.integers(1, 40), st.integers(1, 40)), counts=st.tuples(COUNTS, COUNTS))
def test_shares_are_compared_as_scipy_and_statsmodels_do(sizes, counts):
    assume(counts[0] <= sizes[0] and counts[1] <= sizes[1])
    one, other = (Side(people=count, base=size) for count, size in zip(counts, sizes, strict=True))
    table = [[other.people, other.base - other.people], [one.people, one.base - one.people]]
    assert fisher(one, other) == pytest.approx(fisher_exact(table).pvalue, rel=1e-9)
    theirs = confint_proportions_2indep(other.people, other.base, one.people, one.base, method="newcomb")
    assert ends(one, other, limits=wilson, alpha=0.05) == pytest.approx(theirs, abs=1e-12)


@given(times=st.tuples(st.floats(0.5, 2000), st.floats(0.5, 2000)), counts=st.tuples(COUNTS, COUNTS))
def test_rates_are_compared_as_scipy_and_statsmodels_do(times, counts):
    assume(sum(counts) > 0)
    one, other = (Side(people=count, base=time) for count, time in zip(counts, times, strict=True))
    theirs = binomtest(other.people, sum(counts), other.base / (one.base + other.base)).pvalue
    assert conditional(one, other) == pytest.approx(theirs, rel=1e-6)
    interval = confint_poisson_2indep(
        other.people, other.base, one.people, one.base, method="mover", compare="diff", method_mover="exact-c"
    )
    assert ends(one, other, limits=garwood, alpha=0.05) == pytest.approx(interval, rel=1e-9)


@given(sizes=st.tuples(st.integers(1, 40), st.integers(1, 40)), counts=st.tuples(COUNTS, COUNTS))
def test_before_and_after_change_places_with_the_sign(sizes, counts):
    assume(counts[0] <= sizes[0] and counts[1] <= sizes[1])
    one = shares(counts[0], sizes[0], counts[1], sizes[1])
    other = shares(counts[1], sizes[1], counts[0], sizes[0])
    assert one.p == pytest.approx(other.p)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


# Proof: every outcome weighted by how likely it is; no true share or rate yields more than 5 % claims


@pytest.mark.parametrize("sizes", [(3, 4), (5, 12), (9, 9), (20, 14)])
def test_shares_that_are_alike_are_claimed_to_differ_in_at_most_5_percent(sizes):
    claims = np.array([
        [shares(x, sizes[0], y, sizes[1]).p <= 0.05 for y in range(sizes[1] + 1)] for x in range(sizes[0] + 1)
    ])  # fmt: skip
    for share in np.linspace(0.01, 0.99, 99):
        likely = [binom.pmf(np.arange(size + 1), size, share) for size in sizes]
        assert likely[0] @ claims @ likely[1] <= 0.05


@pytest.mark.parametrize("times", [(1.0, 1.0), (12.0, 5.0)])
def test_rates_that_are_alike_are_claimed_to_differ_in_at_most_5_percent(times):
    most = 20
    claims = np.array([[rates(x, times[0], y, times[1]).p <= 0.05 for y in range(most)] for x in range(most)])
    for rate in np.linspace(0.05, 8 / max(times), 40):
        likely = [poisson.pmf(np.arange(most), rate * time) for time in times]
        beyond = 1 - likely[0].sum() * likely[1].sum()
        assert likely[0] @ claims @ likely[1] + beyond <= 0.05
