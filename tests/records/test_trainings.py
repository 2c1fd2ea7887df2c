"""Trainings: lists, sign-in sheets and yearly sheets; who held them by rule, hours exactly, no guess."""

from __future__ import annotations

import pytest
from invented_rosters import records, refusals, roster, rules

from sgstats.records.sessions import level_of
from sgstats.records.settlement import Settlement, parse_settlement

HEADER = ["姓名", "社区", "培训班名称", "主办方", "培训形式", "开始时间", "学时"]
LIST = {"titles": ["2023年社区工作者培训台账"], "sheet": None, "file": "表.csv"}
FACTS = ("day", "training_level", "training_form", "training_topic", "hours_tenths")


def row(topic="初任培训班", host="区民政局", form="集中授课", day="2023-05-18", hours="8"):
    return ["甲", "集贤社区", topic, host, form, day, hours]


def told(*fields, header=HEADER, rows=None, **cells):
    facts = LIST | {name: cells.pop(name) for name in ("titles", "settled", "sheet") if name in cells}
    return records(header, rows or [row(**cells)], *(fields or FACTS), **facts)


def test_a_row_tells_of_one_session():
    assert told() == [(20230518, "区级", "课堂", "初任培训班", 80)]


# Who held it


@pytest.mark.parametrize(
    ("host", "level"),
    [
        ("区级", "区级"), ("区民政局", "区级"), ("区委组织部", "区级"), ("青禾区民政局", "区级"),
        ("大连市青禾区民政局", "区级"), ("区委党校", "区级"), ("县委社会工作部", "区级"),
        ("街道", "街道级"), ("街道办", "街道级"), ("春晓街道办事处", "街道级"), ("街道党工委", "街道级"),
        ("镇政府", "街道级"), ("社区", "社区级"), ("集贤社区", "社区级"), ("社区党委", "社区级"),
        ("春晓街道集贤社区居委会", "社区级"), ("市民政局", "外训"), ("大连市民政局", "外训"),
        ("省民政厅", "外训"), ("自治区民政厅", "外训"), ("外出考察", "外训"), ("外训", "外训"),
        ("浙江大学", "外训"), ("民政部", "外训"),
    ],
)  # fmt: skip
def test_the_level_is_that_of_who_held_it(host, level):
    assert level_of(host) == level


@pytest.mark.parametrize("host", ["民政局", "党校", "某公司", "社会组织", "城市学院", "校区", "社区学院"])
def test_a_host_of_no_rule_has_no_level(host):
    assert level_of(host) is None
    read = roster(HEADER, [row(host=host)], as_of=None, **LIST)
    assert read.rows["training_level"].to_list() == [None]
    assert rules(read) == ["value.unreadable", "training.no_level"]


def test_a_level_may_be_settled():
    settled = parse_settlement(["training_level:民政局=区级"], [], Settlement())
    assert told("training_level", host="民政局", settled=settled) == [("区级",)]


def test_a_form_of_no_spelling_is_unknown_and_said():
    read = roster(HEADER, [row(form="团建")], as_of=None, **LIST)
    assert read.rows["training_form"].to_list() == [None]
    assert rules(read) == ["value.unreadable"]


# How long, and when


@pytest.mark.parametrize(("typed", "tenths"), [("8", 80), ("0.5", 5), ("4学时", 40), ("3.50", 35), ("0", 0)])
def test_hours_are_exact(typed, tenths):
    assert told("hours_tenths", hours=typed) == [(tenths,)]


@pytest.mark.parametrize("typed", ["2天", "0.25", "-1", "9999", "半天"])
def test_what_is_no_number_of_hours_is_unknown(typed):
    assert told("hours_tenths", hours=typed) == [(None,)]


@pytest.mark.parametrize(
    ("typed", "day", "year"),
    [
        ("2023.5.18-5.20", 20230518, 2023),
        ("5月18日至20日", 20230518, 2023),
        ("2023-05-18", 20230518, 2023),
        ("2022年11月", None, 2022),
        (None, None, 2023),
    ],
)
def test_the_first_day_counts_and_a_month_is_no_day(typed, day, year):
    assert told("day", "year", day=typed) == [(day, year)]


def test_a_training_that_ends_before_it_begins_is_refused():
    header = ["姓名", "培训班名称", "开始时间", "结束时间"]
    rows = [["甲", "初任培训", "2023-05-18", "2023-05-17"], ["乙", "初任培训", "2023-05-18", "2023-05-18"]]
    assert refusals(header, rows, **LIST) == {3: "training.backwards"}


# What it was called


@pytest.mark.parametrize("topic", ["甲乙带教", "13912345678培训", "很长" * 30])
def test_a_name_with_somebody_in_it_is_not_kept(topic):
    rows = [["甲乙", "集贤社区", topic, "区级", "课堂", "2023-05-18", "8"]]
    read = roster(HEADER, rows, as_of=None, **LIST)
    assert read.rows["training_topic"].to_list() == [None]
    assert rules(read) == ["training.topic_not_kept"]


def test_a_teacher_is_cut_off():
    assert told("training_topic", topic="消防安全培训（主讲：张老师）") == [("消防安全培训",)]


def test_the_same_session_told_twice_is_taken_once():
    rows = [row(), row(), row(day="2023-05-19")]
    assert refusals(HEADER, rows, **LIST) == {4: "training.repeated"}


def test_two_trainings_of_which_nothing_is_known_but_the_hours_are_two():
    header, rows = ["姓名", "年度", "学时"], [["甲", "2023", "8"], ["甲", "2023", "8"]]
    assert told("year", "hours_tenths", header=header, rows=rows) == [(2023, 80), (2023, 80)]


def test_a_row_that_tells_of_no_session_is_refused():
    rows = [row(), row(topic=None, host=None, form=None, day=None, hours=None)]
    assert refusals(HEADER, rows, **LIST) == {4: "row.nothing_told"}


def test_who_failed_was_there():
    header = ["姓名", "培训班名称", "培训时间", "是否合格"]
    assert told("day", header=header, rows=[["甲", "初任培训", "2023-05-18", "不合格"]]) == [(20230518,)]


# Sign-in sheets


TITLE = "2023年5月18日青禾区区级社区工作者初任培训班签到表（共8学时）"


def signed(*marks, title=TITLE, header=("姓名", "社区", "签到")):
    rows = [[f"某{place}", "集贤社区", mark] for place, mark in enumerate(marks)]
    return list(header), rows, {"titles": [title], "sheet": "Sheet1", "as_of": None}


def test_the_title_of_a_sign_in_sheet_tells_the_session():
    header, rows, facts = signed("√")
    read = roster(header, rows, **facts)
    assert read.kind == "training"
    assert read.rows.select(FACTS).rows() == [(20230518, "区级", None, "青禾区区级社区工作者初任培训班", 80)]


def test_labels_above_the_table_tell_it_too():
    titles = [
        "春晓街道社区工作者培训签到表",
        "培训班名称：沟通协调能力提升",
        "培训时间：2023年4月15日    主办单位：街道党工委    培训形式：现场教学    学时：3.5",
    ]
    found = records(["姓名", "签到"], [["甲", "√"]], *FACTS, titles=titles, sheet="第1期")
    assert found == [(20230415, "街道级", "现场观摩", "沟通协调能力提升", 35)]


@pytest.mark.parametrize("mark", ["请假", "缺席", "未到", "×", "否", None, "-"])
def test_who_did_not_come_is_not_trained(mark):
    header, rows, facts = signed("√", mark)
    assert refusals(header, rows, **facts) == {4: "training.absent"}


@pytest.mark.parametrize("mark", ["√", "已签到", "某0", "是", "签"])
def test_a_mark_or_a_signature_is_one(mark):
    header, rows, facts = signed(mark)
    assert refusals(header, rows, **facts) == {}


def test_a_column_that_nobody_signed_tells_nothing_and_that_is_said():
    header, rows, facts = signed(None, None)
    read = roster(header, rows, **facts)
    assert read.rows.height == 2
    assert rules(read) == ["training.nobody_signed"]


def test_a_sheet_without_a_column_to_sign_lists_those_who_came():
    header, rows, facts = signed("13912345678", header=("姓名", "社区", "联系电话"))
    assert records(header, rows, "day", **facts) == [(20230518,)]


# Sessions as columns

YEARLY = {"titles": ["青禾区春晓街道2023年度社区工作者培训情况统计表"], "sheet": "Sheet1"}
SESSIONS = ["姓名", "社区", "3月15日区级初任培训(8学时)", "街道级培训/消防安全", "社区党校轮训班"]


def test_each_marked_column_is_a_session():
    rows = [["甲", "集贤社区", "√", "是", "4"]]
    assert told(header=SESSIONS, rows=rows, **YEARLY) == [
        (20230315, "区级", None, "区级初任培训", 80),
        (None, "街道级", None, "消防安全", None),
        (None, None, "党校", "社区党校轮训班", 40),
    ]


def test_who_came_to_none_is_refused_by_name():
    rows = [["甲", "集贤社区", None, "×", "0"], ["乙", "集贤社区", "√", None, None]]
    assert refusals(SESSIONS, rows, **YEARLY) == {3: "training.none"}


@pytest.mark.parametrize(("others", "tenths"), [(("1", "0"), None), (("8", "1"), 10)])
def test_one_is_a_mark_where_no_other_hours_stand_and_an_hour_where_they_do(others, tenths):
    header = ["姓名", "党员轮训班"]
    rows = [["甲", "1"], *([f"某{place}", cell] for place, cell in enumerate(others))]
    assert told("hours_tenths", header=header, rows=rows, **YEARLY)[0] == (tenths,)


def test_a_day_in_a_cell_is_the_day_of_the_session():
    header, rows = ["姓名", "党员轮训班"], [["甲", "5月18日"], ["乙", "2023.6.1"]]
    assert told("day", header=header, rows=rows, **YEARLY) == [(20230518,), (20230601,)]


def test_what_is_neither_mark_nor_hours_nor_day_is_not_guessed():
    header, rows = ["姓名", "党员轮训班", "消防培训"], [["甲", "也许", None], ["乙", "也许", "√"]]
    read = roster(header, rows, as_of=None, **YEARLY)
    assert dict(read.rejected.select("row", "rule").rows()) == {3: "row.nothing_readable"}
    assert read.rows["training_topic"].to_list() == ["消防培训"]


def test_columns_about_trainings_of_a_staff_list_make_no_list_of_trainings():
    header = ["姓名", "性别", "出生年月", "学历", "职务", "2022年培训情况", "2023年参加培训"]
    assert roster(header, [["甲", "女", "1985.06", "大专", "书记", "√", "√"]]).kind == "roster"


def test_where_cells_name_the_trainings_a_session_s_column_is_left_out_and_that_is_said():
    header, rows = ["姓名", "消防培训班", "培训名称"], [["甲", "√", "初任培训"]]
    read = roster(header, rows, as_of=None, **YEARLY)
    assert read.rows["training_topic"].to_list() == ["初任培训"]
    assert rules(read) == ["training.column_left_out", "training.no_level"]
