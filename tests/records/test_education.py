"""Education: the highest completed level, and how that level was studied."""

from __future__ import annotations

import pytest
from invented_rosters import roster, rules, values

from sgstats.records.mapping import Settlement

LEVELS = {
    "博士研究生": "博士 博研 研究生(博士) 博士研究生 11",
    "硕士研究生": "硕士 硕研 硕士研究生 研究生（硕士） 14",
    "研究生": "研究生 研究生学历 研究生班",
    "大学本科": "本科 大学 大本 大学本科 全日制本科 高等学校本科 21 20 28 大学普通班 "
    "本科/学士 大学本科/法学学士 专升本 本科/无 大学本科、工学学士",
    "大学专科": "专科 大专 大学专科 高职 高专 高职高专 大普 31 30 大专学历 "
    "专科(高职) 大专/无 大专毕业生 大专文化",
    "中专": "中专 中等专业 中师 中技 41",
    "职高": "职高 职中 职业高中 44",
    "技校": "技校 技工 技工学校 47",
    "高中": "高中 普高 61 高中文化 高中文化程度",
    "初中": "初中 71",
    "小学": "小学 81",
    "其他": "其他 90",
}
REQUIREMENTS = ["大专及以上", "本科及以上", "仅限本科", "大专或本科", "大专以上", "本科以上学历", "不限"]
UNFINISHED = ["本科肄业", "大专结业", "大专在读", "同等学力", "相当于大专", "本科（在读）", "32", "23"]
IN_SERVICE = [
    "函授",
    "业余",
    "夜大",
    "自考",
    "电大",
    "网络教育",
    "成人",
    "成教",
    "党校",
    "中央党校",
    "省委党校",
    "在职",
    "刊授",
]


@pytest.mark.parametrize(("level", "cells"), [pytest.param(k, v.split(), id=k) for k, v in LEVELS.items()])
def test_spellings_of_a_level(level, cells):
    read = values("学历", cells, "education")
    assert dict(zip(cells, read, strict=True)) == dict.fromkeys(cells, level)


def studied(cell, title="学历"):
    read = roster(["姓名", title], [["甲", cell]])
    return read.rows.select("education", "study_mode").row(0)


@pytest.mark.parametrize(
    "cell", ["全日制本科", "本科（全日制）", "统招本科", "普通全日制本科", "脱产本科", "全日制 大学"]
)
def test_a_full_time_diploma_says_so_beside_its_level(cell):
    assert studied(cell) == ("大学本科", "全日制")


def test_an_in_service_diploma_says_so_beside_its_level():
    cells = [f"{mode}大专" for mode in IN_SERVICE] + [f"大专（{mode}）" for mode in IN_SERVICE]
    people = [[f"某{n}", cell] for n, cell in enumerate(cells)]
    read = roster(["姓名", "学历"], people).rows.select("education", "study_mode").rows()
    assert dict(zip(cells, read, strict=True)) == dict.fromkeys(cells, ("大学专科", "在职"))


def test_a_level_alone_tells_no_study_mode():
    assert studied("本科") == ("大学本科", None)


@pytest.mark.parametrize("cell", REQUIREMENTS)
def test_a_requirement_is_no_persons_level(cell):
    assert studied(cell) == (None, None)
    assert rules(roster(["姓名", "学历"], [["甲", cell]])) == ["value.unreadable"]


@pytest.mark.parametrize("cell", UNFINISHED)
def test_an_unfinished_or_equivalent_education_is_left_to_a_human(cell):
    assert studied(cell) == (None, None)
    assert rules(roster(["姓名", "学历"], [["甲", cell]])) == ["education.not_diploma"]


@pytest.mark.parametrize("cell", ["夜大", "函授", "全日制"])
def test_how_somebody_studied_is_no_level(cell):
    assert studied(cell) == (None, None)
    assert rules(roster(["姓名", "学历"], [["甲", cell]])) == ["value.unreadable"]


@pytest.mark.parametrize(
    ("cell", "highest"),
    [
        ("全日制大专，在职本科", ("大学本科", "在职")),
        ("全日制本科、在职大专", ("大学本科", "全日制")),
        ("大专/本科（函授）", ("大学本科", "在职")),
        ("在职大专；全日制大专", ("大学专科", "全日制")),
        ("中专，大专", ("大学专科", None)),
        ("大专，某种学历", (None, None)),
    ],
)
def test_the_highest_of_two_diplomas_in_one_cell_counts_with_its_own_mode(cell, highest):
    assert studied(cell) == highest


@pytest.mark.parametrize(
    ("cell", "degree"),
    [
        ("本科/学士", "学士"),
        ("大学/法学学士", "学士"),
        ("研究生、理学硕士", "硕士"),
        ("大专/无", "无"),
        ("硕士", None),
    ],
)
def test_a_degree_beside_a_level_counts_where_no_column_holds_degrees(cell, degree):
    assert values("学历/学位", [cell], "degree") == [degree]


def test_a_column_of_degrees_rules_over_what_stands_beside_a_level():
    read = roster(["姓名", "学历", "学位"], [["甲", "本科/学士", None]])
    assert read.rows["degree"].to_list() == [None]


def test_a_column_of_education_and_degree_loses_neither():
    read = roster(["姓名", "学历/学位"], [["甲", "本科/学士"], ["乙", "大专/无"]])
    assert read.rows.select("education", "degree").rows() == [("大学本科", "学士"), ("大学专科", "无")]
    assert rules(read) == []


def test_no_education_is_unknown_without_a_warning():
    assert values("学历", ["无", None, "-"], "education") == [None, None, None]
    assert rules(roster(["姓名", "学历"], [["甲", "无"]])) == []


# Mode in a column of its own


@pytest.mark.parametrize(("cell", "mode"), [("全日制", "全日制"), ("函授", "在职"), (None, None)])
def test_the_mode_may_stand_in_a_column_of_its_own(cell, mode):
    read = roster(["姓名", "学历", "学习形式"], [["甲", "大专", cell]])
    assert read.rows.select("education", "study_mode").row(0) == ("大学专科", mode)


def test_a_mode_without_a_level_is_not_kept():
    read = roster(["姓名", "学历", "学习形式"], [["甲", None, "全日制"]])
    assert read.rows.select("education", "study_mode").row(0) == (None, None)


# Two columns: 全日制教育 and 在职教育


def two(full_time, in_service):
    read = roster(["姓名", "全日制教育/学历学位", "在职教育/学历学位"], [["甲", full_time, in_service]])
    return read.rows.select("education", "study_mode").row(0)


@pytest.mark.parametrize(
    ("full_time", "in_service", "highest"),
    [
        ("大专", None, ("大学专科", "全日制")),
        (None, "大专", ("大学专科", "在职")),
        ("高中", "大专", ("大学专科", "在职")),
        ("本科", "大专", ("大学本科", "全日制")),
        ("本科", "本科", ("大学本科", "全日制")),
        ("大专", "党校本科", ("大学本科", "在职")),
        ("大专", "本科在读", ("大学专科", "全日制")),
        ("无", "大专", ("大学专科", "在职")),
        (None, None, (None, None)),
        ("本科", "研究生", ("研究生", "在职")),
    ],
)
def test_the_highest_of_two_diplomas_counts_with_its_own_mode(full_time, in_service, highest):
    assert two(full_time, in_service) == highest


def test_what_a_cell_says_of_its_mode_wins_over_its_column():
    assert two("自考大专", None) == ("大学专科", "在职")


def test_a_level_may_be_settled_by_the_user():
    settled = Settlement(values={"education": {"大专及以上": "大学专科"}})
    assert values("学历", ["大专及以上", "本科"], "education", settled=settled) == ["大学专科", "大学本科"]


def test_a_post_may_be_settled_by_the_user():
    settled = Settlement(values={"post": {"召集人": "正职"}})
    assert values("职务", ["召集人", "委员"], "post", settled=settled) == ["正职", "一般"]


@pytest.mark.parametrize(("education", "mode"), [("本科（自考）", "全日制"), ("全日制本科", "函授")])
def test_a_diploma_that_contradicts_the_column_of_study_modes_rules_and_is_reported(education, mode):
    read = roster(["姓名", "学历", "学习形式"], [["甲", education, mode]])
    assert read.rows["study_mode"].item() == ("在职" if mode == "全日制" else "全日制")
    found = read.findings.filter(read.findings["rule"] == "study_mode.conflict")
    assert found.select("severity", "column").row(0) == ("warning", "C")
    assert "与“学历”写的不一致，以后者为准" in found["message"].item()
    assert "“学习形式”" in found["message"].item()


@pytest.mark.parametrize(
    ("education", "mode"), [("本科（自考）", "函授"), ("本科", "函授"), ("全日制本科", None)]
)
def test_a_diploma_and_a_study_mode_that_agree_are_not_reported(education, mode):
    assert rules(roster(["姓名", "学历", "学习形式"], [["甲", education, mode]])) == []


def test_a_study_mode_need_agree_with_one_of_two_equal_diplomas_only():
    header = ["姓名", "全日制教育/学历", "在职教育/学历", "学习形式"]
    assert rules(roster(header, [["甲", "本科", "本科", "在职"]])) == []
    assert rules(roster(header, [["甲", "高中", "本科", "全日制"]])) == ["study_mode.conflict"]


@pytest.mark.parametrize(
    ("cell", "mode"),
    [("电大、函授", "在职"), ("成人高考（函授）", "在职"), ("全日制、函授", None), ("1", None)],
)
def test_several_study_modes_count_where_all_mean_the_same(cell, mode):
    read = roster(["姓名", "学历", "学习形式"], [["甲", "大专", cell]])
    assert read.rows["study_mode"].item() == mode
    assert rules(read) == ["value.unreadable"] * (mode is None)


@pytest.mark.parametrize("title", ["是否全日制", "全日制与否"])
def test_a_question_about_full_time_study_is_answered_by_yes_and_no(title):
    people = [[answer, "大专", answer] for answer in ["1", "√", "是", "Y", "0", "×", "否", "N"]]
    read = roster(["姓名", "学历", title], people)
    assert read.rows["study_mode"].to_list() == ["全日制"] * 4 + ["在职"] * 4
