"""Post, service and diploma make a level (三岗十八级)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from special_cases import case_of, only

from sgstats.policies.levels import level_of, placed
from sgstats.policies.loading import load

USUAL = {"person_id": "甲", "post": "一般", "hire_day": 20150301, "education": "大学专科", "degree": "无"}


def level(**facts):
    return level_of(case_of("SANGANG18", [USUAL | facts])).row(0, named=True)


@pytest.mark.parametrize(
    ("hired", "expected"),
    [(20230601, 1), (20210101, 1), (20210102, 1), (20201231, 2), (20150301, 3), (19800101, 12)],
    ids=[
        "this year",
        "two full years",
        "a day short",
        "three years on the last day",
        "eight",
        "beyond the top",
    ],
)
def test_every_three_full_years_are_a_level_up_to_the_highest_of_the_post(hired, expected):
    assert level(hire_day=hired)["level"] == expected


@pytest.mark.parametrize(("post", "expected"), [("正职", 9), ("副职", 6), ("一般", 3)])
def test_a_post_begins_at_its_least_level(post, expected):
    assert level(post=post)["level"] == expected


@pytest.mark.parametrize(
    ("education", "degree", "years", "rule"),
    [
        ("大学本科", "学士", 3, "SG-3-1"),
        ("大学本科", "无", 1, "SG-3-1"),
        ("大学本科", "硕士", 3, "SG-3-1"),
        ("硕士研究生", "硕士", 6, "SG-3-2"),
        ("硕士研究生", "无", 3, "SG-3-2"),
        ("研究生", "硕士", 6, "SG-3-2"),
        ("研究生", "博士", 9, "SG-3-3"),
        ("博士研究生", "博士", 9, "SG-3-3"),
        ("博士研究生", "硕士", 5, "SG-3-3"),
        ("大学专科", "无", 0, None),
        ("大学专科", None, 0, None),
    ],
)
def test_both_papers_are_levels_and_one_alone_is_years_of_service(education, degree, years, rule):
    told = level(education=education, degree=degree)
    assert (told["credited"], told["bonus"]) == (years, rule)
    assert told["level"] == 1 + (8 + years) // 3


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"post": None}, "岗位"),
        ({"post": "网格长"}, "岗位"),
        ({"hire_day": None}, "入职日期"),
        ({"hire_day": 20240101}, "入职日期"),
        ({"education": None}, "学历或学位"),
        ({"education": "大学本科", "degree": None}, "学历或学位"),
        ({"education": "研究生", "degree": "无"}, "学历或学位"),
        ({"post": None, "hire_day": None}, "岗位、入职日期"),
    ],
)
def test_what_is_not_known_makes_no_level(facts, missing):
    case = case_of("SANGANG18", [USUAL | facts])
    ruling = only(placed(case))
    assert ruling["needs_human"]
    assert ruling["reason"] == f"{missing}不明或不在规则之内，岗位等级须由人认定。"
    assert level_of(case)["level"].to_list() == [None]


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, 20240301),
        ({"education": "大学本科", "degree": "无"}, 20260301),
        ({"hire_day": 20200229}, 20260301),
        ({"hire_day": 20120229}, 20240229),
        ({"hire_day": 19800101}, None),
    ],
    ids=["nine years", "eight with a year credited", "no 29 February", "a 29 February", "at the top"],
)
def test_the_next_level_comes_on_a_day(facts, day):
    assert level(**facts)["next_level_on"] == day


def test_post_service_and_diploma_are_cited_each():
    case = case_of("SANGANG18", [USUAL | {"education": "大学本科", "degree": "学士"}])
    rulings = placed(case)
    assert rulings["rule"].to_list() == ["SG-2-3", "SG-2", "SG-3-1"]
    assert rulings["effect"][0] == "岗位等级4级（一般1—12级）。岗位、学历不变时，2024-03-01升下一级。"
    assert rulings["reason"].to_list()[1:] == ["至年末工龄满8年，每3年一级", "学历学位折算工龄3年"]
    assert rulings["grade"].null_count() == rulings["outcome"].null_count() == 3


@pytest.mark.parametrize(
    ("certificate", "rule", "effect"),
    [
        ("助理社会工作师", "SG-4-1", "助理社会工作师证书津贴每月不低于100元。"),
        ("社会工作师", "SG-4-2", "社会工作师证书津贴每月不低于200元。"),
        ("高级社会工作师", "SG-4-3", "高级社会工作师证书津贴每月不低于300元。"),
    ],
)
def test_a_certificate_has_its_allowance(certificate, rule, effect):
    rulings = placed(case_of("SANGANG18", [USUAL | {"certificate": certificate}]))
    assert only(rulings, rule=rule)["effect"] == effect


def test_a_certificate_of_unknown_level_is_for_people_to_settle_and_none_is_no_question():
    unclear = placed(case_of("SANGANG18", [USUAL | {"certificate": "有证（级别不详）"}]))
    assert only(unclear, needs_human=True)["reason"] == "规则没有写明“有证（级别不详）”的津贴，须由人认定。"
    for none in ("无", None):
        assert placed(case_of("SANGANG18", [USUAL | {"certificate": none}])).height == 2


def test_a_pack_may_say_what_a_level_is_multiplied_with():
    pack = load("SANGANG18")
    levels = pack.levels.model_copy(update={"coefficients": {"3": Decimal("1.20")}})
    case = case_of(pack.model_copy(update={"levels": levels}), [USUAL])
    assert level_of(case)["coefficient"].to_list() == ["1.20"]
    assert "系数1.20。" in placed(case)["effect"][0]


def test_a_pack_without_levels_places_nobody():
    case = case_of("EAST", [USUAL])
    assert level_of(case).is_empty()
    assert placed(case).is_empty()


@given(st.dates(min_value=date(1980, 1, 1), max_value=date(2023, 12, 31)))
def test_the_next_level_is_reached_on_its_day_and_not_before(hired):
    told = level(hire_day=hired.year * 10_000 + hired.month * 100 + hired.day)
    if told["next_level_on"] is None:
        assert told["level"] == 12
    else:
        assert 20231231 < told["next_level_on"] <= 20261231
