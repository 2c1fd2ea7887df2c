"""Scores: exact, by whoever gave them and whatever side of the work they are of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import records, refusals, roster, rules

from sgstats.errors import Refused

SCORED = ("name", "rater", "dimension", "points", "ballots")
MILLION = 1_000_000


def test_scores_by_dimension_stand_in_columns():
    header, cells = (
        ["姓名", "德", "能(20分)", "勤得分", "绩", "廉"],
        ["甲", "18", "19.5", "20分", "17.25", "0"],
    )
    read = records(header, [cells], *SCORED, titles=["2023年度考核"])
    points = [18_000_000, 19_500_000, 20_000_000, 17_250_000, 0]
    assert read == [("甲", None, side, point, 1) for side, point in zip("德能勤绩廉", points, strict=True)]


@pytest.mark.parametrize(
    ("title", "rater"),
    [
        ("街道评分", "街道"),
        ("居民代表测评", "居民"),
        ("互评", "同事"),
        ("同事评分", "同事"),
        ("居委会成员互评", "同事"),
        ("自评", "自评"),
        ("带教老师评分", "带教老师"),
        ("居委干部评分", "居委干部"),
        ("会议代表评分", "会议代表"),
        ("考核得分", None),
        ("物业单位评分", None),
    ],
)
def test_a_header_says_who_rated(title, rater):
    assert records(["姓名", title], [["甲", "90"]], "rater", sheet="2023年") == [(rater,)]


def test_raters_may_stand_over_dimensions():
    header = ["姓名", "街道/德", "街道/能", "居民代表测评/德", "居民代表测评/能"]
    read = records(header, [["甲", "1", "2", "3", "4"]], *SCORED, sheet="2023年")
    assert [one[1:4] for one in read] == [
        ("街道", "德", MILLION),
        ("街道", "能", 2 * MILLION),
        ("居民", "德", 3 * MILLION),
        ("居民", "能", 4 * MILLION),
    ]


def test_raters_and_dimensions_may_stand_in_columns_of_their_own():
    header = ["姓名", "年度", "测评主体", "评价维度", "得分"]
    rows = [
        ["甲", "2023", "居民", "德", "80"],
        ["甲", "2023", "居民", "德", "85"],
        ["甲", "2023", "谁", "总体", "90"],
        ["甲", "2023", "居民", "身高", "90"],
    ]
    assert records(header, rows, *SCORED) == [
        ("甲", "居民", "德", 80 * MILLION, 1),
        ("甲", "居民", "德", 85 * MILLION, 1),
        ("甲", None, None, 90 * MILLION, 1),
    ]
    assert refusals(header, rows) == {5: "dimension.unknown"}


def test_a_grade_and_a_score_make_one_record():
    read = records(["姓名", "得分", "等次"], [["甲", "93.2", "优秀"]], "grade", *SCORED[1:], sheet="2023年")
    assert read == [("优秀", None, None, 93_200_000, 1)]


def test_a_sum_with_its_ballots_stays_exact():
    read = records(["姓名", "测评总分", "打分人数"], [["甲", "1369", "23"]], *SCORED[3:], sheet="2023年")
    assert read == [(1369 * MILLION, 23)]


@pytest.mark.parametrize(
    ("mean", "found"),
    [("59.52", []), ("59.5", []), ("60", []), ("59.5217391304348", []), ("59.53", ["score.mean_differs"])],
)
def test_a_typed_mean_that_differs_from_the_exact_one_is_reported(mean, found):
    read = roster(
        ["姓名", "总分", "票数", "平均分"], [["甲", "1369", "23", mean]], as_of=None, sheet="2023年"
    )
    assert read.rows.select("points", "ballots").rows() == [(1369 * MILLION, 23)]
    assert rules(read) == found


def test_a_mean_with_its_ballots_stands_for_their_sum():
    read = records(
        ["姓名", "平均分", "测评票数"], [["甲", "90.5", "20"]], "points", "ballots", sheet="2023年"
    )
    assert read == [(1810 * MILLION, 20)]


@pytest.mark.parametrize(
    ("header", "cells", "rule"),
    [
        (["得分"], ["100.5"], "score.out_of_range"),
        (["得分"], ["-1"], "score.out_of_range"),
        (["得分"], ["59.1234567"], "score.too_precise"),
        (["总分"], ["1369"], "score.out_of_range"),
        (["总分", "票数"], ["1369", None], "score.no_ballots"),
        (["总分", "票数"], ["1369", "0"], "score.no_ballots"),
        (["总分", "票数"], ["1369", "13"], "score.sum_out_of_range"),
        (["总分", "票数"], ["-5", "13"], "score.sum_out_of_range"),
    ],
)
def test_a_score_that_cannot_be_rejects_its_row(header, cells, rule):
    assert refusals(["姓名", *header], [["甲", *cells]], sheet="2023年") == {2: rule}


@pytest.mark.parametrize(("typed", "points"), [("0", 0), ("100", 100 * MILLION), ("59.123456", 59_123_456)])
def test_both_ends_and_six_decimals_are_scores(typed, points):
    assert records(["姓名", "得分"], [["甲", typed]], "points", sheet="2023年") == [(points,)]


@pytest.mark.parametrize("kinds", [["text", "number"], None])
def test_a_number_cell_has_the_digits_of_its_spreadsheet(kinds):
    cells = {"kinds": kinds, "sheet": "2023年"}
    assert records(["姓名", "得分"], [["甲", "86.60000000000001"]], "points", **cells) == [(86_600_000,)]
    assert refusals(["姓名", "得分"], [["甲", "59.52173913043478"]], **cells) == {2: "score.too_precise"}


@pytest.mark.parametrize("typed", ["缺考", "95%", "九十", "9o"])
def test_what_is_no_score_is_unknown_and_a_row_of_nothing_else_is_rejected(typed):
    read = roster(["姓名", "得分", "等次"], [["甲", typed, "合格"]], as_of=None, sheet="2023年")
    assert read.rows.select("points", "grade").rows() == [(None, "称职")]
    assert rules(read) == ["score.unreadable"]
    assert refusals(["姓名", "得分"], [["甲", typed]], sheet="2023年") == {2: "score.none_readable"}


def test_two_columns_of_one_score_are_refused():
    with pytest.raises(Refused, match="得分"):
        records(["姓名", "得分", "分数"], [["甲", "90", "91"]], "points", sheet="2023年")


@given(points=st.integers(0, 100_000_000), zeros=st.integers(0, 3))
def test_a_score_is_kept_to_the_millionth(points, zeros):
    whole, fraction = divmod(points, MILLION)
    typed = f"{whole}.{fraction:06d}" + "0" * zeros
    assert records(["姓名", "得分"], [["甲", typed]], "points", sheet="2023年") == [(points,)]


@given(scores=st.lists(st.integers(0, 100), min_size=2, max_size=5, unique=True))
def test_a_higher_score_is_more_points(scores):
    rows = [[f"某{n}", str(score)] for n, score in enumerate(sorted(scores))]
    points = [one for (one,) in records(["姓名", "得分"], rows, "points", sheet="2023年")]
    assert all(low < high for low, high in pairwise(points))
