"""The structure page: the published headline, what choosing changes, and what is never shown."""

from __future__ import annotations

import json
from datetime import date

import pytest
from page_reading import card, texts
from project_source import ROOT

import sgstats

EXPECTED = json.loads((ROOT / "data" / "expected" / "headline.json").read_text("utf-8"))
HEADLINE = {
    "人数": "1,336",
    "男性占比": "5.0%",
    "40–50 岁占比": "70.0%",
    "大专及以上占比": "78.0%",
    "全日制文凭占比": "14.4%",
}


@pytest.fixture
def app(opened, district):
    return opened("structure", district)


def table(app, place):
    """The table of a panel as rows: the pyramid's is the first, the chosen breakdown's the second."""
    return app.dataframe[place].value.to_dict("records")


@pytest.mark.parametrize(("label", "value"), HEADLINE.items())
def test_the_cards_repeat_the_published_headline(app, label, value):
    assert card(app, label) == value


def test_a_card_says_its_base_and_its_interval(app):
    assert "1,336 人中 67 人\n95% 区间 4.0–6.3%" in texts(app)
    assert "1,336 人中 935 人\n95% 区间 67.5–72.4%" in texts(app)


def test_the_named_choices_stand_beside_the_numbers(app):
    told = [text for text in texts(app) if text.startswith("口径：")]
    assert len(told) == 2
    assert all("受众 内部" in text and "分母含未知" in text for text in told)
    assert "年龄段 五岁一段" in told[0]


def test_the_last_day_is_chosen_first_and_another_day_has_its_own_headcount(app):
    assert app.selectbox("day").value == date(2023, 12, 31)
    app.selectbox("day").set_value(date(2022, 12, 31)).run()
    assert card(app, "人数") == f"{EXPECTED['2022-12-31']['people']:,}" != "1,336"


def test_a_street_counts_its_own_people(app):
    app.selectbox("street").set_value("康宁街道").run()
    assert card(app, "人数") == "162"
    assert any(text.startswith("青禾区 康宁街道 · 2023年12月31日") for text in texts(app))


def test_a_community_is_offered_once_its_street_is_chosen(app):
    assert app.selectbox("community").disabled
    app.selectbox("street").set_value("康宁街道").run()
    app.selectbox("community").set_value("幸福社区").run()
    assert 1 <= int(card(app, "人数")) < 162


def test_a_small_community_shows_no_share_and_says_why(app):
    app.selectbox("day").set_value(date(2012, 12, 31)).run()
    assert card(app, "人数") == "8"
    assert card(app, "男性占比") == "*"
    assert "人数过少，已隐藏" in texts(app)


def test_the_unknown_are_a_row_of_their_own_and_are_said_plainly(app):
    unknown = [row for row in table(app, 1) if row["学历"] == "未知"]
    (people,) = [row["人数"].strip() for row in unknown]
    assert any(f"有 {people} 人的学历未知" in text for text in texts(app))


def test_leaving_the_unknown_out_changes_the_base(app):
    app.button_group("base").set_value("known").run()
    rows = table(app, 1)
    unknown = [row for row in rows if row["学历"] == "未知"]
    known = {row["分母"].strip() for row in rows if row["学历"] != "未知"} - {"*"}
    assert [row["分母"].strip() for row in unknown] == ["–"]
    assert known == {f"{1336 - int(unknown[0]['人数']):,}"}


@pytest.mark.parametrize(
    ("of", "by"), [("education", None), ("education", "street"), ("certificate", "community")]
)
def test_no_count_of_one_to_four_people_is_ever_on_the_page(app, district, of, by):
    app.selectbox("of").set_value(of).run()
    app.selectbox("by").set_value(by).run()
    exact = sgstats.measure(
        "structure", of=of, by=[by] if by else [], on="2023-12-31", store=district, audience="analyst"
    ).frame
    shown = [row["人数"].strip() for row in table(app, 1)]
    small = [cell for cell, people in zip(shown, exact["people"], strict=True) if 1 <= people <= 4]
    assert small
    assert set(small) == {"*"}


def test_hidden_rows_are_counted_and_their_reason_is_given(app):
    hidden = [row for row in table(app, 1) if row["人数"].strip() == "*"]
    assert any(f"{len(hidden)} 行未给全数字：人数过少" in text for text in texts(app))


def test_a_breakdown_that_is_hidden_whole_draws_nothing_and_says_so(app):
    app.selectbox("day").set_value(date(2012, 12, 31)).run()
    assert any(text.startswith("数字全部隐藏或没有人，无图可画") for text in texts(app))


def test_age_bands_can_be_changed_for_the_pyramid_alone(app):
    app.selectbox("pyramid_bands").set_value("shk").run()
    bands = {row["年龄段"] for row in table(app, 0)}
    assert bands == {"39岁及以下", "40–50岁", "51岁及以上", "未知"}


def test_every_number_comes_through_the_internal_door(app, monkeypatch, opened, district):
    asked = []
    measure = sgstats.measure

    def listening(*arguments, **options):
        asked.append(options["audience"])
        return measure(*arguments, **options)

    monkeypatch.setattr("sgstats.measure", listening, raising=False)
    monkeypatch.setenv("SGSTATS_LANG", "en")  # nothing cached for this language yet
    fresh = opened("structure", district)
    fresh.selectbox("day").set_value(date(2020, 12, 31)).run()
    assert asked
    assert set(asked) == {"internal"}
