"""The rectification ledger edited on its page: every step kept, every refusal in words."""

from __future__ import annotations

from html import escape

import pytest
from ledger_page import (
    HOSTILE,
    OFFICE,
    act_as,
    button,
    choose_act,
    html,
    issue_of,
    open_issue,
    put,
    record,
)
from page_reading import texts

import sgstats

pytestmark = pytest.mark.usefixtures("looked_once")


@pytest.fixture
def app(opened, mine):
    return opened("rectification", mine)


def test_an_issue_goes_through_all_its_states_and_every_step_is_kept(app, mine):
    act_as(app)
    open_issue(app, "青禾区/P5")
    record(choose_act(app, "move"))
    record(app)
    choose_act(app, "evidence")
    put(app, "佐证材料", "招聘公告")
    record(app)
    choose_act(app, "move")
    put(app, "验收人", "区委组织部")
    record(app)
    issue = issue_of(mine, "青禾区/P5")
    assert (issue.state, issue.accepted_by, [one.text for one in issue.evidence]) == (
        "已销号", "区委组织部", ["招聘公告"],
    )  # fmt: skip
    history = sgstats.ledger_changes(mine, item="青禾区/P5")
    assert set(history.filter(history["import"].is_null())["who"]) == {OFFICE}
    assert OFFICE in html(app)


def test_a_second_look_that_finds_it_again_opens_it_anew(app, mine):
    act_as(app)
    open_issue(app, "听雨街道/P8")
    choose_act(app, "review")
    put(app, "回头看结果", "又有三人调出未减")
    put(app, "发现反弹（重新转为整改中）", value=True)
    record(app)
    issue = issue_of(mine, "听雨街道/P8")
    assert (issue.state, issue.reviews[-1].again) == ("整改中", True)
    assert "mark-again" in html(app)


@pytest.mark.parametrize(
    ("what", "label", "title"),
    [("cause", "原因分析", "causes"), ("evidence", "佐证材料", "evidence"), ("record", "说明", "records")],
)
def test_parts_are_added(app, mine, what, label, title):
    act_as(app)
    open_issue(app, "青禾区/P14")
    choose_act(app, what)
    put(app, label, HOSTILE)
    record(app)
    assert getattr(issue_of(mine, "青禾区/P14"), title)[-1].text == HOSTILE


def test_a_measure_is_added_for_the_issue_and_a_field_of_it_is_set(app, mine):
    act_as(app)
    open_issue(app, "青禾区/P14")
    choose_act(app, "measure")
    put(app, "整改措施", "逐人登记专业背景")
    record(app)
    (measure,) = [one for one in sgstats.standing_ledger(mine).measures if "青禾区/P14" in one.issues]
    choose_act(app, "set")
    put(app, "哪一条", measure.item)
    app.run()
    put(app, "哪一栏", "owner")
    app.run()
    put(app, "责任单位", "区民政局")
    record(app)
    (measure,) = [one for one in sgstats.standing_ledger(mine).measures if "青禾区/P14" in one.issues]
    assert measure.owner == "区民政局"


def test_the_field_to_set_is_filled_with_what_it_is_and_emptied_when_emptied(app, mine):
    act_as(app)
    open_issue(app, "青禾区/P5")
    choose_act(app, "set")
    put(app, "哪一栏", "goal")
    app.run()
    box = next(one for one in app.text_area if one.label == "整改目标")
    assert box.value == (issue_of(mine, "青禾区/P5").goal or "")
    box.set_value("")
    record(app)
    assert issue_of(mine, "青禾区/P5").goal is None


def test_a_new_issue_stands_on_the_board(app, mine):
    act_as(app)
    put(app, "具体问题", HOSTILE)
    put(app, "所在单位", "康宁街道")
    button(app, "加入台账").click()
    app.run()
    assert HOSTILE in {one.text for one in sgstats.standing_ledger(mine).issues}
    assert escape(HOSTILE) in html(app)


@pytest.mark.parametrize(
    ("who", "said"),
    [("", "请先在页面上方"), ("张三", "不能写人名")],
)
def test_an_edit_by_nobody_or_by_a_person_is_refused_in_words(app, mine, who, said):
    before = sgstats.ledger_changes(mine).height
    act_as(app, who)
    open_issue(app, "青禾区/P5")
    record(choose_act(app, "move"))
    assert any(said in text for text in texts(app))
    assert sgstats.ledger_changes(mine).height == before


def test_closing_without_evidence_is_refused_and_keeps_what_was_typed(app, mine):
    act_as(app)
    open_issue(app, "青禾区/P10")
    record(choose_act(app, "move"))
    put(app, "验收人", "区委组织部")
    record(app)
    assert any("没有佐证材料，不能销号" in text for text in texts(app))
    assert next(one for one in app.text_input if one.label == "验收人").value == "区委组织部"
    assert issue_of(mine, "青禾区/P10").state == "待验收"


def test_a_store_that_is_being_written_to_says_so(app, monkeypatch):
    def busy(*_, **__):
        raise sgstats.Refused("store.locked", store="mine.duckdb")

    act_as(app)
    open_issue(app, "青禾区/P5")
    monkeypatch.setattr(sgstats, "change_ledger", busy)
    record(choose_act(app, "move"))
    assert any("正被另一个程序写入" in text for text in texts(app))
