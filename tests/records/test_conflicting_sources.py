"""Where the ID number and the typed cell disagree, both are kept and the user says which rules."""

from __future__ import annotations

import pytest
from invented_rosters import id_number, roster, rules

NUMBER = id_number(19850615, order=12)  # a woman, born on 1985-06-15


def read(cells, *, prefer="id"):
    return roster(["姓名", "性别", "出生年月", "身份证号"], [["甲", *cells]], prefer=prefer)


@pytest.mark.parametrize(
    ("prefer", "day", "other"), [("id", 19850615, 19860601), ("typed", 19860601, 19850615)]
)
def test_two_birth_dates_are_both_kept(prefer, day, other):
    cleaned = read([None, "1986-06-01", NUMBER], prefer=prefer)
    assert cleaned.rows.select("birth_day", "birth_day_other").row(0) == (day, other)
    assert rules(cleaned) == ["birth.conflict"]


@pytest.mark.parametrize(("prefer", "sex", "other"), [("id", "女", "男"), ("typed", "男", "女")])
def test_two_sexes_are_both_kept(prefer, sex, other):
    cleaned = read(["男", None, NUMBER], prefer=prefer)
    assert cleaned.rows.select("gender", "gender_other").row(0) == (sex, other)
    assert rules(cleaned) == ["gender.conflict"]


@pytest.mark.parametrize("prefer", ["id", "typed"])
@pytest.mark.parametrize("cell", ["1985.06", "1985-06-15", None, "不详"])
def test_sources_that_agree_give_the_full_birth_date(cell, prefer):
    cleaned = read(["女", cell, NUMBER], prefer=prefer)
    facts = cleaned.rows.select("birth_day", "birth_precision", "birth_day_other", "gender_other").row(0)
    assert facts == (19850615, "day", None, None)
    assert rules(cleaned) == []


@pytest.mark.parametrize("cell", ["1985.07", "1985.05", "1985-06-14"])
def test_another_month_or_day_is_a_conflict(cell):
    assert rules(read([None, cell, NUMBER])) == ["birth.conflict"]


def test_a_typed_month_that_rules_is_known_as_a_month():
    cleaned = read([None, "1985.07", NUMBER], prefer="typed")
    assert cleaned.rows.select("birth_day", "birth_precision").row(0) == (19850701, "month")


def test_a_number_that_fails_its_checksum_overrules_nothing():
    wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    cleaned = read(["男", "1986.01", wrong])
    facts = cleaned.rows.select("gender", "birth_day", "gender_other", "birth_day_other").row(0)
    assert facts == ("男", 19860101, None, None)
    assert rules(cleaned) == ["id.checksum"]


def test_a_conflict_points_at_the_typed_cell():
    found = read(["男", "1986.01", NUMBER]).findings
    places = {row["rule"]: (row["row"], row["column"]) for row in found.iter_rows(named=True)}
    assert places["gender.conflict"] == (2, "B")
    assert places["birth.conflict"] == (2, "C")


@pytest.mark.parametrize(("prefer", "source"), [("id", "身份证号"), ("typed", "填写的内容")])
def test_a_conflict_says_which_source_rules(prefer, source):
    found = read([None, "1986.01", NUMBER], prefer=prefer).findings
    assert source in found.filter(found["rule"] == "birth.conflict")["message"].item()
