"""What everybody is paid: a pool and grades in, amounts to the cent out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from judging_cases import evidence, row_of
from paying_cases import OPEN, judged
from test_cases import CASES as JUDGED
from test_cases import dated

from sgstats.errors import Refused
from sgstats.messages import use_language
from sgstats.policies import money
from sgstats.policies.judging import judge
from sgstats.policies.loading import load
from sgstats.policies.options import Options
from sgstats.policies.paying import pay
from sgstats.policies.pools import from_amount, from_average

CASES = tomllib.loads((Path(__file__).parent / "cases" / "pay.toml").read_text("utf-8"))["case"]
EACH = [pytest.param(case, id=case["name"]) for case in CASES]


def paid(people, pool="162000", **given):
    year = judged(people, **given)
    return pay(year, pools=from_amount(year, pool))


def amounts(result):
    return [None if one is None else money.text(one) for one in result.people["cents"]]


def only(result):
    """The account of the one unit."""
    return result.units.row(0, named=True)


# The published examples


@pytest.mark.parametrize("case", EACH)
def test_a_pool_is_shared_to_the_cent(case):
    result = paid(case["grades"], case["pool"])
    assert amounts(result) == case["amounts"]
    unit = only(result)
    assert unit["coefficient_sum"] == case["coefficient_sum"]
    assert unit["moved"] == case["moved"]
    assert money.text(unit["unallocated"]) == case["unallocated"]
    assert unit["pool"] == unit["allocated"] + unit["unallocated"] == money.cents(case["pool"])


@pytest.mark.parametrize("case", [case for case in EACH if "whole" in case.values[0]])
def test_base_and_performance_make_the_whole_pay(case):
    year = judged(case["grades"])
    result = pay(year, pools=from_average(year, case["average"]))
    whole = [base + cents for base, cents in result.people.select("base_cents", "cents").iter_rows()]
    assert [money.text(one) for one in whole] == case["whole"]
    assert sum(whole) == 9 * money.cents(case["average"])


def test_one_more_excellent_costs_every_competent_person():
    assert money.text(only(paid(["称职"] * 9))["one_more_costs"]) == "765.96"
    assert only(paid(["称职", "基本称职"]))["one_more_costs"] is None, "nobody is left to lose"


# How the cents are rounded


def test_equal_fractions_go_to_the_higher_coefficient_then_to_the_first_on_the_list():
    assert amounts(paid(["基本称职", "优秀"], "0.01")) == ["0.00", "0.01"]
    assert amounts(paid(["称职", "称职", "称职"], "0.02")) == ["0.01", "0.01", "0.00"]


def test_equal_within_a_grade_leaves_the_rest_in_the_pool():
    result = paid(["称职"] * 3, "100", options={"rounding": "equal_within_grade"})
    assert amounts(result) == ["33.33"] * 3
    assert (only(result)["unallocated"], only(result)["moved"]) == (1, 0)
    assert "余下的分" in only(result)["reason"]


# Who takes part


def test_who_ended_or_is_outside_has_no_part():
    ended = {"final_grade": "不称职", "outcome": "解除聘用", "member": False}
    outside = {"final_grade": None, "outcome": "不适用", "member": False}
    result = paid(["称职", ended, outside], "100")
    assert amounts(result) == ["100.00", "0.00", "0.00"]
    assert result.people["coefficient"].to_list() == ["1", None, None]
    assert only(result)["members"] == 1
    assert "解除聘用" in result.people["reason"][1]


def test_nobody_paid_by_a_clause_gets_nothing():
    barred = {"final_grade": "称职", "no_performance_pay": True}
    assert amounts(paid(["称职", barred], "100")) == ["100.00", "0.00"]


def test_without_a_grade_there_is_no_coefficient():
    result = paid(["称职", {"final_grade": None}], "100")
    assert amounts(result) == ["100.00", "0.00"]
    assert result.people["coefficient"].to_list() == ["1", None]
    assert "没有等次" in result.people["reason"][1]
    assert any("没有等次" in note for note in result.notes)


def test_a_part_of_the_year_counts_in_full_and_is_flagged():
    result = paid(["称职", {"final_grade": "称职", "months": 6}], "90")
    assert amounts(result) == ["45.00", "45.00"]
    assert "6 个月" in result.people["reason"][1]
    assert any("按月折算" in note for note in result.notes)


def test_a_part_of_the_year_counts_by_months_on_wish():
    half = {"final_grade": "称职", "months": 6}
    result = paid(["称职", half], "90", options={"part_year": "months"})
    assert amounts(result) == ["60.00", "30.00"]
    assert only(result)["coefficient_sum"] == "1.5"


def test_pay_by_months_waits_where_nobody_knows_how_many_there_were():
    gone = {"final_grade": "称职", "months": None}
    result = paid(["称职", gone], "90", options={"part_year": "months"})
    assert result.units["allocated"].to_list() == [0]
    assert result.people["needs_human"].to_list() == [False, True]


# What people must decide


def test_a_pool_waits_while_a_grade_is_open():
    result = paid(["称职", OPEN, OPEN, "不称职"], "100")
    assert amounts(result) == [None, None, None, "0.00"]
    assert result.people["needs_human"].to_list() == [False, True, True, False]
    unit = only(result)
    assert (unit["allocated"], unit["unallocated"]) == (0, 10000)
    assert unit["coefficient_sum"] is None
    assert "2 人" in unit["reason"]


def test_a_pool_can_be_worked_out_as_if_nobody_were_chosen():
    result = paid(["称职", OPEN], "100", options={"undecided": "lower"})
    assert amounts(result) == ["50.00", "50.00"]
    assert result.people["grade"].to_list() == ["称职", "称职"]
    assert "暂按未入选" in result.people["reason"][1]


def test_an_open_grade_holds_back_its_own_unit_only():
    result = paid([OPEN, {"final_grade": "称职", "community": "晨光社区"}], "100")
    assert amounts(result) == [None, "100.00"]


def test_a_grade_whose_amount_people_decide_is_left_open():
    result = paid(["基本称职", "不称职"], pack="PLAN")
    assert amounts(result) == [None, "0.00"]
    assert result.people["needs_human"].to_list() == [True, False]
    assert "PLAN-8-2b" in result.people["reason"][0]


def test_a_grade_without_coefficient_needs_people():
    result = paid(["优秀"], pack="PLAN")
    assert amounts(result) == [None]
    assert "没有规定优秀的系数" in result.people["reason"][0]


def test_a_barred_person_needs_nobody_to_decide():
    barred = {"final_grade": "基本称职", "no_performance_pay": True}
    result = paid([barred], pack="PLAN")
    assert amounts(result) == ["0.00"]
    assert "PLAN-8-2c" in result.people["reason"][0]


def test_a_pack_without_pay_is_refused():
    with pytest.raises(Refused, match="没有绩效发放规定"):
        paid(["称职"], pack=load("EAST").model_copy(update={"pay": None}))


def test_a_coefficient_that_cannot_be_counted_with_is_refused():
    rules = load("EAST")
    odd = rules.pay.model_copy(update={"coefficients": {"称职": -1}})
    with pytest.raises(Refused, match="系数 -1"):
        paid(["称职"], pack=rules.model_copy(update={"pay": odd}))


# The conflict set


@pytest.mark.parametrize(
    ("undecided", "shares"), [("hold", None), ("lower", {"B": "14000.00", "C": "10000.00"})]
)
def test_the_conflict_set_shares_among_seven(undecided, shares):
    case = JUDGED["EAST"]["judged"][0]
    options = Options(undecided=undecided)
    year = judge(evidence(**dated(case)), pack=load("EAST"), year=case["year"], options=options)
    result = pay(year, pools=from_amount(year, "44000"))
    assert only(result)["members"] == 7
    for name in "AEFHI":
        assert row_of(result, name)["cents"] == 0
    for name, amount in (shares or {"B": None, "C": None, "D": None, "G": None}).items():
        cents = row_of(result, name)["cents"]
        assert (None if cents is None else money.text(cents)) == amount


# Attacks


def test_the_largest_pool_is_shared_exactly():
    result = paid(["优秀", "称职", "称职"], "9999999999999.99")
    assert result.people["cents"].sum() == 999_999_999_999_999
    assert only(result)["unallocated"] == 0


def test_an_empty_pool_pays_nobody_and_needs_no_reason():
    year = judged(["优秀", "称职"])
    none = from_amount(year, "1")
    result = pay(year, pools=replace(none, units=none.units.with_columns(pool=pl.lit(0, dtype=pl.Int64))))
    assert amounts(result) == ["0.00", "0.00"]
    assert only(result)["reason"] is None


def test_a_unit_without_members_keeps_its_pool():
    result = paid([{"final_grade": None, "outcome": "不适用", "member": False}], "100")
    assert (only(result)["members"], only(result)["unallocated"]) == (0, 10000)
    assert "没有参加分配的人员" in only(result)["reason"]


def test_nobody_at_all_is_paid_nothing():
    result = paid([], "100")
    assert result.people.is_empty()
    assert result.units.is_empty()


# What is said below


def test_notes_name_no_number_that_is_none_and_no_option_by_its_code():
    half, none = {"final_grade": "称职", "months": 6}, {"final_grade": None}
    for people in (["称职"], ["称职", half, none, OPEN]):
        for options in ({}, {"part_year": "months", "undecided": "lower"}):
            notes = paid(people, options=options).notes
            assert not [note for note in notes if re.search(r"(?<![0-9.])0 [人个]|[a-z_]=", note)]


def test_one_is_not_spoken_of_as_many():
    use_language("en")
    result = paid(["称职", {"final_grade": "称职", "months": 1}, {"final_grade": None}])
    said = " ".join([*result.notes, *result.people["reason"]])
    use_language(None)
    assert not re.search(r"\b1 (?:units|people|months)\b", said)
    assert "units: 1" in said
