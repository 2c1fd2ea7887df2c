"""What a ledger lacks, rule by rule; and how far it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from changes import TODAY, gaps, self_check, told

from sgstats.ledger import check, progress
from sgstats.messages import catalogue, use_language

WHOLE = {
    "P1": {"text": "缺少2名文体人才", "deadline": "2023-06-30"},
    "P1_C1": {"text": "人员变动"},
    "M1": {
        "text": "招录", "issues": "P1", "kind": "限期整改", "owner": "组织办", "deadline": "2024-06-30",
        "indicator": "文体人才", "baseline": "0", "target": "≥2", "starts": "2023-01-01",
    },
}  # fmt: skip
CLOSED = {"state": "已销号", "closed_on": "2023-06-01", "accepted_by": "街道纪工委"}
LASTING = {"kind": "长期坚持", "deadline": None}


def varied(**changed):
    """A whole ledger with some facts changed; None takes one away."""
    items = {item: dict(facts) for item, facts in WHOLE.items()}
    for item, facts in changed.items():
        items.setdefault(item, {}).update(facts)
    return told(**{item: {n: v for n, v in facts.items() if v is not None} for item, facts in items.items()})


def test_the_self_check_has_an_issue_without_a_measure_and_measures_without_anything():
    """SELF: 问题无对应措施; no measure has an owner, a date or an indicator (DOMAIN 1.1)."""
    found = gaps(self_check(), date(2013, 1, 1))
    assert found["no_measure"] == ["P5"]
    every = ["M1", "M2", "M3", "M4", "M5"]
    assert all(found[rule] == every for rule in ("no_indicator", "no_date", "no_owner", "no_kind"))
    assert "no_cause" not in found


def test_a_whole_ledger_lacks_nothing():
    assert gaps(varied(), date(2023, 6, 30)) == {}


@pytest.mark.parametrize(
    ("changed", "rule", "item"),
    [
        ({"P1_C1": {"text": None}}, "no_cause", "P1"),
        ({"M1": {"issues": None}}, "no_measure", "P1"),
        ({"M1": {"issues": None}}, "for_no_issue", "M1"),
        ({"M1": {"issues": "P1,P9"}}, "for_unknown_issue", "M1"),
        ({"M1": {"indicator": None}}, "no_indicator", "M1"),
        ({"M1": {"target": None}}, "no_target", "M1"),
        ({"M1": {"baseline": None}}, "no_baseline", "M1"),
        ({"M1": {"owner": None}}, "no_owner", "M1"),
        ({"M1": {"kind": None}}, "no_kind", "M1"),
        ({"M1": {"deadline": None}}, "no_date", "M1"),
        ({"M1": {"deadline": "2022-12-31"}}, "due_before_start", "M1"),
        ({"M1": {"deadline": "2023-12-30"}}, "measure_overdue", "M1"),
        ({}, "overdue", "P1"),
        ({"P1": {"found_on": "2023-07-01"}}, "due_before_found", "P1"),
        ({"P1": {"text": "个别社工缺勤"}}, "degree_only", "P1"),
        ({"P1_C1": {"text": "大部分人没有时间"}}, "degree_only", "P1-C1"),
        ({"P1": CLOSED}, "closed_unproven", "P1"),
        ({"P1": CLOSED | {"accepted_by": None}}, "closed_unaccepted", "P1"),
        ({"P1": CLOSED | {"closed_on": None}}, "closed_undated", "P1"),
        ({"P1": CLOSED}, "not_reviewed", "P1"),
        ({"P1": CLOSED, "M1": LASTING}, "lasting_done", "P1"),
        ({"P1": CLOSED | {"term": "长期坚持"}}, "lasting_done", "P1"),
        ({"M1": LASTING | {"done_on": "2023-02-01"}}, "lasting_measure_done", "M1"),
        ({"P1_J1": {"text": "无"}, "P1_J2": {"text": "无"}}, "refused_often", "P1"),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_about(changed, rule, item):
    assert item in gaps(varied(**changed), TODAY)[rule]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"P1": {"deadline": "2023-12-31"}}, "overdue"),
        ({"M1": LASTING}, "overdue"),
        ({"M1": LASTING}, "no_date"),
        ({"P1": {"term": "长期坚持"}}, "overdue"),
        ({"M1": {"kind": "立行立改", "deadline": None, "done_on": "2023-02-01"}}, "no_date"),
        ({"M1": {"owner": None, "responsible": "已指定个人（姓名未存）"}}, "no_owner"),
        ({"M1": {"deadline": "2023-12-30", "done_on": "2023-12-01"}}, "measure_overdue"),
        ({"P1": CLOSED, "M1": {"deadline": "2023-12-30"}}, "measure_overdue"),
        ({"P1": {"text": "个别社工（3名）缺勤"}}, "degree_only"),
        ({"P1": CLOSED, "P1_R1": {"on": "2023-09-01", "result": "好"}}, "not_reviewed"),
        ({"P1": CLOSED | {"closed_on": "2023-10-15"}}, "not_reviewed"),
        ({"P1_J1": {"text": "无"}}, "refused_often"),
    ],
)
def test_and_nothing_else(changed, rule):
    assert rule not in gaps(varied(**changed), TODAY)


def test_a_look_before_the_closing_is_no_second_look():
    early = {"P1": CLOSED, "P1_R1": {"on": "2023-05-01", "result": "好"}}
    assert gaps(varied(**early))["not_reviewed"] == ["P1"]


def test_the_limit_of_an_issue_without_one_is_the_latest_of_its_measures():
    late = varied(P1={"deadline": None}, M1={"deadline": "2023-03-01"})
    assert gaps(late)["overdue"] == ["P1"]


def test_every_rule_has_its_sentence_in_both_languages():
    for language in ("zh", "en"):
        use_language(language)
        for one in check(self_check(), TODAY):
            assert one.item in one.message
            assert one.rule in catalogue()


# How far it is


def test_a_ledger_of_fifty_issues_adds_up():
    """瑞金 2021: 50 = 40 done + 10 under way (DOMAIN 1.10)."""
    issues = {f"P{n}": {"text": "问题", "state": "已销号" if n <= 40 else "整改中"} for n in range(1, 51)}
    found = progress(told(**issues), TODAY)
    assert (found.issues, found.states["已销号"], found.states["整改中"]) == (50, 40, 10)
    assert sum(found.states.values()) == found.issues
    assert found.completion.percent == Decimal("80.0")


def test_what_lasts_for_good_is_never_done_and_never_late():
    found = progress(varied(P1=CLOSED | {"deadline": "2020-01-01"}, M1=LASTING), TODAY)
    assert (found.completion.count, found.completion.base, found.lasting) == (0, 1, 1)
    assert (found.overdue, found.on_time.base) == (0, 0)


@pytest.mark.parametrize(
    ("facts", "count", "base"),
    [
        ({"state": "已销号", "closed_on": "2023-06-30"}, 1, 1),
        ({"state": "已销号", "closed_on": "2023-07-01"}, 0, 1),
        ({"state": "已销号"}, 0, 0),
        ({"state": "整改中"}, 0, 1),
        ({"state": "整改中", "deadline": "2023-12-31"}, 0, 0),
    ],
)
def test_on_time_means_closed_by_the_limit(facts, count, base):
    found = progress(varied(P1=facts), TODAY).on_time
    assert (found.count, found.base) == (count, base)


def test_found_again_is_told_of_those_looked_at_again():
    looks = {"P1_R1": {"result": "反弹", "again": "是"}, "P2": {"text": "乙"}, "P2_R1": {"result": "好"}}
    found = progress(varied(**looks, P3={"text": "丙"}), TODAY)
    assert (found.again.count, found.again.base) == (1, 2)


def test_nothing_has_no_rates():
    found = progress(told(), TODAY)
    assert (found.issues, found.completion.percent, found.again.percent) == (0, None, None)
