"""What a file of pools says: which amount is whose, in which unit, and what is refused with its address."""

from __future__ import annotations

import pytest
from paying_cases import judged

from sgstats.errors import Refused
from sgstats.pipeline.amount_units import unit_of
from sgstats.pipeline.pools import read_pools
from sgstats.policies.pools import from_table

TWO = [{"final_grade": "称职", "community": name} for name in ("晨光社区", "集贤社区")]
TEN = 10_000_000
"""Cents in ten times ten thousand yuan."""


@pytest.fixture
def pools(tmp_path):
    """The pools that a file gives two communities, in cents."""

    def of(text):
        path = tmp_path / "总额.csv"
        path.write_text(text, encoding="utf-8")
        units = from_table(judged(TWO), read_pools(path)).units
        return units["pool"].to_list()

    return of


# The unit of money


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("绩效总额", "元"),
        ("金额(元)", "元"),
        ("绩效总额（人民币元）", "元"),
        ("绩效总额（元/年）", "元"),
        ("绩效总额（2023年度）", "元"),
        ("绩效总额（万元）", "万元"),
        ("绩效总额 ( 万 元 )", "万元"),
        ("绩效总额【单位：万元】", "万元"),
        ("绩效总额（以万元为单位）", "万元"),
        ("绩效总额(万)", "万元"),
        ("金额:万元", "万元"),
        ("金额/万元", "万元"),
        ("绩效总额万元", "万元"),
        ("單位：萬元/金額", "万元"),
        ("奖金总额（千元）", "千元"),
    ],
)
def test_a_header_names_the_unit_of_its_amounts(title, unit):
    assert unit_of(title, lines=(), file="总额.csv") == unit


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("2023年绩效总额表（万元）", "万元"),
        ("金额单位：千元 编制：财务科", "千元"),
        ("单位：人、万元", "万元"),
        ("说明：本表金额均以万元为单位。", "万元"),
        ("填报单位：春晓街道", "元"),
        ("注：元旦前发放，每人约1万元", "元"),
    ],
)
def test_a_line_beside_the_table_names_the_unit(line, unit):
    assert unit_of("绩效总额", lines=[line], file="总额.csv") == unit


@pytest.mark.parametrize(
    ("title", "line", "named"),
    [
        ("绩效总额（百万元）", "", "百万元"),
        ("绩效总额（美元）", "", "美元"),
        ("绩效总额（分）", "", "分"),
        ("绩效总额（元/人）", "", "元/人"),
        ("绩效总额（万元/月）", "", "万元/月"),
        ("绩效总额（元）", "单位：万元", "元、万元"),
    ],
)
def test_an_unclear_unit_is_refused_by_name(title, line, named):
    with pytest.raises(Refused, match=named) as refusal:
        unit_of(title, lines=[line], file="总额.csv")
    assert "总额.csv" in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "社区,绩效总额（万元）\n晨光社区,10\n集贤社区,0.000001\n",
        "社区,金额:万元\n晨光社区,10\n集贤社区,0.000001\n",
        "2023年绩效总额\n,单位：万元\n社区,绩效总额\n晨光社区,10.0\n集贤社区,0.000001\n合计,10\n",
        "社区,绩效总额（千元）\n晨光社区,100\n集贤社区,0.00001\n",
        "社区,绩效总额（元）\n晨光社区,100000\n集贤社区,0.01\n",
        "社区,绩效总额（万元）\n晨光社区,10万元\n集贤社区,0.000001\n",
    ],
)
def test_amounts_are_read_in_the_unit_of_the_file_to_the_cent(pools, text):
    assert pools(text) == [TEN, 1]


def test_a_unit_other_than_yuan_is_said_below(tmp_path):
    path = tmp_path / "总额.csv"
    path.write_text("社区,绩效总额（万元）\n晨光社区,10\n集贤社区,2\n", encoding="utf-8")
    notes = from_table(judged(TWO), read_pools(path)).notes
    assert notes[0].endswith("2 个单位，合计 120000.00 元。")
    assert "以万元为单位" in notes[1]


# What is refused, and where it stands


@pytest.mark.parametrize(
    ("text", "why", "row"),
    [
        ("社区,绩效总额\n晨光社区,\n", "金额都要写全", 2),
        ("社区,绩效总额\n晨光社区,1\n集贤社区,\n", "金额都要写全", 3),
        ("社区,绩效总额\n集贤社区,\n晨光社区,1\n", "金额都要写全", 2),
        ("序号,社区,绩效总额\n1,晨光社区,1\n2,集贤社区,\n", "没有写金额", 3),
        ("街道,社区,绩效总额\n康宁街道,晨光社区,1\n康宁街道,集贤社区,\n", "没有写金额", 3),
        ("街道,社区,绩效总额\n康宁街道,晨光社区,1\n康宁街道,,2\n", "金额都要写全", 3),
        ("街道,社区,绩效总额\n康宁街道,晨光社区,1\n,集贤社区,16\n", "金额都要写全", 3),
        ("社区,绩效总额\n晨光社区,1\n集贤社区,约两千\n", "不是清楚的金额", 3),
        ("社区,绩效总额\n晨光社区,1\n集贤社区,-3\n", "小于零", 3),
        ("社区,绩效总额（万元）\n晨光社区,1\n集贤社区,0.0000001\n", "精确到分以下", 3),
        ("社区,绩效总额（万元）\n晨光社区,1\n集贤社区,2元\n", "自带单位", 3),
        ("社区,绩效总额（千元）\n晨光社区,1\n集贤社区,2万\n", "自带单位", 3),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_address(pools, text, why, row):
    with pytest.raises(Refused, match=why) as refusal:
        pools(text)
    assert f"总额.csv 第 {row} 行" in str(refusal.value)


def test_the_heading_of_a_street_is_no_unit_without_an_amount(pools):
    text = "序号,社区,绩效总额\n康宁街道,,\n1,晨光社区,1\n2,集贤社区,2\n"
    assert pools(text) == [100, 200]


def test_two_columns_of_amounts_are_refused(pools):
    with pytest.raises(Refused, match="绩效总额、奖金总额"):
        pools("社区,绩效总额,奖金总额\n晨光社区,1,2\n")


def test_a_unit_may_have_nothing_but_not_all_of_them(pools):
    assert pools("社区,绩效总额\n晨光社区,0\n集贤社区,1\n") == [0, 100]
    with pytest.raises(Refused, match="大于零"):
        pools("社区,绩效总额\n晨光社区,0\n集贤社区,0\n")
