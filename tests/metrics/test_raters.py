"""Who scores how: mean scores and gaps between raters, against printed results of others."""

from __future__ import annotations

import pytest
from postings import cells, scored

from sgstats.metrics import Options
from sgstats.metrics.means import mean_interval

FIVE = [{"street": "东街"}] * 3 + [{"street": "西街"}] * 2

# Student (1908), the sleep data as printed with R's t.test: hours gained by ten patients under two drugs.
FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def rows(name, *given, people=FIVE, options=None, **asked):
    appraisals = [row for one in given for row in one]
    return cells(people, name, appraisals=appraisals, options=options or Options(), **asked)


def test_raters_are_shown_in_the_dictionary_s_order_with_the_people_they_scored():
    found = rows("rater_scores", scored("居民", 90, 80), scored("街道", 70, 80, 90))
    assert [row[:4] for row in found] == [("街道", 3, 3, 80.0), ("居民", 2, 2, 85.0)]


def test_a_person_counts_once_however_many_ballots_there_are():
    found = rows("rater_scores", scored("居民", 60, ballots=30), scored("居民", None, 90))
    assert found[0][:4] == ("居民", 2, 2, 75.0)


def test_ballots_of_one_person_are_added_up_before_they_are_divided():
    """23 ballots of 1369 points: 59.5217 and neither 59 nor 60."""
    given = [{"person_id": "p1", "year": 2023, "rater": "居民", "points": 1369 * 10**6, "ballots": 23}]
    assert rows("rater_scores", given)[0][3] == 1369 / 23


def test_scores_of_the_whole_person_go_before_scores_of_single_dimensions():
    sides = [row for side in ("德", "能") for row in scored("街道", 50, 60, dimension=side)]
    assert rows("rater_scores", sides)[0][:4] == ("街道", 2, 2, 55.0)
    assert rows("rater_scores", sides, scored("街道", 90))[0][:4] == ("街道", 2, 2, 75.0)


def test_a_single_score_has_no_interval_and_replaced_ones_do_not_count():
    found = rows("rater_scores", scored("街道", 90), scored("街道", 10, superseded=True))
    assert found == [("街道", 1, 1, 90.0, None, None)]


def test_scores_by_street_and_year():
    given = scored("街道", 80, 90, 100, 60, 70), scored("街道", 10, 10, 10, year=2022)
    found = rows("rater_scores", *given, by=["street"])
    assert [row[:5] for row in found] == [("东街", "街道", 3, 3, 90.0), ("西街", "街道", 2, 2, 65.0)]
    assert [row[:3] for row in rows("rater_scores", *given, by=["year"])] == [
        ("2022", "街道", 3), ("2023", "街道", 5),
    ]  # fmt: skip


def test_a_gap_is_one_within_people_scored_by_both():
    given = scored("街道", 80, 80, 80), scored("居民", 90, 84, None, 10), scored("同事", 79)
    found = rows("rater_gap", *given)
    assert [row[:4] for row in found] == [("居民", 2, 2, 7.0), ("同事", 1, 1, -1.0)]


def test_the_raters_compared_with_are_a_choice():
    given = scored("街道", 80, 80), scored("居民", 90, 84)
    assert rows("rater_gap", *given, options=Options(against="居民"))[0][:4] == ("街道", 2, 2, -7.0)


def test_the_interval_of_a_gap_is_that_of_the_paired_t_test():
    """R: t.test(extra ~ group, paired): mean -1.58, 95 % interval -2.4598858 to -0.7001142."""
    given = (
        scored("居民", *(50 + hours for hours in FIRST)),
        scored("街道", *(50 + hours for hours in SECOND)),
    )
    *_, value, low, high = rows("rater_gap", *given, people=[{}] * 10)[0]
    assert (value, low, high) == pytest.approx((-1.58, -2.4598858, -0.7001142), abs=1e-7)


def test_the_interval_of_a_mean_is_nist_s():
    """NIST/SEMATECH e-Handbook 1.3.5.2: N = 195, mean 9.261460, s = 0.022789: 9.258242 to 9.264679."""
    n, mean, deviation = 195, 9.261460, 0.022789
    squares = (n - 1) * deviation**2 + n * mean**2
    found = mean_interval(n, n * mean, squares, confidence=0.95)
    assert found == pytest.approx((mean, 9.258242, 9.264679), abs=2e-6)


def test_sums_of_squares_of_a_country_s_scores_stay_exact():
    """Squares of sums of scores pass 64 bits: 200 ballots of almost 100 points each."""
    given = scored("居民", 99.999999, 99.999997, ballots=200)
    _, _, _, value, low, high = rows("rater_scores", given)[0]
    assert (value, high - value) == pytest.approx((99.999998, 12.7062047e-6), rel=1e-6)
    assert value - low == pytest.approx(high - value)
