"""The page on the rectification ledger: what it shows, how it is edited, what it never does with words."""

from __future__ import annotations

import logging
import re
import shutil
from html import escape
from io import BytesIO

import duckdb
import pytest
import python_calamine
from page_reading import card, texts

import sgstats
from dashboard.rectification import board, reading, timeline

HOSTILE = "<script>alert(1)</script>**粗**:red[红]$x$[甲](http://192.0.2.1)"
OFFICE = "区整改办"


LOOKED = {}
"""What was found in the lists of the sample district: the same in all its copies."""


@pytest.fixture(autouse=True)
def looked_once(district, monkeypatch):
    """Looking through the lists takes seconds, and no test here changes them."""
    look = sgstats.find_issues

    def find(**asked):
        asked |= {"store": district}
        name = repr(sorted(asked.items()))
        if name not in LOOKED:
            LOOKED[name] = look(**asked)
        return LOOKED[name]

    monkeypatch.setattr(sgstats, "find_issues", find)


@pytest.fixture
def mine(sample_district, tmp_path, monkeypatch):
    """A copy of the store that may be written to."""
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(sample_district.key_file))
    return shutil.copy(sample_district.store, tmp_path / "mine.duckdb")


@pytest.fixture
def app(opened, mine):
    return opened("rectification", mine)


@pytest.fixture
def bare(mine):
    """The same lists, and a ledger in which nothing stands."""
    with duckdb.connect(str(mine)) as connection:
        connection.execute("DELETE FROM ledger_change")
    return mine


def html(app):
    """All that the page writes as markup of its own."""
    return "\n".join(element.proto.body for element in app.get("html"))


def cards_of(app):
    """The ids on the board, in order."""
    return re.findall(r'class="issue"><div class="issue-head"><span>(.*?)</span>', html(app))


def button(app, label, place=0):
    return [one for one in app.button if one.label == label][place]


def act_as(app, who=OFFICE):
    next(one for one in app.text_input if one.label == "由谁修改").set_value(who)
    return app.run()


def open_issue(app, item):
    app.session_state["rectification_open"] = item
    app.run()
    assert not app.exception
    return app


def choose_act(app, name):
    next(one for one in app.button_group if one.key.startswith("ledger_act")).set_value(name)
    return app.run()


def put(app, label, value):
    """Fill in the input of a form by its label."""
    kinds = (app.text_area, app.text_input, app.selectbox, app.date_input, app.checkbox)
    next(one for kind in kinds for one in kind if one.label == label).set_value(value)


def record(app):
    button(app, "记录").click()
    app.run()
    assert not app.exception
    return app


def issue_of(store, item):
    return next(one for one in sgstats.standing_ledger(store).issues if one.item == item)


# What is shown


def test_the_cards_are_the_progress_of_the_library(app, district):
    told = sgstats.ledger_progress(district)
    shown = {name: card(app, name) for name in ("问题", "超期", "驳回次数")}
    assert shown == {"问题": str(told.issues), "超期": str(told.overdue), "驳回次数": str(told.refusals)}
    assert card(app, "完成率") == f"{told.completion.percent}%"
    assert f"{told.completion.count}/{told.completion.base}" in texts(app)
    helps = {metric.label: metric.help for metric in app.metric}
    assert "÷" in helps["完成率"]


def test_every_issue_has_a_card_in_the_column_of_its_state(app, district):
    issues = sgstats.standing_ledger(district).issues
    assert sorted(cards_of(app)) == sorted(one.item for one in issues)
    heads = re.findall(r'class="lane-head lane-\d">(.*?)<span>(\d+)</span>', html(app))
    assert [(state, int(count)) for state, count in heads] == [
        (state, sum(one.state == state for one in issues)) for state in sgstats.ledger_terms().states
    ]


def test_what_is_late_follows_the_day_that_the_reader_names(app):
    first = next(one for one in app.date_input if one.label == "按哪一天判断超期")
    first.set_value("2021-01-01")
    app.run()
    assert card(app, "超期") == "0"
    assert "超期" not in "".join(re.findall(r'class="issue-limit[^>]*>(.*?)<', html(app)))


@pytest.mark.parametrize(
    ("label", "value", "holds"),
    [
        ("单位", "幸福社区", lambda one: one.issue.unit == "幸福社区"),
        ("状态", "已销号", lambda one: one.issue.state == "已销号"),
        ("原因类别", "培训缺位", lambda one: "培训缺位" in one.causes),
        ("程度词不低于", "大部分", lambda one: one.rank >= 4),
    ],
)
def test_the_board_is_narrowed_down(app, district, label, value, holds):
    next(one for one in app.selectbox if one.label == label).set_value(value)
    app.run()
    wanted = [one.issue.item for one in sgstats.ledger_board(district).issues if holds(one)]
    assert wanted
    assert sorted(cards_of(app)) == sorted(wanted)


def test_only_what_is_late_and_only_what_holds_a_word(app, district):
    app.toggle[0].set_value(True)  # noqa: FBT003 - so named by Streamlit
    app.run()
    late = [one.issue.item for one in sgstats.ledger_board(district).issues if one.overdue]
    assert sorted(cards_of(app)) == sorted(late)
    next(one for one in app.text_input if one.label == "查找").set_value("没有这样的词")
    app.run()
    assert not cards_of(app)


def test_a_long_column_comes_in_pages(app, monkeypatch):
    monkeypatch.setattr(board, "CARDS", 2)
    app.run()
    assert len(cards_of(app)) == 2 + 2 + 1 + 2


def test_one_issue_is_shown_in_full(app, district):
    open_issue(app, "康宁街道/P9")
    issue, shown = issue_of(district, "康宁街道/P9"), html(app)
    assert all(cause.text in shown and cause.kind in shown for cause in issue.causes)
    assert all(refusal.text in shown for refusal in issue.refused)
    assert "细化考核指标，公开评议结果" in shown
    assert "验收被驳回 2 次" in shown
    assert not cards_of(app)
    button(app, "返回看板").click()
    app.run()
    assert cards_of(app)


def test_an_indicator_says_what_it_is_now(app, district):
    open_issue(app, "青禾区/P10")
    now = sgstats.indicated("turnover", None, store=district)
    assert now.text in html(app)
    assert "8.1" in html(app)


def test_the_gaps_are_counted_by_rule(app, district):
    gaps = sgstats.ledger_gaps(district)
    assert any(f"共 {len(gaps)} 处" in text for text in texts(app))
    rules = {gap.rule for gap in gaps}
    assert html(app).count('data-title="缺什么"') == len(rules)


# Problems of the data


def test_problems_of_the_data_stand_with_number_limit_and_command(app, district):
    found = sgstats.find_issues(store=district)
    assert found.summary in texts(app)
    first = found.issues.row(0, named=True)
    shown = html(app)
    assert first["sentence"] in shown
    assert f"应为 {first['target']}" in shown
    assert first["call"] in shown


def test_a_problem_is_adopted_once(app, mine):
    act_as(app)
    row = sgstats.find_issues(store=mine).issues.row(0, named=True)
    button(app, "列入台账").click()
    app.run()
    made = [one for one in sgstats.standing_ledger(mine).issues if one.source == f"{row['id']}@{row['unit']}"]
    assert [one.text for one in made] == [row["sentence"]]
    assert any(text.startswith("已列入台账") for text in texts(app))
    assert button(app, "已在台账")


def test_an_edit_asks_nothing_of_the_data_again(app, monkeypatch):
    act_as(app)
    monkeypatch.setattr(sgstats, "find_issues", lambda **_: pytest.fail("asked again"))
    open_issue(app, "青禾区/P5")
    choose_act(app, "move")
    record(app)
    assert any("已记录" in text for text in texts(app))


def test_an_analyst_puts_nothing_into_the_ledger_that_others_may_not_see(opened, mine, monkeypatch):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = act_as(opened("rectification", mine))
    button(app, "列入台账").click()
    app.run()
    added = sgstats.standing_ledger(mine).issues[-1]
    allowed = set(sgstats.find_issues(store=mine).issues["sentence"])
    assert added.source is None or added.text in allowed


# Editing


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


# Words that people typed


def test_words_are_never_markup_and_never_logged(app, mine, caplog):
    values = {
        "text": HOSTILE,
        "unit": "康宁街道",
        "owner": "康宁街道办事处",
        "goal": HOSTILE,
        "remark": HOSTILE,
    }
    sgstats.change_ledger("add", "issue", values, who=OFFICE, store=mine)
    item = sgstats.standing_ledger(mine).issues[-1].item
    sgstats.change_ledger("add", "cause", {"of": item, "text": HOSTILE}, who=OFFICE, store=mine)
    told = {"text": HOSTILE, "issues": item, "indicator": HOSTILE, "target": HOSTILE}
    sgstats.change_ledger("add", "measure", told, who=OFFICE, store=mine)
    with caplog.at_level(logging.DEBUG):
        app.run()
        on_the_board = html(app)
        open_issue(app, item)
    for shown in (on_the_board, html(app)):
        assert "<script" not in shown
        assert escape(HOSTILE) in shown
    assert not [*app.markdown, *app.table, *app.caption]
    labels = [one.label for kind in (app.button, app.selectbox, app.expander, app.text_area) for one in kind]
    assert not [label for label in labels if "script" in label]
    assert "script" not in caplog.text


# Little to show


def test_an_empty_ledger_says_how_to_begin(opened, bare):
    app = opened("rectification", bare)
    assert not app.exception
    assert any("三种开始的办法" in text for text in texts(app))
    assert "--kind ledger" in app.code[0].value
    assert button(app, "列入台账")
    assert not app.metric


def test_a_ledger_without_any_list_is_shown(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    store = tmp_path / "ledger.duckdb"
    sgstats.change_ledger("add", "issue", {"text": "台账不全"}, who=OFFICE, store=store)
    app = opened("rectification", store)
    assert not app.exception
    assert cards_of(app) == ["P1"]
    assert any("没有花名册" in text for text in texts(app))


def test_the_workbook_is_the_ledger(app, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_STORE", str(district))
    made = timeline._file(reading.board(sgstats.ledger_board(district).on), ".xlsx")
    sheets = python_calamine.load_workbook(BytesIO(made)).sheet_names
    assert sheets == ["问题清单", "整改记录", "驳回记录", "统计汇总"]
