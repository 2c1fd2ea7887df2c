"""Tables as they really come: titles, units, merged heads, notes, subtotals, odd places for totals."""

from __future__ import annotations

from printed_tables import agreed, document, found, table

from sgstats.claims.arithmetic import check

GROUPED = """
青禾区社区工作者情况统计表
单位：人
街道 | 社区 | 人数 | 党员
东街 | 甲 | 1,004 | ５
     | 乙 | 6 | 2
     | 小计 | 1,010 | {party}
西街 | 丙 | 20 | -
     | 丁 | 10 | 4
     | 小计 | 30 | 4
合计 |   | 1,040 | 11
注：数据截至2025年12月31日，共1041人
"""


def test_subtotals_close_their_groups_and_the_total_adds_the_subtotals():
    assert agreed(GROUPED.format(party=7)) >= {"parts_and_whole"}


def test_a_wrong_subtotal_is_the_one_number_that_mends_its_group():
    wrong = found(GROUPED.format(party=8))
    assert [(one.quote, one.mend) for one in wrong] == [("５+2=8", "只改一处即可全部相符：表1!D6 8→7。")]


def test_subtotals_may_stand_above_what_they_add():
    above = """
    单位 | 人数 | 党员
    东街小计 | 10 | 4
    甲 | 4 | 1
    乙 | 6 | 3
    西街小计 | 30 | 9
    丙 | 20 | 5
    丁 | 10 | 4
    """
    assert agreed(above.rstrip() + "\n合计 | 40 | 13") >= {"parts_and_whole"}
    assert [one.cells[0] for one in found(above.replace("20 | 5", "20 | 6"))] == ["表1!C5"]


def test_the_total_may_stand_first_or_in_the_middle():
    assert agreed("街道 | 人数 | 党员\n合计 | 30 | 9\n甲 | 10 | 4\n乙 | 20 | 5") >= {"parts_and_whole"}
    middle = (
        "项目 | 人数 | 持证\n甲 | 10 | 4\n乙 | 20 | 5\n合计 | 30 | 9\n其中：女 | 18 | 5\n大专以上 | 25 | 9"
    )
    assert agreed(middle) >= {"parts_and_whole", "part_within_whole"}


def test_of_which_in_two_levels_is_never_added_twice():
    text = """
    项目 | 2024年 | 2025年
    专职 | 20 | 22
    其中：党员 | 12 | 13
    兼职 | 5 | 4
    其中：党员 | 1 | 1
    合计 | 25 | 26
    """
    assert agreed(text) >= {"parts_and_whole", "part_within_whole"}


def test_columns_that_overlap_are_not_added():
    assert not found("街道 | 总人数 | 党员 | 大专以上 | 持证\n甲 | 20 | 12 | 15 | 8\n乙 | 10 | 3 | 9 | 1")


def test_shares_may_be_of_the_row_or_of_the_column():
    row = "街道 | 人数 | 女 | 女占比\n甲 | 10 | 6 | 60.0\n乙 | 20 | 13 | 65.0\n合计 | 30 | 19 | 63.3"
    assert "percent_of_counts" in agreed(row)
    column = "街道 | 人数 | 占比(%)\n甲 | 10 | 33.3\n乙 | 20 | 66.7\n合计 | 30 | 100.0"
    assert agreed(column) >= {"percent_of_counts", "percents_sum"}


def test_shares_kept_as_fractions_are_percentages():
    text = "街道 | 人数 | 占比\n甲 | 10 | 0.333333333333333\n乙 | 20 | 0.666666666666667\n合计 | 30 | 1"
    assert agreed(text) >= {"percent_of_counts", "percents_sum"}
    (wrong,) = found(text.replace("0.333333333333333", "0.343333333333333"))[:1]
    assert wrong.check == "percent_of_counts"


def test_counts_and_shares_side_by_side_under_two_titles():
    text = """
    街道 | 总人数 | 党员 | | 持证 |
         |        | 人数 | 占比 | 人数 | 占比
    甲   | 44     | 41   | 93.2% | 34 | 77.3%
    乙   | 162    | 112  | 69.1% | 116 | {last}
    """
    assert "percent_of_counts" in agreed(text.format(last="71.6%"))
    (wrong,) = found(text.format(last="72.6%"))
    assert (wrong.cells[0], wrong.expected) == ("表1!F4", "71.6%")


def test_measures_may_stand_in_rows():
    text = """
    项目 | 东街 | 西街
    期初人数 | 100 | 50
    新进 | 10 | 5
    离职 | 20 | 6
    期末人数 | 90 | {end}
    离职率 | 21.1% | 12.1%
    """
    assert agreed(text.format(end=49)) == {"flow_identity", "rate_of_counts"}
    assert ("flow_identity", "表1!C5") in [(one.check, one.cells[0]) for one in found(text.format(end=48))]


def test_the_row_that_numbers_the_columns_is_no_data():
    assert agreed(
        "街道 | 人数 | 男 | 女\n甲 | 1 | 2 | 3\n东街 | 10 | 4 | 6\n西街 | 20 | 8 | 12\n合计 | 30 | 12 | 18"
    )


def test_a_percentage_of_a_number_stated_in_the_title():
    text = "满意度 | 人数 | 占比\n满意 | 5 | 62.5%\n一般 | 2 | {some}\n不满意 | 1 | 12.5%"
    assert "percent_of_counts" in agreed(text.format(some="25.0%"), title="问卷结果（共8人）")
    assert found(text.format(some="26.0%"), title="问卷结果（共8人）")[0].expected == "25.0%"


def test_the_sheet_is_named():
    other = table("街道 | 人数\n甲 | 1\n乙 | 2\n合计 | 4", name="附件2")
    assert check(document(other))[0].cells[0] == "附件2!B4"


def test_a_hidden_number_leaves_a_total_only_a_lower_bound():
    """A suppressed count (c, *, <5) is not nothing."""
    hidden = "街道 | 人数 | 党员\n甲 | 10 | c\n乙 | 20 | 5\n合计 | 30 | {total}"
    assert "parts_and_whole" in agreed(hidden.format(total=9))
    assert [one.expected for one in found(hidden.format(total=4))] == ["≥5"]
