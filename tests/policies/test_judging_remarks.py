"""What is said beside a result: records without effect, contradictions, what nobody knows."""

from __future__ import annotations

import pytest
from judging_cases import YEAR, P, judged, row_of

from sgstats.policies.loading import load


def test_a_record_of_a_rule_that_the_pack_does_not_have_is_said_and_does_nothing():
    facts = [P | {"item": item} for item in ("EAST-99-9", "PLAN-99-9", "谈心")]
    result = judged(appraisals=[P | {"grade": "称职"}], facts=facts)
    row = row_of(result, "P")
    assert (row["final_grade"], row["rules"], row["needs_human"]) == ("称职", [], False)
    assert "EAST-99-9" in row["reason"]
    assert "PLAN" not in row["reason"]
    note = next(note for note in result.notes if "EAST-99-9" in note)
    assert (note.people, "PLAN" in note) == (1, False)
    assert note.with_number("*").startswith("有*人的记录")


def test_choosing_somebody_who_is_no_candidate_is_said_and_does_nothing():
    result = judged(appraisals=[P | {"grade": "称职"}], facts=[P | {"item": "优秀人选"}])
    row = row_of(result, "P")
    assert (row["final_grade"], row["rules"], row["needs_human"]) == ("称职", [], False)
    assert "不是候选人" in row["reason"]
    assert any("1人有“优秀人选”的记录" in note for note in result.notes)


def test_grades_that_scores_contradict_are_counted():
    people = [{"person_id": name, "year": YEAR} for name in "AB"]
    grades = [people[0] | {"grade": "称职", "score": "55"}, people[1] | {"grade": "称职", "score": "85"}]
    notes = judged(people, appraisals=grades).notes
    assert any("1人评定的等次与分数所在档次不一致" in note for note in notes)


def test_whoever_is_gone_by_the_end_of_the_year_is_not_taken_for_a_whole_year_in_silence():
    gone = P | {"in_post": False}
    result = judged([gone], appraisals=[P | {"grade": "称职"}])
    row = row_of(result, "P")
    assert (row["months"], row["member"], row["needs_human"]) == (None, True, False)
    assert "年末不在名单" in row["reason"]
    assert any("1人有等次而年末不在名单" in note for note in result.notes)
    row = row_of(judged([gone], appraisals=[P | {"grade": "称职"}], options={"part_year": "months"}), "P")
    assert (row["months"], row["final_grade"], row["outcome"]) == (None, "称职", "需人工认定")
    dated = judged([gone | {"leave_day": 20230602}], appraisals=[P | {"grade": "称职"}])
    assert (row_of(dated, "P")["months"], "年末" in row_of(dated, "P")["reason"]) == (6, False)


@pytest.mark.parametrize(
    ("typed", "end", "grade", "human"),
    [
        (30, 20230308, "称职", False),  # three working days, both ways
        (20, 20230308, "称职", False),  # two or three: neither is over a limit
        (100, 20230308, "称职", True),  # ten or three
        (20, 20230309, "基本称职", True),  # two or four
    ],
)
def test_days_typed_that_the_dates_contradict_matter_where_a_limit_lies_between(typed, end, grade, human):
    away = P | {"absence_type": "旷工", "start_day": 20230306, "end_day": end, "absent_tenths": typed}
    row = row_of(judged(appraisals=[P | {"grade": "称职"}], absences=[away]), "P")
    assert (row["final_grade"], row["needs_human"]) == (grade, human)
    assert ("不一致" in row["reason"]) == (typed != 30)


def test_a_consequence_names_the_grade_of_the_person_and_the_loss_of_pay():
    plan = load("PLAN")
    row = row_of(judged(pack=plan, appraisals=[P | {"grade": "优秀"}]), "P")
    assert "本年度为优秀）" in row["reason"]
    row = row_of(judged(pack=plan, appraisals=[P | {"grade": "不称职"}]), "P")
    assert (row["no_performance_pay"], row["effects"]) == (True, ["不得享受绩效薪酬"])
    silent = plan.model_copy(update={"runs": tuple(r.model_copy(update={"effect": None}) for r in plan.runs)})
    assert row_of(judged(pack=silent, appraisals=[P | {"grade": "不称职"}]), "P")["effects"] == [
        "不得享受绩效薪酬"
    ]
