"""What tables must keep: parts and wholes, percentages and counts, stocks and flows."""

from __future__ import annotations

from printed_tables import agreed, found

TWO_WAYS = """
街道 | 合计 | 性别 |    | 学历 |
     |      | 男   | 女 | 大专 | 本科
东街 | 10   | 4    | 6  | 5    | 5
西街 | 20   | 8    | 12 | 10   | 10
合计 | 30   | 12   | 18 | 15   | 15
"""


def test_rows_add_up_to_their_total_and_columns_to_theirs():
    assert agreed(TWO_WAYS) == {"parts_and_whole", "count_within_base"}


def test_one_wrong_number_is_the_one_whose_change_mends_its_row_and_its_column():
    wrong = found(TWO_WAYS.replace("8    | 12", "8    | 13"))
    assert [one.quote for one in wrong] == ["6+13=18", "8+13=20"]
    assert {one.mend for one in wrong} == {"只改一处即可全部相符：表1!D4 13→12。"}


def test_eight_parts_against_a_declared_nine():
    (wrong,) = found("年代 | 人数\n80后 | 1\n70后 | 0\n60后 | 5\n50后 | 2\n合计 | 9")
    assert (wrong.check, wrong.quote, wrong.expected) == ("parts_and_whole", "1+0+5+2=9", "8")
    assert "表1!B6" in wrong.cells


def test_percentages_are_recomputed_from_the_counts_of_the_table():
    ages = (
        "年代 | 人数 | 占比\n80后 | 1 | 13%\n70后 | 0 | 0%\n60后 | 5 | 63%\n50后 | 2 | 25%\n合计 | 8 | 100%"
    )
    assert agreed(ages) == {"parts_and_whole", "percent_of_counts", "percents_sum"}
    (wrong,) = found(ages.replace("63%", "62%"))
    assert (wrong.printed, wrong.expected, wrong.cells[0]) == ("62%", "63%", "表1!C4")


def test_percentages_may_miss_100_by_their_rounding_only():
    printed = "学历 | 占比（%）\n中专 | 25\n大专 | 63\n本科 | 0\n硕士 | {last}"
    assert agreed(printed.format(last=13)) == {"percents_sum"}
    (wrong,) = found(printed.format(last=15))
    assert (wrong.printed, wrong.expected) == ("103%", "99%–101%")


def test_a_percentage_that_no_count_gives_is_impossible():
    (wrong,) = found("街道 | 总人数 | 党员 | 党员占比\n东街 | 69 | 41 | 93.2%\n西街 | 44 | 41 | 93.2%")
    assert (wrong.outcome, wrong.printed, wrong.expected) == ("impossible", "93.2%", "59.4%")


def test_a_percentage_of_a_base_alone_is_impossible_too():
    """n = 69 cannot give 93.2 %, n = 44 can."""
    wrong = [
        one for one in found("街道 | 总人数 | 党员占比\n东街 | 69 | 93.2%\n西街 | 44 | 93.2%") if one.printed
    ]
    assert [(one.outcome, one.cells[0], one.expected) for one in wrong] == [
        ("impossible", "表1!C2", "92.8%或94.2%")
    ]


def test_opening_and_in_less_out_is_closing():
    moves = "街道 | 期初人数 | 增加 | 减少 | 期末人数\n东街 | 10 | 2 | 1 | 11\n西街 | 20 | 2 | 3 | {end}"
    assert agreed(moves.format(end=19)) == {"flow_identity"}
    (wrong,) = found(moves.format(end=21))
    assert (wrong.quote, wrong.expected) == ("20+2−3=21", "19")


def test_a_part_of_a_part_is_not_added_again():
    regions = """
    Region | Headcount | Leavers
    England | 100 | 20
    North | 40 | 8
    Inner London | 10 | 2
    London | 30 | 6
    Outer London | 20 | 4
    South | 30 | 6
    """
    assert agreed(regions) == {"parts_and_whole"}


def test_a_row_that_says_of_which_is_not_added_and_never_more_than_its_whole():
    members = "项目 | 人数\n男 | 4\n女 | 6\n其中：党员 | {some}\n合计 | 10"
    assert agreed(members.format(some=3)) == {"parts_and_whole", "part_within_whole"}
    (wrong,) = found(members.format(some=7))
    assert (wrong.check, wrong.expected) == ("part_within_whole", "≤6")


def test_a_half_is_rounded_up_and_the_reason_says_so():
    """Programs that round halves to even print 62 for 62.5."""
    (wrong,) = found("社区 | 总人数 | 党员 | 党员占比\n甲 | 8 | 5 | 62%")
    assert wrong.expected == "63%"
    assert "五入" in wrong.reason
