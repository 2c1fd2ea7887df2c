"""Recorded facts: an item or a rule's id, whether it holds, who said it; never free text."""

from __future__ import annotations

import pytest
from invented_rosters import records, refusals, roster, rules

HEADER = ["姓名", "事项", "日期", "由谁", "是否属实"]
TOLD = ("day", "item", "holds", "rater")
LIST = {"sheet": "2023年事项"}


def told(*rows, **facts):
    return records(HEADER, rows, *TOLD, **{**LIST, **facts})


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("谈心", "谈心"),
        ("谈心谈话", "谈心"),
        ("提醒谈话", "谈心"),
        ("第三次谈心谈话", "谈心"),
        ("口头警告", "警告"),
        ("书面警告", "警告"),
        ("投诉", "投诉"),
        ("群众信访", None),
        ("信访", "投诉"),
        ("续聘", "同意续聘"),
        ("不再续聘", "不同意续聘"),
        ("不同意续聘", "不同意续聘"),
        ("拟定优秀", "优秀人选"),
        ("回头看", "回头看"),
        ("EAST-17-3", "EAST-17-3"),
        ("east 17.3", "EAST-17-3"),
        ("ＥＡＳＴ１７－３", "EAST-17-3"),
        ("EAST-17(3)", "EAST-17-3"),
        ("PLAN-8-2a", "PLAN-8-2a"),
        ("EAST-6-2-B", "EAST-6-2-B"),
    ],
)
def test_an_item_has_many_spellings(typed, item):
    assert [one[1] for one in told(["甲", typed, None, None, None])] == ([item] if item else [])


def test_free_text_is_rejected_and_never_kept():
    rows = [["甲", "家里老人住院，常请假", "2023-03-05", None, None]]
    read = roster(HEADER, rows, as_of=None, **LIST)
    assert dict(read.rejected.select("row", "rule").rows()) == {2: "fact.unknown_item"}
    assert "住院" not in str(read.findings.rows()) + str(read.rejected.rows())


def test_a_fact_has_its_day_and_who_said_it():
    row = ["甲", "投诉", "2023年3月5日", "居民代表", "是"]
    assert told(row) == [(20230305, "投诉", True, "居民")]


def test_a_month_is_no_day():
    read = roster(HEADER, [["甲", "投诉", "2023年3月", None, None]], as_of=None, **LIST)
    assert read.rows.select("year", "day").rows() == [(2023, None)]
    assert rules(read) == ["date.no_day"]


@pytest.mark.parametrize(
    ("typed", "holds"),
    [("是", True), ("√", True), ("属实", True), (None, True), ("否", False), ("不属实", False)],
)
def test_a_fact_holds_unless_said_otherwise(typed, holds):
    assert told(["甲", "投诉", None, None, typed])[0][2] is holds


def test_neither_yes_nor_no_is_not_guessed():
    assert refusals(HEADER, [["甲", "投诉", None, None, "也许"]], **LIST) == {2: "fact.not_yes_or_no"}


def test_items_may_be_columns():
    header, rows = (
        ["姓名", "谈心次数", "投诉次数", "优秀人选"],
        [["甲", "3", "0", "√"], ["乙", None, "1", None]],
    )
    assert records(header, rows, "_row", "item", "holds", **LIST) == [
        (2, "谈心", True),
        (2, "谈心", True),
        (2, "谈心", True),
        (2, "投诉", False),
        (2, "优秀人选", True),
        (3, "投诉", True),
    ]


def test_a_settled_spelling_is_an_item():
    from sgstats.records.settlement import Settlement, parse_settlement

    settled = parse_settlement(["item:促膝=谈心"], [], Settlement())
    assert told(["甲", "促膝", None, None, None], settled=settled)[0][1] == "谈心"
