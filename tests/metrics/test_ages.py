"""Mean and median age."""

from __future__ import annotations

from datetime import date
from statistics import mean, median

import pytest
from postings import DAY, cells
from scipy import stats

from sgstats.metrics import Options
from sgstats.metrics.ages import interval_rank


def aged(*ages, **facts):
    return [facts | {"birth_day": date(DAY.year - age, 3, 1)} for age in ages]


def test_the_mean_is_of_full_years_among_known_ages():
    assert cells([*aged(40, 45), {}], "mean_age")[0][:3] == (2, 3, 42.5)


def test_the_mean_s_interval_is_student_s():
    ages = (31, 36, 40, 44, 58)
    expected = stats.t.interval(0.95, len(ages) - 1, loc=mean(ages), scale=stats.sem(ages))
    assert cells(aged(*ages), "mean_age")[0][3:] == pytest.approx(expected)
    wider = cells(aged(*ages), "mean_age", options=Options(confidence=0.99))[0]
    assert wider[3] < expected[0]


@pytest.mark.parametrize("ages", [(40,), (40, 41), (30, 40, 50), (30, 40, 41, 60)])
def test_the_median_of_an_even_number_lies_between_the_two_middle_ages(ages):
    assert cells(aged(*ages), "median_age")[0][2] == median(ages)


def test_the_median_s_interval_is_a_pair_of_order_statistics():
    assert cells(aged(*range(41, 50)), "median_age") == [(9, 9, 45.0, 42.0, 48.0)]


@pytest.mark.parametrize("n", [6, 9, 30, 162, 1336])
def test_the_pair_encloses_the_median_at_least_as_often_as_promised_and_the_next_does_not(n):
    def coverage(rank):
        return stats.binom.cdf(n - rank, n, 0.5) - stats.binom.cdf(rank - 1, n, 0.5)

    rank = interval_rank(n, confidence=0.95)
    assert coverage(rank) >= 0.95 > coverage(rank + 1)


def test_too_few_people_have_a_value_without_an_interval():
    assert cells(aged(44), "mean_age") == [(1, 1, 44.0, None, None)]
    assert cells(aged(*range(40, 45)), "median_age") == [(5, 5, 42.0, None, None)]


@pytest.mark.parametrize("name", ["mean_age", "median_age"])
def test_where_no_age_is_known_there_is_no_value(name):
    assert cells([{}, {}], name) == [(0, 2, None, None, None)]
    assert cells([{"gender": "女"}], name, where={"gender": ["男"]}) == [(0, 0, None, None, None)]


def test_each_group_has_its_own_value():
    people = [*aged(40, 50), *aged(30, street="西街"), {"street": "南街"}]
    rows = cells(people, "mean_age", by=["street"])
    assert [row[:4] for row in rows] == [("东街", 2, 2, 45.0), ("西街", 1, 1, 30.0), ("南街", 0, 1, None)]
