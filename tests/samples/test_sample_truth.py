"""The invented district has the figures of SHK-0 to SHK-3, and nobody in it can be real."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from stdnum.cn import ric

LAST = date(2023, 12, 31)
COLLEGE = {"博士研究生", "硕士研究生", "研究生", "大学本科", "大学专科"}
PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46}
PROVINCES |= {50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83}


def percent(part, whole):
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def years_old(birth, day):
    """Written apart from the generator: an age is the number of birthdays that have passed."""
    birthdays = ((year, birth.month, birth.day) for year in range(birth.year + 1, day.year + 1))
    return sum(birthday <= (day.year, day.month, day.day) for birthday in birthdays)


def schooling(person):
    return [value for start, value in person.education if start <= LAST][-1]


@pytest.fixture(scope="module")
def staff(district):
    return list(district.in_post(LAST))


def test_the_district_has_1336_people(staff):
    assert len(staff) == len({person.id_number for person in staff}) == 1336


def test_67_are_men_which_is_5_percent(staff):
    men = sum(person.sex == "男" for person in staff)
    assert (men, percent(men, len(staff))) == (67, Decimal("5.0"))


def test_935_of_known_birth_are_40_to_50_which_is_70_percent(staff):
    aged = sum(40 <= years_old(person.birth, LAST) <= 50 for person in staff if not person.unknown)
    assert (aged, percent(aged, len(staff))) == (935, Decimal("70.0"))


def test_1042_have_a_college_diploma_which_is_78_percent_and_150_studied_full_time(staff):
    modes = Counter(schooling(person).mode for person in staff if schooling(person).level in COLLEGE)
    assert (modes.total(), percent(modes.total(), len(staff))) == (1042, Decimal("78.0"))
    assert modes["全日制"] == 150
    assert modes["在职"] > modes.total() * 0.8


def test_two_thirds_came_by_recommendation_of_the_street(staff):
    assert Counter(person.source for person in staff).most_common(1) == [("街道推荐", 906)]


def test_somebody_reaches_40_and_50_on_the_very_day_and_somebody_misses_them_by_a_day(staff):
    births = {person.birth for person in staff}
    assert {date(1983, 12, 31), date(1984, 1, 1), date(1972, 12, 31), date(1973, 1, 1)} <= births


def test_ten_streets_of_5_to_15_people_a_community_and_one_street_of_162(staff):
    teams = Counter(person.units[-1][1] for person in staff)
    streets = Counter(person.units[-1][1].street for person in staff)
    assert (len(streets), streets["康宁街道"]) == (10, 162)
    assert 150 <= len(teams) <= 160
    assert 5 <= min(teams.values()) <= max(teams.values()) <= 15


@pytest.mark.parametrize("year", range(2019, 2024))
def test_the_stock_moves_between_1240_and_1336_by_those_who_join_and_leave(district, year):
    before, after = (set(one.key for one in district.in_post(date(y, 12, 31))) for y in (year - 1, year))
    left = {person.key for person in district.left_in(year)}
    assert before - after == left
    assert 1240 <= len(after) <= 1336
    assert len(before) + len(after - before) - len(left) == len(after)


def test_a_career_is_possible(district):
    for person in district.people:
        assert years_old(person.birth, person.hire) >= 18
        assert person.leave is None or (person.leave > person.hire and person.leave_reason)
        assert [start for start, _ in person.units] == sorted(start for start, _ in person.units)


def test_women_above_50_have_a_leading_post(staff):
    plain = {"委员", "专职委员", "社区专职工作者", "专干", "网格员"}
    women = [person for person in staff if person.sex == "女" and not person.unknown]
    older = [person for person in women if years_old(person.birth, LAST) > 50]
    assert not [person.key for person in older if person.position[-1][1] in plain]


def test_id_numbers_are_valid_and_of_a_province_that_does_not_exist(books):
    people = {
        said.person.key: said.person for book in books for grid in book.grids for _, said in grid.listed
    }
    assert len(people) > 1600
    for person in people.values():
        number = person.id_number
        assert int(number[:2]) not in PROVINCES
        assert number[-1] == ric.calc_check_digit(number)
        assert number[6:14] == f"{person.birth:%Y%m%d}"
        assert int(number[16]) % 2 == (person.sex == "男")


def test_telephone_numbers_are_of_no_network(district):
    assert all(person.phone.startswith("1000000") and len(person.phone) == 11 for person in district.people)


def test_name_month_of_birth_and_sex_name_one_person_except_two_on_purpose(district):
    keys = Counter((person.name, person.sex, f"{person.birth:%Y%m}") for person in district.people)
    assert sorted(Counter(keys.values()).items()) == [(1, len(district.people) - 2), (2, 1)]


def test_the_eight_of_2012_have_the_birth_decades_of_the_self_check(books):
    book = next(book for book in books if book.as_of.year == 2012)
    eight = [said.person for _, said in book.grids[0].listed]
    assert Counter(person.birth.year // 10 * 10 for person in eight) == {1980: 1, 1960: 5, 1950: 2}
    assert sum(49 <= years_old(person.birth, date(2012, 12, 31)) <= 51 for person in eight) == 4
