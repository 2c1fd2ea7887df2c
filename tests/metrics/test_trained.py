"""The training family: persons and not attendances, known hours, and streets that keep no records."""

from __future__ import annotations

from datetime import date

import pytest
from postings import DAY, cells, measured

from sgstats.errors import Refused
from sgstats.metrics import Options

YEAR = {"since": date(2023, 1, 1)}
TWO = [{}, {}]


def attended(person, day=date(2023, 5, 1), level="区级", **facts):
    return {"person_id": person, "day": day, "training_level": level} | facts


def coverage(people, trainings, **asked):
    return cells(people, "training_coverage", trainings=trainings, **YEAR | asked)


# Coverage


def test_whoever_came_three_times_is_one_person():
    assert coverage(TWO, [attended("p1"), attended("p1", level="外训"), attended("p1", level=None)]) == [
        ("参加过", 1, 2),
        ("未参加", 1, 2),
    ]


def test_a_training_of_somebody_who_has_left_or_is_not_listed_is_not_counted():
    people = [{}, {"leave_day": date(2023, 6, 1)}]
    assert coverage(people, [attended("p1"), attended("p2"), attended("p9")]) == [("参加过", 1, 1)]


@pytest.mark.parametrize(("day", "counts"), [(date(2022, 12, 31), 0), (date(2023, 1, 1), 1), (DAY, 1)])
def test_both_ends_of_the_period_lie_in_it(day, counts):
    assert coverage(TWO, [attended("p2"), attended("p1", day)])[0] == ("参加过", 1 + counts, 2)


def test_a_superseded_row_says_nothing():
    assert coverage(TWO, [attended("p1", superseded=True)]) == [("未知", 2, 2)]


def test_a_street_without_any_record_is_unknown_and_never_0_percent():
    people = [{}, {}, {"street": "西街"}]
    rows = [("东街", "参加过", 1, 2), ("东街", "未参加", 1, 2), ("西街", "未知", 1, 1)]
    assert coverage(people, [attended("p1")], by=["street"]) == rows
    assert coverage(people, [attended("p1")])[-1] == ("未知", 1, 3)
    (said,) = measured(people, "training_coverage", trainings=[attended("p1")], **YEAR).remarks
    assert said.startswith("2023-01-01 – 2023-12-31：有 1 个街道没有任何培训记录")


def test_a_community_whose_street_keeps_records_may_have_0_percent():
    people = [{"community": "和平"}, {"community": "幸福"}]
    rows = coverage(people, [attended("p1")], by=["community"])
    assert ("幸福", "参加过", 0, 1) in rows


def test_base_known_leaves_the_streets_without_records_out():
    people = [{}, {}, {"street": "西街"}]
    rows = coverage(people, [attended("p1")], options=Options(base="known"))
    assert rows == [("参加过", 1, 2), ("未参加", 1, 2), ("未知", 1, None)]


def test_each_level_is_held_against_everybody():
    trainings = [attended("p1"), attended("p1", level="外训"), attended("p2")]
    rows = coverage(TWO, trainings, by=["training_level"])
    assert [row for row in rows if row[1] == "参加过"] == [("区级", "参加过", 2, 2), ("外训", "参加过", 1, 2)]


def test_a_level_that_nobody_has_is_unknown():
    asked = {"where": {"training_level": ["外训"]}}
    assert coverage(TWO, [attended("p1")], **asked) == [("未知", 2, 2)]
    (said,) = measured(TWO, "training_coverage", trainings=[attended("p1")], **YEAR, **asked).remarks
    assert "没有任何人有“外训”的培训记录" in said


def test_every_year_has_its_own_trainings_and_its_own_people():
    people = [
        {"person_id": "a", "valid_from": date(2021, 12, 31)},
        {"person_id": "b", "valid_from": date(2021, 12, 31), "hire_day": date(2023, 3, 1)},
    ]
    trainings = [attended("a", date(2022, 5, 1)), attended("b")]
    found = measured(people, "training_coverage", since=date(2021, 6, 1), by=["year"], trainings=trainings)
    assert found.cells.filter(trained="参加过").rows() == [("2022", "参加过", 1, 1), ("2023", "参加过", 1, 2)]
    assert ("2021", "未知", 1, 1) in found.cells.rows()


def test_a_year_that_ended_before_the_first_list_is_left_out_and_said():
    found = measured(
        TWO, "training_coverage", since=date(2022, 1, 1), by=["year"], trainings=[attended("p1")]
    )
    assert {row[0] for row in found.cells.rows()} == {"2023"}
    assert any("还没有名册" in said and "2022-12-31" in said for said in found.remarks)


def test_a_training_known_by_its_year_alone_counts_in_whole_years():
    trainings = [attended("p1", None, year=2023), attended("p2", date(2023, 9, 1))]
    assert coverage(TWO, trainings)[0] == ("参加过", 2, 2)
    part = {"since": date(2023, 2, 1)}
    assert coverage(TWO, trainings, **part)[0] == ("参加过", 1, 2)
    assert any(
        "只写了年份" in said
        for said in measured(TWO, "training_coverage", trainings=trainings, **part).remarks
    )


def test_coverage_speaks_of_a_period():
    with pytest.raises(Refused, match="时期"):
        cells(TWO, "training_coverage")


def test_what_comes_of_counting_is_no_filter():
    with pytest.raises(Refused, match="不能作为筛选条件"):
        coverage(TWO, [], where={"trained": ["参加过"]})


def test_several_years_are_not_mixed():
    with pytest.raises(Refused, match="不能并成一个数"):
        coverage(TWO, [], since=date(2022, 1, 1), where={"year": ["2022", "2023"]})


# Hours and attendances


def test_hours_are_of_everybody_whose_hours_are_known():
    trainings = [attended("p1", hours_tenths=80), attended("p1", DAY, hours_tenths=75), attended("p2")]
    (row,) = cells([{}, {}, {}], "training_hours", trainings=trainings, **YEAR)
    assert row[:3] == (2, 3, 7.75)  # 15.5 hours and none; of one, nobody wrote the hours down


def test_where_nothing_is_recorded_there_are_no_hours():
    assert cells(TWO, "training_hours", **YEAR) == [(0, 2, None, None, None)]


def test_attendances_are_counted_per_person():
    trainings = [attended("p1"), attended("p1", DAY), attended("p2")]
    people = [*TWO, {"street": "西街"}]
    rows = cells(people, "training_attendances", by=["street"], trainings=trainings, **YEAR)
    assert rows == [("东街", 3, 2.0, 1.5, None, None), ("西街", None, None, None, None, None)]


# Never, and certificates


def test_never_is_of_all_time_up_to_the_day():
    trainings = [attended("p1", date(1999, 5, 1)), attended("p2", date(2024, 1, 1))]
    assert cells(TWO, "never_trained", trainings=trainings) == [("未参加", 1, 2)]


def test_any_of_the_three_certificates_counts_once():
    held = ["社会工作师", "助理社会工作师", "有证（级别不详）", "无", None]
    people = [{"certificate": one} for one in held]
    assert cells(people, "certified") == [("持证", 3, 5), ("无证", 1, 5), ("未知", 1, 5)]


def test_a_survey_of_162_people_has_71_6_percent_certified():
    """常州: 71.6 % of 162 are 116 people."""
    from sgstats.metrics import with_shares

    people = [{"certificate": "社会工作师" if n < 116 else "无"} for n in range(162)]
    shares = with_shares(measured(people, "certified").cells)
    assert round(shares["share"][0] * 100, 1) == 71.6
