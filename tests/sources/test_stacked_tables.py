"""Further tables below the first on one sheet are read under their own headers."""

from __future__ import annotations

import pytest
from sources.exports import csv_file, rules, titles, xlsx_file

from sgstats.sources import read

FIRST = [["序号", "姓名", "性别", "学历"], ["1", "甲一", "女", "大专"], ["2", "乙二", "男", "高中"]]
SECOND = [["姓名", "学历", "性别"], ["丙三", "本科", "女"], ["丁四", "高中", "男"]]


def named(table):
    """The cells of each person by title."""
    columns = {column.name: column.title for column in table.columns if column.title}
    return [
        {columns[name]: value for name, value in row.items() if name in columns}
        for row in table.cells.iter_rows(named=True)
    ]


@pytest.mark.parametrize(
    "between", [[], [[None]], [[None], ["离职人员"]], [["第二批人员名单"]], [[None], ["二组"], [None]]]
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_table_below_with_other_columns_is_a_table_of_its_own(tmp_path, name, between):
    write = xlsx_file if name.endswith("xlsx") else csv_file
    export = read(write(tmp_path / name, [*FIRST, *between, *SECOND]))
    above, below = export.tables
    start = 4 + len(between)
    assert (above.header_rows, below.header_rows) == ((1,), (start,))
    assert below.cells["_row"].to_list() == [start + 1, start + 2]
    assert [person["姓名"] for person in named(above)] == ["甲一", "乙二"]
    assert named(below) == [
        {"姓名": "丙三", "学历": "本科", "性别": "女"},
        {"姓名": "丁四", "学历": "高中", "性别": "男"},
    ]
    warning = export.findings.filter(rule="table.further_table")
    assert warning.select("severity", "row").rows() == [("warning", start)]


def test_a_larger_table_below_does_not_swallow_a_smaller_one_above(tmp_path):
    export = read(csv_file(tmp_path / "a.csv", [*SECOND, [], *FIRST]))
    assert [titles(table)[:3] for table in export.tables] == [
        ["姓名", "学历", "性别"],
        ["序号", "姓名", "性别"],
    ]
    assert [table.cells["_row"].to_list() for table in export.tables] == [[2, 3], [6, 7]]


def test_three_tables_are_three(tmp_path):
    third = [["性别", "姓名", "民族"], ["女", "戊五", "汉族"]]
    export = read(csv_file(tmp_path / "a.csv", [*FIRST, *SECOND, *third]))
    assert [table.cells.height for table in export.tables] == [2, 2, 1]
    assert rules(export) == {"table.further_table": 2}


def test_a_printed_total_covers_only_its_own_table(tmp_path):
    export = read(csv_file(tmp_path / "a.csv", [*FIRST, ["合计", "2人"], *SECOND, ["共2人"]]))
    spans = [[(t.people, t.first_row, t.last_row) for t in table.totals] for table in export.tables]
    assert spans == [[(2, 2, 3)], [(2, 6, 7)]]


def test_a_header_that_only_repeats_begins_no_table(tmp_path):
    export = read(csv_file(tmp_path / "a.csv", [*FIRST, *FIRST]))
    assert [table.cells.height for table in export.tables] == [4]
    assert rules(export) == {"table.repeated_header": 1}


def test_merges_stay_with_their_table(tmp_path):
    second = [["社区", "姓名", "性别"], ["集贤社区", "丙三", "女"], [None, "丁四", "男"]]
    export = read(xlsx_file(tmp_path / "a.xlsx", [*FIRST, *second], merges=["A5:A6"]))
    assert export.tables[1].cells["c0"].to_list() == ["集贤社区", "集贤社区"]
    assert export.tables[0].cells.height == 2


def test_a_lone_name_above_a_further_header_is_a_person(tmp_path):
    export = read(csv_file(tmp_path / "a.csv", [*FIRST, ["3", "戊五"], [None, "己六"], [], *SECOND]))
    assert [person["姓名"] for person in named(export.tables[0])] == ["甲一", "乙二", "戊五", "己六"]
