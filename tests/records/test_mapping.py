"""Which column means which field: by its header, by what the user settles, or refused."""

from __future__ import annotations

import polars as pl
import pytest
from invented_rosters import id_number, roster, rules, table

from sgstats.errors import Refused
from sgstats.fields import field_of_title
from sgstats.records.mapping import (
    Settlement,
    map_columns,
    parse_settlement,
    read_settlement,
)


def settled(*maps, sets=()):
    return parse_settlement(maps, sets, Settlement())


def fields_of(header, settlement=None):
    columns = map_columns(table(header, [["x"] * len(header)]), settled=settlement or Settlement())
    return {one.title: name for name, ones in columns.columns.items() for one in ones}


PERSON_COLUMNS = {
    "序号": "serial",
    "姓名": "name",
    "性别": "gender",
    "民族": "ethnicity",
    "出生年月": "birth_date",
    "年龄": "age",
    "政治面貌": "political_status",
    "入党时间": "party_date",
    "参加工作时间": "work_start_date",
    "从事社区工作时间": "hire_date",
    "学历学位": "education",
    "毕业院校系及专业": "school",
    "职务": "position",
    "任职时间": "post_date",
}
OTHER_COLUMNS = {
    "姓名": "name",
    "人员类别": "employment",
    "社工证等级": "certificate",
    "取证时间": "certificate_date",
    "身份证号": "id_number",
    "联系电话": "phone",
    "所属街道": "street",
    "所属社区": "community",
    "网格": "grid",
    "考核等次": "grade",
    "备注": "remark",
}


@pytest.mark.parametrize("columns", [PERSON_COLUMNS, OTHER_COLUMNS])
def test_the_typical_header_of_a_roster_is_known(columns):
    assert fields_of(list(columns)) == columns


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("姓  名", "name"),
        ("姓名*", "name"),
        ("出生年月（如1985.06）", "birth_date"),
        ("身份證號碼", "id_number"),
        ("公民身份号码", "id_number"),
        ("文化程度", "education"),
        ("政治面目", "political_status"),
        ("参工时间", "work_start_date"),
        ("全日制教育/学历学位", "education"),
        ("全日制教育/毕业院校系及专业", "school"),
        ("社区（村）", "community"),
        ("手机号码", "phone"),
        ("血型", None),
        ("", None),
    ],
)
def test_a_header_means_a_field(title, field):
    assert field_of_title(title) == field


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("学历/学位", "education"),
        ("学历／学位", "education"),
        ("最高学历/学位", "education"),
        ("学历、学位", "education"),
        ("学历及学位", "education"),
        ("基本信息/学历/学位", "education"),
        ("政治面貌/入党时间", "political_status"),
        ("出生年月/年龄", "birth_date"),
        ("姓名/性别", "name"),
        ("街道/社区", "unit"),
        ("区/街道/社区", "unit"),
    ],
)
def test_a_header_that_asks_for_two_facts_means_the_first_or_their_path(title, field):
    assert field_of_title(title) == field


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("全日制教育/学历学位", "education"),
        ("全日制教育/学位", "degree"),
        ("在职教育/毕业院校系及专业", "school"),
        ("基本信息/出生年月", "birth_date"),
        ("学历学位/学位", "degree"),
        ("所属单位/社区", "community"),
        ("联系方式/手机", "phone"),
    ],
)
def test_a_group_over_several_columns_leaves_the_meaning_to_the_header_below(title, field):
    assert field_of_title(title) == field


def test_a_level_that_stands_over_another_column_too_is_a_group():
    titles = ["政治面貌/面貌", "政治面貌/入党时间"]
    assert [field_of_title(title, beside=titles) for title in titles] == ["political_status", "party_date"]


@pytest.mark.parametrize(
    ("field", "titles"),
    [
        ("education", "全日制教育学历 在职教育学历学位 现有学历"),
        ("study_mode", "全日制/在职 学历形式 全日制与否"),
        (
            "certificate",
            "是否持证 是否持有社工证 有无社工证 社工证书等级 社会工作师证书 持证等级 职业资格等级",
        ),
        ("hire_date", "入职年月 上岗日期 社区工作时间 从事社区工作起始年月 进入社区工作时间"),
        ("position", "职位 岗位名称 社区职务 现任社区职务"),
        ("source", "来源渠道 录用渠道 入职途径 招录方式"),
        ("street", "所属街道（镇）"),
        ("community", "社区（居委会）名称 社区（居委会）"),
        ("id_number", "身份号码 身份证件号码"),
        ("employment", "人员身份"),
        ("political_status", "是否党员"),
    ],
)
def test_headers_met_in_real_lists(field, titles):
    found = {title: field_of_title(title) for title in titles.split()}
    assert found == dict.fromkeys(found, field)


def test_an_unknown_column_is_named_and_not_stored():
    read = roster(["姓名", "血型"], [["甲", "特别的血"]])
    assert read.unmapped == ("血型",)
    assert rules(read) == ["column.unknown"]
    assert not read.rows.select(pl.any_horizontal(pl.all().cast(pl.String) == "特别的血")).to_series().any()


@pytest.mark.parametrize("title", ["联系电话", "家庭住址", "备注", "银行卡号", "毕业院校"])
def test_a_column_that_may_not_be_stored_is_dropped_by_rule(title):
    read = roster(["姓名", title], [["甲", "某些内容"]])
    assert rules(read) == ["column.not_stored"]
    assert "某些内容" not in str(read.rows.rows())


@pytest.mark.parametrize("key", ["工作地", "工 作 地", "B列"])
def test_the_user_may_name_a_column_by_title_or_letter(key):
    read = roster(["姓名", "工作地"], [["甲", "集贤社区"]], settled=settled(f"{key}=community"))
    assert read.rows["community"].item() == "集贤社区"
    assert read.unmapped == ()


def test_the_user_may_overrule_a_known_header_or_ignore_it():
    rows = [["甲", "集贤社区", "乙"]]
    read = roster(["姓名", "单位", "社区"], rows, settled=settled("单位=community", "社区=ignore"))
    assert read.rows["community"].item() == "集贤社区"


def test_a_user_may_give_a_unit_for_the_whole_table():
    read = roster(["姓名"], [["甲"]], settled=settled(sets=["street=春晓街道"]))
    assert read.rows["street"].item() == "春晓街道"


def test_options_add_to_a_saved_mapping_and_win_over_it(tmp_path):
    path = tmp_path / "对照.toml"
    path.write_text(
        '[columns]\n"工作地" = "community"\n"甲列" = "ignore"\n'
        '[values.gender]\n1 = "男"\n[set]\nstreet = "春晓街道"\n',
        encoding="utf-8",
    )
    saved = read_settlement(path)
    joined = parse_settlement(["工作地=street", "gender:2=女"], ["street=听雨街道"], saved)
    assert joined.columns == {"工作地": "street", "甲列": "ignore"}
    assert joined.values == {"gender": {"1": "男", "2": "女"}}
    assert joined.fixed == {"street": "听雨街道"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("这不是 TOML", "mapping.unreadable"),
        ("[spalten]\na = 'b'\n", "mapping.unknown_part"),
        ("columns = 3\n", "mapping.not_text"),
        ("[columns]\na = 3\n", "mapping.not_text"),
        ("values = 3\n", "mapping.not_text"),
        ("[values]\ngender = '男'\n", "mapping.not_text"),
        ("[set]\nstreet = ['x']\n", "mapping.not_text"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path, text, rule):
    path = tmp_path / "对照.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read_settlement(path)
    assert refusal.value.rule == rule


def test_a_mapping_file_that_is_missing_or_binary_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"x\.toml"):
        read_settlement(tmp_path / "x.toml")
    (tmp_path / "y.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match=r"y\.toml"):
        read_settlement(tmp_path / "y.toml")


@pytest.mark.parametrize(
    ("maps", "sets", "rule"),
    [
        (["工作地=communty"], [], "field.unknown"),
        (["工做地=community"], [], "mapping.no_such_column"),
        (["Z列=community"], [], "mapping.no_such_column"),
        (["工作地=age_band"], [], "mapping.derived"),
        (["gender:1=雄"], [], "mapping.no_such_value"),
        (["birth_date:x=1985"], [], "mapping.no_codes"),
        (["没有等号"], [], "mapping.not_a_pair"),
        (["=community"], [], "mapping.not_a_pair"),
        ([], ["gender=男"], "mapping.not_fixed"),
        ([], ["stret=x"], "field.unknown"),
        ([], ["street"], "mapping.not_a_pair"),
    ],
)
def test_what_cannot_be_settled_is_refused(maps, sets, rule):
    with pytest.raises(Refused) as refusal:
        roster(["姓名", "工作地"], [["甲", "x"]], settled=settled(*maps, sets=sets))
    assert refusal.value.rule == rule
    assert str(refusal.value)


def test_a_column_that_is_not_there_is_refused_with_the_nearest_header():
    with pytest.raises(Refused, match="工作地点"):
        fields_of(["姓名", "工作地点"], settled("工作地=community"))


def test_two_columns_for_one_field_are_refused_by_letter_and_title():
    with pytest.raises(Refused, match="B列“出生年月”、C列“出生日期”"):
        fields_of(["姓名", "出生年月", "出生日期"])
    assert fields_of(["姓名", "出生年月", "出生日期"], settled("C列=ignore"))["出生年月"] == "birth_date"


def test_several_diplomas_phones_and_remarks_may_stand_side_by_side():
    found = fields_of(["姓名", "全日制学历", "在职学历", "手机", "联系电话", "备注", "说明"])
    assert list(found.values()) == ["name", "education", "education", "phone", "phone", "remark", "remark"]


def test_a_roster_that_speaks_of_nobody_is_refused_with_the_nearest_headers():
    with pytest.raises(Refused, match="名 单") as refusal:
        fields_of(["名 单", "性别", "血型"])
    assert refusal.value.rule == "mapping.no_person"


@pytest.mark.parametrize("title", ["姓名", "身份证号", "工号"])
def test_one_of_name_id_number_and_staff_number_is_enough(title):
    read = roster([title], [[id_number()]])
    assert read.rows.height == 1


def test_a_yes_or_no_column_gives_way_to_the_column_that_says_which():
    assert fields_of(["姓名", "是否持证", "证书等级"]) == {"姓名": "name", "证书等级": "certificate"}


def test_a_yes_or_no_column_alone_is_read():
    assert fields_of(["姓名", "是否持证"])["是否持证"] == "certificate"


def test_a_two_row_group_is_no_pair_of_facts():
    header = ["姓名", "政治面貌/面貌", "政治面貌/入党时间"]
    assert fields_of(header)["政治面貌/入党时间"] == "party_date"


def test_a_row_whose_only_mark_is_that_there_is_no_number_speaks_of_nobody():
    assert rules(roster(["姓名", "身份证号"], [[None, "无"], ["甲", None]]))[0] == "row.no_person"
