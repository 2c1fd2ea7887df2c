"""Five qualities people score themselves on, and the look back at the last time (GRID)."""

from __future__ import annotations

import pytest
from special_cases import YEAR, case_of, only

from sgstats.policies.self_assessment import assessed

FIVE = ["工作氛围", "社会事务知识", "理论与业务学习", "政策法规", "自我批评"]


def own(quality, score, *, year=YEAR, **more):
    return {
        "person_id": "甲",
        "year": year,
        "rater": "自评",
        "dimension": quality,
        "score": str(score),
    } | more


def ruled(*scores):
    return assessed(case_of("GRID", ["甲"], appraisals=list(scores)))


def test_every_quality_is_told_and_no_grade_follows():
    rulings = ruled(*[own(quality, 4) for quality in FIVE])
    told = only(rulings, rule="GRID-3")
    assert told["effect"] == (
        "自评：工作氛围4分、社会事务知识4分、理论与业务学习4分、政策法规4分、自我批评4分。"
    )
    assert (told["grade"], told["outcome"], told["needs_human"]) == (None, None, False)


def test_qualities_without_a_score_are_named():
    told = only(ruled(own("政策法规", 3), own("工作氛围", 5)), rule="GRID-3")
    assert (
        told["effect"] == "自评：工作氛围5分、政策法规3分。未自评：社会事务知识、理论与业务学习、自我批评。"
    )


def test_a_quality_scored_several_times_is_its_exact_mean():
    scores = [own("工作氛围", score) for score in (3, 4, 4)]
    assert only(ruled(*scores), rule="GRID-3")["effect"].startswith("自评：工作氛围3.6666分。")


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("3", "4", "工作氛围比2022年提高"),
        ("4", "3", "工作氛围比2022年下降"),
        ("4", "4", "工作氛围与2022年持平"),
        ("11/3", "3.6666", "工作氛围比2022年下降"),
        ("11/3", "3.6667", "工作氛围比2022年提高"),
    ],
)
def test_looking_back_compares_exactly(before, now, change):
    looked_back = only(ruled(own("工作氛围", before, year=2022), own("工作氛围", now)), rule="GRID-3-3")
    assert looked_back["effect"] == f"回头看：{change}。"


def test_the_last_time_may_be_years_ago_and_differs_by_quality():
    scores = [
        own("工作氛围", 5, year=2019),
        own("工作氛围", 2, year=2021),
        own("工作氛围", 3),
        own("政策法规", 3),
    ]
    looked_back = only(ruled(*scores), rule="GRID-3-3")
    assert looked_back["effect"] == "回头看：工作氛围比2021年提高、政策法规此前没有自评。"


@pytest.mark.parametrize(("score", "wrong"), [("0.9", True), ("1", False), ("5", False), ("5.01", True)])
def test_a_score_outside_the_scale_is_for_people_to_put_right(score, wrong):
    ruling = only(ruled(own("工作氛围", score)), rule="GRID-3")
    assert ruling["needs_human"] is wrong
    assert ruling["reason"] == ("自评分不在1到5之间，请核对。" if wrong else None)


def test_only_what_people_say_of_themselves_counts():
    assert ruled(own("工作氛围", 4, rater="同事"), own("德", 4)).is_empty()


def test_an_earlier_assessment_alone_says_nothing_of_this_year():
    assert ruled(own("工作氛围", 4, year=2022)).is_empty()


def test_a_pack_without_self_assessment_asks_nobody():
    assert assessed(case_of("EAST", ["甲"], appraisals=[own("工作氛围", 4)])).is_empty()
