"""Few units: the difference-in-differences, and the test that shuffles who began when."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_panels import several
from scipy.stats import ttest_ind

from sgstats.effects.collapsed import compared, shares
from sgstats.effects.designs import designs
from sgstats.effects.many_limits import many_limits
from sgstats.effects.randomised_starts import shuffled

RANDOM = np.random.default_rng(20261123)
randomised = designs()["randomised"]


# The difference


def test_one_start_is_the_difference_of_two_differences():
    people = [[1, 2, 9, 10], [2, 3, 4, 5], [0, 1, 5, 6]]
    fit = randomised.fit(several([*people, *people[1:], *people[1:]], firsts=[2, *6 * [None]]))
    assert fit.effect == pytest.approx((9.5 - 1.5) - ((4.5 - 2.5) + (5.5 - 0.5)) / 2)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_the_effect_is_that_of_a_slow_oracle(data):
    people = data.draw(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=7, max_size=7))
    firsts = [*data.draw(st.lists(st.integers(1, 4), min_size=3, max_size=3)), None, None, None, None]
    gaps = data.draw(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=3))
    numbers = np.array(people, dtype=float)
    for row, place in gaps:
        numbers[row, place] = np.nan
    panel = several(numbers, firsts=firsts)
    expected = by_least_squares(numbers, firsts)
    if randomised.lack(panel) is None and expected is not None:
        assert randomised.fit(panel).effect == pytest.approx(expected, abs=1e-8)


def by_least_squares(numbers, firsts):
    """Unit and period numbers from the untouched cells by dummies; the mean of what is left of the others."""
    cells = [(row, place) for row, place in np.argwhere(np.isfinite(numbers))]
    after = [firsts[row] is not None and place >= firsts[row] for row, place in cells]
    dummies = np.array([[*np.eye(7)[row], *np.eye(5)[place]] for row, place in cells])
    values = np.array([numbers[row, place] for row, place in cells])
    free = ~np.array(after)
    found = np.linalg.lstsq(dummies[free], values[free], rcond=None)[0]
    begun = {row for (row, _), late in zip(cells, after, strict=True) if not late}
    every = zip(cells, values, dummies, after, strict=True)
    left = [value - line @ found for (row, _), value, line, late in every if late and row in begun]
    return float(np.mean(left)) if left else None


# The test


def test_p_is_the_part_of_all_arrangements_that_differ_as_much_for_their_noise():
    people = RANDOM.normal(size=(6, 5)).cumsum(axis=1)
    firsts = [2, 3, None, None, None, None]
    fit = randomised.fit(several(people, firsts=firsts))
    every = {order for order in permutations(firsts)}
    own = far(people, firsts)
    assert len(every) == 30
    assert fit.p == pytest.approx(np.mean([far(people, order) >= own - 1e-12 for order in every]))


def far(people, firsts):
    """The difference, measured against the units' own noise about unit + period."""
    units, periods = people.shape
    dummies = np.array([
        [*np.eye(units)[row], *np.eye(periods)[place]] for row in range(units) for place in range(periods)
    ])
    after = np.array([first is not None and place >= first for first in firsts for place in range(periods)])
    found = np.linalg.pinv(dummies[~after])
    left = people.ravel() - dummies @ (found @ people.ravel()[~after])
    counts = np.zeros(people.size)
    counts[after] = 1 / after.sum()
    counts[~after] = -(dummies[after].mean(axis=0) @ found)
    weight = np.abs(counts.reshape(people.shape)).sum(axis=1) / 2
    squares, freedom = np.zeros(units), np.zeros(units)
    for side in (after, ~after):
        for unit, cells in enumerate(side.reshape(people.shape)):
            own = left.reshape(people.shape)[unit, cells]
            centre = own.mean() if side is after and cells.any() else 0.0
            squares[unit] += ((own - centre) ** 2).sum()
            freedom[unit] += max(cells.sum() - 1, 0)
    variance = (squares + 4 * squares.sum() / freedom.sum()) / (freedom + 4)
    return abs(left[after].mean()) / np.sqrt((weight**2 * variance).sum())


@pytest.mark.parametrize("shift", [0.0, 0.4, 0.8, 1.2, 1.6, 2.0])
def test_p_and_interval_agree(shift):
    people = np.random.default_rng(3).normal(size=(9, 12))
    people[:3, 6:] += shift
    fit = randomised.fit(several(people, firsts=[6, 6, 6, *6 * [None]]))
    assert (fit.p <= 0.05) == (fit.low > 0 or fit.high < 0)


def test_the_interval_holds_the_effects_that_the_test_does_not_reject():
    people = np.random.default_rng(4).normal(size=(9, 12))
    firsts = [6, 7, 8, *6 * [None]]
    fit = randomised.fit(several(people, firsts=firsts))
    for inside, end in ((fit.low + 1e-6, fit.low - 1e-6), (fit.high - 1e-6, fit.high + 1e-6)):
        assert randomised.fit(several(less(people, firsts, inside), firsts=firsts)).p > 0.05
        assert randomised.fit(several(less(people, firsts, end), firsts=firsts)).p <= 0.05


def less(people, firsts, effect):
    """The numbers without an effect of this size."""
    late = [[first is not None and place >= first for place in range(people.shape[1])] for first in firsts]
    return people - effect * np.array(late)


def test_the_same_seed_gives_the_same_answer():
    people = np.random.default_rng(5).normal(size=(16, 12))
    panel = several(people, firsts=[*range(4, 10), *10 * [None]])
    first, second = randomised.fit(panel, seed=7), randomised.fit(panel, seed=7)
    assert (first.p, first.low, first.high) == (second.p, second.low, second.high)
    assert first.line.equals(second.line)
    assert first.events.equals(second.events)


# What it lacks


def test_one_of_ten_units_is_judged_by_a_t_test():
    fit = randomised.fit(several(RANDOM.normal(size=(10, 6)), firsts=[3, *9 * [None]]))
    check = next(one for one in fit.checks if one.name == "few_units")
    assert fit.freedom == 8
    assert "10 种" in check.message
    assert check.held == "untestable"


def test_where_all_units_swing_alike_it_is_students_test_of_one_unit_among_others(monkeypatch):
    alike = replace(many_limits(), prior=1e12)
    monkeypatch.setattr("sgstats.effects.randomised_noise.many_limits", lambda: alike)
    people = RANDOM.normal(size=(7, 2))
    fit = randomised.fit(several(people, firsts=[1, *6 * [None]]))
    change = people[:, 1] - people[:, 0]
    tested = ttest_ind(change[:1], change[1:], equal_var=True)
    assert fit.p == pytest.approx(tested.pvalue, abs=1e-8)
    assert (fit.low, fit.high) == pytest.approx(tuple(tested.confidence_interval()), abs=1e-6)


def test_what_moves_a_large_unit_as_a_whole_is_no_effect():
    """Counting hardly swings among 3,000 people; what else moves a street moves them like 30."""
    claims = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        bases = np.full((10, 24), 30.0)
        bases[0] = 3000
        level = 0.4 + 0.05 * random.standard_normal((10, 1)) * (np.arange(24) >= 12)
        people = random.binomial(bases.astype(int), np.clip(level, 0, 1))
        panel = several(people, firsts=[12, *[None] * 9], bases=bases, scale=100, kind="share")
        claims += randomised.fit(panel).p <= 0.05
    assert claims <= 6


def test_one_of_five_units_can_never_be_told():
    lack = randomised.lack(several(RANDOM.normal(size=(5, 6)), firsts=[3, *4 * [None]]))
    assert "5 种" in lack
    assert "0.20" in lack


def test_one_of_twenty_units_can_be_told():
    assert randomised.lack(several(RANDOM.normal(size=(20, 6)), firsts=[3, *19 * [None]])) is None


def test_all_at_once_leaves_nothing_to_compare():
    assert "可比" in randomised.lack(several(RANDOM.normal(size=(6, 6)), firsts=6 * [3]))


def test_equal_values_everywhere_are_no_evidence():
    assert "相同" in randomised.lack(several(np.ones((8, 6)), firsts=[3, 3, 3, *5 * [None]]))


# Beside the effect


def test_a_small_unit_that_swings_is_no_effect():
    """Shares of nine people swing four times as far as those of 160; unscaled they are taken for effects."""
    random, bases = np.random.default_rng(11), np.array([9, 9, *8 * [160]])[:, None]
    claims, unscaled = 0, 0
    for _ in range(60):
        people = random.binomial(bases, 0.4, (10, 12))
        panel = several(people, bases=bases, firsts=[6, 7, *8 * [None]], kind="share", scale=100)
        claims += randomised.fit(panel).p <= 0.05
        unscaled += unscaled_p(compared(panel)) <= 0.05
    assert claims <= 8
    assert unscaled > 2 * claims


def unscaled_p(cells):
    states = np.concatenate([cells.states[None], shuffled(cells.states, most=4999, seed=0)])
    effects = np.abs((shares(cells.weights, states) * cells.values).sum(axis=(1, 2)))
    return (effects >= effects[0] - 1e-9).mean()


def test_a_known_trend_apart_before_the_start_fails_the_check():
    people = np.random.default_rng(12).normal(size=(12, 20))
    people[:5, :10] += 1.5 * np.arange(10)
    fit = randomised.fit(several(people, firsts=[*5 * [10], *7 * [None]]))
    assert next(check for check in fit.checks if check.name == "pre_trend").held == "fails"


def test_events_are_measured_from_the_period_before_the_start():
    people = np.zeros((8, 8)) + np.arange(8)
    people[0, 4:] += [5, 6, 7, 8]
    people[1, 5:] += [5, 6, 7]
    fit = randomised.fit(several(people, firsts=[4, 5, *6 * [None]]))
    events = {row["event"]: row for row in fit.events.iter_rows(named=True)}
    assert [events[event]["effect"] for event in (-2, -1, 0, 1, 2)] == pytest.approx([0, 0, 5, 6, 7])
    assert [events[event]["units"] for event in (-2, 0, 3)] == [2, 2, 1]


def test_the_line_shows_what_would_have_been():
    people = np.zeros((8, 6)) + np.arange(6)
    people[0, 3:] += 4
    fit = randomised.fit(several(people, firsts=[3, *7 * [None]]))
    assert fit.line["actual"].to_list() == pytest.approx([0, 1, 2, 7, 8, 9])
    assert fit.line["expected"].to_list() == pytest.approx([0, 1, 2, 3, 4, 5])


def test_a_period_that_was_begun_in_its_second_half_takes_no_part():
    people = np.random.default_rng(13).normal(size=(8, 6))
    panel = several(people, firsts=[3, 3, *6 * [None]])
    later = {unit: start.replace(day=25) for unit, start in panel.starts.items()}
    fit = randomised.fit(replace(panel, starts=later))
    wild = people.copy()
    wild[:2, 3] = 1e6
    same = randomised.fit(replace(several(wild, firsts=[3, 3, *6 * [None]]), starts=later))
    assert fit.effect == pytest.approx(same.effect)
    assert fit.p == same.p
