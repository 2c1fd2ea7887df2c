"""The page on what measures did: what it says first, what its folds hold, what it writes into the ledger."""

from __future__ import annotations

import json
import re
import shlex
from html import escape

import duckdb
import polars as pl
import pytest
from ledger_page import HOSTILE, OFFICE, button, html, open_issue
from page_reading import PATIENCE, card, draw, texts
from project_source import ROOT
from streamlit.testing.v1 import AppTest

import sgstats
from dashboard import filters
from dashboard.effects import handing, printing, verdict
from dashboard.effects.reading import Asked
from sgstats.cli import main
from sgstats.effects import designs

CLEAR, SAME, FEW = "青禾区/M4", "青禾区/M1", "青禾区/M9"
PLANTED = json.loads((ROOT / "data" / "expected" / "effects.json").read_text("utf-8"))
SIGNS = {"有证据改善": "✓", "看不出变化": "≈", "数据不足以判断": "？"}


@pytest.fixture
def app(opened, district):
    return opened("effects", district)


@pytest.fixture(scope="module")
def clear(district):
    return sgstats.estimate_effect(measure=CLEAR, store=district)


def box(app, label):
    return next(one for one in app.selectbox if one.label == label)


def look_at(app, measure):
    box(app, "措施").set_value(measure)
    app.run()
    assert not app.exception
    return app


def turn_to(app, part):
    next(one for one in app.button_group if one.key == "effects_part").set_value(part)
    app.run()
    assert not app.exception
    return app


# One measure


@pytest.mark.parametrize("measure", [CLEAR, SAME, FEW])
def test_the_verdict_comes_first_with_its_symbol_its_words_and_its_sentence(app, district, measure):
    look_at(app, measure)
    told = sgstats.estimate_effect(measure=measure, store=district)
    assert told.verdict == PLANTED[measure.split("/")[1]]["verdict"]
    head = re.search(r'class="effect-word"><span[^>]*>(.)</span>(.*?)</div>', app.get("html")[0].proto.body)
    assert head.groups() == (SIGNS[told.verdict], told.verdict)
    assert f'<div class="effect-sentence">{escape(told.sentence)}</div>' in html(app)


def test_the_cards_are_the_numbers_of_the_library(app, clear):
    look_at(app, CLEAR)
    after = clear.totals.filter(side="treated", after=True)["value"].item()
    assert card(app, "变化") == f"+{clear.effect:.1f}"
    assert card(app, "单位数") == f"{len(clear.treated)} : {len(clear.compared)}"
    assert card(app, "实施单位·实施后") == f"{after:.1f}%"
    assert any(f"{clear.low:+.1f} 至 {clear.high:+.1f}" in text for text in texts(app))


def test_every_assumption_stands_in_the_fold_in_words(app, clear):
    look_at(app, CLEAR)
    shown = html(app)
    assert clear.checks
    for check in clear.checks:
        assert escape(check.message) in shown
        assert escape(sgstats.say(f"effect_check.{check.name}")) in shown
    assert clear.why in texts(app)


def test_what_is_needed_has_a_panel_where_nothing_can_be_told_and_only_there(app):
    assert "还需要什么" not in texts(look_at(app, CLEAR))
    assert "还需要什么" in texts(look_at(app, FEW))


def test_every_unit_is_told_with_its_start(app, district):
    look_at(app, CLEAR)
    seen = sgstats.effect_panel(measure=CLEAR, store=district).frame
    cell = r'data-title="%s"><div[^>]*>(.*?)</div>'
    rows = re.findall(f"{cell % '单位'}.*?{cell % '启动时间'}", html(app))
    begun = {unit: start.isoformat() if start else "–" for unit, start in seen.select("unit", "start").rows()}
    assert dict(rows) == begun


def test_the_mix_of_people_is_told_apart_where_asked(app, district):
    look_at(app, CLEAR)
    assert not any(text.startswith("剔除人员构成") and "）的变化" in text for text in texts(app))
    box(app, "剔除人员构成变化，按").set_value("education_group")
    app.run()
    told = sgstats.estimate_effect(measure=CLEAR, mix="education_group", store=district).mix
    assert any(f"{printing.signed(told.mix)} 是因为人员构成" in text for text in texts(app))


def test_another_indicator_is_asked_of_the_same_units(app, district):
    look_at(app, CLEAR)
    box(app, "指标").set_value("mean_age")
    app.run()
    assert any("还没有说明" in text for text in texts(app))
    next(one for one in app.button_group if one.key == "effects_better").set_value("lower")
    app.run()
    told = sgstats.estimate_effect("mean_age", measure=CLEAR, better="lower", store=district)
    assert escape(told.sentence) in html(app)


def test_the_address_names_the_measure(district, monkeypatch):
    monkeypatch.setenv("SGSTATS_STORE", str(district))
    app = AppTest.from_function(draw, args=("effects",), default_timeout=PATIENCE)
    app.query_params["measure"] = CLEAR
    app.run()
    assert box(app, "措施").value == CLEAR


def test_what_cannot_be_told_is_a_quiet_sentence(app):
    look_at(app, CLEAR)
    next(one for one in app.date_input if one.label == "从哪天看起").set_value("2023-12-31")
    app.run()
    assert not app.exception
    assert app.title[0].value == "整改成效"
    assert any("时期" in text and "至少" in text for text in texts(app))
    assert not app.metric


def test_a_measure_that_lacks_something_is_offered_last_and_says_what_to_do(app):
    options = box(app, "措施").options
    lacking = ["不能评估" in option for option in options]
    assert lacking == sorted(lacking)
    assert any(lacking)
    look_at(app, "青禾区/M12")
    assert "这项措施还不能评估" in texts(app)
    assert any("启动时间" in text and "例如" in text for text in texts(app))


def test_every_design_of_the_library_can_be_asked_for():
    assert set(filters.choices()["designs"]) == set(designs())


def test_the_command_gives_the_same_answer(app, district, capsys, monkeypatch):
    monkeypatch.chdir(district.parent)
    look_at(app, CLEAR)
    command = next(one.value for one in app.code if one.value.startswith("sgstats effects"))
    assert main([*shlex.split(command)[1:], "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert escape(told[0]["sentence"]) in html(app)


def test_the_command_holds_every_choice(monkeypatch):
    monkeypatch.setenv("SGSTATS_STORE", "甲 乙.duckdb")
    chosen = {"metric": "turnover", "design": "exact", "better": "lower", "mix": "gender"}
    told = shlex.split(handing.command(Asked(measure="甲/M1", anticipation=2, **chosen)))
    given = dict(zip(told[2::2], told[3::2], strict=True))
    flags = {f"--{name}": value for name, value in chosen.items()}
    assert given == flags | {"--measure": "甲/M1", "--anticipation": "2", "--store": "甲 乙.duckdb"}


def test_the_file_is_json_that_every_program_reads(clear):
    def refuse(constant):
        pytest.fail(constant)

    told = json.loads(handing.written(clear), parse_constant=refuse)
    assert told[0]["sentence"] == clear.sentence
    assert len(told[0]["totals"]) == clear.totals.height


# Nothing personal, nothing read as markup


def test_words_of_the_ledger_are_never_markup(opened, mine):
    told = {"text": HOSTILE, "issues": "青禾区/P4", "indicator": HOSTILE, "metric": "certified"}
    told |= {"starts": "春晓街道 2022-02-21"}
    sgstats.change_ledger("add", "measure", told, who=OFFICE, store=mine)
    item = sgstats.standing_ledger(mine).measures[-1].item
    app = look_at(opened("effects", mine), item)
    for part in ("one", "every"):
        turn_to(app, part)
        assert escape(HOSTILE[:20]) in html(app)
        assert "<script" not in html(app)
    assert not [*app.markdown, *app.table, *app.caption]


def test_a_hidden_effect_has_neither_verdict_nor_number():
    cells = {"unit": ["甲"] * 4, "period": ["2020", "2021", "2022", "2023"], "people": [1, 2, 3, 2]}
    frame = pl.DataFrame(cells | {"base": [30] * 4})
    hidden = sgstats.estimate_panel(frame, starts={"甲": "2022"}, kind="share", better="lower", every="year")
    assert hidden.status == "hidden"
    shown = verdict.markup(hidden, about="甲")
    assert "effect-hidden" in shown
    assert "不公布" in shown
    assert not re.search(r"\d%|\d个百分点", shown)


# All measures


def test_all_measures_stand_in_one_table_those_that_cannot_be_told_with_the_reason(app, district):
    turn_to(app, "every")
    found = sgstats.estimate_effects(store=district)
    rows = re.findall(r'data-title="措施"><div[^>]*>(.*?)</div>', html(app))
    assert rows[: len(found.effects)] == [one.measure for one in found.effects]
    assert set(rows) == {one.item for one in sgstats.standing_ledger(district).measures}
    assert found.warning in texts(app)
    assert not re.search(r"\*{1,3}", html(app))


# A second look


def test_what_rebounded_stands_first(app, district):
    turn_to(app, "back")
    found = sgstats.look_back(store=district)
    gone = [one for one in found if one.rebound]
    assert [one.measure for one in gone] == ["向暖街道/M14"]
    outcomes = re.findall(r'data-title="结论"><div[^>]*>(.*?)</div>', html(app))
    assert outcomes[0] == "✗ 反弹"
    assert len(outcomes) == len(found)
    assert all(escape(one.sentence) in html(app) for one in found)


def test_a_second_look_is_written_into_the_ledger_by_somebody_only(opened, mine):
    app = turn_to(opened("effects", mine), "back")
    before = sgstats.ledger_changes(mine).height
    button(app, "把结果记入台账").click()
    app.run()
    assert sgstats.ledger_changes(mine).height == before
    assert any("单位、科室或职务" in text for text in texts(app))
    next(one for one in app.text_input if one.label == "由谁回头看").set_value(OFFICE)
    app.run()
    button(app, "把结果记入台账").click()
    app.run()
    assert any(text.startswith("已记录") for text in texts(app))
    issue = next(one for one in sgstats.standing_ledger(mine).issues if one.item == "向暖街道/P16")
    assert issue.reviews[-1].again
    assert issue.state != "已销号"


# Little to show


def test_a_ledger_without_measures_says_how_to_begin(opened, mine):
    with duckdb.connect(str(mine)) as connection:
        connection.execute("DELETE FROM ledger_change")
    app = opened("effects", mine)
    assert not app.exception
    assert "台账里还没有措施" in texts(app)
    assert "--kind ledger" in app.code[0].value


def test_a_ledger_without_lists_says_what_is_missing(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    store = tmp_path / "ledger.duckdb"
    sgstats.change_ledger("add", "issue", {"text": "台账不全"}, who=OFFICE, store=store)
    sgstats.change_ledger("add", "measure", {"text": "补齐", "issues": "P1"}, who=OFFICE, store=store)
    app = opened("effects", store)
    assert not app.exception
    assert "还没有花名册" in texts(app)


# From the ledger


@pytest.mark.usefixtures("looked_once")
def test_an_issue_leads_to_what_its_measures_did(opened, mine):
    app = open_issue(opened("rectification", mine), "青禾区/P4")
    links = [one.proto for one in app.get("page_link")]
    assert [(link.page, link.label) for link in links] == [("effects", f"看成效：{CLEAR}")]
