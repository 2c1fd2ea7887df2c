"""Grades in every shape that real tables give them, and the years they are of."""

from __future__ import annotations

from datetime import date

import pytest
from invented_rosters import records, refusals, roster, rules

from sgstats.errors import Refused
from sgstats.records.settlement import Settlement, parse_settlement

GRADED = ("name", "year", "grade", "no_grade")
MILLION = 1_000_000


# Grades


def test_a_long_table_has_a_row_for_every_year():
    rows = [["甲", "2022", "优秀"], ["甲", "2023年", "合格"], ["乙", "2023年度", "不定等次"]]
    assert records(["姓名", "考核年度", "年度考核结果"], rows, *GRADED) == [
        ("甲", 2022, "优秀", None),
        ("甲", 2023, "称职", None),
        ("乙", 2023, None, "不定等次"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["2018年", "2017年", "2016年"],
        ["2018年度", "2017年度", "2016年度"],
        ["2018", "2017.0", "2016"],
        ["2018年考核等次", "2017年度考核结果", "2016年等次"],
        ["2018年/等次", "2017年/等次", "2016年/等次"],
        ["考核等次/2018年", "考核等次/2017年", "考核等次/2016年"],
        ["18年", "17年", "16年"],
        ["18年考核", "’17年等次", "16年度考核结果"],
    ],
)
def test_a_wide_table_has_a_column_for_every_year(header):
    rows = [["01", "甲", "主任", "合格", "优秀", "不合格"], ["02", "乙", "委员", "合格", None, "-"]]
    read = roster(["工作证号", "姓名", "时任职务", *header], rows, as_of=None)
    assert read.rows.select("_row", *GRADED[:3]).rows() == [
        (2, "甲", 2018, "称职"),
        (2, "甲", 2017, "优秀"),
        (2, "甲", 2016, "不称职"),
        (3, "乙", 2018, "称职"),
    ]
    assert (read.rows_read, read.rows_accepted, read.as_of) == (2, 2, date(2018, 12, 31))


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("优秀", "优秀"),
        ("優秀", "优秀"),
        ("优 秀", "优秀"),
        ("稱職", "称职"),
        ("合格", "称职"),
        ("基本合格", "基本称职"),
        ("基本稱職", "基本称职"),
        ("不合格", "不称职"),
        ("不称职等次", "不称职"),
    ],
)
def test_a_grade_has_many_spellings(typed, grade):
    assert records(["姓名", "年度", "等次"], [["甲", "2023", typed]], "grade") == [(grade,)]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("未定等次", "不定等次"),
        ("不确定等次", "不定等次"),
        ("不定等次", "不定等次"),
        ("病假不定等次", "不定等次"),
        ("未参加考核", "未参加"),
        ("未参加年度考核", "未参加"),
        ("未参加（病假）", "未参加"),
        ("休产假未参加考核", "未参加"),
        ("试用期内", "试用期"),
        ("试用期不定等次", "试用期"),
        ("試用期不定等次", "试用期"),
        ("不定等次（试用期）", "试用期"),
        ("试用期，暂不评定等次", "试用期"),
        ("新聘人员试用期未满不参加考核", "试用期"),
    ],
)
def test_no_grade_is_kept_with_its_reason(typed, reason):
    assert records(["姓名", "年度", "等次"], [["甲", "2023", typed]], "grade", "no_grade") == [(None, reason)]


@pytest.mark.parametrize("typed", ["好", "较好", "一般", "差", "是", "A级"])
def test_words_of_satisfaction_are_no_grades_and_a_row_of_nothing_else_is_rejected(typed):
    read = roster(["姓名", "年度", "等次"], [["甲", "2023", typed], ["乙", "2023", "优秀"]], as_of=None)
    assert read.rows.select("name", "grade").rows() == [("乙", "优秀")]
    assert read.rejected.select("row", "column", "rule").rows() == [(2, "C", "grade.none_readable")]
    assert rules(read) == ["grade.none_readable"]


def test_a_row_keeps_what_can_be_read_beside_a_word_that_is_no_grade():
    read = roster(["姓名", "2022年", "2023年"], [["甲", "较好", "优秀"]], as_of=None)
    assert read.rows.select("year", "grade").rows() == [(2023, "优秀")]
    assert rules(read) == ["grade.unreadable"]
    read = roster(["姓名", "等次", "得分"], [["甲", "较好", "90"]], as_of=None, sheet="2023年")
    assert read.rows.select("grade", "points").rows() == [(None, 90 * MILLION)]
    assert rules(read) == ["grade.unreadable"]


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("优秀（拟）", "优秀"),
        ("优秀(拟定)", "优秀"),
        ("拟评优秀", "优秀"),
        ("優秀【公示中】", "优秀"),
        ("称职★", "称职"),
        ("*合格", "称职"),
    ],
)
def test_a_remark_that_changes_nothing_is_dropped(typed, grade):
    assert records(["姓名", "年度", "等次"], [["甲", "2023", typed]], "grade") == [(grade,)]


@pytest.mark.parametrize(
    "typed", ["优秀（取消）", "优秀/称职", "试用期称职", "不优秀", "称职（优秀）", "离职"]
)
def test_a_remark_that_may_change_the_grade_is_not_guessed_at(typed):
    assert refusals(["姓名", "年度", "等次"], [["甲", "2023", typed]]) == {2: "grade.none_readable"}


def test_a_user_settles_a_spelling_of_no_grade():
    settled = parse_settlement(["no_grade:离职=未参加"], [], Settlement())
    read = records(["姓名", "年度", "等次"], [["甲", "2023", "离职"]], "no_grade", settled=settled)
    assert read == [("未参加",)]


def test_a_second_grade_of_one_year_is_rejected():
    rows = [
        ["甲", "01", "2023", "优秀"],
        ["甲", "01", "2022", "优秀"],
        ["甲", "01", "2023", "称职"],
        ["甲", "02", "2023", "称职"],
    ]
    assert refusals(["姓名", "工号", "年度", "等次"], rows) == {4: "appraisal.repeated"}


def test_people_of_one_name_in_two_communities_are_two():
    rows = [["甲", "集贤社区", "优秀"], ["甲", "幸福社区", "称职"], ["甲", "幸福社区", "称职"]]
    header = ["姓名", "社区", "2023年等次"]
    assert refusals(header, rows) == {4: "appraisal.repeated"}


def test_a_row_that_tells_nothing_is_rejected():
    rows = [["甲", "2023", None], [None, "2023", "优秀"], ["乙", "2023", "优秀"]]
    assert refusals(["姓名", "年度", "等次"], rows) == {2: "row.nothing_told", 3: "row.no_person"}


# Years


@pytest.mark.parametrize(
    "facts",
    [
        {"titles": ["春晓街道2023年度考核情况表"]},
        {"titles": ["2023年度考核情况表（2024年1月公示）"]},
        {"sheet": "2023年"},
        {"file": "2023考核.xlsx"},
        {"as_of": date(2023, 6, 30)},
    ],
)
def test_the_year_may_stand_in_a_title_or_a_name(facts):
    assert records(["姓名", "等次"], [["甲", "优秀"]], "year", **facts) == [(2023,)]


def test_a_cell_rules_over_the_header_and_the_header_over_the_title():
    rows = [["甲", "2021", "优秀"], ["乙", None, "优秀"]]
    facts = {"titles": ["2023年度考核情况表"]}
    assert records(["姓名", "年度", "等次"], rows, "year", **facts) == [(2021,), (2023,)]
    assert records(["姓名", "2022年等次"], [["甲", "优秀"]], "year", **facts) == [(2022,)]


@pytest.mark.parametrize(
    "header",
    [
        ["上年度考核等次", "本年度考核等次"],
        ["上年度", "本年度"],
        ["去年等次", "今年等次"],
        ["上一年度考核", "当年考核"],
        ["上年度/等次", "本年度/等次"],
    ],
)
def test_last_year_is_the_one_before_that_of_the_table(header):
    header, rows = ["姓名", *header], [["甲", "优秀", "称职"]]
    assert records(header, rows, "year", "grade", titles=["2023年度考核表"]) == [
        (2022, "优秀"),
        (2023, "称职"),
    ]


@pytest.mark.parametrize("titles", [(), ["考核情况表"], ["2022年和2023年考核情况表"]])
def test_a_table_without_a_year_is_refused(titles):
    with pytest.raises(Refused, match="--as-of") as refusal:
        records(["姓名", "等次"], [["甲", "优秀"]], "year", titles=titles)
    assert refusal.value.rule == "year.missing"


def test_a_row_without_a_year_is_rejected_where_others_have_one():
    rows = [["甲", "2023", "优秀"], ["乙", None, "优秀"], ["丙", "去年", "优秀"]]
    assert refusals(["姓名", "年度", "等次"], rows) == {3: "row.no_year", 4: "row.no_year"}
