"""Five tables of a year as they come out of offices: every row is taken in or named with its reason."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from exports import csv_file, html_file, titles, xlsx_file

from sgstats.errors import Refused
from sgstats.records import clean
from sgstats.sources import read


def cleaned(path, **asked):
    return [clean(table, **asked) for table in read(path).tables]


def refused(one):
    return dict(one.rejected.select("row", "rule").rows())


def wide(rows, width):
    """Rows as long as the header, as a spreadsheet saves them."""
    return [[*row, *[None] * (width - len(row))] for row in rows]


def test_a_publicity_list_with_merged_communities_remarks_and_notes(tmp_path):
    rows = [
        ["附件2："],
        ["春晓街道社区工作者２０２３年度考核等次拟定情况公示表"],
        ["序 号", "社 区", "姓  名", "考核得分", "拟定等次", "备 注"],
        [1, "集贤社区", "欧 阳 明 月", "95分", "优秀（拟）", "连续两年"],
        [2, None, "上官　飞燕", "９２．５", "稱職", None],
        [3, None, "慕容小雪", "95.0%", "合格", None],
        [4, "幸福社区", "司马相 如", "缺考", "未参加考核（病假）", None],
        [5, None, "诸葛亮亮", "88.50分", "称职★", None],
        [6, None, "东方不败", None, "较好", None],
        ["小计", None, "6人"],
        ["注：1.优秀比例不超过20%。"],
        ["填表人：", None, "审核人：", None, "2024年1月5日"],
    ]
    merges = ["A1:F1", "A2:F2", "B4:B6", "B7:B9", "A11:F11"]
    (one,) = cleaned(xlsx_file(tmp_path / "公示.xlsx", wide(rows, 6), merges=merges))
    assert (one.kind, one.as_of) == ("appraisal", date(2023, 12, 31))
    assert one.rows.select("name", "community", "year", "grade", "no_grade", "points").rows() == [
        ("欧阳明月", "集贤社区", 2023, "优秀", None, 95_000_000),
        ("上官飞燕", "集贤社区", 2023, "称职", None, 92_500_000),
        ("慕容小雪", "集贤社区", 2023, "称职", None, None),
        ("司马相如", "幸福社区", 2023, None, "未参加", None),
        ("诸葛亮亮", "幸福社区", 2023, "称职", None, 88_500_000),
    ]
    assert refused(one) == {9: "grade.none_readable"}
    assert one.findings.filter(rule="score.unreadable").select("row", "column").rows() == [
        (6, "D"),
        (7, "D"),
    ]


def test_votes_on_a_web_page_in_traditional_script_with_communities_as_headings(tmp_path):
    rows = [
        ["聽雨街道2023年度民主測評票數統計表"],
        ["參加測評共 38 人，收回測評票 36 張（其中作廢票 1 張，棄權票 2 張）"],
        ["序號", "姓名", "優秀", "稱職", "基本稱職", "不稱職", "優秀率"],
        ["一、集賢社區"],
        ["1", "甲 一", "20", "10", "3", "0", "57.1%"],
        ["2", "乙二", "２１", "9票", "2", "1", "60%"],
        ["二、幸福社區（2人）"],
        ["3", "丙三", "30", "10", "3", "0", "85.7%"],
        ["4", "丁四", "—", "—", "—", "—", "—"],
        ["合計", "4人"],
        ["註：作廢票不計入"],
    ]
    (one,) = cleaned(html_file(tmp_path / "測評.xls", wide(rows, 7), encoding="big5hkscs"))
    assert one.kind == "ballot"
    counts = one.rows.select("name", "street", "community", "present", "votes_excellent", "votes_competent")
    assert counts.rows() == [
        ("甲一", "听雨街道", "集贤社区", 38, 20, 10),
        ("乙二", "听雨街道", "集贤社区", 38, 21, 9),
    ]
    assert refused(one) == {8: "ballot.more_votes_than_valid", 9: "row.nothing_told"}
    assert "total.differs" not in one.findings["rule"]


def test_a_month_of_attendance_with_types_under_one_heading(tmp_path):
    rows = [
        ["揽月街道2023年9月考勤汇总表（9月1日至9月30日）"],
        ["序号", "姓名", "所在社区", "缺勤情况（天）", None, None, None, "备注"],
        [None, None, None, "旷工", "病假", "事假", "年休假", None],
        [1, "甲一", "银河社区", None, 0.5, None, None, "半天门诊"],
        [2, "乙二", None, 1, None, "1天", None, None],
        [3, "丙三", None, None, None, None, None, "全勤"],
        [4, "丁四", "白露社区", None, "半天", None, "３", None],
        [5, "戊五", None, "两天", "若干", None, None, None],
        ["合计", "5人", None, 3, 1, 1, 3],
        ["制表：某某　　分管领导："],
    ]
    merges = ["A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:H3", "C4:C6", "C7:C8"]
    (one,) = cleaned(xlsx_file(tmp_path / "考勤.xlsx", wide(rows, 8), merges=merges))
    assert (one.kind, one.as_of) == ("absence", date(2023, 9, 30))
    assert one.rows.select("_row", "community", "absence_type", "absent_tenths").rows() == [
        (4, "银河社区", "病假", 5),
        (5, "银河社区", "旷工", 10),
        (5, "银河社区", "事假", 10),
        (7, "白露社区", "病假", 5),
        (7, "白露社区", "年休假", 30),
        (8, "白露社区", "旷工", 20),
    ]
    assert refused(one) == {6: "row.nothing_told"}
    assert one.findings.filter(rule="absence.days_unreadable").select("row", "column").rows() == [(8, "E")]


def test_items_found_by_people_in_gb18030(tmp_path):
    rows = [
        ["鹿鸣街道2023年度考核情形认定表"],
        ["序号", "姓名", "工号", "所属单位", "认定情形", "认定时间", "是否成立", "认定人"],
        [
            "1",
            "甲 一",
            "GH00001",
            "鹿鸣街道承筐社区",
            "EAST-17-3、EAST-17-7",
            "2023年12月5日",
            "成立",
            "街道",
        ],
        ["2", "乙二", "GH00002", "鹿鸣街道承筐社区", "第十七条第三项", "2023.12.5", "是"],
        ["3", "丙三", "GH00003", "鹿鸣街道承筐社区", "EAST-15-1", "2023年12月", "√", "居民"],
        ["4", "丁四", "GH00004", "鹿鸣街道承筐社区", "工作态度差", "2023-12-5"],
        ["5", "戊五", None, "鹿鸣街道承筐社区", "ＥＡＳＴ-18-2", "45265", "待定"],
        ["6", "己六", "GH00006", "鹿鸣街道承筐社区", "ＥＡＳＴ-18-2", "45265", "待核实的投诉"],
        ["合计", "6人"],
        ["单位（盖章）："],
    ]
    (one,) = cleaned(csv_file(tmp_path / "认定.csv", wide(rows, 8), encoding="gb18030"))
    assert one.kind == "fact"
    assert one.rows.select("_row", "community", "day", "item", "rater").rows() == [
        (3, "承筐社区", 20231205, "EAST-17-3", "街道"),
        (3, "承筐社区", 20231205, "EAST-17-7", "街道"),
        (5, "承筐社区", None, "EAST-15-1", "居民"),
    ]
    assert refused(one) == {
        4: "fact.clause_in_words",
        6: "fact.unknown_item",
        7: "fact.not_yes_or_no",
        8: "fact.not_yes_or_no",
    }


def scored(path):
    """Scores of three raters and grades of two years, and a sheet of talks with titles of one word."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "综合评分"
    for row in (
        ["知秋街道社区工作者年度综合评分表"],
        ["编号", "姓名", "社区名称", "23年度测评", None, None, "综合得分", "22年等次", "23年等次"],
        [None, None, None, "街道评分", "居民评分", "互评"],
        [1, "甲一", "集贤社区", 92.5, 90, 95, 92.35, "合格", "优秀"],
        [2, "乙二", "集贤社区", 80, "81分", 82.123, 80.9, "—", "试用期不定等次"],
        [3, "丙三", "集贤社区", 101, 90, 90, 93, "合格", "合格"],
        [4, None, "集贤社区", 80, 80, 80, 80, "合格", "合格"],
        [5, "甲一", "集贤社区", 80, 80, 80, 80, "合格", "合格"],
        ["平均", None, None, 86.7, 85, 87],
    ):
        sheet.append(row)
    for merge in ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "I2:I3"):
        sheet.merge_cells(merge)
    talks = book.create_sheet("谈心谈话")
    for row in (
        ["知秋街道2023年谈心谈话登记"],
        ["姓名", "时间", "类型", "谈话人"],
        ["甲一", "2023/3/5", "谈心谈话", "居委会主任"],
        ["甲一", None, "口头警告", "街道领导"],
        ["乙二", "3月8日", "其他", None],
    ):
        talks.append(row)
    book.save(path)
    return path


def test_scores_and_talks_in_one_workbook(tmp_path):
    path = scored(tmp_path / "知秋街道.xlsx")
    with pytest.raises(Refused, match=r"综合得分.*--as-of"):
        cleaned(path)
    scores, talks = cleaned(path, as_of=date(2023, 12, 31))
    assert scores.rows.filter(_row=4).select("year", "rater", "grade", "points").rows() == [
        (2022, None, "称职", None),
        (2023, None, "优秀", None),
        (2023, "街道", None, 92_500_000),
        (2023, "居民", None, 90_000_000),
        (2023, "同事", None, 95_000_000),
        (2023, None, None, 92_350_000),
    ]
    assert scores.rows.filter(_row=5)["no_grade"].drop_nulls().to_list() == ["试用期"]
    assert refused(scores) == {6: "score.out_of_range", 7: "row.no_person", 8: "appraisal.repeated"}
    assert talks.rows.select("day", "item", "rater").rows() == [
        (20230305, "谈心", "居委干部"),
        (None, "警告", "街道"),
    ]
    assert refused(talks) == {5: "fact.unknown_item"}


HEADINGS = {
    "in the middle": (
        [["工号", "姓名", "单位", "各项得分", None, None, "考核等次"], [None, None, None, "德", "能", "勤"]],
        ["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"],
        ["工号", "姓名", "单位", "各项得分/德", "各项得分/能", "各项得分/勤", "考核等次"],
    ),
    "at the left": (
        [["各项得分", None, None, "工号", "姓名", "单位", "考核等次"], ["德", "能", "勤"]],
        ["A1:C1", "D1:D2", "E1:E2", "F1:F2", "G1:G2"],
        ["各项得分/德", "各项得分/能", "各项得分/勤", "工号", "姓名", "单位", "考核等次"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", HEADINGS)
def test_a_header_of_two_rows_may_have_one_group(tmp_path, place):
    header, merges, expected = HEADINGS[place]
    person = {"工号": "GH01", "姓名": "甲一", "单位": "集贤社区", "考核等次": "优秀"}
    row = [person.get(title, 90) for title in expected]
    path = xlsx_file(tmp_path / "2023年度考核.xlsx", [*wide(header, 7), row, row], merges=merges)
    (table,) = read(path).tables
    assert (titles(table), table.header_rows) == (expected, (1, 2))


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


LISTED = ["序号", "姓名", "性别", "出生年月", "政治面貌", "学历", "社区"]
SHEETS = {
    "花名册": [LISTED, [1, "甲一", "女", "1985.06", "党员", "大专", "集贤社区"]],
    "2023年度考核": [["姓名", "社区", "考核等次"], ["甲一", "集贤社区", "优秀"]],
    "缺勤": [["姓名", "社区", "缺勤类型", "起止时间"], ["甲一", "集贤社区", "病假", "2023.9.4-9.5"]],
    "推荐": [["姓名", "推荐票", "弃权票", "参会人数"], ["甲一", 20, 1, 30]],
    "谈话": [["姓名", "时间", "类型"], ["甲一", "2023-9-4", "谈心"]],
    "汇总": [["社区", "人数"], ["集贤社区", 1]],
    "通讯录": [["姓名", "联系电话", "职务"], ["甲一", "10000000001", "主任"]],
}


@pytest.mark.parametrize("order", [list(SHEETS), list(reversed(SHEETS))])
def test_a_workbook_of_a_staff_list_and_tables_of_a_year_is_read_as_each(tmp_path, order):
    path = workbook(tmp_path / "春晓街道截至2023年12月31日.xlsx", {name: SHEETS[name] for name in order})
    assert {one.sheet: one.kind for one in cleaned(path)} == {
        "花名册": "roster",
        "2023年度考核": "appraisal",
        "缺勤": "absence",
        "推荐": "ballot",
        "谈话": "fact",
    }
    found = read(path).findings.filter(rule="table.other_shape")
    assert found["sheet"].to_list() == ["通讯录"]
