"""Judging a year: what is refused, what is only said, and what each option changes."""

from __future__ import annotations

from datetime import date

import pytest
from judging_cases import EAST, YEAR, P, judged, row_of

from sgstats.errors import Refused
from sgstats.messages import use_language
from sgstats.policies.procedures import InForce


def refused(**tables):
    with pytest.raises(Refused) as refusal:
        judged(**tables)
    return refusal.value.rule


# What is refused


def test_a_year_without_a_roster_is_refused():
    assert refused(year=2024, appraisals=[P | {"grade": "称职"}]) == "judge.no_such_year"


def test_a_year_without_any_record_is_refused():
    assert refused(appraisals=[P | {"year": 2022, "grade": "称职"}]) == "judge.nothing_recorded"


@pytest.mark.parametrize("score", ["-1", "100.5", "100000001/1000000"])
def test_a_score_outside_0_to_100_is_refused(score):
    assert refused(appraisals=[P | {"score": score}]) == "judge.score_outside"


@pytest.mark.parametrize(
    "ballot",
    [
        {"present": 40, "in_favour": 41},
        {"present": 40, "returned": 41},
        {"present": 40, "invalid": 2, "in_favour": 39},
        {"present": 40, "votes_excellent": 30, "votes_competent": 11},
        {"present": 40, "returned": 30, "votes_dissatisfied": 31},
        {"present": 40, "in_favour": -1},
    ],
)
def test_more_votes_than_people_are_refused(ballot):
    assert refused(ballots=[P | ballot]) == "judge.more_votes_than_people"


def test_a_year_outside_the_dates_of_a_pack_is_refused():
    dated = EAST.model_copy(update={"in_force": InForce(first=date(2024, 5, 1))})
    assert refused(pack=dated, appraisals=[P | {"grade": "称职"}]) == "judge.not_in_force"


def test_a_pack_without_dates_is_applied_and_says_so():
    notes = judged(appraisals=[P | {"grade": "称职"}]).notes
    assert any("EAST 没有施行日期" in note for note in notes)


# What is left to people


def test_several_raters_without_weights_make_no_score():
    parts = [P | {"rater": rater, "score": "85"} for rater in ("街道", "居民")]
    row = row_of(judged(appraisals=parts), "P")
    assert (row["final_grade"], row["needs_human"], row["score"]) == (None, True, None)


def test_several_raters_beside_a_grade_decide_nothing():
    parts = [P | {"rater": rater, "score": "85"} for rater in ("街道", "居民")]
    row = row_of(judged(appraisals=[*parts, P | {"grade": "称职"}]), "P")
    assert (row["final_grade"], row["needs_human"]) == ("称职", False)


def test_one_rater_needs_no_weight():
    assert row_of(judged(appraisals=[P | {"rater": "街道", "score": "85"}]), "P")["final_grade"] == "称职"


def test_weights_put_raters_together_exactly():
    raters = [{"name": "街道", "weight": "1/3"}, {"name": "居民", "weight": "2/3"}]
    weighted = type(EAST).model_validate(EAST.model_dump() | {"raters": raters})
    scores = [P | {"rater": "街道", "score": "88"}, P | {"rater": "居民", "score": "91"}]
    row = row_of(judged(pack=weighted, appraisals=scores), "P")
    assert (row["score"], row["rated_grade"]) == ("90", "优秀")
    short = [P | {"rater": "街道", "score": "88"}, P | {"rater": "居民", "score": "909999/10000"}]
    row = row_of(judged(pack=weighted, appraisals=short), "P")
    assert (row["score"], row["rated_grade"]) == ("89.9999", "称职")


def test_a_rater_missing_makes_no_weighted_score():
    raters = [{"name": "街道", "weight": "1/3"}, {"name": "居民", "weight": "2/3"}]
    weighted = type(EAST).model_validate(EAST.model_dump() | {"raters": raters})
    row = row_of(judged(pack=weighted, appraisals=[P | {"rater": "街道", "score": "88"}]), "P")
    assert (row["final_grade"], row["needs_human"]) == (None, True)


def test_two_grades_of_one_year_are_for_people_to_settle():
    row = row_of(judged(appraisals=[P | {"grade": "称职"}, P | {"grade": "优秀"}]), "P")
    assert (row["final_grade"], row["needs_human"]) == (None, True)


def test_a_grade_that_its_score_contradicts_stands_and_is_noted():
    row = row_of(judged(appraisals=[P | {"grade": "称职", "score": "95"}]), "P")
    assert (row["final_grade"], row["score"], row["rules"]) == ("称职", "95", [])
    assert "不一致" in row["reason"]


def test_no_grade_is_none():
    row = row_of(judged(appraisals=[P | {"no_grade": "不定等次"}]), "P")
    assert (row["rated_grade"], row["final_grade"], row["rules"], row["outcome"]) == (None, None, [], "无")
    assert "没有规则触发" in row["reason"]


def test_missing_counts_are_not_guessed():
    row = row_of(judged(ballots=[P | {"in_favour": 30, "present": 40}]), "P")
    assert row["outcome"] == "需人工认定"


def test_an_unknown_employment_counts_as_inside_with_a_note():
    result = judged([P | {"employment": None}], appraisals=[P | {"grade": "称职"}])
    row = row_of(result, "P")
    assert (row["outcome"], row["member"]) == ("无", True)
    assert any("用工性质不明" in note for note in result.notes)


@pytest.mark.parametrize(("holds", "outcome"), [(True, "不适用"), (False, "无")])
def test_a_recorded_fact_says_whom_the_pack_applies_to(holds, outcome):
    employment = "专职社区工作者" if holds else "兼职"
    fact = P | {"item": "EAST-2-X", "holds": holds}
    row = row_of(judged([P | {"employment": employment}], facts=[fact]), "P")
    assert row["outcome"] == outcome


def test_an_attendance_beside_the_usual_share_is_only_noted():
    ballot = P | {"present": 100, "invalid": 0, "attended_residents": 30}
    row = row_of(judged(ballots=[ballot]), "P")
    assert (row["rules"], row["outcome"]) == (["EAST-6-2-A"], "无")
    assert row["effects"] == ["EAST-6-2-A：比例不在规定范围，仅作提示"]


def test_a_place_goes_by_the_exact_score():
    people = [{"person_id": f"P{number}", "year": YEAR} for number in range(10)]
    scores = ["9333333/100000", "280/3", "1820/20", "91", *["80"] * 6]
    result = judged(people, appraisals=[one | {"score": s} for one, s in zip(people, scores, strict=True)])
    rows = [row_of(result, f"P{number}") for number in range(4)]
    assert [(row["rank"], row["tied"]) for row in rows] == [(2, False), (1, False), (3, True), (3, True)]
    assert [row["final_grade"] for row in rows] == ["优秀", "优秀", None, None]


# Options


def test_the_gap_between_two_bands_may_be_read_upwards():
    row = row_of(judged(options={"gap": "upper"}, appraisals=[P | {"score": "59.5"}]), "P")
    assert (row["final_grade"], row["rules"]) == ("基本称职", ["PLAN-7-1", "GAP_59_60"])


def test_years_without_a_grade_may_be_passed_over():
    people = [{"person_id": "P", "year": year} for year in (2021, 2022, 2023)]
    grades = [{"person_id": "P", "year": year, "grade": "不称职"} for year in (2021, 2023)]
    assert row_of(judged(people, appraisals=grades), "P")["outcome"] == "无"
    assert "中断" in row_of(judged(people, appraisals=grades), "P")["reason"]
    skipped = judged(people, appraisals=grades, options={"missing_year": "skipped"})
    assert row_of(skipped, "P")["outcome"] == "解除聘用"


def test_last_years_grade_may_be_taken_as_it_was_rated():
    years = [{"person_id": "P", "year": year} for year in (2021, 2022, 2023)]
    grades = [one | {"grade": "基本称职"} for one in years]
    assert row_of(judged(years, appraisals=grades), "P")["final_grade"] == "基本称职"
    raw = judged(years, appraisals=grades, options={"last_grade": "raw"})
    assert row_of(raw, "P")["final_grade"] == "不称职"


def test_a_year_may_be_any_twelve_months():
    absences = [
        {"person_id": "P", "year": 2022, "absence_type": "旷工", "start_day": 20221226, "end_day": 20221228},
        {"person_id": "P", "year": 2023, "absence_type": "旷工", "start_day": 20230206, "end_day": 20230208},
        {"person_id": "P", "year": 2023, "absence_type": "旷工", "start_day": 20230306, "end_day": 20230307},
        {"person_id": "P", "year": 2023, "absence_type": "旷工", "start_day": 20231225, "end_day": 20231226},
    ]
    given = [P | {"grade": "称职"}]
    assert row_of(judged(appraisals=given, absences=absences), "P")["final_grade"] == "称职"
    rolling = judged(appraisals=given, absences=absences, options={"absence_window": "rolling"})
    assert row_of(rolling, "P")["final_grade"] == "基本称职"
    assert "累计9个" in row_of(rolling, "P")["reason"]


def test_a_quota_may_be_of_the_headcount():
    people = [{"person_id": f"P{number}", "year": YEAR} for number in range(5)]
    grades = [one | {"grade": "优秀" if one["person_id"] == "P0" else "称职"} for one in people[:4]]
    assert row_of(judged(people, appraisals=grades), "P0")["final_grade"] == "称职"
    counted = judged(people, appraisals=grades, options={"quota_of": "headcount"})
    assert row_of(counted, "P0")["final_grade"] == "优秀"


def test_years_outside_the_published_calendar_go_by_weekdays_and_say_so():
    who = {"person_id": "P", "year": 2031}
    away = who | {"absence_type": "旷工", "start_day": 20311001, "end_day": 20311006}
    result = judged([who], year=2031, appraisals=[who | {"grade": "称职"}], absences=[away])
    assert row_of(result, "P")["final_grade"] == "基本称职"
    assert any("2031年没有公布" in note for note in result.notes)


# What is said


def test_a_clause_changed_by_the_user_is_cited_as_changed():
    limits = [one.model_copy(update={"run_over": 1, "doubt": "changed"}) for one in EAST.absences]
    changed = EAST.model_copy(update={"absences": tuple(limits)})
    away = P | {"absence_type": "旷工", "absent_tenths": 20}
    row = row_of(judged(pack=changed, appraisals=[P | {"grade": "称职"}], absences=[away]), "P")
    assert "取值已由使用者更改" in row["reason"]


def test_somebody_on_no_roster_of_last_year_has_last_years_grade_all_the_same():
    grades = [P | {"year": 2022, "grade": "基本称职"}, P | {"grade": "基本称职"}]
    assert row_of(judged(appraisals=grades), "P")["rules"] == ["EAST-18-8"]


@pytest.mark.parametrize(
    ("hire", "leave", "months"),
    [
        (None, None, 12),
        (20230315, None, 10),
        (None, 20230601, 5),
        (None, 20230602, 6),
        (20200101, 20230101, 0),
    ],
)
def test_months_in_post_are_months_with_a_day_in_post(hire, leave, months):
    who = P | {"hire_day": hire, "leave_day": leave}
    row = row_of(judged([who], appraisals=[P | {"grade": "称职"}]), "P")
    assert (row["months"], row["member"]) == (months, months > 0)


def test_the_reason_is_said_in_the_language_chosen():
    use_language("en")
    row = row_of(judged(appraisals=[P | {"grade": "称职"}]), "P")
    assert row["reason"] == "No rule fired; the grade is the one given."


def test_results_have_the_columns_of_the_contract():
    result = judged(appraisals=[P | {"grade": "称职"}])
    assert {"person_id", "unit", "rated_grade", "final_grade", "rules", "outcome"} <= set(
        result.people.columns
    )
    assert result.people["unit"].to_list() == ["康宁街道/集贤社区"]
    assert result.units.columns[4:] == ["appraised", "seats", "candidates", "given", "undecided"]
