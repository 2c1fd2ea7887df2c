"""Where the header is, and what it calls the columns."""

from __future__ import annotations

import pytest
from sources.exports import csv_file, people, rules, titles, xlsx_file

from sgstats.errors import Refused
from sgstats.sources import read

GROUPED = [
    ["序号", "姓名", "全日制教育", None, "在职教育", None, "备注"],
    [None, None, "学历", "毕业院校", "学历", "毕业院校", None],
    ["1", "甲一", "大专", "青禾大学", "大学本科", "电大", None],
]
PATHS = [
    "序号",
    "姓名",
    "全日制教育/学历",
    "全日制教育/毕业院校",
    "在职教育/学历",
    "在职教育/毕业院校",
    "备注",
]


def table_of(path, rows, **options):
    write = xlsx_file if path.suffix == ".xlsx" else csv_file
    return read(write(path, rows, **options)).tables[0]


@pytest.mark.parametrize("above", [0, 1, 3, 12])
def test_titles_and_notices_above_the_header_are_lines(tmp_path, above):
    rows = [[f"第{n}行说明"] for n in range(1, above + 1)] + [["姓名", "性别"], ["甲一", "女"]]
    table = table_of(tmp_path / "a.xlsx", rows)
    assert table.header_rows == (above + 1,)
    assert [line.text for line in table.lines] == [f"第{n}行说明" for n in range(1, above + 1)]
    assert table.cells["_row"].to_list() == [above + 2]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("姓　　名", "姓名"),
        ("政治\n面貌", "政治面貌"),
        (" 出生年月（如1985.06） ", "出生年月（如1985.06）"),
        ("ＩＤ", "ＩＤ"),
        ("Staff  ID", "Staff ID"),
        ("職務", "職務"),
    ],
)
def test_a_title_loses_padding_and_line_breaks_only(tmp_path, printed, title):
    table = table_of(tmp_path / "a.xlsx", [["姓名", "性别", printed], ["甲一", "女", "x"]])
    assert titles(table)[2] == title


def test_merged_group_titles_join_with_the_titles_below(tmp_path):
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]
    table = table_of(tmp_path / "a.xlsx", GROUPED, merges=merges)
    assert (table.header_rows, titles(table)) == ((1, 2), PATHS)
    assert table.cells.height == 1


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_without_merges_a_group_title_goes_on_over_the_blanks_beside_it(tmp_path, name):
    table = table_of(tmp_path / name, [["花名册"], *GROUPED])
    assert (table.header_rows, titles(table)) == ((2, 3), PATHS)


def test_single_titles_may_stand_in_the_lower_row(tmp_path):
    rows = [
        [None, None, "全日制教育", None, "在职教育", None],
        ["序号", "姓名", "学历", "学位", "学历", "学位"],
        ["1", "甲一", "大专", "无", "大学本科", "学士"],
    ]
    table = table_of(tmp_path / "a.xlsx", rows, merges=["C1:D1", "E1:F1"])
    assert titles(table)[1:4] == ["姓名", "全日制教育/学历", "全日制教育/学位"]


def test_a_merged_title_over_the_whole_table_is_no_group(tmp_path):
    rows = [["康宁街道花名册", None, None], ["姓名", "性别", "学历"], ["甲一", "女", "大专"]]
    table = table_of(tmp_path / "a.xlsx", rows, merges=["A1:C1"])
    assert (table.header_rows, titles(table)) == ((2,), ["姓名", "性别", "学历"])


def test_a_notice_of_several_cells_is_no_group_row(tmp_path):
    rows = [
        ["填报单位：康宁街道", None, "填报时间：2023年", None],
        ["姓名", "性别", "学历", "职务"],
        ["甲一", "女", "大专", "委员"],
    ]
    table = table_of(tmp_path / "a.csv", rows)
    assert table.header_rows == (2,)


def test_the_first_row_of_people_is_never_part_of_the_header(tmp_path):
    rows = [["姓名", "性别", "学历", None], ["甲一", "女", "大专", "委员"], ["乙二", "男", "高中", "委员"]]
    assert table_of(tmp_path / "a.csv", rows).cells.height == 2


def test_duplicate_titles_stay_duplicates(tmp_path):
    table = table_of(tmp_path / "a.xlsx", [["姓名", "学历", "学历"], ["甲一", "大专", "本科"]])
    assert titles(table) == ["姓名", "学历", "学历"]


def test_a_column_keeps_its_place_and_letter(tmp_path):
    table = table_of(tmp_path / "a.xlsx", [[None, "姓名", None, "性别"], [None, "甲一", None, "女"]])
    assert [(column.name, column.letter) for column in table.columns] == [("c1", "B"), ("c3", "D")]


def test_values_without_a_title_are_kept_and_warned_of(tmp_path):
    export = read(xlsx_file(tmp_path / "a.xlsx", [["姓名", None, "性别"], ["甲一", "x", "女"]]))
    assert people(export.tables[0]) == [("甲一", "x", "女")]
    assert export.findings.select("rule", "severity", "column").rows() == [("table.no_title", "warning", "B")]


def test_a_column_with_a_title_and_no_value_is_kept(tmp_path):
    table = table_of(tmp_path / "a.csv", [["姓名", "性别", "民族"], ["甲一", "女", None]])
    assert people(table) == [("甲一", "女", None)]


def test_a_header_without_people_is_an_empty_table(tmp_path):
    assert table_of(tmp_path / "a.csv", [["姓名", "性别"]]).cells.height == 0


def test_without_a_known_title_the_sheet_and_rows_searched_are_named(tmp_path):
    with pytest.raises(Refused, match=r"a.xlsx 的工作表“名单”里没有找到表头：第 1 到第 2 行") as refusal:
        read(xlsx_file(tmp_path / "a.xlsx", [["甲一", "女"], ["乙二", "男"]]))
    assert refusal.value.rule == "file.no_table"
    assert "甲一" not in str(refusal.value)


PINYIN = [
    ["XM", "XB", "CSNY"],
    ["甲一", "女", "1985.06"],
    ["乙二", "男", "1990.11"],
    ["丙三", "女", "1978.01"],
]


def test_a_header_of_unknown_titles_over_columns_with_numbers_is_taken_with_a_warning(tmp_path):
    export = read(csv_file(tmp_path / "a.csv", [["花名册"], *PINYIN]))
    assert titles(export.tables[0]) == PINYIN[0]
    assert people(export.tables[0]) == [tuple(row) for row in PINYIN[1:]]
    assert export.findings.select("rule", "severity", "row").rows() == [
        ("table.guessed_header", "warning", 2)
    ]


@pytest.mark.parametrize("rows", [PINYIN[1:] * 2, [["甲一", "女", "大专"], ["乙二", "男", "高中"]] * 3])
def test_people_without_a_header_are_never_taken_for_one(tmp_path, rows):
    with pytest.raises(Refused, match="没有找到表头"):
        read(csv_file(tmp_path / "a.csv", rows))


def test_a_header_repeated_by_page_breaks_is_no_person(tmp_path):
    page = [["花名册", None], ["姓名", "性别"]]
    export = read(
        csv_file(tmp_path / "a.csv", [*page, ["甲一", "女"], *page, ["乙二", "男"], *page, ["丙三", "女"]])
    )
    assert [name for name, _ in people(export.tables[0])] == ["甲一", "乙二", "丙三"]
    assert rules(export) == {"table.repeated_header": 2, "table.note_row": 2}
