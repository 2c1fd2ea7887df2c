"""Appraisals, absences, votes and facts: whom they speak of, and which import has the last word."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_arrivals import arrival, ask, person, rules, stored
from invented_years import about

from sgstats.store import days, imports, recorded, rejected, staff, undo, years

SPRING = ("青禾区", "春晓街道", "集贤社区")
NEXT_DOOR = ("青禾区", "春晓街道", "幸福社区")
RAIN = ("青禾区", "听雨街道", "集贤社区")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名单.duckdb"


def listed(path, *people, year=2023):
    stored(path, arrival(year, *people))
    return {key: one for one, key in ask(path, "SELECT person_id, COALESCE(id_key, called_key) FROM posting")}


def told(path, **row):
    """Save one graded row; the person it was taken to be of, or the rule that refused it."""
    (saved,) = stored(path, about("appraisal", {"grade": "优秀"} | row, digest="a"))
    found = recorded(path, kind="appraisal", until=2023)["person_id"].to_list()
    return found[0] if found else saved.arrival.rejected["rule"].item()


# Whom a row speaks of


def test_an_id_number_finds_the_person_wherever_the_row_says_they_work(path):
    people = listed(path, person("A", name="王芳"), person("B", name="王芳"))
    assert told(path, id_key="id-B", called_key="called-王芳", community="别处社区") == people["id-B"]


def test_a_name_within_its_community_finds_the_only_one_called_so(path):
    listed(path, person(name="王芳"), person(name="王芳2"), person("C", name="李明", unit=NEXT_DOOR))
    row = {"called_key": "called-李明", "street": "春晓街道", "community": "幸福社区"}
    assert told(path, **row) == ask(path, "SELECT person_id FROM posting WHERE id_key = 'id-C'")[0][0]


def test_two_of_one_name_in_the_unit_are_left_to_a_human(path):
    listed(path, person("A", name="王芳"), person("B", name="王芳"))
    assert told(path, called_key="called-王芳", community="集贤社区") == "record.several"


def test_the_unit_parts_two_of_one_name(path):
    people = listed(path, person("A", name="王芳"), person("B", name="王芳", unit=RAIN))
    assert told(path, called_key="called-王芳", street="听雨街道") == people["id-B"]


def test_a_namesake_next_door_may_be_somebody_else_and_is_left_to_a_human(path):
    listed(path, person("A", name="王芳", unit=NEXT_DOOR))
    row = {"called_key": "called-王芳", "street": "春晓街道", "community": "集贤社区"}
    assert told(path, **row) == "record.elsewhere"


def test_somebody_listed_in_the_community_in_another_year_is_found_there(path):
    listed(path, person("A", name="王芳"), year=2022)
    people = listed(path, person("A", name="王芳", unit=NEXT_DOOR))
    row = {"called_key": "called-王芳", "street": "春晓街道", "community": "集贤社区"}
    assert told(path, **row) == people["id-A"]


def test_a_namesake_in_another_street_is_nobody(path):
    listed(path, person("A", name="王芳", unit=RAIN))
    assert told(path, called_key="called-王芳", street="春晓街道") == "record.nobody"


def test_an_id_number_on_no_list_is_kept_and_found_by_the_list_that_comes_later(path):
    listed(path, person("A", name="李明"))
    before = told(path, id_key="id-" + "Z" * 20, called_key="called-王芳")
    stored(path, arrival(2024, person("Z" * 20, name="王芳")))
    assert ask(path, "SELECT person_id FROM posting WHERE called_key = 'called-王芳'") == [(before,)]


def test_an_id_number_may_be_new_for_somebody_listed_without_one(path):
    listed(path, person(staff="7", name="王芳"))
    (known,) = ask(path, "SELECT person_id FROM posting")[0]
    assert told(path, id_key="id-new", called_key="called-王芳", community="集贤社区") == known


def test_a_refused_row_is_counted_and_keeps_its_address(path):
    listed(path, person("A", name="王芳"))
    rows = ({"id_key": "id-A", "grade": "优秀"}, {"called_key": "called-谁", "grade": "称职"})
    (saved,) = stored(path, about("appraisal", *rows, digest="a"))
    assert (saved.arrival.rows_read, saved.arrival.rows_accepted) == (2, 1)
    assert rejected(path).select("row", "rule").rows() == [(4, "record.nobody")]


def test_a_second_grade_for_one_person_and_year_is_refused_once_it_is_known_who_is_who(path):
    listed(path, person("A", staff="7", name="王芳"))
    rows = ({"id_key": "id-A", "grade": "优秀"}, {"staff_key": "staff-7", "grade": "称职"})
    (saved,) = stored(path, about("appraisal", *rows, digest="a"))
    assert saved.arrival.rejected.select("row", "rule").rows() == [(4, "record.again")]


def test_a_row_about_three_years_is_one_row_read(path):
    listed(path, person("A"))
    rows = [{"id_key": "id-A", "grade": "称职", "year": year, "_row": 5} for year in (2021, 2022, 2023)]
    (saved,) = stored(path, about("appraisal", *rows, digest="a"))
    assert saved.arrival.rows_read == 1
    assert years(path) == [2021, 2022, 2023]


# The last word


def grades(path):
    told = recorded(path, kind="appraisal", until=2023)
    return told.drop_nulls("grade")["grade"].to_list()


def test_a_later_import_replaces_the_grade_and_says_so(path):
    listed(path, person("A"))
    first = about("appraisal", {"id_key": "id-A", "grade": "优秀"}, digest="a")
    second = about("appraisal", {"id_key": "id-A", "grade": "称职"}, digest="b")
    _, saved = stored(path, first, second)
    assert grades(path) == ["称职"]
    assert "record.differs" in rules(saved)


def test_taking_the_later_import_back_brings_the_grade_back(path):
    test_a_later_import_replaces_the_grade_and_says_so(path)
    undo(path, import_id=3)
    assert grades(path) == ["优秀"]


def test_a_score_told_later_leaves_the_grade_alone(path):
    listed(path, person("A"))
    row = {"id_key": "id-A", "grade": "优秀", "points": 95_000_000, "ballots": 1}
    stored(path, about("appraisal", row, digest="a"))
    stored(path, about("appraisal", {"id_key": "id-A", "points": 93_000_000, "ballots": 1}, digest="b"))
    told = recorded(path, kind="appraisal", until=2023)
    assert grades(path) == ["优秀"]
    assert told.drop_nulls("points")["points"].to_list() == [93_000_000]


def test_a_vote_on_keeping_and_one_on_satisfaction_are_two_votes(path):
    listed(path, person("A"))
    stored(
        path,
        about("ballot", {"id_key": "id-A", "present": 50, "in_favour": 30}, digest="a"),
        about("ballot", {"id_key": "id-A", "present": 60, "votes_dissatisfied": 20}, digest="b"),
    )
    assert recorded(path, kind="ballot", until=2023)["present"].to_list() == [50, 60]


def test_two_undated_talks_of_one_import_are_two(path):
    listed(path, person("A"))
    rows = [{"id_key": "id-A", "item": "谈心"}] * 2
    stored(path, about("fact", *rows, digest="a"), about("fact", *rows, digest="b"))
    assert recorded(path, kind="fact", until=2023).height == 2


def test_the_same_file_read_as_two_kinds_is_stored_twice(path):
    listed(path, person("A"))
    stored(
        path,
        about("appraisal", {"id_key": "id-A", "grade": "优秀"}, digest="a"),
        about("fact", {"id_key": "id-A", "item": "投诉"}, digest="a"),
    )
    assert imports(path)["kind"].to_list() == ["roster", "appraisal", "fact"]


def test_only_staff_lists_make_days(path):
    listed(path, person("A"), year=2022)
    stored(path, about("fact", {"id_key": "id-A", "item": "投诉"}, digest="a"))
    assert [day.year for day in days(path)] == [2022]


def test_rows_refused_for_want_of_a_roster_are_taken_in_when_the_file_comes_again(path):
    file = about("appraisal", {"called_key": "called-王芳", "grade": "优秀"}, digest="a")
    (before,) = stored(path, file)
    listed(path, person("A", name="王芳"))
    (after,) = stored(path, file)
    assert (before.arrival.rows_accepted, after.arrival.rows_accepted) == (0, 1)
    assert (after.import_id, after.again) == (before.import_id, False)
    assert "import.completed" in rules(after)
    assert grades(path) == ["优秀"]
    assert rejected(path).is_empty()


def test_an_import_completed_later_does_not_overrule_the_correction_made_in_between(path):
    file = about(
        "appraisal",
        {"id_key": "id-A", "grade": "优秀"},
        {"called_key": "called-李明", "grade": "称职"},
        digest="a",
    )
    listed(path, person("A", name="王芳"))
    stored(path, file, about("appraisal", {"id_key": "id-A", "grade": "称职"}, digest="b"))
    stored(path, arrival(2023, person("B", name="李明", unit=RAIN), file="听雨.xlsx"), file)
    assert grades(path) == ["称职", "称职"]


# Who was there


def test_staff_are_those_in_post_at_the_years_end_and_those_with_something_recorded(path):
    listed(path, person("A"), person("B"), year=2022)
    stored(path, arrival(2023, person("A")))
    stored(path, about("absence", {"id_key": "id-B", "absent_tenths": 110}, digest="a"))
    found = staff(path, years=range(2022, 2024))
    assert found.group_by("year", "in_post").len().sort("year", "in_post").rows() == [
        (2022, True, 2),
        (2023, False, 1),
        (2023, True, 1),
    ]


def test_somebody_who_left_and_has_nothing_recorded_is_not_asked_about(path):
    listed(path, person("A"), person("B"), year=2022)
    stored(path, arrival(2023, person("A")))
    assert staff(path, years=range(2023, 2024)).height == 1


def test_whoever_is_listed_twice_is_there_once(path):
    stored(
        path, arrival(2023, person("A"), person("B")), arrival(2023, person("A", unit=RAIN), file="二.xlsx")
    )
    assert staff(path, years=range(2023, 2024))["person_id"].n_unique() == 2
    assert staff(path, years=range(2023, 2024)).height == 2


def test_people_of_a_unit_stand_in_the_order_of_their_list(path):
    stored(path, arrival(2023, *(person(one) for one in "DBCA")))
    stored(path, arrival(2023, person("F", unit=RAIN), person("E", unit=RAIN), file="二.xlsx"))
    called = dict(ask(path, "SELECT person_id, id_key FROM posting"))
    found = staff(path, years=range(2023, 2024))
    assert [called[one] for one in found["person_id"]] == [f"id-{one}" for one in "FEDBCA"]


def test_whoever_is_on_no_list_stands_where_the_record_stands(path):
    listed(path, person("A"))
    unlisted = ("Z" * 20, "B" * 20, "Y" * 20)
    rows = [{"id_key": f"id-{one}", "community": "集贤社区", "grade": "称职"} for one in unlisted]
    stored(path, about("appraisal", *rows, digest="a"))
    order = ask(path, "SELECT person_id FROM appraisal ORDER BY row")
    found = staff(path, years=range(2023, 2024)).filter(~pl.col("in_post"))
    assert found["person_id"].to_list() == [one for (one,) in order]


@given(st.permutations(range(4)))
@settings(max_examples=8)
def test_the_order_of_imports_decides_nothing_but_the_last_word(tmp_path_factory, order):
    path = tmp_path_factory.mktemp("order") / "store.duckdb"
    listed(path, person("A"), person("B"))
    four = [
        about("appraisal", {"id_key": "id-A", "grade": "优秀"}, digest="a"),
        about("absence", {"id_key": "id-B", "absent_tenths": 40}, digest="b"),
        about("ballot", {"id_key": "id-A", "present": 40, "in_favour": 21}, digest="c"),
        about("fact", {"id_key": "id-B", "item": "谈心"}, digest="d"),
    ]
    stored(path, *(four[place] for place in order))
    kinds = ("appraisal", "absence", "ballot", "fact")
    assert [recorded(path, kind=kind, until=2023).height for kind in kinds] == [1, 1, 1, 1]
