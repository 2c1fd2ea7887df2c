"""Training duties: met, not due yet, due soon, overdue, never; and what nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest
from postings import cells, measured

from sgstats.errors import Refused
from sgstats.metrics import Options
from sgstats.metrics.duty import Duty

YEARLY = Duty(name="每年", levels=("区级",), years=1)
SUMMER, AUTUMN = date(2023, 6, 30), date(2023, 10, 2)
LISTED = {"valid_from": date(2021, 12, 31)}
# Somebody whose training shows that the street keeps records.
OTHER = {"person_id": "other", "day": date(2023, 1, 5), "training_level": "区级"}


def state(*days, duty=YEARLY, on=SUMMER, within=90, hours=None, **facts):
    """How one person with trainings on these days stands to a duty."""
    mine = [{"person_id": "p", "day": day, "training_level": "区级", "hours_tenths": hours} for day in days]
    people = [LISTED | facts | {"person_id": "p"}, LISTED | {"person_id": "other", "community": "别处"}]
    options = Options(duties=(duty,), due_within=within)
    rows = cells(
        people, "training_duties", on=on, options=options, by=["community"], trainings=[*mine, OTHER]
    )
    (found,) = [row[2] for row in rows if row[0] != "别处" and row[3]]
    return found


# A calendar year


@pytest.mark.parametrize(
    ("days", "on", "expected"),
    [
        ([date(2023, 1, 1)], SUMMER, "已完成"),
        ([date(2022, 1, 1)], SUMMER, "未到期"),
        ([date(2022, 1, 1)], AUTUMN, "即将到期"),
        ([date(2021, 12, 31)], SUMMER, "已逾期"),
        ([], SUMMER, "从未参加"),
        ([date(2023, 7, 1)], SUMMER, "从未参加"),
    ],
    ids=["this year", "last year", "last year, 90 days left", "before", "nothing", "only later"],
)
def test_once_a_year(days, on, expected):
    assert state(*days, on=on) == expected


@pytest.mark.parametrize(("within", "expected"), [(89, "未到期"), (90, "即将到期")])
def test_how_soon_is_soon_is_an_option(within, expected):
    assert state(date(2022, 5, 1), on=AUTUMN, within=within) == expected


@pytest.mark.parametrize(
    ("year", "expected"), [(2023, "已完成"), (2022, "已完成"), (2021, "未到期"), (2020, "已逾期")]
)
def test_once_in_two_years_looks_at_two_calendar_years(year, expected):
    assert state(date(year, 6, 1), duty=Duty(name="两年", levels=("区级",), years=2)) == expected


def test_two_a_year_are_wanted_on_two_days():
    twice = Duty(name="两次", levels=("区级",), years=1, times=2)
    assert state(date(2023, 2, 1), date(2023, 3, 1), duty=twice) == "已完成"
    assert state(date(2023, 2, 1), date(2023, 2, 1), duty=twice) == "已逾期"


def test_whoever_came_this_year_is_not_overdue():
    twice = Duty(name="两次", levels=("区级",), years=1, times=2)
    assert state(date(2023, 5, 1), duty=twice, hire_day=date(2023, 4, 1)) == "未到期"


# Months


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 3, 1), "已完成"),
        (date(2023, 3, 2), "即将到期"),
        (date(2023, 5, 31), "即将到期"),
        (date(2023, 6, 1), "已逾期"),
    ],
)
def test_a_training_lasts_so_many_months_from_its_day(on, expected):
    assert state(date(2022, 5, 31), duty=Duty(name="一年", levels=("区级",), months=12), on=on) == expected


# Hours


def test_hours_that_nobody_wrote_down_leave_it_open():
    forty = Duty(name="四十学时", levels=("区级",), years=1, times=0, hours_tenths=400)
    assert state(date(2023, 2, 1), duty=forty, hours=400) == "已完成"
    assert state(date(2023, 2, 1), duty=forty, hours=399) == "已逾期"
    assert state(date(2023, 2, 1), duty=forty, hours=None) == "未知"


# Whom it is for


def test_a_duty_of_heads_says_nothing_of_others_and_unknown_of_those_without_a_post():
    heads = Options(duties=(Duty(name="正职", levels=("区级",), years=1, posts=("正职",)),))
    people = [LISTED | {"post": post} for post in ("正职", "一般", None)]
    trainings = [OTHER | {"person_id": "p1"}]
    rows = cells(people, "training_duties", on=SUMMER, options=heads, trainings=trainings)
    assert rows == [("正职", "已完成", 1, 2), ("正职", "未知", 1, 2)]


def test_people_of_unknown_employment_are_concerned_and_that_is_said():
    committee = Options(duties=(Duty(name="两委", levels=("区级",), years=1, employment=("两委成员",)),))
    people = [LISTED | {"employment": one} for one in ("两委成员", "临聘", None)]
    asked = {"on": SUMMER, "options": committee, "trainings": [OTHER | {"person_id": "p1"}]}
    found = measured(people, "training_duties", **asked)
    assert found.cells.rows() == [("两委", "已完成", 1, 2), ("两委", "从未参加", 1, 2)]
    assert any("用工性质不明" in said for said in found.remarks)


def test_streets_and_levels_without_records_are_unknown():
    people = [LISTED, LISTED | {"street": "西街"}]
    options = Options(duties=(YEARLY, Duty(name="外训", levels=("外训",), years=1)))
    asked = {"on": SUMMER, "options": options, "trainings": [OTHER | {"person_id": "p1"}]}
    rows = cells(people, "training_duties", **asked)
    assert rows == [("每年", "已完成", 1, 2), ("每年", "未知", 1, 2), ("外训", "未知", 2, 2)]
    said = measured(people, "training_duties", **asked).remarks
    assert len(said) == 2
    assert "外训" in said[1]


def test_without_duties_there_is_nothing_to_hold_anybody_to():
    with pytest.raises(Refused, match="--policy"):
        cells([{}], "training_duties")


def test_days_before_the_end_are_no_fewer_than_none():
    with pytest.raises(Refused, match="天数"):
        Options(due_within=-1)
