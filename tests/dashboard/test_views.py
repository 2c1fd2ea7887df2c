"""Every view, found as the frame finds it: it opens, explains an absent store, speaks both languages."""

from __future__ import annotations

import re

import pytest
from page_reading import PATIENCE, draw, texts
from project_source import ROOT, named
from streamlit.testing.v1 import AppTest

import sgstats
from dashboard import views

VIEWS = [view.name for view in views.found()]
TITLES = {
    "zh": {
        "队伍结构",
        "考核与绩效",
        "人员流动",
        "培训与配备",
        "趋势展望",
        "自查",
        "整改",
        "整改成效",
        "数据质量",
    },
    "en": {
        "Structure",
        "Appraisal and pay",
        "Movement",
        "Training and posts",
        "Outlook",
        "Self-check",
        "Rectification",
        "Did it work?",
        "Data quality",
    },
}

WAITING = {"self_check"}
"""Views that have no numbers before they are given something."""


def test_every_module_in_views_is_a_page():
    modules = {path.stem for path in (ROOT / "dashboard" / "views").glob("*.py")} - {"__init__"}
    assert set(VIEWS) == modules


def test_the_structure_comes_first_and_no_two_views_claim_one_place():
    orders = [view.order for view in views.found()]
    assert VIEWS[0] == "structure"
    assert len(orders) == len(set(orders))


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_view_opens_on_the_sample_district(name, opened, district):
    app = opened(name, district)
    assert not app.exception
    assert app.title[0].value in TITLES["zh"]
    assert len(app.metric) == (0 if name in WAITING else 6)


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_view_without_a_store_says_what_to_run(name, opened, tmp_path):
    app = opened(name, tmp_path / "nothing.duckdb")
    assert not app.exception
    assert app.title[0].value == "还没有数据"
    assert "sgstats ingest data/samples" in app.code[0].value
    assert not (tmp_path / "nothing.duckdb").exists()


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_view_of_an_emptied_store_says_what_to_run(name, opened, tmp_path, monkeypatch):
    store = emptied(tmp_path, monkeypatch)
    app = opened(name, store)
    assert app.title[0].value == "还没有数据"
    assert "sgstats ingest data/samples" in app.code[0].value


def emptied(folder, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(folder / "sgstats.key"))
    store = folder / "emptied.duckdb"
    for saved in sgstats.ingest([ROOT / "data" / "samples" / "2012-幸福社区-8人.xlsx"], store=store):
        sgstats.undo(store, import_id=saved.import_id)
    return store


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_view_of_a_file_that_is_no_store_refuses_it_in_words(name, opened, tmp_path):
    (tmp_path / "notes.duckdb").write_text("这不是数据库", encoding="utf-8")
    app = opened(name, tmp_path / "notes.duckdb")
    assert app.title[0].value == "无法显示"
    assert any("notes.duckdb 不是 sgstats 的数据库" in text for text in texts(app))


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_fault_of_ours_is_said_without_its_text(name, district, monkeypatch):
    def fail(*_, **__):
        raise ValueError("张三 110105199001010000")

    monkeypatch.setattr("dashboard.data.days", fail)
    monkeypatch.setenv("SGSTATS_STORE", str(district))
    app = AppTest.from_function(draw, args=(name,), default_timeout=PATIENCE).run()
    assert "页面出错" in texts(app)
    assert not any("张三" in text for text in texts(app))


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_view_shows_data_only_where_nothing_in_it_is_read_as_markup(name, opened, district):
    app = opened(name, district)
    assert not [*app.markdown, *app.table, *app.caption]


@pytest.mark.parametrize("name", named(VIEWS))
def test_a_view_speaks_english_when_asked(name, opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_LANG", "en")
    app = opened(name, district)
    labels = [metric.label for metric in app.metric] + [box.label for box in app.selectbox]
    assert app.title[0].value in TITLES["en"]
    assert not [label for label in labels if re.search("[一-鿿]", label)]


def test_the_frame_offers_every_view_and_names_the_store(district, monkeypatch):
    monkeypatch.setenv("SGSTATS_STORE", str(district))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=PATIENCE).run()
    assert not app.exception
    assert app.title[0].value == "队伍结构"
    assert any("district.duckdb" in text.value for text in app.sidebar.text)
