"""The page on the rectification ledger: what it shows, how it is edited, what it never does with words."""

from __future__ import annotations

import logging
import re
from html import escape
from io import BytesIO

import duckdb
import pytest
import python_calamine
from ledger_page import (
    HOSTILE,
    OFFICE,
    act_as,
    button,
    cards_of,
    choose_act,
    html,
    issue_of,
    open_issue,
    record,
)
from page_reading import card, texts

import sgstats
from dashboard.rectification import board, reading, timeline

pytestmark = pytest.mark.usefixtures("looked_once")


@pytest.fixture
def app(opened, mine):
    return opened("rectification", mine)


@pytest.fixture
def bare(mine):
    """The same lists, and a ledger in which nothing stands."""
    with duckdb.connect(str(mine)) as connection:
        connection.execute("DELETE FROM ledger_change")
    return mine


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
    app.toggle[0].set_value(True)
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
    record(choose_act(app, "move"))
    assert any("已记录" in text for text in texts(app))


def test_an_analyst_puts_nothing_into_the_ledger_that_others_may_not_see(opened, mine, monkeypatch):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = act_as(opened("rectification", mine))
    button(app, "列入台账").click()
    app.run()
    added = sgstats.standing_ledger(mine).issues[-1]
    allowed = set(sgstats.find_issues(store=mine).issues["sentence"])
    assert added.source is None or added.text in allowed


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
    assert "alert" not in caplog.text


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
