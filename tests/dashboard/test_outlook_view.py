"""The page on the years ahead: retirements, projections, suppositions, and what is never shown."""

from __future__ import annotations

import re

import polars as pl
import pytest
from page_reading import card, texts
from project_source import ROOT

import sgstats
from dashboard import filters
from dashboard.outlook import solving


@pytest.fixture
def app(opened, district):
    return opened("outlook", district)


@pytest.fixture
def eight(tmp_path, monkeypatch):
    """A store of one list of eight people and nothing else."""
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    sgstats.ingest([ROOT / "data" / "samples" / "2012-幸福社区-8人.xlsx"], store=tmp_path / "eight.duckdb")
    return tmp_path / "eight.duckdb"


def table(app, *columns):
    """The table that has these columns, as rows without the spaces that make them sortable."""
    frames = [element.value for element in app.dataframe]
    found = next(frame for frame in frames if set(columns) <= set(frame.columns))
    return [{name: cell.strip() for name, cell in row.items()} for row in found.to_dict("records")]


def people(frame, reading, year):
    rows = frame.filter(pl.col("retirement_reading") == reading, pl.col("retire_year") == year)
    return rows["people"].item()


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


# Retirements


def test_the_wave_is_that_of_the_library_under_both_readings(app, district):
    frame = sgstats.retirement_wave(store=district).frame
    rows = {row["到龄退休年份"]: row for row in table(app, "最低缴费年限")}
    for year in ("已到龄", "2024", "2030"):
        for title, reading in (("按 50 岁", "按50岁"), ("按 55 岁", "按55岁")):
            known = people(frame, reading, year)
            assert rows[year][title] == ("*" if known is None else f"{known:,}")
    assert rows["2030"]["最低缴费年限"] == "15 年 6 个月"


@pytest.mark.parametrize("reading", ["50", "55"])
def test_those_ahead_are_the_years_of_the_table_together(app, district, reading):
    years = pl.col("retire_year").str.contains(r"^\d{4}$")
    frame = sgstats.retirement_wave(store=district, audience="analyst", reading=reading).frame
    told, known = card(app, f"将到龄·按{reading}岁"), frame.filter(years)["people"].sum()
    # Read as 55, one year of the sample district has so few people that the sum would tell them.
    assert told == {"50": str(known), "55": "*"}[reading]


def test_the_elastic_window_moves_the_wave(app):
    legal = table(app, "最低缴费年限")
    app.button_group("moment").set_value("latest").run()
    assert not app.exception
    assert table(app, "最低缴费年限") != legal


# Carried forward


def test_what_the_library_projects_stands_year_by_year(app, district):
    frame = sgstats.project(store=district, bands="shk").frame
    totals = frame.filter(field="total").sort("year")
    rows = table(app, "在岗（期望）", "占比区间")
    assert [row["年末"] for row in rows] == [str(day.year) for day in totals["on"]]
    assert [row["在岗（期望）"] for row in rows] == [f"{round(number):,}" for number in totals["people"]]


def test_a_supposition_waits_for_its_button_and_is_held_against_what_is_observed(app, district):
    said = next(text for text in texts(app) if text.startswith("照观察到的进出"))
    app.button_group("hiring").set_value("freeze")
    app.multiselect("stop").set_value(["辞职"])
    press(app, "推算")
    frame = sgstats.project(store=district, bands="shk", hire=0, stop=["辞职"]).frame
    last = frame.filter(field="total").sort("year")["people"][-1]
    shown = next(text for text in texts(app) if text.startswith("情景："))
    assert f"约 {round(last):,} 人" in shown
    assert re.search(r"约 ([\d,]+) 人", said).group(1) in shown


def test_every_mix_of_ages_can_be_projected(app):
    for name in filters.choices()["hire_ages"]:
        app.selectbox("hire_ages").set_value(name)
        press(app, "推算")
        assert not [text for text in texts(app) if "招聘年龄的各项比例" in text]


def test_a_category_of_another_field_can_be_followed(app):
    (other,) = [one for one in app.selectbox("carried_category").options if "大专及以上" in one]
    app.selectbox("carried_category").select(other).run()
    assert not app.exception
    assert table(app, "在岗（期望）", "大专及以上")


def test_the_hiring_for_a_goal_is_that_of_the_library(app, district):
    first, second = sgstats.hiring_for("40-50<60", by_year=2030, store=district).rows()
    assert f"每年至少招聘 {first['hire']} 人" in "\n".join(texts(app))
    assert second["hire"] == 0
    assert any("招聘多少都成立" in text for text in texts(app))


def test_a_goal_out_of_reach_is_said_to_be(app):
    app.slider("goal_limit").set_value(5)
    press(app, "求解")
    assert any("无论招聘多少人" in text for text in texts(app))


def test_an_answer_that_is_hidden_is_said_to_be():
    row = {"status": "hidden", "reading": "50"}
    outlook = sgstats.Outlook(frame=pl.DataFrame([row]), kind="hiring", on=None, audience="internal")
    assert solving.answers(outlook, "") == ["该年龄段起点人数过少，结果不公布。"]


def test_the_backtest_says_how_many_numbers_lay_inside(app, district):
    inside, compared = sgstats.backtest("2021-12-31", bands="shk", store=district).inside
    assert any(f"可比较的 {compared} 个数中，{inside} 个" in text for text in texts(app))
    marks = [row["在区间内"] for row in table(app, "实际")]
    assert marks.count("是") <= inside


def test_more_residents_need_more_staff(app, district):
    app.select_slider("growth").set_value(1.0)
    [button for button in app.button if button.label == "推算"][-1].click().run()
    assert not app.exception
    frame = sgstats.staffing(store=district, growth="1%").frame
    rows = table(app, "应配人数", "缺口区间")
    assert [row["应配人数"] for row in rows] == [f"{number:,}" for number in frame["needed"]]


# Little data, other readers


def test_a_store_of_one_list_says_that_nothing_can_be_projected(opened, eight):
    app = opened("outlook", eight)
    assert not app.exception
    said = "\n".join(texts(app))
    assert all(words in said for words in ("只有这一天的名单", "推算要观察至少一年的进出", "名单还不够"))
    assert card(app, "将到龄·按50岁") == "*"


def test_an_early_day_has_no_past_to_learn_from(app):
    app.selectbox("day").select(app.selectbox("day").options[-1]).run()
    assert not app.exception
    assert any("推算要观察至少一年的进出" in text for text in texts(app))


def test_a_street_and_the_analyst_have_an_outlook_too(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = opened("outlook", district)
    app.selectbox("street").set_value("康宁街道").run()
    assert not app.exception
    assert "*" not in {row["按 50 岁"] for row in table(app, "最低缴费年限")}


def test_the_page_speaks_english(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_LANG", "en")
    app = opened("outlook", district)
    assert not app.exception
    assert card(app, "People in post") == "1,336"
    assert not [box.label for box in app.selectbox if re.search("[一-鿿]", box.label)]
