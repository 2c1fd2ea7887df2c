"""Tables that look wrong and are right, and tables that look right and are wrong."""

from __future__ import annotations

import openpyxl
from printed_tables import agreed, found

from sgstats.claims.arithmetic import check
from sgstats.sources import read_document

REGIONS = """
Region | Headcount | Leavers | Turnover (%)
North East | 1900 | 239 | 12.6
London | 5000 | 500 | 10.0
Inner London | 3000 | 300 | 10.0
Outer London | 2000 | 200 | 10.0
England | {people} | {leavers} | 10.7
"""
SEVERAL_WAYS = """
类别 | 人数 | 占比
男 | 67 | 5.0%
女 | {women} | 95.0%
35岁以下 | 164 | 12.3%
36-45岁 | 564 | 42.2%
大专及以上 | 1042 | 78.0%
党员 | 637 | 47.7%
总计 | 1336 | 100%
"""


def test_a_name_of_everybody_beside_a_sure_total_is_one_of_its_parts():
    assert "parts_and_whole" in agreed("地区 | 年末人数\n英格兰 | 34857\n东北 | 1900\n合计 | 36757")


def test_groups_that_overlap_are_not_added_up():
    assert "parts_and_whole" in agreed(SEVERAL_WAYS.format(women=1269))


def test_groups_that_leave_nobody_out_are_added_up_among_others():
    wrong = found(SEVERAL_WAYS.format(women=1268))
    assert ("parts_and_whole", "67+1268=1336") in {(one.check, one.quote) for one in wrong}


def test_who_is_in_a_region_and_its_part_is_counted_once():
    assert "parts_and_whole" in agreed(REGIONS.format(people=6900, leavers=739))


def test_who_is_counted_in_a_region_and_its_part_is_counted_twice():
    wrong = [
        one for one in found(REGIONS.format(people=11900, leavers=1239)) if one.check == "parts_and_whole"
    ]
    assert [(one.printed, one.expected) for one in wrong] == [("11900", "6900"), ("1239", "739")]
    assert "Inner London" in wrong[0].reason


def test_grades_are_of_those_appraised():
    head = "街道 | 优秀 | 称职 | 参加考核人数 | 优秀率"
    assert "percent_of_counts" in agreed(
        f"{head}\n东街 | 17 | 110 | 132 | 12.9%\n西街 | 20 | 110 | 155 | 12.9%"
    )


def test_those_who_left_beside_all_who_went_are_not_taken_off_again():
    head = "区域 | 年初在岗 | 新进 | 离开 | 年末在岗 | 离职人数"
    assert "flow_identity" in agreed(f"{head}\n东 | 3000 | 10 | 10 | 3000 | 3\n西 | 20 | 5 | 4 | 21 | 2")


def test_a_turnover_may_be_of_the_mean_number_of_people():
    assert "rate_of_counts" in agreed(
        "街道 | 离职人数 | 月均人数 | 离职率(%)\n东 | 12 | 120 | 10.0\n西 | 3 | 20 | 15.0"
    )


def test_rates_may_be_kept_as_parts_of_one():
    head = "街道 | 人数 | 持证人数 | 持证率"
    text = head + "\n东 | 141 | 34 | 0.241\n西 | 162 | 44 | 0.272\n合计 | 303 | 78 | {rate}"
    assert "percent_of_counts" in agreed(text.format(rate="0.257"))
    assert [one.printed for one in found(text.format(rate="0.267"))] == ["0.267"]


def test_rows_that_say_of_which_and_leave_nobody_out_are_the_row_above():
    rows = "项目 | 数值\n社区工作者总数 | 1336\n其中男性 | 67\n其中女性 | {women}\n平均年龄 | 43.5"
    assert "parts_and_whole" in agreed(rows.format(women=1269))
    assert [one.expected for one in found(rows.format(women=1268))] == ["1335"]


def test_formulas_without_results_are_named_and_hide_nothing(tmp_path):
    book = openpyxl.Workbook()
    for row in (("街道", "人数"), ("东街", 4), ("西街", "=2+3"), ("合计", 9)):
        book.active.append(row)
    book.save(tmp_path / "formulas.xlsx")
    told = [one for one in check(read_document(tmp_path / "formulas.xlsx")) if one.outcome != "consistent"]
    assert [(one.check, one.outcome, one.cells) for one in told] == [("unsaved", "untestable", ("Sheet!B3",))]
