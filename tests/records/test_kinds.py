"""What a table holds: a staff list, or what happened to people in a year."""

from __future__ import annotations

import pytest
from invented_rosters import roster, rules, table

from sgstats.errors import Refused
from sgstats.fields import dictionary
from sgstats.records.kinds import KINDS, kind_of, marks
from sgstats.records.settlement import Settlement, parse_settlement

LISTED = ["姓名", "性别", "出生年月", "政治面貌", "学历", "职务"]


def kind(header, *, kind="auto", settled=None, **facts):
    one = table(header, [["x"] * len(header)], **facts)
    return kind_of(one, kind=kind, settled=settled or Settlement())


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (LISTED, "roster"),
        ([*LISTED, "考核等次"], "roster"),
        ([*LISTED, "2021年考核", "2022年考核结果"], "roster"),
        (["姓名", "社区"], "roster"),
        (["姓名", "培训班名称", "开始", "结束", "学时"], "training"),
        (["姓名", "类型", "日期"], "roster"),
        (["姓名", "年度", "考核等次"], "appraisal"),
        (["工作证号", "姓名", "时任职务", "2018年", "2017年", "2016年"], "appraisal"),
        (["姓名", "性别", "出生年月", "职务", "考核等次"], "appraisal"),
        (["姓名", "德", "能", "勤", "绩", "廉"], "appraisal"),
        (["姓名", "街道评分", "居民代表测评", "互评"], "appraisal"),
        (["姓名", "总分", "票数"], "appraisal"),
        (["姓名", "21年", "22年考核", "23年度"], "appraisal"),
        (["姓名", "旷工", "病假", "事假"], "absence"),
        (["姓名", "缺勤类型", "开始日期", "结束日期"], "absence"),
        (["姓名", "旷工起始日期", "旷工天数"], "absence"),
        (["姓名", "推荐票", "弃权票"], "ballot"),
        (["姓名", "优秀", "称职", "基本称职", "不称职"], "ballot"),
        (["姓名", "满意", "不满意"], "ballot"),
        (["姓名", "事项", "日期"], "fact"),
        (["姓名", "谈心次数", "投诉次数"], "fact"),
        (["姓名", "异动类型", "异动时间"], "movement"),
        ([*LISTED, "退休类别"], "roster"),
        ([*LISTED, "入职时间", "离职时间", "离职原因"], "roster"),
        ([*LISTED, "原单位", "培训学时"], "roster"),
        (["姓名", "社区", "户数"], "roster"),
        (["社区", "常住人口", "户数"], "population"),
        (["街道", "核定编制"], "population"),
    ],
)
def test_the_columns_tell_the_kind(header, expected):
    assert kind(header) == expected


@pytest.mark.parametrize(
    ("title", "header", "expected"),
    [
        ("2023年春晓街道旷工情况", ["姓名", "起", "止", "天数"], "absence"),
        ("参加推荐共 50 人，收回推荐票 45 张（其中弃权票 5 张）", ["姓名", "票数"], "ballot"),
        ("2023年谈话记录", ["姓名", "类型", "日期"], "fact"),
        ("2023年度考核情况表", [*LISTED, "考核等次"], "appraisal"),
        ("2023年度考核情况表", ["姓名", "考核等次", "旷工天数"], "appraisal"),
        ("2023年民主测评计分表", ["姓名", "总分", "票数"], "appraisal"),
        ("2023年民主测评得分", ["姓名", "得分", "票数"], "appraisal"),
        ("2023年测评得分表", ["姓名", "测评得分", "测评票数"], "appraisal"),
        ("2023年民主测评", ["姓名", "总分", "票数"], "appraisal"),
        ("2023年民主测评", ["姓名", "优秀", "称职", "票数"], "ballot"),
        ("2023年考勤", ["姓名", "旷工", "病假", "事假"], "absence"),
        ("社区工作者花名册", [*LISTED, "考核得分", "旷工天数"], "roster"),
        ("社区工作者花名册", ["姓名", "考核等次"], "roster"),
        ("2023年离职人员名单", ["姓名", "社区", "离职时间", "离职原因"], "movement"),
        ("2023年离职人员名单", [*LISTED, "离职时间"], "movement"),
        ("2023年社区工作者调动名单", ["姓名", "调出单位", "调入单位", "时间"], "movement"),
        ("人员异动登记表", [*LISTED, "异动类型", "异动时间"], "movement"),
        ("2023年人员变动情况", ["姓名", "原社区", "现社区", "日期"], "movement"),
        ("社区工作者花名册", [*LISTED, "入职时间", "离职时间"], "roster"),
        ("2023年5月18日消防培训签到表", ["姓名", "单位", "签到"], "training"),
        ("参训人员名册", [*LISTED, "培训班名称"], "training"),
        ("2023年培训情况", ["姓名", "3月消防讲座", "党员轮训班"], "training"),
        ("2023年社区基本情况一览表", ["社区", "常住人口"], "population"),
    ],
)
def test_a_title_decides_where_the_columns_do_not(title, header, expected):
    assert kind(header, titles=[title], sheet=None, file="表.csv") == expected


@pytest.mark.parametrize(
    "header",
    [["姓名", "考核等次", "旷工天数"], [*LISTED, "考核等次", "旷工天数"], ["姓名", "得分", "推荐票"]],
)
def test_what_neither_decides_is_refused_with_the_option_that_does(header):
    with pytest.raises(Refused, match="--kind appraisal") as refusal:
        kind(header)
    assert refusal.value.rule == "kind.ambiguous"


@pytest.mark.parametrize("wanted", KINDS)
def test_the_user_decides_over_everything(wanted):
    assert kind([*LISTED, "考核等次", "旷工天数"], kind=wanted) == wanted


def test_a_kind_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="grades"):
        kind(LISTED, kind="grades")


def test_a_settled_column_proves_a_kind():
    settled = parse_settlement(["评定栏=grade"], [], Settlement())
    assert kind(["姓名", "评定栏"], settled=settled) == "appraisal"


def test_a_graded_staff_list_is_read_once_as_each():
    header, rows = [*LISTED, "2023年考核"], [["甲", "女", "1985.06", "党员", "大专", "书记", "合格"]]
    people, grades = (roster(header, rows, kind=one) for one in ("roster", "appraisal"))
    assert people.rows["education"].to_list() == ["大学专科"]
    assert rules(people) == ["column.other_kind"]
    assert grades.rows.select("year", "grade", "gender", "birth_day").rows() == [
        (2023, "称职", "女", 19850601)
    ]
    assert "education" not in grades.rows.columns


@pytest.mark.parametrize("wanted", KINDS)
def test_columns_of_other_kinds_may_repeat(wanted):
    header = ["姓名", "开始时间", "开始日期", "推荐票", "得票", "取证时间", "证书等级", "年度", "年份"]
    own = marks()[wanted].fields
    read_twice = {"absence": "start_date", "ballot": "in_favour", "training": "training_date"}
    read_twice = read_twice.get(wanted, "year")
    if read_twice in own:
        with pytest.raises(Refused, match=dictionary()[read_twice].label):
            roster(header, [], kind=wanted)
    else:
        roster(header, [], kind=wanted)


def test_every_field_of_a_kind_is_in_the_dictionary():
    for one in marks().values():
        assert one.fields | one.proof | set(one.alone.values()) <= set(dictionary())
        assert set(one.alone.values()) <= one.fields
