"""What a sheet holds that a reader of the file would not see."""

from __future__ import annotations

from sources.exports import ROSTER, csv_file, people, rules, titles, xlsx_file

from sgstats.sources import read


def test_a_formula_without_a_stored_value_is_blank_with_a_warning_at_its_address(tmp_path):
    rows = [*ROSTER, ["4", "丁四", "女", "=DATE(1985,6,1)", "集贤社区"]]
    export = read(xlsx_file(tmp_path / "a.xlsx", rows))
    assert people(export.tables[0])[3][3] is None
    assert export.tables[0].kinds["c3"].to_list()[3] == "error"
    assert export.findings.select("rule", "severity", "row", "column").rows() == [
        ("table.unsaved_formula", "warning", 5, "D")
    ]


def test_every_formula_without_a_value_is_named_however_large_the_sheet(tmp_path):
    rows = [["姓名", "性别", "出生年月"], *(["甲一", "女", f"=DATE(1985,6,{n})"] for n in range(20_000))]
    rows[1][2] = "1985.06"
    export = read(xlsx_file(tmp_path / "a.xlsx", rows))
    assert rules(export) == {"table.unsaved_formula": 19_999}


def test_hidden_rows_are_people_and_counted(tmp_path):
    def hide(book):
        for row in (1, 3, 4, 9):
            book.active.row_dimensions[row].hidden = True

    export = read(xlsx_file(tmp_path / "a.xlsx", ROSTER, dress=hide))
    assert export.tables[0].cells.height == 3
    assert export.findings["message"].to_list() == ["2 行是隐藏的，仍按数据读入。"]


MARKS = "\u202a\u202e\u2066\u2069\u200b\u00ad\u2060"


def test_invisible_marks_hide_no_title_and_no_total(tmp_path):
    rows = [[f"{text[0]}{MARKS}{text[1:]}{MARKS}" for text in ROSTER[0]], *ROSTER[1:]]
    table = read(csv_file(tmp_path / "a.csv", [*rows, [f"{MARKS}合{MARKS}计", "3"], [MARKS]])).tables[0]
    assert titles(table) == ROSTER[0]
    assert [(total.row, total.label, total.people) for total in table.totals] == [(5, "合计", 3)]
    assert table.cells.height == 3


def test_a_header_repeated_with_invisible_marks_is_a_repetition(tmp_path):
    rows = [*ROSTER, [f"\u202a{text}" for text in ROSTER[0]]]
    export = read(csv_file(tmp_path / "a.csv", rows))
    assert (export.tables[0].cells.height, rules(export)) == (3, {"table.repeated_header": 1})
