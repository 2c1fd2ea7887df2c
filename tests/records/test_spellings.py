"""The spellings of every category, as rosters hold them."""

from __future__ import annotations

import polars as pl
import pytest
from invented_rosters import roster, rules, values

from sgstats.fields import dictionary
from sgstats.records.categories import read_category, spellings

SPELLED = {
    "political_status": {
        "中共党员": "党员 中共 中共党员 中国共产党党员 中共正式党员 正式党员 共产党员 01 1 黨員",
        "预备党员": "预备党员 中共预备党员 中国共产党预备党员 02",
        "共青团员": "团员 共青团员 共青团 03 團員",
        "群众": "群众 普通群众 13 群眾",
        "无党派人士": "无党派 无党派人士 无党派民主人士 12",
        "民主党派": "民主党派 民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 04 05 06 07 08 09 10 11",
    },
    "study_mode": {
        "全日制": "全日制 统招 普通全日制 脱产 是 √",
        "在职": "在职 函授 业余 夜大 自考 自学考试 电大 开放大学 国开 网络教育 远程 成人高考 "
        "成教 党校 中央党校 "
        "省委党校 职工大学 刊授 非全日制 不脱产 半脱产 否 ×",
    },
    "ethnicity": {
        "汉族": "汉 汉族 Han 01 1 漢",
        "德昂族": "崩龙 德昂 46",
        "毛南族": "毛难 36",
        "基诺族": "基洛 56",
        "维吾尔族": "维吾尔 维吾尔族 05",
    },
    "certificate": {
        "高级社会工作师": "高级社会工作师 高级社工",
        "社会工作师": "社会工作师 中级社工 社工师 中级社会工作师 中级 中级社会工作师证 "
        "助理社会工作师、社会工作师 社会工作师/助理社会工作师 社工师证书",
        "助理社会工作师": "助理社会工作师 初级社工 助理社工师 社工初级 初级 助理社会工作师证 初级,无",
        "有证（级别不详）": "有证 有 是 √ Y",
        "无": "无 无证 否 × N",
    },
    "post": {
        "正职": "书记 主任 书记兼主任 书记兼主任(一肩挑) 党支部书记 居委会主任 书记、主任 "
        "副书记、主任 副书记兼主任 站长",
        "副职": "副书记 副主任 常务副主任 副书记、副主任 委员、副主任",
        "一般": "委员 两委成员 专职委员 社区专职工作者 专干 网格员 社工 "
        "妇女主任 治保主任 团支部书记 书记助理 主任助理",
    },
    "employment": {
        "两委成员": "两委成员 两委 社区两委",
        "专职社区工作者": "专职社区工作者 社区专职工作者 专职社工 社区工作者",
        "专职网格员": "专职网格员 网格员",
        "公益性岗位": "公益性岗位 公益岗",
        "劳务派遣": "劳务派遣 派遣",
        "临聘": "临聘 临时聘用 临时工",
        "兼职": "兼职",
        "返聘": "返聘 退休返聘",
        "大学生社区干部": "大学生社区干部",
    },
    "source": {
        "公开招聘": "公开招聘 公开招考 社会招聘 考试聘用",
        "换届选举": "换届选举 选举 选举产生",
        "组织选派": "组织选派 组织任命 选派",
        "街道推荐": "街道推荐 推荐 社区推荐",
        "转岗安置": "转岗安置 企业下岗转岗",
        "军转安置": "军转安置 退役军人安置",
        "公益性岗位转入": "公益性岗位转入 公益岗转入",
        "其他": "其他 其它",
    },
    "leave_reason": {
        "辞职": "离职 辞职 自动离职 考走",
        "解聘": "辞退 解聘 解除合同",
        "劝退": "劝退",
        "不再续聘": "不续聘 不再续聘 合同到期",
        "退休": "退休 内退",
        "调出": "调离 调出 转岗",
        "落选": "落选",
        "死亡": "病故 死亡",
    },
    "degree": {
        "博士": "博士 理学博士",
        "硕士": "硕士 工商管理硕士 硕士学位",
        "学士": "学士 法学学士 工学学士学位",
        "无": "无 无学位",
    },
}  # fmt: skip
TITLES = {
    "political_status": "政治面貌",
    "study_mode": "学习形式",
    "ethnicity": "民族",
    "certificate": "社工证",
    "post": "职务",
    "employment": "用工性质",
    "source": "人员来源",
    "leave_reason": "离职原因",
    "degree": "学位",
}


def cases():
    return [
        pytest.param(field, value, cells.split(), id=f"{field}-{value}")
        for field, by_value in SPELLED.items()
        for value, cells in by_value.items()
    ]


@pytest.mark.parametrize(("field", "value", "cells"), cases())
def test_spellings_of_a_value(field, value, cells):
    # The study mode is that of a diploma: alone it is nobody's.
    if field == "study_mode":
        read = read_category(pl.Series(cells), field=field).to_list()
    else:
        read = values(TITLES[field], cells, field)
    assert dict(zip(cells, read, strict=True)) == dict.fromkeys(cells, value)


@pytest.mark.parametrize("field", [name for name in SPELLED if dictionary()[name].values])
def test_every_canonical_value_is_a_spelling_of_itself(field):
    names = list(dictionary()[field].values)
    assert read_category(pl.Series(names), field=field).to_list() == names


@pytest.mark.parametrize("field", sorted(SPELLED))
def test_a_spelling_leads_to_a_canonical_value(field):
    known = set(dictionary()[field].values)
    assert not known or set(spellings(field).values()) <= known


@pytest.mark.parametrize("title", sorted(set(TITLES.values()) - {"学习形式"}))
def test_a_blank_value_is_unknown_not_guessed(title):
    field = next(name for name, one in TITLES.items() if one == title)
    read = roster(["姓名", title], [["甲", None], ["乙", "-"], ["丙", "不详"]])
    assert read.rows[field].to_list() == [None, None, None]
    assert rules(read) == []


@pytest.mark.parametrize(
    "title", ["政治面貌", "社工证", "用工性质", "人员来源", "离职原因", "民族", "学位", "职务"]
)
def test_a_text_that_is_not_understood_is_unknown_and_said_so(title):
    field = next(name for name, one in TITLES.items() if one == title)
    read = roster(["姓名", title], [["甲", "鸡犬相闻"]])
    assert read.rows[field].to_list() == [None]
    assert rules(read) == ["value.unreadable"]


def test_width_spaces_line_breaks_and_script_do_not_matter():
    cells = ["党　员", "党\n员", "中共 党员", "預備黨員"]
    assert values("政治面貌", cells, "political_status") == ["中共党员"] * 3 + ["预备党员"]


@pytest.mark.parametrize(
    "mark", ["\u00ad", "\u200b", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff"]
)
def test_characters_that_take_no_room_do_not_matter(mark):
    read = roster(["姓名", f"政治{mark}面貌"], [["甲", f"{mark}党{mark}员{mark}"]])
    assert read.rows["political_status"].to_list() == ["中共党员"]


def test_the_level_of_a_post_may_stand_in_a_column_of_its_own():
    rows = [["甲", "副职", "主任"]]
    assert roster(["姓名", "岗位等级", "职务"], rows).rows["post"].item() == "副职"


def test_the_highest_of_several_degrees_counts():
    rows = [["甲", "学士", "法学硕士"], ["乙", None, "学士"], ["丙", "无", "无"]]
    assert roster(["姓名", "学位", "最高学位"], rows).rows["degree"].to_list() == ["硕士", "学士", "无"]


def test_grades_of_an_appraisal_are_not_stored_with_a_roster():
    read = roster(["姓名", "考核等次"], [["甲", "优秀"]], kind="roster")
    assert "grade" not in read.rows.columns
    assert rules(read) == ["column.other_kind"]


@pytest.mark.parametrize("title", ["是否持证", "是否持有社工证", "有无社工证", "社工证"])
def test_a_question_about_a_certificate_is_answered_by_yes_and_no(title):
    yes, no = ["1", "√", "Y", "有"], ["0", "×", "N", "无"]
    assert values(title, yes + no, "certificate") == ["有证（级别不详）"] * 4 + ["无"] * 4


def test_a_digit_is_no_level_of_a_certificate():
    read = roster(["姓名", "社工证等级"], [["甲", "1"]])
    assert read.rows["certificate"].item() is None
    assert rules(read) == ["value.unreadable"]


def test_one_unknown_certificate_among_several_leaves_the_cell_unread():
    assert values("社工证", ["社会工作师、某证"], "certificate") == [None]


def test_who_is_no_party_member_may_be_anything_else():
    read = roster(["姓名", "是否党员"], [["甲", "是"], ["乙", "否"], ["丙", "0"], ["丁", "预备党员"]])
    assert read.rows["political_status"].to_list() == ["中共党员", None, None, "预备党员"]
    assert rules(read) == []


def test_a_question_about_being_in_post_is_answered_by_yes_and_no():
    read = roster(["姓名", "是否在岗"], [["甲", "1"], ["乙", "0"]])
    assert [day is None for day in read.rows["leave_day"]] == [True, False]
