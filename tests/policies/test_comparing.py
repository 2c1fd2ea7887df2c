"""What changes for whom, and how much money moves, when other rules apply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paying_cases import OPEN, judged

from sgstats.errors import Refused
from sgstats.policies.comparing import compare
from sgstats.policies.loading import load
from sgstats.policies.paying import pay
from sgstats.policies.pools import from_amount

EAST = load("EAST").scale


def paid(people, pool="100", **given):
    year = judged(people, **given)
    return pay(year, pools=from_amount(year, pool))


def only(compared):
    return compared.units.row(0, named=True)


def test_grades_go_up_and_down():
    compared = compare(judged(["优秀", "称职", "称职"]), judged(["称职", "优秀", "称职"]))
    unit = only(compared)
    assert (unit["people"], unit["graded_up"], unit["graded_down"]) == (3, 1, 1)
    assert compared.people["changes"].to_list() == [True, True, False]
    assert unit["moved"] is None, "without pay there is no money to move"


def test_grades_are_compared_by_what_they_mean():
    compared = compare(judged(["称职", "基本称职"]), judged(["合格", "不合格"], pack="SANGANG18"))
    assert compared.people["changes"].to_list() == [False, True]
    assert only(compared)["graded_down"] == 1


def test_a_grade_that_opens_is_a_change_without_direction():
    unit = only(compare(judged(["优秀"]), judged([OPEN])))
    assert (unit["graded_up"], unit["graded_down"], unit["outcomes_changed"]) == (0, 0, 1)


def test_an_outcome_alone_is_a_change():
    ended = {"final_grade": "不称职", "outcome": "解除聘用", "member": False}
    compared = compare(judged(["不称职"]), judged([ended]))
    assert compared.people["changes"].to_list() == [True]
    assert only(compared)["outcomes_changed"] == 1


def test_money_moves_from_one_to_another():
    compared = compare(paid(["优秀", "称职", "称职"], "102"), paid(["称职", "称职", "称职"], "102"))
    assert compared.people["moved"].to_list() == [-800, 400, 400]
    assert only(compared)["moved"] == 800


def test_a_larger_pool_moves_nothing_between_people():
    assert only(compare(paid(["称职", "称职"], "100"), paid(["称职", "称职"], "200")))["moved"] == 0


def test_the_same_pool_is_the_same_money():
    compared = compare(paid(["优秀", "称职"]), paid(["称职", OPEN]))
    assert (compared.pools_differ, compared.notes) == (False, ())
    assert not compare(judged(["优秀"]), judged(["称职"])).pools_differ, "without pay there are no pools"


def test_money_from_another_pool_is_not_the_same_money():
    compared = compare(paid(["称职", "称职"], "100"), paid(["称职", "称职"], "200"))
    assert compared.pools_differ
    assert "总额或分配单位不同" in compared.notes[0]


def test_a_pool_of_a_street_is_not_that_of_a_community():
    rules = load("EAST")
    by_street = rules.model_copy(update={"pay": rules.pay.model_copy(update={"unit": "street"})})
    assert compare(paid(["称职"]), paid(["称职"], pack=by_street)).pools_differ


def test_an_open_amount_has_no_difference():
    compared = compare(paid(["称职", "称职"]), paid(["称职", OPEN]))
    assert compared.people["moved"].to_list() == [None, None]
    assert (only(compared)["moved"], only(compared)["open"]) == (None, 2)


def test_whoever_is_judged_by_one_pack_only_is_kept():
    compared = compare(judged(["称职"]), judged(["称职", "称职"]))
    assert compared.people.height == 2
    assert compared.people["first_grade"].to_list() == ["称职", None]


def test_different_years_are_refused():
    with pytest.raises(Refused, match="只能比较同一年度"):
        compare(judged(["称职"]), replace(judged(["称职"]), year=2022))


@given(st.lists(st.tuples(st.sampled_from(EAST), st.sampled_from(EAST)), min_size=1, max_size=12))
def test_the_same_pool_under_other_rules_is_only_moved(grades):
    first, second = (paid([pair[side] for pair in grades]) for side in (0, 1))
    compared = compare(first, second)
    differences = compared.people["moved"]
    if first.units["allocated"].item() == second.units["allocated"].item():
        assert differences.sum() == 0
        assert only(compared)["moved"] == differences.abs().sum() // 2
    back = compare(second, first)
    assert back.people["moved"].to_list() == [-one for one in differences]
    assert only(back)["graded_up"] == only(compared)["graded_down"]
