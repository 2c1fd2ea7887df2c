"""Sex: spellings, and digits that mean nothing until something proves them."""

from __future__ import annotations

import pytest
from invented_rosters import id_number, roster, rules, values

from sgstats.errors import Refused
from sgstats.records.mapping import Settlement

MAN, WOMAN = id_number(19850601, order=11), id_number(19850601, order=12)


@pytest.mark.parametrize("cell", ["男", "男性", "M", "m", "Male", "♂", "先生", " 男 "])
def test_spellings_of_a_man(cell):
    assert values("性别", [cell], "gender") == ["男"]


@pytest.mark.parametrize("cell", ["女", "女性", "F", "f", "Female", "♀", "女士"])
def test_spellings_of_a_woman(cell):
    assert values("性别", [cell], "gender") == ["女"]


@pytest.mark.parametrize("cell", [None, "-", "不详", "空", "未知", "0", "9"])
def test_an_unknown_sex_is_unknown_without_a_warning(cell):
    read = roster(["姓名", "性别"], [["甲", cell]])
    assert read.rows["gender"].to_list() == [None]
    assert rules(read) == []


def test_another_text_is_unknown_and_said_so():
    read = roster(["姓名", "性别"], [["甲", "保密"]])
    assert read.rows["gender"].to_list() == [None]
    assert rules(read) == ["value.unreadable"]


def coded(pairs, **facts):
    """People by (code, ID number)."""
    rows = [[f"某{n}", code, number] for n, (code, number) in enumerate(pairs)]
    return roster(["姓名", "性别", "身份证号"], rows, **facts)


def people(code, *, order, count):
    return [(code, id_number(19800101 + n, order=order)) for n in range(count)]


@pytest.mark.parametrize("codes", ["12", "01", "10"])
def test_digits_alone_are_never_guessed(codes):
    read = roster(["姓名", "性别"], [["甲", codes[0]], ["乙", codes[1]]])
    assert read.rows["gender"].to_list() == [None, None]
    assert set(rules(read)) == {"gender.codes_unproven"}


@pytest.mark.parametrize(("man", "woman"), [("1", "2"), ("1", "0"), ("0", "1")])
def test_valid_id_numbers_prove_what_digits_mean(man, woman):
    known = [*people(man, order=11, count=4), *people(woman, order=12, count=4)]
    read = coded([*known, (man, None), (woman, None)])
    assert read.rows["gender"].to_list() == ["男"] * 4 + ["女"] * 4 + ["男", "女"]
    assert rules(read) == ["gender.codes_proven"]


def test_a_digit_on_which_id_numbers_disagree_proves_nothing():
    known = [*people("1", order=11, count=5), *people("1", order=12, count=5)]
    assert coded([*known, ("1", None)]).rows["gender"].to_list()[-1] is None


def test_one_wrong_number_in_forty_does_not_undo_the_proof():
    known = [*people("1", order=11, count=27), ("1", WOMAN), *people("2", order=12, count=27)]
    assert coded([*known, ("1", None), ("2", None)]).rows["gender"].to_list()[-2:] == ["男", "女"]


def test_two_digits_of_one_sex_prove_nothing():
    known = [*people("1", order=12, count=4), *people("2", order=12, count=4)]
    assert coded([*known, ("1", None)]).rows["gender"].to_list()[-1] is None


@pytest.mark.parametrize("unknown", ["0", "9"])
def test_a_code_for_unknown_beside_two_proven_ones_proves_nothing_and_spoils_nothing(unknown):
    known = [*people("1", order=11, count=4), *people("2", order=12, count=4), (unknown, WOMAN)]
    read = coded([*known, ("1", None), ("2", None), (unknown, None)])
    assert read.rows["gender"].to_list()[-3:] == ["男", "女", None]


def test_the_user_may_settle_what_digits_mean():
    settled = Settlement(values={"gender": {"0": "男", "1": "女"}})
    assert values("性别", ["0", "1"], "gender", settled=settled) == ["男", "女"]


def test_what_the_user_settles_is_not_proven_away():
    settled = Settlement(values={"gender": {"1": "女"}})
    read = coded([*people("1", order=11, count=4), ("1", None)], settled=settled)
    assert read.rows["gender"].to_list()[-1] == "女"
    assert rules(read).count("gender.conflict") == 4


def test_a_sex_that_does_not_exist_cannot_be_settled():
    with pytest.raises(Refused) as refusal:
        values("性别", ["1"], "gender", settled=Settlement(values={"gender": {"1": "甲"}}))
    assert refusal.value.rule == "mapping.no_such_value"
