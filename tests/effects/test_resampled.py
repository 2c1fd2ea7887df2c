"""What the size of t is held against."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from sgstats.effects.autoregressive import gaps
from sgstats.effects.resampled import Reference, likely, reference, simulated

ONE = np.eye(2)[1:]


def line(count):
    return np.column_stack([np.ones(count), np.arange(float(count))])


@given(size=st.floats(0, 20))
def test_p_is_at_most_5_percent_exactly_beyond_the_limit(size):
    sizes = np.sort(np.abs(np.random.default_rng(1).standard_t(8, size=(1, 1999))))
    for against in (Reference(sizes=sizes, freedom=8), Reference(sizes=None, freedom=8)):
        assert (against.p(size, 0) <= 0.05) == (size > against.limit(0))


def test_long_series_are_held_against_student():
    values = np.random.default_rng(2).standard_normal((150, 1))
    against = reference(values, line(150), gaps(np.arange(150.0)), contrasts=ONE)
    assert against.sizes is None
    assert against.limit(0) == pytest.approx(t.ppf(0.975, 148))


def test_the_same_series_and_seed_give_the_same_answer():
    values = np.random.default_rng(3).standard_normal((20, 1))
    steps = gaps(np.arange(20.0))
    twice = [reference(values, line(20), steps, contrasts=ONE, seed=5).sizes for _ in range(2)]
    other = reference(values, line(20), steps, contrasts=ONE, seed=6).sizes
    assert np.array_equal(*twice)
    assert not np.array_equal(twice[0], other)


def test_a_short_series_leaves_its_autocorrelation_open():
    values = np.random.default_rng(4).standard_normal((16, 1))
    odds = likely(values, line(16), gaps(np.arange(16.0)))
    assert odds.sum() == pytest.approx(1)
    assert odds.max() < 0.2


def test_simulated_errors_remember_by_distance():
    odds = np.zeros(50)
    odds[30] = 1  # 0.6
    errors = simulated(odds, gaps(np.array([0.0, 1.0, 3.0])), draws=40_000, seed=0)
    found = np.corrcoef(errors)
    assert found[0, 1] == pytest.approx(0.6, abs=0.02)
    assert found[1, 2] == pytest.approx(0.36, abs=0.02)
    assert errors.std(axis=1) == pytest.approx(1, abs=0.02)
