"""Personal text that stands in the wrong place reaches neither the store nor a message."""

from __future__ import annotations

import pytest
from invented_rosters import id_number, roster, rules


def communities(cell, name="李四"):
    return roster(["姓名", "性别", "社区"], [[name, "女", cell]]).rows["community"].to_list()


@pytest.mark.parametrize(
    "cell", ["210204198501051861", "13812345678", "李四", "210204********1861", "长" * 61]
)
def test_what_is_no_name_of_a_unit_is_unknown(cell):
    read = roster(["姓名", "性别", "社区"], [["李四", "女", cell]])
    assert read.rows["community"].item() is None
    assert "unit.not_a_name" in rules(read)


@pytest.mark.parametrize("cell", ["集贤社区", "101社区", "210204001001", "123456号社区", "李四家园社区"])
def test_a_unit_keeps_its_name(cell):
    assert communities(cell) == [cell]


def test_a_header_with_a_number_is_named_by_its_letter():
    read = roster(["姓名", "性别", "210204198501051861"], [["甲", "女", "x"]])
    assert read.unmapped == ("C列",)
    assert not any("2102" in text for text in read.findings["message"])


@pytest.mark.parametrize(
    ("names", "people"), [(("张三", "李四"), 2), (("张三", "张三"), 1), (("张三", None), 1)]
)
def test_one_number_beside_several_names_identifies_nobody(names, people):
    read = roster(["姓名", "性别", "身份证号"], [[name, "女", id_number()] for name in names])
    assert read.rows.height == people
    assert ("id.shared" in rules(read)) == (people == 2)


def test_an_unknown_column_that_resembles_a_known_one_is_told_with_it():
    read = roster(["姓名", "性别", "民族成份"], [["甲", "女", "汉"]])
    told = read.findings.filter(read.findings["rule"] == "column.unknown_near")
    assert "民族" in told["message"].item()
