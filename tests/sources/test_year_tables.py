"""Tables of a year as real offices send them: from the file to the records."""

from __future__ import annotations

from datetime import date

import pytest
from exports import csv_file, titles, xlsx_file

from sgstats.records import clean
from sgstats.sources import read

GRADES = [
    ["工作证号", "姓名", "时任职务", "2018年", "2017年", "2016年"],
    ["001", "甲一", "主任", "合格", "优秀", "不合格"],
    ["002", "乙二", "委员", "合格", "-", "合格"],
]
"""The wide form of a real export: years as columns."""


def cleaned(path, **asked):
    (table,) = read(path).tables
    return clean(table, **asked)


def told(path, *fields, **asked):
    return cleaned(path, **asked).rows.select("_row", *fields).rows()


@pytest.mark.parametrize("years", [["2018年", "2017年", "2016年"], [2018, 2017, 2016]])
@pytest.mark.parametrize("people", [slice(0, 3), slice(1, 2)])
def test_years_as_columns(tmp_path, years, people):
    rows = [[*GRADES[0][:3], *years], *GRADES[1:]]
    path = xlsx_file(tmp_path / "历年.xlsx", [[*row[people], *row[3:]] for row in rows])
    assert told(path, "year", "grade") == [
        (2, 2018, "称职"),
        (2, 2017, "优秀"),
        (2, 2016, "不称职"),
        (3, 2018, "称职"),
        (3, 2016, "称职"),
    ]


def test_a_gb18030_text_file_with_title_total_and_note(tmp_path):
    rows = [
        ["青禾区春晓街道2023年度考核情况表", None, None],
        ["姓名", "社区", "考核等次"],
        ["甲一", "集贤社区", "優秀"],
        ["乙二", "幸福社区", "基本合格"],
        ["合计", "2", None],
        ["注：优秀比例不超过20%", None, None],
    ]
    path = csv_file(tmp_path / "表.csv", rows, encoding="gb18030")
    assert told(path, "street", "community", "year", "grade") == [
        (3, "春晓街道", "集贤社区", 2023, "优秀"),
        (4, "春晓街道", "幸福社区", 2023, "基本称职"),
    ]


def test_a_year_over_grade_and_score_in_merged_cells(tmp_path):
    rows = [
        ["附件1"],
        ["春晓街道社区工作者考核情况表"],
        ["序号", "姓名", "2022年", None, "2023年", None],
        [None, None, "等次", "得分", "等次", "得分"],
        [1, "甲一", "优秀", 95.5, "称职", 88],
        [2, "乙二", "称职", 85, "不定等次", None],
        ["合计", None, None, 180.5, None, 88],
    ]
    merges = ["A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:D3", "E3:F3"]
    path = xlsx_file(tmp_path / "两年.xlsx", rows, merges=merges)
    assert told(path, "year", "grade", "no_grade", "points") == [
        (5, 2022, "优秀", None, 95_500_000),
        (5, 2023, "称职", None, 88_000_000),
        (6, 2022, "称职", None, 85_000_000),
        (6, 2023, None, "不定等次", None),
    ]


@pytest.mark.parametrize("merges", [["A1:A2", "B1:B2", "C1:E1"], []])
def test_years_under_one_heading(tmp_path, merges):
    rows = [
        ["序号", "姓名", "考核等次", None, None],
        [None, None, "2021年", "2022年", "2023年"],
        [1, "甲一", "优秀", "优秀", "称职"],
    ]
    path = xlsx_file(tmp_path / "三年.xlsx", rows, merges=merges)
    assert told(path, "year", "grade") == [(3, 2021, "优秀"), (3, 2022, "优秀"), (3, 2023, "称职")]


@pytest.mark.parametrize("merges", [["A1:A2", "B1:C1", "D1:E1"], []])
def test_raters_over_dimensions(tmp_path, merges):
    rows = [
        ["姓名", "街道", None, "居民代表测评", None],
        [None, "德(20分)", "能(20分)", "德(20分)", "能(20分)"],
        ["甲一", 18, 19.5, 20, 17],
        ["乙二", 18, 19, 20, 17],
    ]
    path = xlsx_file(tmp_path / "2023年度.xlsx", rows, merges=merges)
    assert told(path, "rater", "dimension", "points")[:4] == [
        (3, "街道", "德", 18_000_000),
        (3, "街道", "能", 19_500_000),
        (3, "居民", "德", 20_000_000),
        (3, "居民", "能", 17_000_000),
    ]


def test_dimensions_under_one_heading(tmp_path):
    rows = [
        ["姓名", "考核得分", None, None],
        [None, "德", "能", "勤"],
        ["甲一", 18, 19, 20],
        ["乙二", 1, 2, 3],
    ]
    path = xlsx_file(tmp_path / "2023年度.xlsx", rows, merges=["A1:A2", "B1:D1"])
    (table,) = read(path).tables
    assert titles(table) == ["姓名", "考核得分/德", "考核得分/能", "考核得分/勤"]
    assert clean(table).rows["dimension"].to_list() == ["德", "能", "勤"] * 2


def test_a_vote_sheet_with_its_numbers_above(tmp_path):
    rows = [
        ["民主推荐结果（2023年12月28日）", None, None, None],
        ["参加推荐共 50 人，收回推荐票 45 张（其中弃权票 5 张，作废票 2 张）", None, None, None],
        ["序号", "姓名", "票数", "比率"],
        [1, "甲一", 24, "53.3%"],
        [2, "乙二", 44, "97.8%"],
    ]
    read_once = cleaned(xlsx_file(tmp_path / "推荐.xlsx", rows, merges=["A1:D1", "A2:D2"]))
    assert (read_once.kind, read_once.as_of) == ("ballot", date(2023, 12, 28))
    assert read_once.rows.select("day", "present", "in_favour").rows() == [(20231228, 50, 24)]
    assert read_once.rejected.select("row", "column", "rule").rows() == [
        (5, "C", "ballot.more_votes_than_valid")
    ]
    assert "total.differs" not in read_once.findings["rule"]


def test_absences_with_days_of_a_spreadsheet(tmp_path):
    rows = [
        ["春晓街道旷工情况", None, None, None],
        ["姓名", "起", "止", "天数"],
        ["甲一", date(2025, 9, 29), date(2025, 10, 11), 5],
        ["乙二", "2025.9.3", None, 0.5],
    ]
    path = xlsx_file(tmp_path / "表.xlsx", rows, merges=["A1:D1"])
    assert told(path, "absence_type", "start_day", "end_day", "absent_tenths") == [
        (3, "旷工", 20250929, 20251011, 50),
        (4, "旷工", 20250903, 20250903, 5),
    ]


def test_a_sheet_of_talks(tmp_path):
    rows = [
        ["姓名", "社区", "谈话时间", "谈话类型", "谈话人"],
        ["甲一", "集贤社区", "2023-3-5", "谈心谈话", "街道领导"],
        ["甲一", "集贤社区", "2023-5-5", "书面警告", "街道领导"],
    ]
    path = csv_file(tmp_path / "谈话.csv", rows, encoding="gb18030")
    assert told(path, "day", "item", "holds", "rater") == [
        (2, 20230305, "谈心", True, "街道"),
        (3, 20230505, "警告", True, "街道"),
    ]
