"""One community of nine in which the clauses pull against each other (DOMAIN 1.9)."""

from __future__ import annotations

import pytest
from judging_cases import evidence, row_of

from sgstats.policies.judging import judge
from sgstats.policies.loading import load

YEAR = 2023
SCORES = {"A": "93.2", "B": "95.0", "C": "91.0", "D": "91.0", "E": "59.6", "F": "84", "G": "82", "H": "88"}
ABSENT = {"A": (20230306, 20230309), "F": (20230306, 20230320)}


def nine(employment="两委成员"):
    people = [{"person_id": name, "year": YEAR, "employment": employment} for name in SCORES]
    outsider = {"person_id": "I", "year": YEAR, "gender": "男", "birth_day": 19671231, "employment": "兼职"}
    scores = [{"person_id": name, "year": YEAR, "score": score} for name, score in SCORES.items()]
    absences = [
        {"person_id": name, "absence_type": "旷工", "start_day": start, "end_day": end, "year": YEAR}
        for name, (start, end) in ABSENT.items()
    ]
    ballot = {"present": 100, "invalid": 0, "in_favour": 60, "votes_excellent": 30, "votes_competent": 40}
    ballot |= {"votes_basic": 20, "votes_incompetent": 10, "votes_satisfied": 69, "votes_dissatisfied": 31}
    return evidence(
        [*people, outsider],
        appraisals=[*scores, {"person_id": "A", "year": YEAR - 1, "grade": "基本称职"}],
        absences=absences,
        ballots=[{"person_id": "G", "year": YEAR, **ballot}],
        facts=[{"person_id": "H", "year": YEAR, "item": "EAST-18-6"}],
    )


@pytest.fixture(scope="module")
def east():
    return judge(nine(), pack=load("EAST"), year=YEAR)


def test_a_falls_from_excellent_by_absence_and_by_last_year(east):
    a = row_of(east, "A")
    assert (a["rated_grade"], a["final_grade"], a["outcome"]) == ("优秀", "不称职", "无")
    assert a["rules"] == ["PLAN-7-1", "EAST-17-7", "EAST-18-8"]
    assert a["score"] == "93.2"
    assert a["member"]


def test_b_takes_the_one_seat_and_c_and_d_wait_tied(east):
    b, c, d = (row_of(east, name) for name in "BCD")
    assert (b["rank"], b["tied"], b["final_grade"], b["needs_human"]) == (1, False, "优秀", False)
    for one in (c, d):
        assert (one["rank"], one["tied"], one["final_grade"]) == (2, True, None)
        assert (one["outcome"], one["needs_human"]) == ("需人工认定", True)
        assert "EAST-12" in one["rules"]
        assert "并列" in one["reason"]
        assert "名额1" in one["reason"]


def test_e_lies_in_the_gap(east):
    e = row_of(east, "E")
    assert e["final_grade"] == "不称职"
    assert e["rules"] == ["PLAN-7-1", "GAP_59_60"]


def test_f_must_go_and_all_that_fired_is_listed(east):
    f = row_of(east, "F")
    assert (f["outcome"], f["final_grade"]) == ("解除聘用", "不称职")
    assert f["rules"] == ["PLAN-7-1", "EAST-23-8", "EAST-18-7", "EAST-17-7"]
    assert not f["member"]


def test_g_passes_one_pack_and_fails_the_other(east):
    assert row_of(east, "G")["outcome"] == "可进入EAST-6-3集体讨论"
    plan = row_of(judge(nine(), pack=load("PLAN"), year=YEAR), "G")
    assert plan["outcome"] == "责令辞职或启动罢免"
    assert "PLAN-8-3c" in plan["rules"]


def test_h_refused_so_that_the_score_must_not_exist(east):
    h = row_of(east, "H")
    assert h["final_grade"] == "不称职"
    assert "EAST-18-6" in h["rules"]
    assert "数据错误" in h["reason"]
    assert h["needs_human"]


def test_i_is_outside_whatever_the_age(east):
    i = row_of(east, "I")
    assert (i["outcome"], i["rules"], i["final_grade"], i["member"]) == ("不适用", ["EAST-2-X"], None, False)


def test_the_unit_has_seven_appraised_and_one_seat(east):
    unit = east.units.row(0, named=True)
    assert (unit["appraised"], unit["seats"], unit["candidates"]) == (7, 1, 3)
    assert (unit["given"], unit["undecided"]) == (1, 2)
    assert east.people["member"].sum() == 7
