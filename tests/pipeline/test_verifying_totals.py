"""What the numbers of a table are said of: totals of the rows listed, changes, quarters, parts of one."""

from __future__ import annotations

from functools import partial

import openpyxl
import pytest

import sgstats

TWO = "街道\t人数\t女\t女性占比\n春晓街道\t141\t133\t94.3%\n康宁街道\t162\t153\t94.4%\n合计\t303\t286\t94.4%"
BLOCKS = (
    "街道\t社区\t人数\n康宁街道\t幸福社区\t9\n康宁街道\t安康社区\t9\n小计\t\t18\n"
    "春晓街道\t晨曦社区\t9\n春晓街道\t朝露社区\t7\n小计\t\t16\n总计\t\t34"
)


@pytest.fixture
def verify(ingested):
    return partial(sgstats.verify, store=ingested.store)


def by_cell(found):
    return {row["cell"]: row for row in found.claims.rows(named=True)}


def test_a_total_is_that_of_the_units_listed(verify):
    found = by_cell(verify(text=TWO))
    assert (found["表1!B4"]["where"], found["表1!B4"]["actual_people"]) == ("street=春晓街道,康宁街道", 303)
    assert {row["verdict"] for row in found.values()} == {"consistent"}


def test_a_wrong_total_is_held_against_the_units_listed(verify):
    found = by_cell(verify(text=TWO.replace("303", "304")))
    assert (found["表1!B4"]["verdict"], found["表1!B4"]["actual_people"]) == ("contradicted", 303)


def test_units_may_stand_over_the_columns(verify):
    found = by_cell(verify(text="性别\t春晓街道\t康宁街道\t合计\n男\t8\t9\t17\n女\t133\t153\t286"))
    assert {row["verdict"] for row in found.values()} == {"consistent"}


def test_a_subtotal_is_that_of_its_block(verify):
    found = by_cell(verify(text=BLOCKS))
    assert found["表1!C4"]["where"] == "street=康宁街道; community=幸福社区,安康社区"
    assert [found[f"表1!C{row}"]["verdict"] for row in (4, 7)] == ["consistent", "consistent"]


@pytest.mark.parametrize("unknown", ["和谐街道", "其他"])
def test_a_total_with_a_unit_that_is_not_on_record_is_untestable(verify, unknown):
    found = by_cell(verify(text=f"街道\t人数\n春晓街道\t141\n{unknown}\t162\n合计\t303"))
    assert found["表1!B4"]["verdict"] == "untestable"


def test_a_total_far_from_what_is_listed_is_everybody(verify):
    found = by_cell(verify(text="街道\t人数\n春晓街道\t141\n康宁街道\t162\n合计\t1336"))
    assert (found["表1!B4"]["verdict"], found["表1!B4"]["where"]) == ("consistent", None)


@pytest.mark.parametrize("change", ["增加", "减少", "增减", "比上年增减", "增长率（%）", "净增"])
def test_a_change_is_no_number_of_people(verify, change):
    found = by_cell(verify(text=f"街道\t人数\t{change}\n春晓街道\t141\t12\n康宁街道\t162\t1"))
    assert [found[f"表1!{cell}"]["verdict"] for cell in ("C2", "C3")] == ["untestable", "untestable"]


@pytest.mark.parametrize("season", ["一季度", "第2季度", "上半年", "3月", "十二月份"])
def test_a_part_of_the_year_is_not_the_year(verify, season):
    found = by_cell(verify(text=f"时间\t期初人数\t期末人数\n{season}\t1300\t1301"))
    assert {row["verdict"] for row in found.values()} == {"untestable"}


def test_grades_are_of_those_appraised(verify):
    found = by_cell(verify(text="街道\t优秀\t参加考核人数\t优秀率\n春晓街道\t17\t132\t12.9%"))
    assert (found["表1!D2"]["base"], found["表1!D2"]["verdict"]) == (132, "untestable")


def test_shares_may_be_kept_as_parts_of_one(verify):
    found = by_cell(verify(text="街道\t人数\t持证率\n康宁街道\t162\t0.272\n折桂街道\t147\t0.231"))
    assert (found["表1!C2"]["printed"], found["表1!C2"]["value"]) == ("0.272", 27.2)
    assert {row["verdict"] for row in found.values()} == {"consistent"}


def test_parts_of_one_under_a_percent_sign_are_not_understood(verify):
    found = by_cell(verify(text="街道\t人数\t持证率（%）\n康宁街道\t162\t0.272\n折桂街道\t147\t0.231"))
    assert found["表1!C2"]["verdict"] == "untestable"


def test_no_number_is_left_out(verify):
    text = "类别\t人数\t占比\t其他\n男\t67\t5.0%\t-1.5\n合计\t1336\t100%\t—"
    assert set(by_cell(verify(text=text))) == {f"表1!{cell}" for cell in ("B2", "C2", "D2", "B3", "C3")}


def test_workers_per_ten_thousand_are_asked_of_the_data(verify):
    found = by_cell(verify(text="街道\t每万人社区工作者\n春晓街道\t18.3"))
    assert (found["表1!B2"]["metric"], found["表1!B2"]["verdict"]) == ("density", "consistent")


@pytest.mark.parametrize("years", [("2022年", "2023年"), (2022, 2023)])
def test_years_are_names_of_columns(verify, tmp_path, years):
    book = openpyxl.Workbook()
    for row in (("指标", *years), ("社区工作者人数", 1312, 1336)):
        book.active.append(row)
    book.save(tmp_path / "years.xlsx")
    found = by_cell(verify(tmp_path / "years.xlsx"))
    assert [row["actual_people"] for row in found.values()] == [1312, 1336]
