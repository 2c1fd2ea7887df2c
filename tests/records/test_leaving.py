"""Whoever is listed as gone is not counted, with or without a date."""

from __future__ import annotations

import pytest
from invented_rosters import roster, rules

HEADER = ["姓名", "在岗情况", "离职时间", "离职原因"]


def left(status, day=None, reason=None):
    row = roster(HEADER, [["甲", status, day, reason]]).rows.row(0, named=True)
    return row["leave_day"], row["leave_precision"], row["leave_reason"]


@pytest.mark.parametrize("status", ["在岗", "在职", "正常", "是", None])
def test_who_is_in_post_has_no_leave_day(status):
    assert left(status) == (None, None, None)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("已离职", "辞职"),
        ("离岗", None),
        ("已退休", "退休"),
        ("调出", "调出"),
        ("已辞退", "解聘"),
        ("否", None),
    ],
)
def test_who_is_gone_without_a_date_left_by_the_day_of_the_list(status, reason):
    assert left(status) == (20231231, "status", reason)


def test_a_leave_date_stands_whatever_the_status_says():
    assert left("已离职", "2023-06-30") == (20230630, "day", "辞职")


def test_a_reason_in_its_own_column_comes_first():
    assert left("已离职", None, "退休") == (20231231, "status", "退休")


def test_a_status_that_says_nothing_known_is_reported():
    read = roster(HEADER, [["甲", "蓝色", None, None]])
    assert "value.unreadable" in rules(read)
    assert read.rows["leave_day"].item() is None


def test_a_person_gone_without_a_date_is_noted():
    assert "leave.by_status" in rules(roster(HEADER, [["甲", "已离职", None, None]]))
