"""Totals a file states about itself, and the rows each covers."""

from __future__ import annotations

import pytest
from sources.exports import csv_file

from sgstats.sources import read

HEADER = ["序号", "姓名", "性别", "年龄", "社区"]
A, B, C, D = ([str(n), f"人{n}", "女", "40", "集贤社区"] for n in range(1, 5))


def totals_of(path, rows):
    """Row, label, people, first and last row covered of every total."""
    table = read(csv_file(path / "a.csv", [HEADER, *rows])).tables[0]
    return [(t.row, t.label, t.people, t.first_row, t.last_row) for t in table.totals]


def test_a_single_total_covers_the_whole_table(tmp_path):
    assert totals_of(tmp_path, [A, B, ["合计", "2"]]) == [(4, "合计", 2, 2, 3)]


def test_a_total_above_the_data_covers_the_whole_table(tmp_path):
    assert totals_of(tmp_path, [["合计", "2人"], A, B]) == [(2, "合计", 2, 2, 4)]


def test_a_subtotal_covers_the_rows_since_the_one_before(tmp_path):
    rows = [A, ["小计", "1"], B, C, ["小计", "2"], ["总计", "3"]]
    assert totals_of(tmp_path, rows) == [(3, "小计", 1, 2, 2), (6, "小计", 2, 4, 5), (7, "总计", 3, 2, 5)]


def test_a_total_between_subtotals_covers_the_groups_since_the_last_of_its_kind(tmp_path):
    rows = [
        A,
        ["小计", "1"],
        B,
        ["小计", "1"],
        ["合计", "2"],
        C,
        ["小计", "1"],
        D,
        ["小计", "1"],
        ["合计", "2"],
        ["总计", "4"],
    ]
    wide = [total for total in totals_of(tmp_path, rows) if total[1] != "小计"]
    assert wide == [(6, "合计", 2, 2, 5), (11, "合计", 2, 7, 10), (12, "总计", 4, 2, 9)]


def test_totals_of_the_same_word_after_each_group_cover_their_group(tmp_path):
    rows = [A, ["合计", "1"], B, C, ["合计", "2"]]
    assert totals_of(tmp_path, rows) == [(3, "合计", 1, 2, 2), (6, "合计", 2, 4, 5)]


def test_subtotals_may_stand_above_their_groups(tmp_path):
    rows = [["小计", "2"], A, B, ["小计", "1"], C]
    assert totals_of(tmp_path, rows) == [(2, "小计", 2, 3, 4), (5, "小计", 1, 6, 6)]


def test_people_of_a_section_heading_cover_its_rows(tmp_path):
    rows = [["集贤社区（2人）"], A, B, ["幸福社区", "1人"], C]
    assert totals_of(tmp_path, rows) == [(2, "集贤社区(2人)", 2, 3, 4), (5, "幸福社区", 1, 6, 6)]


@pytest.mark.parametrize(
    "title",
    [
        "花名册（共2人）",
        "花名册 共计２名",
        "总人数：2人",
        "在岗人数为2人，其中党员1人",
        "（总数2，其中男1人、女1人，党员1名）",
        "花名册（总人数2）",
    ],
)
def test_a_total_stated_in_a_title_covers_the_whole_table(tmp_path, title):
    table = read(csv_file(tmp_path / "a.csv", [[title], HEADER, A, B])).tables[0]
    assert [(t.row, t.people, t.first_row, t.last_row) for t in table.totals] == [(1, 2, 3, 4)]


@pytest.mark.parametrize(
    "title", ["其中党员162人", "共培训162人次", "共产党员2人", "2023年度花名册", "总数2.5"]
)
def test_other_numbers_in_a_title_are_no_total(tmp_path, title):
    assert read(csv_file(tmp_path / "a.csv", [[title], HEADER, A])).tables[0].totals == ()


def test_a_total_stated_in_a_note_covers_the_whole_table(tmp_path):
    assert totals_of(tmp_path, [A, B, ["注：本表共2人"]]) == [(4, "共2人", 2, 2, 3)]


@pytest.mark.parametrize(
    ("row", "people", "column"),
    [
        (["合计：2人", "7"], 2, "A"),
        ([None, "合计", "2", "80"], 2, "C"),
        ([None, "合计", None, "80", "2"], 2, "E"),
        (["163", "合计", "2"], 2, "C"),
        (["合计", "2 人", "男1人"], 2, "B"),
        (["合计", None, "2.0"], 2, "C"),
    ],
)
def test_the_people_of_a_total_row_stand_in_or_nearest_to_its_label(tmp_path, row, people, column):
    (total,) = read(csv_file(tmp_path / "a.csv", [HEADER, A, B, row])).tables[0].totals
    assert (total.people, total.column) == (people, column)


@pytest.mark.parametrize("row", [["合计", None, None, "80"], ["合计", None, "1.5"], ["合计"]])
def test_a_total_row_without_a_count_of_people_states_none(tmp_path, row):
    assert totals_of(tmp_path, [A, B, row]) == []


BIRTHS = ["姓名", "性别", "出生年月", "年龄"]


@pytest.mark.parametrize(
    ("row", "people", "column"),
    [
        (["小计", None, "3人"], 3, "C"),
        (["小计", "1", "3人"], 1, "B"),
        (["合计", None, None, "3人"], 3, "D"),
        (["合计", "男1人；女3人", "4"], 4, "C"),
        (["合计", "男1人；女3人", "4", "38"], 4, "C"),
    ],
)
def test_a_number_in_a_column_of_dates_counts_people_if_it_says_so_or_is_small_and_alone(
    tmp_path, row, people, column
):
    path = csv_file(tmp_path / "a.csv", [BIRTHS, ["甲一", "女", "1985.06", "38"], row])
    (total,) = read(path).tables[0].totals
    assert (total.people, total.column) == (people, column)


@pytest.mark.parametrize("cells", [["1985"], ["19850601"], ["1.5"], [None, "38"], ["男1人；女3人"], []])
def test_a_total_that_cannot_be_compared_is_named(tmp_path, cells):
    rows = [BIRTHS, ["甲一", "女", "1985.06", "38"], ["合计", None, *cells]]
    export = read(csv_file(tmp_path / "a.csv", rows))
    assert export.tables[0].totals == ()
    assert export.findings.select("rule", "severity", "row").rows() == [
        ("table.total_row", "note", 3),
        ("table.total_not_compared", "note", 3),
    ]


@pytest.mark.parametrize(
    ("label", "people"),
    [
        ("总数：5", 5),
        ("共4人", 4),
        ("共有4人", 4),
        (" 共 4 人 ", 4),
        ("以上共计4人", 4),
        ("以上合计4人", 4),
        ("合计：男1人，女3人，共4人", 4),
        ("合计：4人，其中党员2人", 4),
        ("总计伍人", 5),
        ("合－计：十二人", 12),
        ("人数：4", 4),
        ("Total: 4", 4),
        ("总人数：4人", 4),
    ],
)
@pytest.mark.parametrize("before", [[], [None], ["7"]])
def test_a_total_row_may_state_its_people_in_many_words(tmp_path, label, people, before):
    header = ["序号", "姓名", "性别", "学历"]
    rows = [header, ["1", "甲一", "女", "大专"], ["2", "乙二", "男", "高中"], [*before, label]]
    table = read(csv_file(tmp_path / "a.csv", rows, delimiter="\t")).tables[0]
    assert [(total.row, total.people) for total in table.totals] == [(4, people)]
    assert table.cells.height == 2


def test_a_total_that_counts_only_some_is_not_taken_for_all(tmp_path):
    path = csv_file(tmp_path / "a.csv", [BIRTHS, ["甲一", "女", "1985.06", "38"], ["合计：男1人；女3人"]])
    assert read(path).tables[0].totals == ()
