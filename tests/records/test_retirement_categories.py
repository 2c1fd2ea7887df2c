"""Which retirement age held before 2025: as a list says, never guessed and never against the sex."""

from __future__ import annotations

import pytest
from invented_rosters import roster, rules


def told(typed, *, header="原退休类别", sex=None):
    return roster(["姓名", "性别", "学历", header], [["甲", sex, "大专", typed]])


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("男", "男"), ("男60岁", "男"), ("60", "男"), ("女原55", "女原55"), ("55", "女原55"),
        ("原法定退休年龄五十五周岁的女职工", "女原55"), ("女50", "女原50"), ("50.0", "女原50"), (None, None),
    ],
)  # fmt: skip
def test_a_category_has_many_spellings(typed, category):
    assert told(typed, header="原退休年龄").rows["retirement_category"].to_list() == [category]


@pytest.mark.parametrize("typed", ["干部", "工人", "管理岗", "女干部", "58"])
def test_a_status_is_no_category(typed):
    read = told(typed)
    assert read.rows["retirement_category"].to_list() == [None]
    assert rules(read) == ["value.unreadable"]


@pytest.mark.parametrize(("typed", "sex"), [("女原55", "男"), ("男", "女")])
def test_a_category_of_the_other_sex_is_none(typed, sex):
    read = told(typed, sex=sex)
    assert read.rows["retirement_category"].to_list() == [None]
    assert rules(read) == ["retirement.contradicts_sex"]


def test_a_list_without_the_column_tells_none():
    assert roster(["姓名", "学历"], [["甲", "大专"]]).rows["retirement_category"].to_list() == [None]
