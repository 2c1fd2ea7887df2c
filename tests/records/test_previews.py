"""What a preview shows: canonical values, days as people write them, and nobody's name."""

from __future__ import annotations

import pytest
from invented_rosters import id_number, roster

from sgstats.records.preview import readable_rows

HEADER = ["姓名", "身份证号", "工号", "出生年月", "入职时间", "年龄", "政治面貌", "社区"]
NUMBER = id_number(19850615)
ROW = ["欧阳明月", NUMBER, "GH0077", None, "2019.07", None, "党员", "集贤社区"]


def shown(row=ROW, **options):
    return readable_rows(roster(HEADER, [row]), **options).row(0, named=True)


def test_personal_fields_are_masked_unless_asked_for():
    masked = shown()
    assert {masked[name] for name in ("name", "id_number", "staff_id")} == {"***"}
    assert not {"欧阳明月", NUMBER, "GH0077"} & {str(value) for value in masked.values()}
    open_ = shown(show_personal=True)
    assert [open_[name] for name in ("name", "id_number", "staff_id")] == ["欧阳明月", NUMBER, "GH0077"]


def test_a_missing_personal_field_shows_as_missing():
    assert shown(["甲", *[None] * 7])["id_number"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", "1985-06-15"), ("hire_date", "2019-07"), ("leave_date", None), ("age", 38),
        ("gender", "女"),
        ("political_status", "中共党员"), ("community", "集贤社区"), ("_sheet", "名单"), ("_row", 2),
    ],
)  # fmt: skip
def test_values_are_canonical_and_days_as_precise_as_they_are_known(field, value):
    assert shown()[field] == value


def test_a_stated_age_is_shown_as_an_age_and_not_as_a_birth_date():
    row = shown(["甲", None, None, None, None, "38", None, None])
    assert (row["age"], row["birth_date"]) == (38, None)


def of_year(header, rows, **facts):
    return readable_rows(roster(header, rows, as_of=None, **facts))


def test_a_score_is_shown_as_decimal_text():
    header, rows = ["姓名", "总分", "票数", "等次"], [["甲", "1369.5", "23", "合格"]]
    shown = of_year(header, rows, sheet="2023年")
    assert shown.select("name", "year", "grade", "score", "ballots", "_row").rows() == [
        ("***", 2023, "称职", "1369.5", 23, 2)
    ]


def test_an_absence_is_shown_with_its_days():
    shown = of_year(["姓名", "旷工日期", "旷工天数"], [["甲", "2025.9.29-10.11", "4天半"]])
    told = shown.select("absence_type", "start_date", "end_date", "absent_days").rows()
    assert told == [("旷工", "2025-09-29", "2025-10-11", "4.5")]


def test_a_vote_and_a_fact_are_shown_with_their_day():
    vote = of_year(["姓名", "会议日期", "推荐票"], [["甲", "2023-12-28", "20"]])
    fact = of_year(["姓名", "事项", "谈话时间"], [["甲", "谈心", "2023-03-05"]])
    assert vote.select("meeting_date", "in_favour").rows() == [("2023-12-28", 20)]
    assert fact.select("item_date", "item", "holds").rows() == [("2023-03-05", "谈心", True)]


def test_a_movement_is_shown_with_its_day_and_both_units():
    header = ["姓名", "异动类型", "异动时间", "原单位", "现单位"]
    rows = [["甲", "轮岗", "2023-05-18", "春晓街道集贤社区", "听雨街道油伞社区"]]
    shown = of_year(header, rows)
    fields = ("name", "street", "community", "movement_date", "movement_type", "leave_reason", "to_unit")
    assert shown.select(fields).rows() == [
        ("***", "春晓街道", "集贤社区", "2023-05-18", "调动", None, "听雨街道油伞社区")
    ]


def test_a_training_is_shown_with_its_hours():
    header, rows = (
        ["姓名", "培训班名称", "主办方", "开始时间", "学时"],
        [["甲", "初任培训", "街道", "2023-05-18", "3.5"]],
    )
    fields = ("name", "year", "training_date", "training_level", "training_topic", "training_hours")
    assert of_year(header, rows).select(fields).rows() == [
        ("***", 2023, "2023-05-18", "街道级", "初任培训", "3.5")
    ]


def test_a_unit_is_shown_without_anybody():
    shown = of_year(["街道", "社区", "常住人口"], [["春晓街道", "集贤社区", "5400"]], titles=["2023年人口"])
    assert shown.columns == [
        "district", "street", "community", "residents", "households", "quota", "_sheet", "_row",
    ]  # fmt: skip
    assert shown.row(0) == (None, "春晓街道", "集贤社区", 5400, None, None, "名单", 3)
