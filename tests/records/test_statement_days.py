"""The day a roster speaks of: where it stands, and what is no such day."""

from __future__ import annotations

from datetime import date

import pytest
from invented_rosters import roster, rules, table

from sgstats.records.statement import stated_day

END_OF_2023 = date(2023, 12, 31)


def stated(**facts):
    facts = {"file": "名单.xlsx", "sheet": "Sheet1"} | facts
    return stated_day(table(["姓名"], [["甲"]], **facts))


@pytest.mark.parametrize(
    "title",
    [
        "花名册（截至2023年12月31日）",
        "花名册（截止2023-12-31）",
        "统计时点：2023.12.31",
        "统计时间:2023/12/31",
        "统计日期 2023年12月31日",
        "截至 2023 年 12 月",
        "花名册（２０２３年１２月３１日）",
        "2023年12月社区工作者花名册",
        "截至2023年底",
        "2023年末在岗人员",
        "花名册20231231",
    ],
)
def test_a_title_states_the_day(title):
    assert stated(titles=[title]) == END_OF_2023


def test_a_note_below_the_data_states_it_too():
    assert stated(notes=["注：统计时点为2023年12月31日"]) == END_OF_2023


@pytest.mark.parametrize(
    "facts",
    [{"sheet": "2023年12月31日"}, {"file": "鹿鸣街道-截至20231231.txt"}, {"file": "名单2023-12-31.xlsx"}],
)
def test_so_do_the_names_of_sheet_and_file(facts):
    assert stated(**facts) == END_OF_2023


@pytest.mark.parametrize(
    "name", ["2023-01-春晓街道.xlsx", "2023年名单.xlsx", "2023.xlsx", "20231301.csv", "电话13912345678.xlsx"]
)
def test_a_year_a_serial_number_or_no_calendar_day_in_a_name_is_no_day(name):
    assert stated(file=name) is None


def test_a_month_means_its_last_day():
    assert stated(titles=["2024年2月名单"]) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"titles": ["2023年6月1日印发"], "notes": ["截至2023年12月31日"]}, END_OF_2023),
        ({"titles": ["2023年12月31日名单"], "sheet": "2022年12月31日"}, END_OF_2023),
        ({"sheet": "2023年12月31日", "file": "20221231.xlsx"}, END_OF_2023),
        ({"titles": ["2023年12月名单"], "notes": ["填表日期：2024年1月5日"]}, END_OF_2023),
        ({"notes": ["制表日期：2024-01-05"], "file": "名单20231231.xlsx"}, END_OF_2023),
        ({"notes": ["填报日期：2023年12月31日"]}, END_OF_2023),
    ],
)
def test_a_marked_day_comes_first_and_the_day_of_filling_in_last(facts, day):
    assert stated(**facts) == day


def test_without_a_day_the_roster_is_taken_to_speak_of_today_and_says_so():
    read = roster(["姓名"], [["甲"]], as_of=None)
    assert read.as_of == date.today()
    assert not read.day_known
    assert rules(read) == ["statement.day_assumed"]


def test_the_option_wins_over_the_file_and_says_so():
    read = roster(["姓名"], [["甲"]], as_of=date(2024, 6, 30), titles=["截至2023年12月31日"])
    assert read.as_of == date(2024, 6, 30)
    assert rules(read) == ["statement.day_differs"]


def test_an_option_that_agrees_with_the_file_needs_no_word():
    assert rules(roster(["姓名"], [["甲"]], as_of=END_OF_2023, titles=["截至2023年12月31日"])) == []
