"""Votes: in columns or in a line above the table; more votes than people are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import records, refusals, roster, rules

LINE = "参加推荐共 50 人，收回推荐票 45 张（其中弃权票 5 张，作废票 2 张）"
MEETING = ("present", "returned", "abstained", "invalid")


def test_a_line_above_the_table_counts_for_all_its_rows():
    rows = [["1", "甲", "24", "53.3%"], ["2", "乙", "30", "66.7%"]]
    titles = ["2023年度民主推荐结果", LINE]
    read = roster(["序号", "姓名", "票数", "比率"], rows, as_of=None, titles=titles)
    assert read.kind == "ballot"
    assert read.rows.select("year", *MEETING, "in_favour").rows() == [
        (2023, 50, 45, 5, 2, 24),
        (2023, 50, 45, 5, 2, 30),
    ]
    assert rules(read) == ["column.not_stored"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("应到会60人，实到会50人，收回测评票45张，弃权5票，作废2张。", (50, 45, 5, 2)),
        ("实到50人 收回有效推荐票45张", (50, 45, None, None)),
        ("到会人数：50人，收回票数45张，其中无效票2张", (50, 45, None, 2)),
    ],
)
def test_the_line_has_many_forms(line, expected):
    assert records(["姓名", "推荐票"], [["甲", "20"]], *MEETING, titles=["2023年推荐", line]) == [expected]


def test_a_column_rules_over_the_line():
    header, rows = ["姓名", "到会人数", "得票"], [["甲", "48", "20"], ["乙", None, "20"]]
    assert records(header, rows, "present", titles=["2023年推荐", LINE]) == [(48,), (50,)]


def test_every_count_may_stand_in_a_column():
    header = [
        "姓名", "会议日期", "应到人数", "实到人数", "收回票数", "弃权票", "无效票", "赞成票",
        "优秀票", "合格票", "基本称职票", "不称职票", "满意票", "不满意票", "居民代表人数",
    ]  # fmt: skip
    row = ["甲", "2023-12-28", "60", "50", "45", "5", "2", "24", "10", "20", "8", "5", "30", "13", "10"]
    read = roster(header, [row], as_of=None)
    counts = read.rows.drop("_row", "name", "id_number", "staff_id", "gender", "birth_day", "birth_precision")
    counted = counts.drop("district", "street", "community").row(0)
    assert counted == (2023, 20231228, 50, 45, 2, 5, 24, 10, 20, 8, 5, 30, 13, 10)


def test_in_a_table_of_votes_a_grade_is_a_number_of_votes():
    header, rows = ["姓名", "优秀", "称职", "基本合格", "不称职"], [["甲", "10", "20票", "3", "0"]]
    names = ("votes_excellent", "votes_competent", "votes_basic", "votes_incompetent")
    assert records(header, rows, *names, sheet="2023年测评") == [(10, 20, 3, 0)]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"参会人数": 50, "收回票数": 51, "推荐票": 1}, "ballot.more_returned_than_present"),
        ({"参会人数": 5, "居民代表人数": 6, "推荐票": 1}, "ballot.more_residents_than_present"),
        ({"收回票数": 45, "弃权票": 40, "作废票": 6, "推荐票": 1}, "ballot.more_spoilt_than_returned"),
        ({"收回票数": 45, "作废票": 2, "推荐票": 44}, "ballot.more_votes_than_valid"),
        ({"参会人数": 50, "作废票": 2, "推荐票": 49}, "ballot.more_votes_than_valid"),
        ({"收回票数": 45, "优秀票": 30, "称职票": 16}, "ballot.more_votes_than_valid"),
        ({"收回票数": 45, "满意票": 30, "不满意票": 16}, "ballot.more_votes_than_valid"),
    ],
)
def test_more_votes_than_people_are_rejected(cells, rule):
    read = roster(["姓名", *cells], [["甲", *map(str, cells.values())]], as_of=None, sheet="2023年")
    assert dict(read.rejected.select("row", "rule").rows()) == {2: rule}
    assert read.rejected["column"].item() is not None


@pytest.mark.parametrize(
    "cells",
    [
        {"参会人数": 50, "收回票数": 50, "推荐票": 50},
        {"收回票数": 45, "作废票": 2, "弃权票": 43, "推荐票": 0},
        {"推荐票": 1000},
        {"作废票": 2, "推荐票": 1000},
    ],
)
def test_equal_or_unknown_numbers_are_no_contradiction(cells):
    assert refusals(["姓名", *cells], [["甲", *map(str, cells.values())]], sheet="2023年") == {}


@pytest.mark.parametrize("typed", ["-1", "3.5", "多数"])
def test_what_is_no_count_is_unknown(typed):
    read = roster(["姓名", "推荐票", "弃权票"], [["甲", "20", typed]], as_of=None, sheet="2023年")
    assert read.rows["abstained"].to_list() == [None]
    assert rules(read) == ["count.unreadable"]


def test_the_day_may_stand_in_the_title():
    header, rows = ["姓名", "推荐票"], [["甲", "20"]]
    read = roster(header, rows, as_of=None, titles=["2023年度推荐会（2023年12月28日）"])
    assert (read.rows["day"].item(), read.as_of) == (20231228, date(2023, 12, 28))
    assert records(header, rows, "day", titles=["2023年12月推荐会"]) == [(None,)]


def test_a_vote_told_twice_is_rejected_but_two_votes_are_two():
    header = ["姓名", "年度", "推荐票", "不满意票"]
    rows = [["甲", "2023", "20", None], ["甲", "2023", None, "3"], ["甲", "2023", "21", None]]
    assert refusals(header, rows) == {4: "ballot.repeated"}


COUNT = st.one_of(st.none(), st.integers(0, 60))


@given(present=COUNT, returned=COUNT, invalid=COUNT, in_favour=st.integers(0, 60))
def test_a_vote_is_rejected_if_and_only_if_its_known_numbers_contradict(
    present, returned, invalid, in_favour
):
    cells = [None if one is None else str(one) for one in (present, returned, invalid, in_favour)]
    found = refusals(["姓名", "参会人数", "收回票数", "作废票", "推荐票"], [["甲", *cells]], sheet="2023年")
    back = present if returned is None else returned
    contradiction = back is not None and (
        (present is not None and back > present) or (invalid or 0) > back or in_favour > back - (invalid or 0)
    )
    assert bool(found) == contradiction
