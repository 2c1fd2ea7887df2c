"""A ledger is what its changes add up to."""

from __future__ import annotations

from datetime import date

import pytest
from changes import SELF, changes, self_check, told
from hypothesis import given
from hypothesis import strategies as st

from sgstats.errors import Refused
from sgstats.ledger import Change, replay
from sgstats.ledger.states import moves
from sgstats.ledger.wording import cause_classes, class_of, degree_in, degrees, rank
from sgstats.records.ledger_items import item_of, starts_in

CLASSES = {
    "培训缺位": ["P1-C1"],
    "自学/个人意识": ["P1-C2", "P2-C1", "P3-C1", "P4-C3"],
    "考核考勤流于形式": ["P1-C3", "P2-C3", "P4-C1"],
    "领导要求不高/管理不力": ["P1-C4", "P4-C2"],
    "政策业务知识不足": ["P3-C2"],
    "畏难惰性": ["P2-C2"],
    "任务负荷": ["P2-C4"],
    "人员变动": ["P5-C1"],
}
"""DOMAIN 1.1, standard cause classes that cover all 14 causes."""


def test_an_issue_has_its_causes_evidence_and_reviews():
    issue = told(
        P1={"text": "缺少文体人才", "unit": "幸福社区"},
        P1_C1={"text": "人员变动较大"},
        P1_E1={"text": "招录公告", "on": "2023-05-01"},
        P1_R1={"on": "2023-09-01", "result": "未发现反弹"},
    ).issues[0]
    assert (issue.text, issue.unit, issue.state) == ("缺少文体人才", "幸福社区", "待整改")
    assert [one.text for one in issue.causes] == ["人员变动较大"]
    assert (issue.evidence[0].text, issue.evidence[0].on) == ("招录公告", date(2023, 5, 1))
    assert (issue.reviews[0].on, issue.reviews[0].again) == (date(2023, 9, 1), False)


def test_a_measure_may_serve_several_issues_and_begin_on_a_day_of_its_own_in_every_unit():
    measure = told(M1={"text": "谈心", "issues": "P3,P4", "starts": "春晓街道2022-03-01；听雨街道2022-09-01"})
    assert measure.measures[0].issues == ("P3", "P4")
    assert measure.measures[0].starts == (
        ("春晓街道", date(2022, 3, 1)),
        ("听雨街道", date(2022, 9, 1)),
    )


def test_the_last_value_counts_and_one_taken_away_is_gone():
    history = [
        Change(item="P1", field="text", value="甲"),
        Change(item="P1", field="owner", value="组织办"),
        Change(item="P1", field="text", value="乙"),
        Change(item="P1", field="owner", value=None),
    ]
    issue = replay(history).issues[0]
    assert (issue.text, issue.owner) == ("乙", None)


def test_an_item_whose_every_value_was_taken_away_is_gone():
    assert replay([*changes(P1={"text": "甲"}), Change(item="P1", field="text", value=None)]).issues == ()


def test_going_back_from_acceptance_is_a_refusal():
    states = ["整改中", "待验收", "整改中", "待验收", "整改中"]
    history = [Change(item="P1", field="state", value=state) for state in states]
    assert replay(history).issues[0].refusals == 2


def test_a_refusal_told_by_a_file_and_one_made_here_are_not_counted_twice():
    history = changes(P1={"state": "待验收"}, P1_J1={"text": "没有照片"})
    history.append(Change(item="P1", field="state", value="整改中"))
    assert replay(history).issues[0].refusals == 1


def test_units_have_ledgers_of_their_own():
    ledger = replay([
        Change(item="幸福社区/P1", field="text", value="甲"),
        Change(item="集贤社区/P1", field="text", value="乙"),
    ])
    assert [one.item for one in ledger.issues] == ["幸福社区/P1", "集贤社区/P1"]


@pytest.mark.parametrize("text", ["5", "X5", "P", "P5-X1", "M3-C1", "P 5", "P5-C"])
def test_what_is_no_id_is_refused(text):
    with pytest.raises(Refused, match="P5-C1"):
        item_of(text)


@given(st.text(alphabet="社区甲乙", max_size=4), st.integers(1, 999), st.sampled_from([*"CERLJ", ""]))
def test_an_id_taken_apart_is_put_together_again(unit, number, letter):
    item = f"{unit}/P{number}" if unit else f"P{number}"
    item = f"{item}-{letter}{number}" if letter else item
    assert str(item_of(item)) == item


@pytest.mark.parametrize("text", ["春晓街道", "2022", "春晓街道:某日"])
def test_a_start_without_a_day_is_refused(text):
    with pytest.raises(Refused):
        starts_in(text)


# Words


def test_all_causes_of_the_self_check_are_classed():
    found = {name: [] for name in CLASSES}
    for issue in self_check().issues:
        for cause in issue.causes:
            found[cause.kind].append(cause.item)
    assert found == CLASSES
    assert set(CLASSES) == set(cause_classes())


def test_a_class_that_somebody_gave_stands():
    assert told(P1_C1={"text": "没有培训", "kind": "任务负荷"}).issues[0].causes[0].kind == "任务负荷"


def test_words_of_degree_are_ranked_and_kept_as_written():
    assert [rank(word) for word in degrees()] == [1, 2, 3, 4, 5, 6]
    assert rank("有的") == rank("一些")
    assert rank("不少") == rank("较多")
    assert rank("大部分") == rank("多数")
    assert [issue.degree for issue in self_check().issues] == ["整体", None, "个别", "个别", None]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("大部分社工", "大部分"),
        ("绝大多数社工", "绝大多数"),
        ("部分社工", "部分"),
        ("极个别人员", "极个别"),
        ("每年不少于2次", None),
        ("有的放矢", None),
        ("整体推进", None),
        ("1336名社工", None),
    ],
)
def test_a_word_of_degree_is_found_where_it_is_one(text, word):
    assert degree_in(text) == word


def test_a_cause_of_other_words_has_no_class():
    assert class_of("原因待查") is None


def test_every_move_leads_from_a_state_to_another():
    assert {(one.name, one.start, one.to) for one in moves()} == {
        ("整改中", "待整改", "整改中"),
        ("待验收", "整改中", "待验收"),
        ("已销号", "待验收", "已销号"),
        ("驳回", "待验收", "整改中"),
        ("反弹", "已销号", "整改中"),
    }


def test_the_self_check_has_fourteen_causes():
    assert sum(len(causes) for _, *causes in SELF.values()) == 14
