"""Every form in which rosters write a day or a month, and what is left undecided."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import id_number, roster, rules, values

from sgstats.periods import day_number
from sgstats.records.dates import read_days


def births(cells, **facts):
    return values("出生年月", cells, "birth_day", **facts)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1985.06", 19850601),
        ("1985.6", 19850601),
        ("1985-06", 19850601),
        ("1985/6", 19850601),
        ("1985/6/1", 19850601),
        ("1985-06-15", 19850615),
        ("1985.6.15", 19850615),
        ("1985.0615", 19850615),
        ("198506", 19850601),
        ("198506.0", 19850601),
        ("19850615", 19850615),
        ("1985年6月", 19850601),
        ("1985年06月15日", 19850615),
        ("1985年6月15", 19850615),
        ("1985年6月生", 19850601),
        ("85.6", 19850601),
        ("85年6月", 19850601),
        ("85/6/15", 19850615),
        ("31199", 19850601),
        ("31199.0", 19850601),
        ("1985-06-15 00:00:00", 19850615),
        ("1985-06-15T08:30:00", 19850615),
        ("1985/6/15 8:30", 19850615),
        ("１９８５．０６", 19850601),
        (" 1985 年 6 月 ", 19850601),
        ("1985.10", 19851001),
        ("1985-1", 19850101),
        ("2000.2.29", 20000229),
        ("'1985.06", 19850601),
        ("\u20181985.06", 19850601),
        ("1985—06", 19850601),
        ("1985–06–15", 19850615),
        ("1985·06", 19850601),
        ("1985、6", 19850601),
        ("1985，6，15", 19850615),
        ("1985\\6", 19850601),
        ("\u202a1985.06\u202c", 19850601),
        ("19\u00ad85.06", 19850601),
    ],
)
def test_a_day_or_month_is_read(cell, day):
    assert births([cell]) == [day]


@pytest.mark.parametrize(
    ("cell", "precision"),
    [
        ("1985.06", "month"),
        ("198506", "month"),
        ("1985年6月", "month"),
        ("1985-06-01", "day"),
        ("31199", "day"),
    ],
)
def test_a_month_is_known_as_a_month(cell, precision):
    assert values("出生年月", [cell], "birth_precision") == [precision]


@pytest.mark.parametrize(
    "cell",
    ["1985", "1985.13", "1985.0", "1985-02-30", "1900.2.29", "1985年6月31日", "19851301", "19850632",
     "1985.123", "85.123", "六月", "35岁", "9999", "99999", "1885.6", "2185.6", "1985.6-1990.7"],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_unknown_and_said_so(cell):
    read = roster(["姓名", "出生年月"], [["甲", cell]])
    assert read.rows["birth_day"].to_list() == [None]
    assert rules(read) == ["date.unreadable"]
    assert read.findings.filter(read.findings["rule"] == "date.unreadable")["column"].item() == "B"


@pytest.mark.parametrize("cell", [None, "", "-", "/", "不详", "空", "N/A", "　"])
def test_an_empty_cell_is_unknown_without_a_warning(cell):
    read = roster(["姓名", "出生年月"], [["甲", cell]])
    assert read.rows["birth_day"].to_list() == [None]
    assert rules(read) == []


@pytest.mark.parametrize(
    ("cell", "year"),
    [("23.6", 2023), ("00.6", 2000), ("24.6", 1924), ("99.6", 1999)],
)
def test_a_two_digit_year_later_than_the_statement_is_of_the_century_before(cell, year):
    assert values("入职时间", [cell], "hire_day") == [year * 10_000 + 601]


@given(days=st.lists(st.dates(date(1927, 5, 18), date(2064, 4, 8)), min_size=1))
def test_a_serial_number_counts_the_days_of_excel(days):
    serials = pl.Series([str((day - date(1899, 12, 30)).days) for day in days])
    read = read_days(serials, number=pl.Series([True] * len(days)), latest_year=2023)
    assert read["day"].to_list() == [day_number(day) for day in days]
    assert set(read["precision"]) == {"day"}


# 1985.1: a spreadsheet drops the last zero of a number, so it may be January or October.


@pytest.mark.parametrize("cell", ["1985.1", "85.1"])
def test_in_a_number_cell_january_and_october_look_alike(cell):
    read = roster(["姓名", "出生年月"], [["甲", cell]], kinds=["text", "number"])
    assert read.rows["birth_day"].to_list() == [None]
    assert rules(read) == ["birth.ambiguous"]


@pytest.mark.parametrize(("birth", "day"), [(19850112, 19850112), (19851012, 19851012)])
@pytest.mark.parametrize("prefer", ["id", "typed"])
def test_a_valid_id_number_decides_between_them(birth, day, prefer):
    rows = [["甲", "1985.1", id_number(birth)]]
    read = roster(["姓名", "出生年月", "身份证号"], rows, kinds=["text", "number", "text"], prefer=prefer)
    assert read.rows["birth_day"].to_list() == [day]
    assert rules(read) == []


def test_an_id_number_of_neither_month_is_a_conflict():
    rows = [["甲", "1985.1", id_number(19850612)]]
    read = roster(["姓名", "出生年月", "身份证号"], rows, kinds=["text", "number", "text"])
    assert read.rows["birth_day"].to_list() == [19850612]
    assert rules(read) == ["birth.conflict"]


def test_in_a_text_cell_nothing_was_dropped():
    assert births(["1985.1"], kind="text") == [19850101]


def test_an_untyped_column_that_keeps_a_zero_elsewhere_keeps_them_all():
    assert births(["1985.1", "1990.10"]) == [19850101, 19901001]


def test_an_untyped_column_without_such_a_zero_decides_nothing():
    assert births(["1985.1", "1990.11"]) == [None, 19901101]


@pytest.mark.parametrize("title", ["入职时间", "离职时间"])
def test_other_days_stay_ambiguous_in_the_same_way(title):
    read = roster(["姓名", title], [["甲", "2001.1"]], kinds=["text", "number"])
    field = {"入职时间": "hire_day", "离职时间": "leave_day"}[title]
    assert read.rows[field].to_list() == [None]
    assert rules(read) == ["date.ambiguous"]


# Age


@pytest.mark.parametrize("cell", ["38", "38岁", "38周岁", "38.0"])
def test_an_age_stated_on_the_day_stands_in_for_a_birth_date(cell):
    read = roster(["姓名", "年龄"], [["甲", cell]])
    assert read.rows.select("birth_day", "birth_precision").rows() == [(19851231, "age")]
    assert rules(read) == ["birth.from_age"]


@pytest.mark.parametrize("cell", ["13", "101", "三十八", "1985"])
def test_what_is_no_age_of_a_worker_tells_nothing(cell):
    read = roster(["姓名", "年龄"], [["甲", cell]])
    assert read.rows["birth_day"].to_list() == [None]
    assert rules(read) == ["value.unreadable"]


def test_a_birth_day_by_age_is_a_day_of_the_calendar():
    assert values("年龄", ["30"], "birth_day", as_of=date(2024, 2, 29)) == [19940228]


@pytest.mark.parametrize(
    ("age", "differs"), [("37", False), ("38", False), ("39", False), ("40", True), ("36", True)]
)
def test_an_age_more_than_a_year_off_the_birth_date_is_reported(age, differs):
    read = roster(["姓名", "出生年月", "年龄"], [["甲", "1985-06-01", age]])
    assert rules(read) == ["age.differs"] * differs
    assert read.rows["birth_day"].to_list() == [19850601]
