"""Which rows under the header are people, and what becomes of the others."""

from __future__ import annotations

import pytest
from sources.exports import csv_file, people, rules, xlsx_file

from sgstats.sources import read

HEADER = ["序号", "姓名", "性别", "学历", "职务"]
PEOPLE = [["1", "甲一", "女", "大专", "委员"], ["2", "乙二", "男", "高中", "会计"]]


def export_of(path, rows, **options):
    write = xlsx_file if path.suffix == ".xlsx" else csv_file
    return read(write(path, rows, **options))


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (["合计", "2"], "table.total_row"),
        (["合　计", None, "2"], "table.total_row"),
        ([None, "总计：2人"], "table.total_row"),
        (["本页小计", "2"], "table.total_row"),
        (["集贤社区小计", "2"], "table.total_row"),
        (["全街道合计", "2"], "table.total_row"),
        (["备注：以上人员均在岗"], "table.note_row"),
        (["注:1.学历按最高学历填"], "table.note_row"),
        (["填表人：某某", None, "审核人：某某"], "table.note_row"),
        (["统计日期：2023年12月31日"], "table.note_row"),
        (["本表所列人员以劳动合同为准，如有变动请及时上报。"], "table.note_row"),
        (["必填", "必填", "选填", "必填", "与系统内名称一致"], "table.instruction_row"),
        (["示例", "某某", "女", "大专", "委员"], "table.instruction_row"),
        (["1", "2", "3", "4", "5"], "table.instruction_row"),
        (HEADER, "table.repeated_header"),
        (["集贤社区（2人）"], "table.section_row"),
        (["一、集贤社区"], "table.section_row"),
        (["7"], "table.numbered_blank_rows"),
        ([None], "table.blank_rows"),
    ],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_row_that_is_no_person_is_dropped_under_a_named_rule(tmp_path, name, row, rule):
    export = export_of(tmp_path / name, [HEADER, row, *PEOPLE])
    assert people(export.tables[0]) == [tuple(person) for person in PEOPLE]
    assert rules(export) == {rule: 1}


@pytest.mark.parametrize(
    "person",
    [
        ["3", "合欢", "女", "大专", "委员"],
        ["3", "丙三", "女", "大专", "会计小计"],
        ["3", "丙三", None, None, None],
        [None, "丙三", None, None, None],
        ["3", "注册", "女", "大专", "委员"],
        ["3", "丙三", "女", "大专", "集贤社区"],
    ],
)
def test_a_person_is_never_taken_for_something_else(tmp_path, person):
    export = export_of(tmp_path / "a.csv", [HEADER, *PEOPLE, person])
    assert people(export.tables[0])[-1] == tuple(person)
    assert rules(export) == {}


def test_a_dropped_row_that_held_something_is_named_by_its_row(tmp_path):
    export = export_of(tmp_path / "a.csv", [["花名册"], HEADER, *PEOPLE, ["合计", "2"], ["填表人：某某"]])
    assert export.findings.select("rule", "severity", "row").rows() == [
        ("table.total_row", "note", 5),
        ("table.note_row", "note", 6),
    ]


def test_blank_rows_are_counted_and_keep_their_number(tmp_path):
    export = export_of(tmp_path / "a.csv", [HEADER, PEOPLE[0], [], [], PEOPLE[1], [], []])
    assert export.tables[0].cells["_row"].to_list() == [2, 5]
    assert export.findings["message"].to_list() == ["跳过空白行 2 行。"]


def test_notes_below_are_lines(tmp_path):
    table = export_of(tmp_path / "a.csv", [HEADER, *PEOPLE, ["填表人：某某", "审核人：某某"]]).tables[0]
    assert [(line.row, line.text, line.column) for line in table.lines] == [
        (4, "填表人：某某 审核人：某某", "A")
    ]


def test_a_section_holds_until_the_next(tmp_path):
    rows = [HEADER, ["一、集贤社区"], PEOPLE[0], ["二、幸福社区（1人）"], PEOPLE[1]]
    table = export_of(tmp_path / "a.csv", rows).tables[0]
    assert table.cells["_section"].to_list() == ["集贤社区", "幸福社区"]


def test_people_before_any_section_have_none(tmp_path):
    table = export_of(tmp_path / "a.csv", [HEADER, PEOPLE[0], ["集贤社区"], PEOPLE[1]]).tables[0]
    assert table.cells["_section"].to_list() == [None, "集贤社区"]


def test_a_finding_quotes_no_cell(tmp_path):
    rows = [HEADER, *PEOPLE, ["合计", "2"], ["填表人：丁四"], ["集贤社区"], ["x"] * 7]
    messages = " ".join(export_of(tmp_path / "a.csv", rows).findings["message"])
    assert not [text for text in ("甲一", "丁四", "集贤") if text in messages]


# Merged and unmerged blocks


def test_a_merged_value_belongs_to_every_row_of_the_merge(tmp_path):
    rows = [
        ["社区", "姓名", "性别"],
        ["集贤社区", "甲一", "女"],
        [None, "乙二", "男"],
        ["幸福社区", "丙三", "女"],
    ]
    export = export_of(tmp_path / "a.xlsx", rows, merges=["A2:A3"])
    assert export.tables[0].cells["c0"].to_list() == ["集贤社区", "集贤社区", "幸福社区"]
    assert export.tables[0].kinds["c0"].to_list() == ["text"] * 3
    assert rules(export) == {"table.merged_filled": 1}


def test_a_blank_cell_outside_every_merge_stays_blank(tmp_path):
    rows = [["社区", "姓名", "性别"], ["集贤社区", "甲一", "女"], [None, "乙二", "男"], [None, "丙三", "女"]]
    table = export_of(tmp_path / "a.xlsx", rows, merges=["A2:A3"]).tables[0]
    assert table.cells["c0"].to_list() == ["集贤社区", "集贤社区", None]


def test_a_notice_merged_over_the_data_is_a_line(tmp_path):
    rows = [[*HEADER, None], [*PEOPLE[0], "填表须知：请逐项填写，不得空缺，如有疑问请联系街道。"], PEOPLE[1]]
    table = export_of(tmp_path / "a.xlsx", rows, merges=["F2:G3"]).tables[0]
    assert people(table) == [tuple(person) for person in PEOPLE]
    assert [line.row for line in table.lines] == [2]


def test_where_cells_cannot_merge_blocks_of_a_unit_are_filled_down_with_a_warning(tmp_path):
    rows = [
        ["社区", "姓名", "备注"],
        ["集贤社区", "甲一", "x"],
        [None, "乙二"],
        [None, "丙三"],
        ["幸福社区", "丁四"],
    ]
    export = export_of(tmp_path / "a.csv", rows)
    assert export.tables[0].cells["c0"].to_list() == ["集贤社区"] * 3 + ["幸福社区"]
    assert export.tables[0].cells["c2"].to_list() == ["x", None, None, None]
    assert export.findings.select("rule", "severity", "column").rows() == [
        ("table.filled_down", "warning", "A")
    ]


@pytest.mark.parametrize(
    "units", [[None, "集贤社区", None, None], ["集贤社区", "集贤社区", "幸福社区", None]]
)
def test_a_unit_column_that_is_not_in_blocks_is_left_alone(tmp_path, units):
    rows = [["姓名", "社区"], *([f"人{n}", unit] for n, unit in enumerate(units))]
    export = export_of(tmp_path / "a.csv", rows)
    assert export.tables[0].cells["c1"].to_list() == units
    assert rules(export) == {}
