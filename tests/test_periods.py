"""Days as options and as whole numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.periods import OPEN_END, day_number, from_day_number, parse_day

DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DATES)
def test_a_day_number_stands_for_one_day(day):
    assert from_day_number(day_number(day)) == day
    assert str(day_number(day)) == day.strftime("%Y%m%d")


@given(DATES, DATES)
def test_day_numbers_compare_like_days_and_end_before_the_open_end(first, second):
    assert (day_number(first) < day_number(second)) == (first < second)
    assert day_number(first) < OPEN_END


@given(DATES, st.integers(0, 80_000))
def test_full_years_are_the_difference_rounded_down(birth, days):
    on = birth + timedelta(days=days)
    birthday_passed = (on.month, on.day) >= (birth.month, birth.day)
    assert (day_number(on) - day_number(birth)) // 10_000 == on.year - birth.year - (not birthday_passed)


@pytest.mark.parametrize("number", [20230229, 20231301, 20230000, OPEN_END, 0])
def test_a_number_that_is_no_day_is_no_day(number):
    with pytest.raises(ValueError, match=r"."):
        from_day_number(number)


@pytest.mark.parametrize(
    "text",
    [
        "2023-12-31",
        "2023/12/31",
        "20231231",
        "2023年12月31日",
        "2023-12",
        " 2023-12-31 ",
        "２０２３－１２－３１",
    ],
)
def test_a_day_may_be_written(text):
    assert parse_day(text) == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"), [("2024-02", 29), ("2023-02", 28), ("2023年4月", 30), ("2023/1", 31)]
)
def test_a_month_alone_means_its_last_day(text, day):
    assert parse_day(text).day == day


@given(DATES)
def test_every_day_can_be_written_in_every_form(day):
    forms = [f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    assert {parse_day(text) for text in forms} == {day}


@pytest.mark.parametrize(
    "text",
    ["", "2023", "31-12-2023", "12/31/2023", "202312", "2023-12/31", "今天", "2023-12-31 00:00", "23-12-31"],
)
def test_anything_else_is_refused_with_what_is_accepted(text):
    with pytest.raises(Refused, match="2023年12月31日") as refusal:
        parse_day(text)
    assert refusal.value.rule == "period.not_a_day"


@pytest.mark.parametrize("text", ["2023-02-29", "2023-13-01", "2023-00", "20231232", "0000-01-01"])
def test_a_day_the_calendar_does_not_have_is_refused(text):
    with pytest.raises(Refused) as refusal:
        parse_day(text)
    assert refusal.value.rule == "period.no_such_day"
