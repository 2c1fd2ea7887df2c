"""Distribution metrics of appraisals, one spec each: what is counted, and what is not."""

from __future__ import annotations

from datetime import date

import pytest
from postings import DAY, cells, engine, graded, scored

from sgstats.errors import Refused
from sgstats.metrics import Options, catalogue, measure
from sgstats.metrics.appraised import scale

TEN = [{}] * 10
FIVE = [{"street": "东街"}] * 3 + [{"street": "西街"}] * 2


def shares(name, people, appraisals, **asked):
    return cells(people, name, appraisals=appraisals, **asked)


def refusal(name="grades", *, people=FIVE, appraisals=(), **asked):
    with pytest.raises(Refused) as caught:
        cells(people, name, appraisals=appraisals, **asked)
    return caught.value


# Grades of a year


def test_each_grade_is_a_share_of_the_people_in_post_and_nobody_is_dropped():
    given = graded("优秀", "称职", "称职", "不称职")
    assert shares("grades", FIVE, given) == [
        ("优秀", 1, 5), ("称职", 2, 5), ("不称职", 1, 5), ("未知", 1, 5),
    ]  # fmt: skip


def test_with_the_base_of_the_known_people_without_a_grade_have_no_share():
    given = graded("优秀", "称职", "称职", "不称职")
    rows = shares("grades", FIVE, given, options=Options(base="known"))
    assert rows[0] == ("优秀", 1, 4)
    assert rows[-1] == ("未知", 1, None)


def test_by_street_a_grade_that_occurs_in_one_is_zero_in_the_other():
    given = graded("优秀", "称职", "称职", "称职", "称职")
    assert shares("grades", FIVE, given, by=["street"]) == [
        ("东街", "优秀", 1, 3), ("东街", "称职", 2, 3), ("西街", "优秀", 0, 2), ("西街", "称职", 2, 2),
    ]  # fmt: skip


def test_the_year_is_that_of_the_day_and_the_people_are_those_of_its_last_day():
    people = [{"leave_day": date(2023, 7, 1)}, {"hire_day": date(2023, 9, 1)}, {}]
    people = [person | {"valid_from": date(2022, 12, 31)} for person in people]
    given = graded("优秀", "称职", "称职") + graded("优秀", "优秀", "优秀", year=2022)
    assert shares("grades", people, given, on=date(2023, 3, 1)) == [("称职", 2, 2)]


def test_by_year_every_appraised_year_up_to_the_day_is_shown():
    people = [person | {"valid_from": date(2020, 12, 31)} for person in FIVE]
    given = [row for year in (2021, 2022, 2024) for row in graded("优秀", "称职", year=year)]
    rows = shares("grades", people, given, by=["year"])
    assert [row[:3] for row in rows if row[1] == "优秀"] == [("2021", "优秀", 1), ("2022", "优秀", 1)]


def test_a_year_may_be_chosen_by_a_filter():
    given = graded("优秀") + graded("称职", "称职", year=2022)
    people = [person | {"valid_from": date(2020, 12, 31)} for person in FIVE]
    assert shares("grades", people, given, where={"year": ["2022"]})[0] == ("称职", 2, 5)
    both = {"year": ["2022", "2023"]}
    assert refusal(people=people, appraisals=given, where=both).rule == "metric.years_apart"
    rows = shares("grades", people, given, where=both, by=["year"])
    assert {row[0] for row in rows} == {"2022", "2023"}


def test_grades_by_raters_or_of_one_dimension_are_no_grades_of_the_person():
    given = graded("优秀", rater="居民") + graded("不称职", dimension="德") + graded(None, "称职")
    assert shares("grades", FIVE, given) == [("称职", 1, 5), ("未知", 4, 5)]


def test_what_a_later_import_says_anew_counts_and_what_it_replaces_does_not():
    given = graded("优秀", superseded=True) + graded("称职", import_id=2)
    assert shares("grades", FIVE, given)[0] == ("称职", 1, 5)


def test_of_two_grades_the_newest_import_s_first_row_counts():
    given = graded("优秀") + graded("称职", import_id=2) + graded("不称职", import_id=2)
    assert shares("grades", FIVE, given)[0] == ("称职", 1, 5)


def test_a_reason_why_there_is_no_grade_is_the_last_word_too():
    given = [*graded("优秀"), {"person_id": "p1", "import_id": 2, "no_grade": "不定等次"}]
    assert shares("grades", FIVE, given + graded(None, "称职")) == [("称职", 1, 5), ("未知", 4, 5)]


def test_years_before_the_first_list_speak_of_the_people_on_it_with_a_record():
    given = [*graded("优秀", "称职", year=2021), {"person_id": "p3", "year": 2021, "no_grade": "未参加"}]
    assert shares("grades", FIVE, given, on=date(2021, 12, 31)) == [
        ("优秀", 1, 3),
        ("称职", 1, 3),
        ("未知", 1, 3),
    ]
    measured = measure("grades", engine=engine(FIVE, appraisals=given), on=date(2021, 6, 1))
    assert "2021" in measured.remarks[0]
    assert "2023-12-31" in measured.remarks[0]


def test_of_years_with_a_list_there_is_nothing_to_say():
    assert not measure("grades", engine=engine(FIVE, appraisals=graded("优秀")), on=DAY).remarks


def test_units_crossed_with_kinds_of_people_have_a_row_for_each_kind_that_occurs():
    people = [{"street": "东街", "gender": "男"}, {"street": "西街", "gender": "女"}]
    rows = shares("grades", people, graded("优秀", "优秀"), by=["street", "gender"])
    assert rows == [
        ("东街", "男", "优秀", 1, 1), ("东街", "女", "优秀", 0, 0),
        ("西街", "男", "优秀", 0, 0), ("西街", "女", "优秀", 1, 1),
    ]  # fmt: skip


# From year to year


def test_changes_are_shares_of_those_with_last_year_s_grade():
    people = [person | {"valid_from": date(2022, 12, 31)} for person in FIVE]
    given = graded("优秀", "优秀", "称职", "称职", year=2022) + graded("优秀", "称职", "称职", "优秀", "称职")
    assert shares("grade_changes", people, given) == [
        ("优秀", "优秀", 1, 2), ("优秀", "称职", 1, 2),
        ("称职", "优秀", 1, 2), ("称职", "称职", 1, 2),
        ("未知", "优秀", 0, 1), ("未知", "称职", 1, 1),
    ]  # fmt: skip
    assert shares("grade_changes", people, given, by=["last_grade"]) == shares("grade_changes", people, given)


def test_who_is_excellent_again_is_a_share_of_last_year_s_excellent_graded_again():
    given = graded("优秀", "优秀", "优秀", "称职", year=2022) + graded("优秀", "称职", None, "优秀")
    assert shares("excellent_again", FIVE, given) == [("优秀", 1, 2)]


def test_excellence_that_goes_round_falls_on_nobody_again():
    given = graded("优秀", "称职", year=2022) + graded("称职", "优秀")
    assert shares("excellent_again", FIVE, given) == [("优秀", 0, 1)]


def test_years_of_excellence_are_counted_among_those_graded_in_all_three():
    given = [
        *graded("优秀", "优秀", "称职", "称职", year=2021),
        *graded("优秀", "称职", "称职", "优秀", year=2022),
        *graded("优秀", "称职", "称职"),
    ]
    assert shares("excellent_years", FIVE, given) == [("0", 1, 3), ("1", 1, 3), ("3", 1, 3)]


def test_a_filter_by_last_year_s_grade_does_not_replace_the_metric_s_own():
    given = graded("优秀", "称职", year=2022) + graded("优秀", "优秀")
    assert shares("excellent_again", FIVE, given, where={"last_grade": ["优秀"]}) == [("优秀", 1, 1)]
    assert shares("excellent_again", FIVE, given, where={"last_grade": ["称职"]}) == []


# The quota


def test_the_quota_is_used_by_the_excellent_among_those_appraised():
    given = graded("优秀", "称职", "称职", "优秀", None)
    assert shares("quota_use", FIVE, given, by=["street"]) == [("东街", "优秀", 1, 3), ("西街", "优秀", 1, 1)]


def test_a_unit_without_excellence_has_used_none_of_its_quota():
    given = graded("优秀", "称职", "称职", "称职")
    assert shares("quota_use", FIVE, given, by=["street"])[1] == ("西街", "优秀", 0, 1)


# Signatures


def test_leniency_is_the_share_signed_for_renewal_among_those_complained_about():
    said = [("p1", "投诉"), ("p1", "同意续聘"), ("p2", "投诉"), ("p2", "不同意续聘"), ("p3", "同意续聘")]
    said += [("p4", "投诉"), ("p5", "投诉"), ("p5", "同意续聘"), ("p5", "不同意续聘")]
    facts = [{"person_id": person, "item": item} for person, item in said]
    assert cells(FIVE, "leniency", facts=facts) == [("同意续聘", 1, 3)]


def test_a_complaint_that_did_not_hold_is_none():
    facts = [{"person_id": "p1", "item": item} for item in ("投诉", "同意续聘")]
    more = [{"person_id": "p2", "item": "投诉", "holds": False}, {"person_id": "p2", "item": "同意续聘"}]
    assert cells(FIVE, "leniency", facts=facts + more) == [("同意续聘", 1, 1)]


# What may be asked


FAMILY = [name for name, entry in catalogue().items() if entry.family == "grades"]


def test_the_catalogue_holds_the_grades_family():
    assert {"grades", "grade_changes", "excellent_again", "excellent_years", "quota_use"} <= set(FAMILY)
    assert {"rater_scores", "rater_gap", "leniency"} <= set(FAMILY)


@pytest.mark.parametrize("name", ["year", "grade", "last_grade", "rater", "item", "excellent_years"])
def test_other_metrics_know_nothing_of_a_year_s_records(name):
    for asked in ({"by": [name]}, {"where": {name: ["优秀"]}}):
        assert refusal("headcount", **asked).rule == "metric.only_of_appraisals"


def test_grades_are_not_asked_by_rater_and_are_broken_down_by_grade_alone():
    assert refusal(appraisals=graded("优秀"), by=["rater"]).rule == "metric.only_of_appraisals"
    assert refusal(appraisals=graded("优秀"), of="gender").rule == "metric.of_not_wanted"
    assert shares("grades", FIVE, graded("优秀"), of="grade") == shares("grades", FIVE, graded("优秀"))


@pytest.mark.parametrize("name", FAMILY)
def test_a_store_without_records_is_refused_with_what_to_do_first(name):
    assert refusal(name).rule == "metric.nothing_appraised"


def test_a_year_in_which_nobody_was_appraised_is_refused_with_the_years_there_are():
    refused = refusal(appraisals=graded("优秀", year=2021) + graded("优秀", year=2022), on=date(2024, 1, 1))
    assert refused.rule == "metric.year_not_appraised"
    assert "2021、2022" in str(refused)
    assert refusal("excellent_years", appraisals=graded("优秀")).rule == "metric.nothing_appraised"


def test_values_that_do_not_exist_are_refused():
    given = graded("优秀")
    assert "基本称职" in str(refusal("grade_changes", appraisals=given, where={"last_grade": ["优"]}))
    assert refusal(appraisals=given, where={"year": ["去年"]}).rule == "metric.not_a_value"
    unknown = Options(against="领导")
    assert refusal("rater_gap", appraisals=scored("街道", 1), options=unknown).rule == "metric.not_a_value"


def test_the_scale_is_the_dictionary_s():
    assert scale() == ("优秀", "称职", "基本称职", "不称职")
