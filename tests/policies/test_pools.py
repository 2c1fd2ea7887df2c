"""Where pools come from: one amount, a table, or an average wage; and what is refused on the way."""

from __future__ import annotations

import polars as pl
import pytest
from paying_cases import OPEN, judged

from sgstats.errors import Refused
from sgstats.policies import money
from sgstats.policies.loading import load
from sgstats.policies.paying import pay
from sgstats.policies.pools import from_amount, from_average, from_table

TWO = [{"final_grade": "称职", "community": name} for name in ("晨光社区", "集贤社区")]
SAME_NAME = [{"final_grade": "称职", "street": name} for name in ("康宁街道", "春晓街道")]


def pools(made):
    return dict(zip(made.units["unit"], made.units["pool"], strict=True))


def table(*rows):
    names = ("street", "community", "pool")
    return pl.DataFrame(
        [dict(zip(names, row, strict=True)) for row in rows], schema=dict.fromkeys(names, pl.String)
    )


def refused(match, *rows, people=TWO):
    with pytest.raises(Refused, match=match):
        from_table(judged(people), table(*rows))


# Amounts as typed


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("162000", 16200000),
        ("162,000.00", 16200000),
        ("１６２０００．５", 16200050),
        ("¥162,000元", 16200000),
        ("16.2万", 16200000),
        ("0.05", 5),
        ("0", 0),
        ("000162000", 16200000),
        (" 7 ", 700),
        ("10000000000000", 10**15),
    ],
)
def test_a_clear_amount_is_read_to_the_cent(typed, cents):
    assert money.cents(typed) == cents


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "不是清楚的金额"),
        ("约16万", "不是清楚的金额"),
        ("1,62,000", "不是清楚的金额"),
        ("16,2000", "不是清楚的金额"),
        ("1e5", "不是清楚的金额"),
        ("nan", "不是清楚的金额"),
        ("inf", "不是清楚的金额"),
        ("16万2千", "不是清楚的金额"),
        ("162 000", "不是清楚的金额"),
        (".5", "不是清楚的金额"),
        ("-1", "小于零"),
        ("-0", "小于零"),
        ("0.001", "精确到分以下"),
        ("0.0000001万", "精确到分以下"),
        ("10000000000000.01", "过大"),
        ("9" * 5000, "过大"),
    ],
)
def test_an_unclear_amount_is_refused(typed, why):
    with pytest.raises(Refused, match=why):
        money.cents(typed)


# One amount


@pytest.mark.parametrize("made", [from_amount, from_average])
@pytest.mark.parametrize(("typed", "why"), [("0", "大于零"), ("0.00元", "大于零"), ("-1", "小于零")])
def test_nothing_cannot_be_shared_out(made, typed, why):
    with pytest.raises(Refused, match=why):
        made(judged(TWO), typed)


def test_every_community_has_the_pool():
    made = from_amount(judged(TWO), "100")
    assert pools(made) == {"康宁街道/晨光社区": 10000, "康宁街道/集贤社区": 10000}
    assert "EAST-20-1" in made.notes[0]
    assert "200.00" in made.notes[0]


def test_people_of_no_known_community_have_no_pool():
    year = judged([{"final_grade": "称职", "community": None}, "称职"])
    result = pay(year, pools=from_amount(year, "100"))
    assert result.people["cents"].to_list() == [None, 10000]
    assert "没有总额" in result.people["reason"][0]
    assert result.units.filter(pl.col("community").is_null())["pool"].item() == 0


def test_a_pack_by_street_has_one_pool_a_street():
    rules = load("EAST")
    by_street = rules.model_copy(update={"pay": rules.pay.model_copy(update={"unit": "street"})})
    year = judged(TWO, pack=by_street)
    result = pay(year, pools=from_amount(year, "100"))
    assert result.units.select("unit", "community", "allocated").rows() == [("康宁街道", None, 10000)]
    assert result.people["unit"].unique().to_list() == ["康宁街道"]


# A table


def test_a_table_gives_each_unit_its_pool():
    made = from_table(judged(TWO), table((None, "集贤社区", "1"), (None, "晨光社区", "2")))
    assert pools(made) == {"康宁街道/晨光社区": 200, "康宁街道/集贤社区": 100}


def test_a_unit_is_found_in_another_form_of_its_name():
    made = from_table(
        judged(TWO), table((None, "集賢社區居委会", "1"), ("康宁街道办事处", " 晨光社区 ", "2"))
    )
    assert pools(made) == {"康宁街道/晨光社区": 200, "康宁街道/集贤社区": 100}


def test_a_name_that_repeats_is_told_apart_by_its_street():
    made = from_table(judged(SAME_NAME), table(("春晓街道", "集贤社区", "1"), ("康宁街道", "集贤社区", "2")))
    assert pools(made) == {"康宁街道/集贤社区": 200, "春晓街道/集贤社区": 100}
    refused("不止一个街道", (None, "集贤社区", "1"), people=SAME_NAME)


def test_a_unit_that_the_table_does_not_name_has_no_pool():
    year = judged(TWO)
    made = from_table(year, table((None, "集贤社区", "1")))
    assert "晨光社区" in made.notes[1]
    result = pay(year, pools=made)
    assert result.people["cents"].to_list() == [None, 100]
    assert result.units["reason"].to_list() == ["没有给出总额。", None]


def test_blank_rows_count_for_nothing():
    made = from_table(judged(TWO), table((None, "集贤社区", "1"), (None, "", None)))
    assert len(made.notes) == 2


def test_a_table_that_cannot_be_matched_is_refused_by_name():
    refused("找不到：海韵社区", (None, "海韵社区", "1"))
    refused("找不到：春晓街道/集贤社区", ("春晓街道", "集贤社区", "1"))
    refused("不止一次：集贤社区", (None, "集贤社区", "1"), (None, "集贤社区", "1"))
    refused("第 1 行写了单位，没有写金额", (None, "集贤社区", None))
    refused("第 1 行", ("康宁街道", None, "1"))
    refused("小于零", (None, "集贤社区", "-1"))


def test_many_unknown_units_are_not_all_listed():
    with pytest.raises(Refused) as refusal:
        from_table(judged(TWO), table(*[(None, f"第{number}社区", "1") for number in range(50)]))
    assert str(refusal.value).count("社区") == 10
    assert "…" in str(refusal.value)


# An average wage


def test_the_pool_is_people_times_average_times_performance_share():
    assert pools(from_average(judged(["称职"] * 9), "60000")) == {"康宁街道/集贤社区": 16200000}


def test_pool_and_base_add_up_however_odd_the_average():
    year = judged(["优秀", "称职", "称职"])
    result = pay(year, pools=from_average(year, "60000.01"))
    assert result.units["pool"].item() == 5400001, "3 × 60000.01 × 30 % = 54000.009"
    assert result.people["cents"].sum() + result.people["base_cents"].sum() == 3 * 6000001


def test_whoever_ended_brings_nothing_into_the_pool():
    ended = {"final_grade": "不称职", "outcome": "解除聘用", "member": False}
    year = judged(["称职", ended])
    result = pay(year, pools=from_average(year, "60000"))
    assert result.units["pool"].item() == 1800000
    assert result.people["base_cents"].to_list() == [4200000, None]


def test_the_base_is_known_while_the_pool_waits():
    year = judged(["称职", OPEN])
    assert pay(year, pools=from_average(year, "60000")).people["base_cents"].to_list() == [4200000] * 2


def test_half_a_year_brings_half_by_months():
    half = {"final_grade": "称职", "months": 6}
    year = judged(["称职", half], options={"part_year": "months"})
    result = pay(year, pools=from_average(year, "60000"))
    assert result.people["cents"].to_list() == [1800000, 900000]
    assert result.people["base_cents"].to_list() == [4200000, 2100000]


def test_a_pack_without_a_performance_share_is_refused():
    with pytest.raises(Refused, match="没有规定绩效占报酬的比例"):
        from_average(judged(["称职"], pack="PLAN"), "60000")


def test_an_average_that_makes_too_large_a_pool_is_refused():
    with pytest.raises(Refused, match="过大"):
        from_average(judged(["称职"] * 2), "10000000000000")
