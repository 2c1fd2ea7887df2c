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


@pytest.mark.parametrize(
    "typed",
    ["EAST-17-3、EAST-17-7", "EAST-17-3,EAST-17-7", "EAST-17-3\nEAST-17-7", "ＥＡＳＴ-17-3；east 17.7"],
)
def test_a_cell_may_name_several_items(typed):
    assert [one[1] for one in told(["甲", typed, "2023-03-05", None, None])] == ["EAST-17-3", "EAST-17-7"]


@pytest.mark.parametrize("typed", ["EAST-17-3、住院", "EAST-17-3/7", "谈心、家访"])
def test_a_cell_with_one_part_that_is_no_item_is_rejected(typed):
    assert refusals(HEADER, [["甲", typed, None, None, None]], **LIST) == {2: "fact.unknown_item"}


@pytest.mark.parametrize("typed", ["第十七条第三项", "17条3款", "EAST第17条第（三）项", "第17条"])
def test_a_clause_in_words_is_not_guessed_but_the_form_wanted_is_named(typed):
    read = roster(HEADER, [["甲", typed, None, None, None]], as_of=None, **LIST)
    assert read.rejected.select("row", "rule").rows() == [(2, "fact.clause_in_words")]
    assert "EAST-17-3" in read.rejected["message"].item()


@pytest.mark.parametrize("title", ["认定日期", "认定时间", "时间", "日期", "发生日期", "查实日期"])
def test_the_day_of_a_fact_has_many_titles(title):
    rows = [["甲", "EAST-17-3", "2023-12-12"]]
    assert records(["姓名", "事项", title], rows, "year", "day") == [(2023, 20231212)]


def test_a_settled_spelling_is_an_item():
    from sgstats.records.settlement import Settlement, parse_settlement

    settled = parse_settlement(["item:促膝=谈心"], [], Settlement())
    assert told(["甲", "促膝", None, None, None], settled=settled)[0][1] == "谈心"
