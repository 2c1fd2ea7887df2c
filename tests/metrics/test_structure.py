"""What the structure metrics mean: tiny tables of people in, expected cells out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from postings import DAY, cells, engine, labels

from sgstats.metrics import Options, measure

ONE_DAY = timedelta(days=1)
MAN, WOMAN, UNKNOWN = {"gender": "男"}, {"gender": "女"}, {"gender": None}


def headcount(people, **asked):
    return cells(people, "headcount", **asked)[0][0]


# Who is in post on a day


def test_a_statement_speaks_from_its_first_day_to_the_day_before_the_next():
    person = {"valid_from": date(2022, 12, 31), "valid_to": date(2023, 12, 31)}
    later = {"person_id": "other", "valid_from": date(2023, 12, 31)}
    assert headcount([person, later], on=date(2022, 12, 31)) == 1
    assert cells([person | {"street": "西街"}, later], of="street", on=date(2023, 12, 30)) == [("西街", 1, 1)]
    assert cells([person | {"street": "西街"}, later], of="street", on=date(2023, 12, 31)) == [("东街", 1, 1)]


def test_a_person_is_in_post_on_the_hire_date_and_not_before():
    assert headcount([{"hire_day": DAY}]) == 1
    assert headcount([{"hire_day": DAY + ONE_DAY}]) == 0


def test_the_leave_date_is_the_first_day_out_of_post():
    assert headcount([{"leave_day": DAY + ONE_DAY}]) == 1
    assert headcount([{"leave_day": DAY}]) == 0


def test_unknown_hire_and_leave_dates_exclude_nobody():
    assert headcount([{"hire_day": None, "leave_day": None}]) == 1


def test_a_person_counts_once_however_often_listed():
    twice = [{"person_id": "a", "street": "东街"}, {"person_id": "a", "street": "西街"}, {"person_id": "b"}]
    assert headcount(twice) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"valid_from": date(2022, 12, 31)}, {"valid_from": date(2023, 12, 31)}),
        ({"import_id": 1}, {"import_id": 2}),
        ({"row": 8}, {"row": 7}),
    ],
    ids=["newer statement", "later import", "earlier row"],
)
def test_of_several_places_the_person_stands_in_the(first, second):
    places = [{"person_id": "a", "street": "旧街"} | first, {"person_id": "a", "street": "新街"} | second]
    assert cells(places, of="street") == [("新街", 1, 1)]
    assert cells(places[::-1], of="street") == [("新街", 1, 1)]


def test_a_filter_looks_at_the_place_the_person_stands_in():
    places = [
        {"person_id": "a", "street": "旧街", "valid_from": date(2022, 12, 31)},
        {"person_id": "a", "street": "新街", "valid_from": date(2023, 12, 31)},
    ]
    assert headcount(places, where={"street": ["旧街"]}) == 0
    assert headcount(places, where={"street": ["新街"]}) == 1


# Rows of a table


def test_unknown_is_a_row_of_its_own_and_the_last():
    assert cells([UNKNOWN, WOMAN, WOMAN, MAN], of="gender") == [("男", 1, 4), ("女", 2, 4), ("未知", 1, 4)]


def test_an_empty_text_is_unknown_too():
    assert cells([UNKNOWN, {"gender": ""}], of="gender") == [("未知", 2, 2)]
    assert headcount([UNKNOWN, {"gender": ""}, MAN], where={"gender": ["未知"]}) == 2


def test_categories_stand_in_the_dictionary_s_order():
    people = [{"education": "高中"}, {"education": "大学本科"}, {"education": "博士研究生"}]
    assert labels(people, "education") == ["博士研究生", "大学本科", "高中"]


def test_units_stand_in_the_order_of_the_files():
    people = [{"street": "西街", "import_id": 2}, {"street": "中街"}, {"street": "东街"}, {"street": None}]
    assert labels(people, "street") == ["中街", "东街", "西街", "未知"]


def test_groups_have_their_own_base():
    people = [MAN, WOMAN, WOMAN, MAN | {"street": "西街"}, WOMAN | {"street": "西街"}]
    expected = [("东街", "男", 1, 3), ("东街", "女", 2, 3), ("西街", "男", 1, 2), ("西街", "女", 1, 2)]
    assert cells(people, of="gender", by=["street"]) == expected


def test_a_category_that_occurs_in_one_group_is_0_in_the_others():
    people = [MAN, UNKNOWN | {"street": "西街"}]
    expected = [("东街", "男", 1, 1), ("东街", "未知", 0, 1), ("西街", "男", 0, 1), ("西街", "未知", 1, 1)]
    assert cells(people, of="gender", by=["street"]) == expected


def test_a_category_that_occurs_nowhere_has_no_row():
    assert cells([MAN], of="gender") == [("男", 1, 1)]
    assert cells([{"birth_day": date(1993, 5, 1)}], of="age_band") == [("35岁及以下", 1, 1)]


def test_a_unit_is_not_shown_as_0_under_another():
    people = [{"street": "东街", "community": "和平"}, {"street": "西街", "community": "幸福"}]
    assert cells(people, of="community", by=["street"]) == [("东街", "和平", 1, 1), ("西街", "幸福", 1, 1)]


# Communities of one name in several streets


HAPPY = [
    {"street": "东街", "community": "幸福社区"},
    {"street": "西街", "community": "幸福社区"},
    {"street": "西街", "community": "和平社区"},
    {"street": "东街", "community": None},
    {"street": "西街", "community": None},
]


def test_communities_of_one_name_are_told_apart_by_their_street():
    expected = [("幸福社区（东街）", 1, 5), ("幸福社区（西街）", 1, 5), ("和平社区", 1, 5), ("未知", 2, 5)]
    assert cells(HAPPY, of="community") == expected
    assert cells(HAPPY, "headcount", by=["community"]) == expected


def test_beside_its_street_a_community_needs_no_brackets():
    rows = cells(HAPPY, "headcount", by=["street", "community"])
    assert [row[:2] for row in rows] == [
        ("东街", "幸福社区"), ("东街", "未知"), ("西街", "幸福社区"), ("西街", "和平社区"), ("西街", "未知"),
    ]  # fmt: skip


def test_where_streets_repeat_as_well_the_whole_path_stands_in_the_brackets():
    places = [("甲区", "东街"), ("乙区", "东街"), ("乙区", "西街")]
    people = [{"district": district, "street": street, "community": "幸福"} for district, street in places]
    assert labels(people, "community") == ["幸福（甲区东街）", "幸福（乙区东街）", "幸福（西街）"]
    assert labels(people, "street") == ["东街（甲区）", "东街（乙区）", "西街"]


# Bases and headcount


def test_base_all_counts_the_unknown_in_the_denominator():
    assert cells([MAN, WOMAN, UNKNOWN], of="gender", options=Options(base="all"))[0] == ("男", 1, 3)


def test_base_known_leaves_the_unknown_out_and_their_row_has_no_base():
    rows = cells([MAN, WOMAN, UNKNOWN], of="gender", options=Options(base="known"))
    assert rows == [("男", 1, 2), ("女", 1, 2), ("未知", 1, None)]


def test_headcount_s_base_is_everybody_selected():
    people = [{}, {}, {"street": "西街"}, {"street": "南街"}]
    assert cells(people, "headcount", by=["street"]) == [("东街", 2, 4), ("西街", 1, 4), ("南街", 1, 4)]
    assert cells(people, "headcount", by=["street"], where={"street": ["东街", "西街"]})[0] == ("东街", 2, 3)


def test_nobody_selected_is_a_headcount_of_0_and_a_structure_without_rows():
    assert cells([WOMAN], "headcount", where={"gender": ["男"]}) == [(0, 0)]
    assert cells([WOMAN], of="street", where={"gender": ["男"]}) == []


def test_a_metric_says_what_was_asked_and_how():
    measured = measure("structure", engine=engine([MAN]), on=DAY, of="gender", where={"street": "东街"})
    assert (measured.name, measured.on, measured.by, measured.of) == ("structure", DAY, (), "gender")
    assert measured.where == {"street": ("东街",)}
    assert measured.definition.label == "构成"
