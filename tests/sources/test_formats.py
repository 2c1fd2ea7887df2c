"""The same table is the same frame in every kind of file; the bytes decide what kind it is."""

from __future__ import annotations

import datetime
import hashlib

import pytest
import xlsxwriter
from sources.exports import ROSTER, csv_file, html_file, people, rules, titles, xls_file, xlsx_file

from sgstats.errors import Refused
from sgstats.sources import read

WRITERS = {
    "a.xlsx": xlsx_file,
    "a.xlsm": xlsx_file,
    "a.xls": xls_file,
    "a.et": xls_file,
    "really-xlsx.xls": xlsx_file,
    "page.xls": html_file,
    "a.csv": csv_file,
    "b.csv": lambda path, rows: csv_file(path, rows, delimiter=";"),
    "a.tsv": lambda path, rows: csv_file(path, rows, delimiter="\t"),
    "a.txt": lambda path, rows: csv_file(path, rows, delimiter="\t", encoding="utf-16"),
    "bar.txt": lambda path, rows: csv_file(path, rows, delimiter="|", end="\r\n"),
    "mac.csv": lambda path, rows: csv_file(path, rows, end="\r"),
    "really-text.xlsx": csv_file,
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_file_gives_the_same_table(tmp_path, name):
    table = read(WRITERS[name](tmp_path / name, ROSTER)).tables[0]
    assert titles(table) == ROSTER[0]
    assert people(table) == [tuple(row) for row in ROSTER[1:]]
    assert table.cells["_row"].to_list() == [2, 3, 4]
    assert table.header_rows == (1,)


def test_an_export_keeps_the_name_and_digest_of_its_file(tmp_path):
    path = csv_file(tmp_path / "名单.csv", ROSTER)
    export = read(path)
    assert (export.file, export.tables[0].file) == ("名单.csv", "名单.csv")
    assert export.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_sep_line_of_excel_names_the_delimiter_and_is_no_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\n姓名;性别\r\n甲一,上;女\r\n", encoding="utf-8")
    table = read(path).tables[0]
    assert people(table) == [("甲一,上", "女")]
    assert table.header_rows == (1,)


def test_a_typed_cell_becomes_text_that_loses_nothing_and_keeps_its_kind(tmp_path):
    row = ["甲一", 1985, 1985.1, 110105199001010000.0, datetime.date(1985, 6, 1), True, None]
    path = xlsx_file(
        tmp_path / "a.xlsx", [["姓名", "序号", "出生年月", "身份证号", "入职时间", "备注", "年龄"], row]
    )
    table = read(path).tables[0]
    assert people(table) == [("甲一", "1985", "1985.1", "110105199001010000", "1985-06-01", "TRUE", None)]
    assert table.kinds.rows() == [("text", "number", "number", "number", "date", "flag", "blank")]


def test_a_formula_error_is_blank_of_kind_error_with_a_warning(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        for row, cells in enumerate([["姓名", "性别", "年龄"], ["甲一", "女"], ["乙二", "男"]]):
            sheet.write_row(row, 0, cells)
        sheet.write_formula("C2", "=VLOOKUP(A2,E:F,2,0)", None, "#N/A")
        sheet.write_formula("C3", "=20+20", None, 40)
    export = read(path)
    assert people(export.tables[0]) == [("甲一", "女", None), ("乙二", "男", "40")]
    assert export.tables[0].kinds["c2"].to_list() == ["error", "number"]
    assert export.findings.select("rule", "row", "column").rows() == [("table.error_cell", 2, "C")]


def test_a_time_of_day_stays_beside_its_date(tmp_path):
    moment = datetime.datetime(1985, 6, 1, 8, 30)
    table = read(xlsx_file(tmp_path / "a.xlsx", [["姓名", "入职时间"], ["甲一", moment]])).tables[0]
    assert people(table) == [("甲一", "1985-06-01 08:30:00")]


def test_a_text_file_has_no_kinds_and_no_sheet(tmp_path):
    table = read(csv_file(tmp_path / "a.csv", ROSTER)).tables[0]
    assert (table.kinds, table.sheet) == (None, None)


def test_cells_of_white_space_are_blank(tmp_path):
    table = read(csv_file(tmp_path / "a.csv", [["姓名", "性别", "民族"], ["甲一", "　", " "]])).tables[0]
    assert people(table) == [("甲一", None, None)]


def test_spans_of_a_web_page_are_merged_cells(tmp_path):
    path = tmp_path / "a.xls"
    body = "<tr><td rowspan=2>集贤社区<td>甲一<td>女<tr><td>乙二<td>男"
    page = f"<table><tr><th>社区<th>姓名<th>性别{body}</table>"
    path.write_text(page, encoding="utf-8")
    assert people(read(path).tables[0]) == [("集贤社区", "甲一", "女"), ("集贤社区", "乙二", "男")]


def two_sheets(book):
    second = book.copy_worksheet(book.active)
    second.title = "省直"
    book.create_sheet("填表说明").append(["一、请如实填写"])


def test_sheets_of_the_same_shape_are_all_tables_and_others_are_named(tmp_path):
    export = read(xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=two_sheets))
    assert [table.sheet for table in export.tables] == ["名单", "省直"]
    assert rules(export) == {"table.sheet_without_table": 1}


def test_a_summary_sheet_beside_the_roster_is_left_and_named(tmp_path):
    def dress(book):
        book.create_sheet("汇总").append(["序号", "所属社区", "人数"])

    export = read(xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=dress))
    assert [table.sheet for table in export.tables] == ["名单"]
    assert rules(export) == {"table.other_shape": 1}


def hide_second(book):
    two_sheets(book)
    book["省直"].sheet_state = "hidden"


def test_a_hidden_sheet_is_named_and_read_only_when_asked_for(tmp_path):
    path = xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=hide_second)
    assert rules(read(path))["table.hidden_sheet"] == 1
    assert [table.sheet for table in read(path, sheet="省直").tables] == ["省直"]


def test_a_sheet_that_is_not_there_is_refused_with_the_names_that_are(tmp_path):
    with pytest.raises(Refused, match="没有名为“花名册”的工作表。现有工作表：名单") as refusal:
        read(xlsx_file(tmp_path / "a.xlsx", ROSTER), sheet="花名册")
    assert refusal.value.rule == "file.no_sheet"
