"""A preview of files of every kind, and of workbooks whose sheets are of several."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sgstats.pipeline import preview

SAMPLES = Path(__file__).parents[2] / "data/samples"
KINDS = {"考核": "appraisal", "考勤": "absence", "投票": "ballot", "谈话": "fact", "认定": "fact"}
KINDS |= {"异动": "movement", "培训": "training", "人口": "population", "台账": "ledger"}
FILES = sorted(path for path in SAMPLES.iterdir() if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_sample_can_be_looked_at(path):
    seen = preview(path)
    assert seen.kind == KINDS.get(path.name[:2], "roster")
    assert set(seen.tables["kind"]) == {seen.kind}
    told, accepted = seen.rows.select("_sheet", "_row").unique().height, seen.tables["rows_accepted"].sum()
    # A row of a ledger may do no more than name a measure of another row once more.
    assert told == accepted or (seen.kind == "ledger" and 0 < told < accepted)
    assert not seen.findings["rule"].is_in(["total.differs", "grade.unreadable"]).any() or "揽月" in path.name


def columns_of(path):
    return {
        row["header"]: (row["field"], row["says"], row["read"]) for row in preview(path).columns.to_dicts()
    }


def test_a_column_tells_what_its_header_says_and_whether_it_is_read():
    known = columns_of(SAMPLES / "考核-2021至2023-春晓街道-年度作列.xlsx")
    assert known["2021年"] == ("grade", "2021", True)
    assert known["时任职务"] == ("position", None, False)
    assert columns_of(SAMPLES / "考核-2023-听雨街道-三方评分-GB18030.csv")["居民评分"] == (
        "score",
        "居民",
        True,
    )
    assert columns_of(SAMPLES / "投票-2023-鹿鸣街道-考核聘用推荐测评.xlsx")["民主推荐/得票率"] == (
        "rate", None, False,
    )  # fmt: skip


def test_sheets_of_several_kinds_are_shown_together(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "花名册"
    sheets = {
        "花名册": [["姓名", "出生年月", "政治面貌", "学历"], ["甲一", "1985.06", "党员", "大专"]],
        "2023年考核": [["姓名", "考核等次"], ["甲一", "优秀"]],
        "2023年缺勤": [["姓名", "旷工天数", "病假天数"], ["甲一", 1, 2]],
    }
    for name, rows in sheets.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "截至2023年12月31日.xlsx")
    seen = preview(tmp_path / "截至2023年12月31日.xlsx")
    assert seen.tables.select("sheet", "kind").rows() == [
        ("花名册", "roster"),
        ("2023年考核", "appraisal"),
        ("2023年缺勤", "absence"),
    ]
    assert seen.rows.select("_sheet", "education", "grade", "absence_type", "absent_days").rows() == [
        ("花名册", "大学专科", None, None, None),
        ("2023年考核", None, "优秀", None, None),
        ("2023年缺勤", None, None, "旷工", "1"),
        ("2023年缺勤", None, None, "病假", "2"),
    ]
    assert seen.columns.filter(sheet="2023年缺勤").select("says", "read").rows()[1:] == [
        ("旷工", True),
        ("病假", True),
    ]
