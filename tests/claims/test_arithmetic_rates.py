"""Rates by every formula in use, changes, caps, ages, last year's numbers, unseen rows.

Published numbers: Department for Education, Children's social work workforce, year ending 30 September.
"""

from __future__ import annotations

import pytest
from printed_tables import agreed, document, found, table

from sgstats.claims.arithmetic import check

YEAR = "街道 | 期初人数 | 新进 | 离职 | 期末人数 | 离职率\n东街 | 100 | 10 | 20 | 90 | {rate}"


@pytest.mark.parametrize(
    ("rate", "formula"),
    [
        ("21.1%", "离职÷期初期末平均"),
        ("18.2%", "离职÷（期末＋离职）"),
        ("20.0%", "离职÷期初"),
        ("22.2%", "离职÷期末"),
    ],
)
def test_a_turnover_rate_agrees_with_one_of_the_formulas_and_says_which(rate, formula):
    passed = check(document(table(YEAR.format(rate=rate))))
    assert {one.outcome for one in passed} == {"consistent"}
    assert any(f"口径：{formula}。" in one.reason for one in passed if one.check == "rate_of_counts")


def test_a_turnover_rate_that_no_formula_gives_is_told_with_what_each_would_give():
    (wrong,) = found(YEAR.format(rate="25.0%"))
    assert (wrong.check, wrong.printed, wrong.expected) == ("rate_of_counts", "25.0%", "21.1%")
    assert all(number in wrong.reason for number in ("21.1%", "18.2%", "20.0%", "22.2%"))


def test_the_formula_of_most_rows_is_the_formula_of_the_table():
    rows = [f"{name} | 100 | 10 | 20 | 90 | 22.2%" for name in "甲乙丙"]
    (wrong,) = found("\n".join([YEAR.splitlines()[0], *rows, "丁 | 100 | 10 | 20 | 90 | 30.0%"]))
    assert (wrong.printed, wrong.expected) == ("30.0%", "22.2%")


def test_vacancies_densities_and_growth_are_recomputed():
    assert agreed("街道 | 编制 | 在岗 | 空编率\n甲 | 76 | 69 | 9.2%") >= {"rate_of_counts"}
    assert agreed("区 | 社区工作者 | 常住人口（万人） | 每万人\n甲 | 1336 | 80 | 16.7") >= {"rate_of_counts"}
    grown = (
        "区 | 本年人数 | 上年人数 | 增减 | 增长率\n甲 | 162 | 154 | 8 | 5.2%\n乙 | 150 | 160 | {less} | -6.3%"
    )
    assert agreed(grown.format(less=-10)) >= {"rate_of_counts", "difference"}
    (wrong,) = found(grown.format(less=-11))
    assert (wrong.check, wrong.expected, "→-10" in wrong.mend) == ("difference", "-10", True)


def test_the_cap_on_excellent_grades_is_a_fifth_in_whole_people():
    graded = "社区 | 参加考核人数 | 优秀\n甲 | 9 | {some}\n乙 | 4 | 0"
    assert "excellent_cap" in agreed(graded.format(some=1))
    (wrong,) = found(graded.format(some=2))
    assert (wrong.check, wrong.cells[0], wrong.expected) == ("excellent_cap", "表1!C2", "≤1")


def test_a_mean_lies_between_the_lowest_and_the_highest():
    ages = "社区 | 平均年龄 | 最小年龄 | 最大年龄\n甲 | {mean} | 22 | 55"
    assert agreed(ages.format(mean="38.5")) == {"mean_between"}
    assert [one.cells[0] for one in found(ages.format(mean="61.0"))] == ["表1!B2"]


def test_people_come_whole():
    (wrong,) = found("社区 | 人数\n甲 | 5\n乙 | 6.5\n丙 | 7")
    assert (wrong.check, wrong.outcome, wrong.cells) == ("whole_people", "impossible", ("表1!B3",))


# Ages

LIST = "姓名 | 出生年月 | 年龄\n张三 | 1985.06 | 40\n李四 | 1990-01-05 | {age}\n王五 | 1986年12月 | 38"


def test_ages_are_counted_on_the_day_the_list_names():
    assert agreed(LIST.format(age=35), title="统计时点：2025年12月31日") == {"age"}


def test_a_wrong_age_names_cells_and_never_a_person_or_a_birth_date():
    (wrong,) = found(LIST.format(age=39), title="截至2025年12月31日")
    assert (wrong.cells, wrong.printed, wrong.expected) == (("表1!C3", "表1!B3"), "39", "35")
    told = f"{wrong.quote}{wrong.reason}{wrong.mend}"
    assert not any(secret in told for secret in ("李四", "1990-01-05", "01-05"))


def test_ages_without_a_day_cannot_be_checked():
    (told,) = found(LIST.format(age=35))
    assert (told.check, told.outcome) == ("age", "untestable")


# Last year


def test_this_years_last_year_is_last_years_own_number():
    now = table("街道 | 本年人数 | 上年人数\n甲 | 162 | {last}".replace("{last}", "155"))
    before = table("街道 | 人数\n甲 | 154")
    (wrong,) = [one for one in check(document(now), previous=document(before, file="2024.xlsx"))]
    assert (wrong.check, wrong.printed, wrong.expected) == ("last_year", "155", "154")
    assert wrong.cells == ("表1!C2", "2024.xlsx:表1!B2")


def test_one_release_prints_another_rate_for_the_same_year():
    """England and North East 2024, in the releases of 2025 and of 2024."""
    now = table("Region | 2024 turnover rate\nEngland | 13.9\nNorth East | 14.0")
    before = table("Region | 2024 turnover rate\nEngland | 13.8\nNorth East | 12.6")
    told = check(document(now), previous=document(before, file="2024"))
    wrong = [(one.printed, one.expected) for one in told if one.outcome == "contradicted"]
    assert wrong == [("13.9", "13.8"), ("14.0", "12.6")]


# Regions


def test_totals_filled_in_for_two_authorities_hold_more_than_their_rows():
    """A cyber attack's gap was filled in the total only: so many more in England than in its rows."""
    rows = "Authority | Headcount | Leavers\nEngland | 1341 | 160\nA | 400 | 50\nB | 300 | 50\nC | 300 | 50"
    wrong = found(rows.replace("1341", "1041"))
    assert {one.check for one in wrong} == {"hidden_rows"}
    assert [(one.printed, one.expected) for one in wrong] == [("1041", "1000"), ("160", "150")]


def test_inner_and_outer_london_are_not_added_to_london():
    regions = "Region | 2023 | 2024\nEngland | 60 | 66\nEast | 20 | 22\nInner London | 10 | 11\n"
    told = check(document(table(f"{regions}London | 40 | 44\nOuter London | 30 | 33")))
    (total,) = [one for one in told if one.check == "parts_and_whole"]
    assert total.outcome == "consistent"
    assert "Inner London、Outer London已包含在其他行" in total.reason


def test_what_cannot_be_checked_says_why():
    (told,) = found("街道 | 离职率\n甲 | 5%\n乙 | 6%")
    assert (told.check, told.outcome) == ("rate_of_counts", "untestable")
    assert "基数" in told.reason
