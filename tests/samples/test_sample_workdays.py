"""The generator's own calendar agrees with the published one; runs and sums are counted day by day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import chinese_calendar
import pytest


@pytest.fixture(scope="module")
def days():
    from data.generator import workdays

    return workdays


def test_a_day_is_worked_when_the_published_calendar_says_so(days):
    for day in days.days_between(date(2022, 11, 1), date(2023, 12, 31)):
        assert days.is_workday(day) == chinese_calendar.is_workday(day), day


def test_no_day_outside_the_known_years_is_guessed(days):
    with pytest.raises(ValueError, match="2024-01-01"):
        days.is_workday(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "run"),
    [
        (date(2023, 9, 27), date(2023, 10, 8), 4),  # a holiday of eight days, then a worked weekend
        (date(2022, 12, 28), date(2023, 1, 4), 5),  # New Year: a run belongs to the year it ends in
        (date(2023, 5, 11), date(2023, 5, 18), 6),  # an ordinary weekend
    ],
)
def test_a_run_goes_on_over_days_off(days, first, last, run):
    away = dict.fromkeys(days.workdays(first, last), Fraction(1))
    assert days.longest_run(away, 2023) == run


def test_half_a_day_counts_half_and_two_absences_are_one_run_if_no_working_day_lies_between(days):
    away = dict.fromkeys(days.workdays(date(2023, 3, 9), date(2023, 3, 10)), Fraction(1))
    away |= {date(2023, 3, 13): Fraction(1, 2), date(2023, 3, 15): Fraction(1)}
    assert days.longest_run(away, 2023) == Fraction(5, 2)
    assert days.total_in(away, 2023) == Fraction(7, 2)
    assert days.longest_run(away, 2022) == 0
