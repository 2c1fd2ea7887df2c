"""Foot notes and stated totals are nobody, wherever the columns begin; a lone name is a person."""

from __future__ import annotations

import pytest
from sources.exports import csv_file, rules, xlsx_file

from sgstats.sources import read

HEADER = ["姓名", "性别", "出生年月", "学历"]
PEOPLE = [
    ["甲一", "女", "1985.06", "大专"],
    ["乙二", "男", "1990.11", "高中"],
    ["丙三", "女", "1978.01", "大专"],
]
NOTES = [
    "2023年12月31日",
    "盖章：",
    "单位（盖章）：",
    "社区书记签字：",
    "负责人签字",
    "主任：    经办：",
    "（以下空白）",
    "以下空白",
    "以下无正文",
    "此表一式两份",
    "备注",
    "说明",
    "附：联系方式",
    "★表示党员",
    "党员：3人",
    "男：1人",
    "其中党员",
    "其中：中共党员2人",
    "平均",
    "平均年龄：38.6",
    "Page 1",
    "续表",
]
TOTALS = ["总数", "合－计", "汇总", "Total", "TOTAL"]
UNKNOWN_WORDS = ["青禾区民政处", "3号楼", "（略）", "甲：乙"]
NAMES = ["张三", "欧阳修文", "阿依古丽·买买提", "John Smith", "汇", "张*"]
BESIDE = [[], ["—", "—", "—"], ["/", "/"]]


def numbered(row, number):
    return [number, *row]


def classes(path, rows):
    """How many people are read, and the rules of the rows that are none."""
    export = read(csv_file(path / "a.csv", rows, delimiter="\t"))
    return export.tables[0].cells.height, set(rules(export)) - {"table.total_not_compared"}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("text", [*NOTES, *TOTALS, *UNKNOWN_WORDS])
def test_a_foot_note_under_the_names_is_nobody(tmp_path, text, beside):
    rule = "table.total_row" if text in TOTALS else "table.note_row"
    assert classes(tmp_path, [HEADER, *PEOPLE, [text, *beside]]) == (3, {rule})


@pytest.mark.parametrize("before", [[], [None], ["4"]])
@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("text", [*NOTES, *TOTALS, *UNKNOWN_WORDS])
def test_a_foot_note_beside_or_under_the_serial_numbers_is_nobody(tmp_path, text, beside, before):
    rule = "table.total_row" if text in TOTALS else "table.note_row"
    rows = [numbered(HEADER, "序号"), *(numbered(person, "1") for person in PEOPLE)]
    assert classes(tmp_path, [*rows, [*before, text, *beside]]) == (3, {rule})


@pytest.mark.parametrize("name", NAMES)
def test_a_row_with_nothing_but_a_name_is_a_person(tmp_path, name):
    assert classes(tmp_path, [HEADER, *PEOPLE, [name]]) == (4, set())
    rows = [numbered(HEADER, "序号"), *(numbered(person, "1") for person in PEOPLE)]
    assert classes(tmp_path, [*rows, ["4", name, "—"]]) == (4, set())


@pytest.mark.parametrize("name", [*NAMES, "说明", "张三（女）", "甲1", "附件", "★张为民"])
def test_a_row_of_three_cells_is_a_person_whatever_its_name_looks_like(tmp_path, name):
    assert classes(tmp_path, [HEADER, *PEOPLE, [name, "女", "1985.06"]]) == (4, set())


def test_an_identity_number_alone_in_the_first_column_is_not_a_note(tmp_path):
    header = ["身份证号", "姓名", "性别", "学历"]
    rows = [header, *(["1" * 17 + "X", *person[:2], person[3]] for person in PEOPLE)]
    assert classes(tmp_path, [*rows, ["1" * 17 + "X"]]) == (4, set())


def test_the_feet_of_a_form_are_reported_row_by_row(tmp_path):
    feet = ["以下空白", "平均年龄：38.6", "其中：中共党员2人", "日期：2023年12月31日", "总人数：3人"]
    export = read(xlsx_file(tmp_path / "a.xlsx", [HEADER, *PEOPLE, *([foot] for foot in feet)]))
    assert export.tables[0].cells.height == 3
    assert sorted(export.findings["row"]) == [5, 6, 7, 8, 9]
    assert [(total.people, total.first_row, total.last_row) for total in export.tables[0].totals] == [
        (3, 2, 4)
    ]
