"""Sheets of a rectification ledger: what is read of the rows, and what of a cell."""

from __future__ import annotations

import openpyxl
import pytest

from sgstats.records import clean
from sgstats.records.ledger_entries import entries_of
from sgstats.sources import read

HEADER = [
    "序号", "问题类别", "具体问题", "原因分析", "整改目标", "整改措施", "责任领导", "责任单位/部门",
    "责任人", "整改时限",
    "整改类型", "整改进展/完成情况", "完成时间", "佐证材料", "验收人", "销号(是/否，日期)", "回头看结果",
    "备注",
]  # fmt: skip
"""The 18 columns of DOMAIN 5."""


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet and clean it: ``sheet(rows, header=…, merges=…)``."""

    def written(rows, *, header=HEADER, merges=(), titles=("2023年整改台账",), name="问题清单"):
        book = openpyxl.Workbook()
        page = book.active
        page.title = name
        for row in (*([title] for title in titles), header, *rows):
            page.append(row)
        for merge in merges:
            page.merge_cells(merge)
        book.save(path := tmp_path / "台账.xlsx")
        return clean(read(path).tables[0])

    return written


def row(**facts):
    """A row of the 18 columns, the others blank."""
    return [facts.get(title.partition("(")[0].partition("/")[0]) for title in HEADER]


def told(cleaned, part, *names):
    """What is told of every entry of a part."""
    names = names or ("text",)
    entries = [one for one in entries_of(cleaned.rows) if one.part == part]
    return [one.value(names[0]) if len(names) == 1 else tuple(map(one.value, names)) for one in entries]


def rules(cleaned):
    return sorted(set(cleaned.findings.filter(cleaned.findings["severity"] != "note")["rule"]))


def test_a_ledger_is_known_by_its_columns(sheet):
    found = sheet([row(序号=1, 具体问题="缺少文体人才", 整改措施="招录")], titles=(), name="Sheet1")
    assert found.kind == "ledger"
    assert (found.rows_read, found.rows_accepted, found.unmapped) == (1, 1, ())


def test_every_one_of_the_eighteen_columns_is_read(sheet):
    whole = row(
        序号=1, 问题类别="能力", 具体问题="缺少人才", 原因分析="变动", 整改目标="配齐", 整改措施="招录",
        责任领导="街道副主任", 责任单位="组织办", 责任人="社区主任", 整改时限="2023-06-30",
        整改类型="限期整改", 整改进展="已招2人",
        完成时间="2023-06-01", 佐证材料="公示", 验收人="街道纪工委", 销号="是，2023-06-15",
        回头看结果="2023年9月看过，良好", 备注="无异议",
    )  # fmt: skip
    found = sheet([whole])
    assert rules(found) == []
    issue = next(one for one in entries_of(found.rows) if one.part == "issue")
    assert {name: issue.value(name) for name in issue.facts} == {
        "text": "缺少人才", "kind": "能力", "goal": "配齐", "leader": "街道副主任", "owner": "组织办",
        "responsible": "社区主任", "deadline": "2023-06-30", "term": "限期整改", "progress": "已招2人",
        "finished_on": "2023-06-01", "accepted_by": "街道纪工委", "state": "已销号",
        "closed_on": "2023-06-15", "remark": "无异议",
    }  # fmt: skip
    assert told(found, "measure", "text", "owner", "kind", "deadline", "done_on") == [
        ("招录", "组织办", "限期整改", "2023-06-30", "2023-06-01")
    ]
    assert told(found, "review", "on", "result") == [("2023-09-30", "2023年9月看过，良好")]


def test_merged_cells_make_one_issue_of_several_rows(sheet):
    rows = [
        row(序号=1, 具体问题="能力不足", 原因分析="没有培训", 整改措施="培训"),
        row(原因分析="自学意识不强，平时没有养成学习的习惯，也没有人督促"),
        row(整改措施="带教"),
        row(序号=2, 具体问题="纪律松弛"),
    ]
    found = sheet(rows, merges=("A3:A5", "C3:C5"))
    assert told(found, "issue") == ["能力不足", "纪律松弛"]
    assert len(told(found, "cause")) == 2
    assert told(found, "measure") == ["培训", "带教"]
    assert (found.rows_read, found.rejected.height) == (4, 0)


def test_a_blank_cell_means_the_issue_above(sheet):
    rows = [row(序号=1, 具体问题="能力不足", 原因分析="没有培训"), row(原因分析="任务重")]
    assert told(sheet(rows), "cause") == ["没有培训", "任务重"]


def test_a_row_before_any_issue_is_refused_by_name(sheet):
    found = sheet([
        row(原因分析="没有培训", 整改措施="培训"),
        row(序号=1, 具体问题="能力不足", 整改措施="带教"),
    ])
    assert (found.rows_read, found.rows_accepted) == (2, 1)
    assert found.rejected.select("row", "rule").rows() == [(3, "ledger_file.no_issue")]


def test_points_of_a_cell_are_causes_and_measures_of_their_own(sheet):
    found = sheet([
        row(序号=1, 具体问题="不足", 原因分析="一是培训少；二是考核松。三是任务重", 整改措施="1.培训 2.考核")
    ])  # fmt: skip
    assert told(found, "cause") == ["培训少", "考核松。", "任务重"]
    assert told(found, "measure") == ["培训", "考核"]


def test_a_measure_of_several_issues_is_one(sheet):
    found = sheet([
        row(序号=1, 具体问题="甲", 整改措施="谈心"),
        row(序号=2, 具体问题="乙", 整改措施="谈心"),
    ])  # fmt: skip
    measure = next(one for one in entries_of(found.rows) if one.part == "measure")
    assert measure.issues == [0, 2]


def test_rows_that_differ_are_of_their_measures_and_not_of_the_issue(sheet):
    rows = [
        row(序号=1, 具体问题="不足", 整改措施="培训", 整改时限="2023-03-31", 责任单位="组织办"),
        row(整改措施="带教", 整改时限="2023-06-30", 责任单位="组织办"),
    ]
    found = sheet(rows)
    assert told(found, "measure", "deadline") == ["2023-03-31", "2023-06-30"]
    assert told(found, "issue", "deadline", "owner") == [(None, "组织办")]


def test_names_of_people_are_left_out_with_their_address(sheet):
    found = sheet([row(序号=1, 具体问题="不足", 整改措施="培训", 责任人="张三（社区主任）13800000000")])
    assert told(found, "measure", "responsible") == ["社区主任"]
    assert "张三" not in str(found.rows.rows())
    noticed = found.findings.filter(found.findings["rule"] == "ledger_file.person_left_out")
    assert noticed.select("row", "column").rows() == [(3, "I")]


def test_a_number_in_running_text_is_masked_with_its_address(sheet):
    found = sheet([row(序号=1, 具体问题="不足，联系13800000000", 整改措施="培训")])
    assert told(found, "issue") == ["不足，联系＊＊＊"]
    assert "ledger_file.number_masked" in rules(found)


def test_who_is_named_in_a_cell_for_people_is_named_in_no_text_of_the_sheet(sheet):
    rows = [
        row(序号=1, 具体问题="与王小明谈话，张丽华迟到", 整改措施="刘伟带教", 责任人="王小明"),
        row(序号=2, 具体问题="纪律松弛", 佐证材料="赵铁柱的记录", 责任领导="社区主任 赵铁柱", 验收人="刘伟"),
    ]
    found = sheet(rows, titles=("2023年整改台账", "填报单位：康宁街道   填报人：张丽华13800138000"))
    kept = str((found.rows.rows(), found.findings.rows()))
    assert [name for name in ("王小明", "张丽华", "刘伟", "赵铁柱") if name in kept] == []
    noticed = found.findings.filter(found.findings["rule"] == "ledger_file.name_in_text")
    assert noticed.select("row", "column").rows() == [(4, "C"), (4, "F"), (5, "N")]


@pytest.mark.parametrize(
    ("closed", "progress", "state"),
    [
        ("是", None, "已销号"), ("否", "已组织培训", "整改中"), ("否", None, None), (None, "整改中",
        "整改中"),
        (None, "已完成", "已销号"), (None, "已组织培训", None), ("2023.6.30", None, "已销号"),
        ("未销号", "待验收", "待验收"),
    ],
)  # fmt: skip
def test_the_state_is_what_the_columns_say(sheet, closed, progress, state):
    found = sheet([row(序号=1, 具体问题="不足", 整改措施="培训", 销号=closed, 整改进展=progress)])
    assert told(found, "issue", "state") == [state]


def test_a_closed_issue_that_was_found_again_is_open(sheet):
    look = {"销号": "是，2023-05-01", "回头看结果": "2023年9月1日回头看，又出现迟到"}
    found = sheet([row(序号=1, 具体问题="迟到", 整改措施="考勤", **look)])
    assert told(found, "issue", "state", "closed_on") == [("整改中", None)]
    assert told(found, "review", "again") == ["是"]
    assert rules(found) == ["ledger_file.reopened"]


def test_a_look_that_found_nothing_is_none_that_found_it_again(sheet):
    found = sheet([row(序号=1, 具体问题="迟到", 整改措施="考勤", 销号="是", 回头看结果="未发现反弹")])
    assert told(found, "review", "again") == [None]


def test_for_good_may_stand_where_a_day_would(sheet):
    found = sheet([row(序号=1, 具体问题="学习少", 整改措施="学习", 整改时限="长期坚持")])
    assert told(found, "measure", "kind", "deadline") == [("长期坚持", None)]


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"整改时限": "适时"}, "ledger_file.no_day"),
        ({"整改类型": "其他"}, "ledger_file.no_term"),
        ({"销号": "待定办"}, "ledger_file.no_yes"),
        ({"完成时间": "早已"}, "ledger_file.no_day"),
    ],
)
def test_what_is_not_understood_is_blank_and_said(sheet, facts, rule):
    assert rules(sheet([row(序号=1, 具体问题="不足", 整改措施="培训", **facts)])) == [rule]


def test_records_of_work_speak_of_problems_by_number(sheet):
    header = ["序号", "问题编号", "问题标题", "所属部门", "责任人", "第几次", "时间", "说明", "照片数"]
    rows = [
        [1, "P1", "不足", "组织办", "", 1, "2023-03-01", "完善制度", 3],
        [2, None, None, None, None, 1, None, "无主", None],
    ]
    found = sheet(rows, header=header, name="整改记录")
    assert told(found, "record", "on", "text", "photos") == [("2023-03-01", "完善制度", "3")]
    assert found.rejected["rule"].to_list() == ["ledger_file.no_issue"]


def test_refusals_have_their_reason(sheet):
    header = ["序号", "问题编号", "问题标题", "第几次", "时间", "驳回原因", "驳回单位"]
    found = sheet(
        [[1, "P1", "不足", 1, "2023-03-01", "没有照片", "街道纪工委"]], header=header, name="驳回记录"
    )
    assert told(found, "refusal", "on", "text", "by") == [("2023-03-01", "没有照片", "街道纪工委")]


def test_a_unit_of_the_title_has_a_ledger_of_its_own(sheet):
    found = sheet([row(序号=1, 具体问题="不足", 整改措施="培训")], titles=("幸福社区整改台账",))
    assert {one.unit for one in entries_of(found.rows)} == {"幸福社区"}


@pytest.mark.parametrize(
    ("titles", "unit"),
    [
        (("XX街道社区工作者队伍作风自查整改台账", "填报单位：康宁街道办事处   填报人："), "康宁街道"),
        (("XX街道社区工作者队伍作风自查整改台账",), None),
        (("某街道整改台账",), None),
        (("整改台账", "填报单位（盖章）：幸福社区居委会"), "幸福社区"),
        (("幸福社区整改台账", "填报单位：康宁街道办事处"), "幸福社区"),
        (("整改台账", "填报单位：XX街道"), None),
    ],
)
def test_a_unit_is_the_one_that_reports_and_is_never_made_up(sheet, titles, unit):
    found = sheet([row(序号=1, 具体问题="不足", 整改措施="培训")], titles=titles)
    assert {one.unit for one in entries_of(found.rows)} == {unit}


def test_a_month_takes_the_year_of_the_other_days_and_says_so(sheet):
    rows = [
        row(序号=1, 具体问题="甲", 整改措施="培训", 整改时限="6月底"),
        row(序号=2, 具体问题="乙", 整改措施="考核", 整改时限="2021.6.30", 完成时间="2021年5月"),
    ]
    found = sheet(rows, titles=("整改台账",))
    assert told(found, "measure", "deadline") == ["2021-06-30", "2021-06-30"]
    assert rules(found) == ["ledger_file.year_taken"]


@pytest.mark.parametrize(
    ("title", "day", "rule"),
    [("2023年整改台账", "2023-06-30", "ledger_file.year_taken"), ("整改台账", None, "ledger_file.no_day")],
)
def test_a_month_takes_the_year_of_the_title_or_is_no_day(sheet, title, day, rule):
    found = sheet([row(序号=1, 具体问题="甲", 整改措施="培训", 整改时限="6月底")], titles=(title,))
    assert (told(found, "measure", "deadline"), rules(found)) == ([day], [rule])


def test_a_numbered_row_whose_problem_is_an_unsaved_formula_is_refused(sheet):
    rows = [
        row(序号=1, 具体问题="甲", 整改措施="培训"),
        row(序号=2, 具体问题="=1+1", 整改措施="考核"),
        row(整改措施="带教"),
        row(序号=3, 具体问题="丙", 整改措施="谈心"),
    ]
    found = sheet(rows)
    assert told(found, "measure") == ["培训", "谈心"]
    refused = found.rejected.select("row", "rule").rows()
    assert refused == [(4, "ledger_file.issue_unread"), (5, "ledger_file.no_issue")]
    assert (found.rows_read, found.rows_accepted) == (4, 2)


@pytest.mark.parametrize("cell", ["@SUM(A1)", "+cmd", "-1+1"])
def test_a_formula_is_the_name_of_no_unit(sheet, cell):
    found = sheet([row(序号=1, 具体问题="甲", 整改措施="培训", 责任单位=cell, 责任人=cell)])
    assert told(found, "measure", "owner", "responsible") == [(None, None)]
    assert rules(found) == ["ledger_file.formula"]


def test_closing_by_the_state_alone_moves_nothing_of_the_ledger(sheet):
    """The column 销号 says no: an issue that waits to be accepted still waits."""
    header = ["台账条目", "具体问题", "状态", "销号"]
    found = sheet([["P4", "不足", "已销号", "否"]], header=header)
    assert (told(found, "issue", "state"), rules(found)) == ([None], ["ledger_file.state_differs"])


def test_a_note_below_is_no_row(sheet):
    rows = [row(序号=1, 具体问题="不足", 整改措施="培训"), ["注：本表一式两份"]]
    assert sheet(rows).rows_read == 1
