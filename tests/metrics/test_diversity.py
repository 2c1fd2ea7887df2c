"""Indices of composition: their bounds, their worked examples, and intervals that are always the same."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from postings import DAY, engine

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.diversity.indices import blau_index, contrast, dissimilarity_index, entropy_index

COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=6)


def people(**by_value):
    """So many people of each sex."""
    return [{"gender": None if value == "未知" else value} for value, n in by_value.items() for _ in range(n)]


def asked(name, rows, *, of="gender", options=None, **question):
    return measure(name, engine=engine(rows), on=DAY, of=of, options=options or Options(), **question).cells


def values(name, rows, **question):
    return asked(name, rows, **question)["value"].to_list()


def test_two_people_of_two_equal_halves_differ_with_even_odds():
    assert values("blau", people(男=3, 女=3)) == [50.0]


def test_all_alike_differ_never_and_without_an_interval():
    cells = asked("blau", people(男=3))
    assert cells.select("value", "low", "high").row(0) == (0.0, None, None)


def test_blau_of_shk_1_with_5_percent_men():
    """67 of 1336: 1 - .0501² - .9499² = 9.53 %."""
    assert values("blau", people(男=67, 女=1269)) == [pytest.approx(100 * (1 - (67**2 + 1269**2) / 1336**2))]


def test_people_of_unknown_value_are_in_the_base_only():
    assert asked("blau", people(男=2, 女=2, 未知=4)).select("people", "base", "value").row(0) == (4, 8, 50.0)


def test_nobody_of_known_value_gives_no_index():
    assert values("blau", people(未知=2)) == [None]
    assert values("blau", [{"valid_from": DAY, "leave_day": DAY}]) == [None]


def test_entropy_of_equal_halves_is_ln_2_and_even():
    assert values("entropy", people(男=3, 女=3)) == [pytest.approx(log(2))]
    assert values("evenness", people(男=3, 女=3)) == [pytest.approx(100)]


def test_evenness_counts_values_that_occur_anywhere():
    rows = [{"gender": "男", "street": "东街"}] * 2 + [{"gender": "女", "street": "西街"}] * 2
    assert values("evenness", rows, by=["street"]) == [0.0, 0.0]
    assert values("evenness", people(男=3)) == [None]


def test_streets_of_one_sex_each_are_wholly_dissimilar():
    rows = [{"gender": "男", "street": "东街"}] * 4 + [{"gender": "女", "street": "西街"}] * 4
    assert values("dissimilarity", rows, by=["street"]) == [100.0, 100.0]


def test_streets_made_up_alike_are_not_dissimilar():
    rows = [{"gender": sex, "street": street} for sex in "男女" for street in ("东街", "西街")] * 3
    assert values("dissimilarity", rows, by=["street"]) == [0.0, 0.0]


def test_a_group_that_is_everybody_has_nobody_to_differ_from():
    assert values("dissimilarity", people(男=3, 女=3)) == [None]


def test_the_interval_of_dissimilarity_is_the_same_every_time():
    tables = {"甲": 30, "乙": 10}, {"甲": 20, "乙": 40}
    first = dissimilarity_index(*tables, confidence=0.95)
    assert first == dissimilarity_index(*tables, confidence=0.95)
    assert first[1] < first[0] < first[2]


def aged(**bands):
    years = {"young": 1990, "middle": 1978, "old": 1965}
    return [{"birth_day": DAY.replace(year=years[band])} for band, n in bands.items() for _ in range(n)]


SHK = Options(bands="0-39,40-50,51-")


@pytest.mark.parametrize("young", [0, 100, 200, 401])
def test_the_middle_of_shk_2_is_55_points_heavier_however_the_rest_divides(young):
    """SHK-2: of 1336 people 70 % are between 40 and 50 (935)."""
    rows = aged(young=young, middle=935, old=401 - young)
    (value,) = values("middle", rows, of=None, options=SHK)
    assert round(value) == 55


def test_equal_bands_have_no_heavy_middle_and_heavy_ends_a_light_one():
    assert values("middle", aged(young=3, middle=3, old=3), of=None, options=SHK) == [pytest.approx(0)]
    assert values("middle", aged(young=3, old=3), of=None, options=SHK) == [-50.0]


def test_two_bands_have_no_middle():
    with pytest.raises(Refused) as refusal:
        values("middle", aged(young=1), of=None, options=Options(bands="0-39,40-"))
    assert refusal.value.rule == "diversity.no_middle"


@given(COUNTS)
def test_indices_stay_within_their_bounds(counts):
    n = len(counts)
    for index, most in ((blau_index, 1 - 1 / n), (entropy_index, log(n))):
        value, low, high = index(counts, confidence=0.95)
        if value is None:
            assert not sum(counts)
            continue
        assert -1e-12 <= value <= most + 1e-12
        assert low is None or low <= value <= high


@given(COUNTS)
def test_blau_is_the_share_of_differing_pairs(counts):
    everybody = [place for place, count in enumerate(counts) for _ in range(min(count, 12))]
    counts = [min(count, 12) for count in counts]
    if everybody:
        pairs = [one != other for one in everybody for other in everybody]
        assert blau_index(counts, confidence=0.95)[0] == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


def test_intervals_cover_as_often_as_they_say():
    """1000 samples of 200 people from known shares: about 95 of 100 intervals hold the true value."""
    import numpy as np

    drawn, shares = np.random.default_rng(1), np.array([0.2, 0.3, 0.5])
    truths = 1 - (shares**2).sum(), -(shares * np.log(shares)).sum(), shares @ [-0.5, 1, -0.5]
    held = [0, 0, 0]
    for counts in drawn.multinomial(200, shares, 1000).tolist():
        found = (
            blau_index(counts, confidence=0.95),
            entropy_index(counts, confidence=0.95),
            contrast(counts, [-0.5, 1, -0.5], confidence=0.95),
        )
        for place, ((_, low, high), truth) in enumerate(zip(found, truths, strict=True)):
            held[place] += low <= truth <= high
    assert all(920 <= count <= 970 for count in held)
