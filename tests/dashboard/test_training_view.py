"""The page on training and posts: people and attendances, duties, certificates, quotas and residents."""

from __future__ import annotations

import re

import pytest
from page_reading import card, texts
from project_source import ROOT

import sgstats
from dashboard.training import duties, printing

YEAR = {"since": "2023-01-01", "until": "2023-12-31"}


@pytest.fixture
def app(opened, district):
    return opened("training", district)


@pytest.fixture
def eight(tmp_path, monkeypatch):
    """A store of one list of eight people and nothing else."""
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    sgstats.ingest([ROOT / "data" / "samples" / "2012-幸福社区-8人.xlsx"], store=tmp_path / "eight.duckdb")
    return tmp_path / "eight.duckdb"


def tables(app, column):
    """The tables that have a column, as rows without the spaces that make them sortable."""
    found = [element.value for element in app.dataframe if column in list(element.value.columns)]
    rows = [table.to_dict("records") for table in found]
    return [[{name: cell.strip() for name, cell in row.items()} for row in table] for table in rows]


def number(text):
    return int(text.replace(",", ""))


def part(protected, of, value):
    return next(row for row in protected.rows() if row[of] == value)


# Training


def test_the_cards_repeat_the_library_and_tell_people_from_attendances(app, district):
    covered = part(sgstats.measure("training_coverage", store=district, **YEAR), "trained", "参加过")
    times = next(iter(sgstats.measure("training_attendances", store=district, **YEAR).rows()))
    assert number(card(app, "当年参加人次")) == times["people"] > covered["people"]
    assert card(app, "当年培训覆盖率") == f"{100 * covered['share']:.1f}%"
    assert any(text.startswith(f"1,336 人中 {covered['people']:,} 人") for text in texts(app))


def test_streets_stand_in_the_order_of_their_coverage(app):
    by_street, by_year, by_level = tables(app, "覆盖率")
    shares = [float(row["覆盖率"].removesuffix("%")) for row in by_street]
    assert shares == sorted(shares, reverse=True)
    assert [row["年度"] for row in by_year] == ["2021", "2022", "2023"]
    assert {row["培训层级"] for row in by_level} == {"区级", "街道级", "社区级", "外训"}
    assert all(number(row["参加人次"]) >= number(row["参加人数"]) for row in by_street + by_year)


def test_hours_of_a_street_whose_lists_tell_none_are_unknown_and_not_nothing(app):
    rows = {row["街道"]: row for row in tables(app, "覆盖率")[0]}
    assert rows["康宁街道"]["人均学时"] == "–"
    assert float(rows["春晓街道"]["人均学时"]) > 0
    assert "– 表示没有记录，不是 0。" in "\n".join(texts(app))


@pytest.mark.parametrize("policy", duties.offered())
def test_every_pack_with_a_number_shows_how_people_stand_to_its_duties(app, district, policy):
    app.selectbox("duties_policy").set_value(policy).run()
    assert not app.exception
    measured = sgstats.measure("training_duties", policy=policy, store=district)
    (shown,) = tables(app, "落实情况")
    assert {row["培训要求"] for row in shown} == {row["duty"] for row in measured.rows()}


def test_the_named_packs_come_first():
    assert duties.offered()[:2] == ["HAIGANG", "PROVINCE"]


def test_duties_can_be_looked_at_by_a_group(app):
    app.selectbox("duties_by").set_value("street").run()
    assert not app.exception
    assert len(tables(app, "落实情况")) == 2


def test_another_group_has_its_own_never_trained_and_certified(app):
    app.selectbox("trained_by").set_value("gender").run()
    (never,), (certified,) = tables(app, "是否参加培训"), tables(app, "是否持证")
    assert {row["性别"] for row in never} == {row["性别"] for row in certified} == {"男", "女"}
    assert {row["是否参加培训"] for row in never} == {"未参加"}
    assert {row["是否持证"] for row in certified} == {"持证"}


# Posts and residents


def test_posts_open_and_over_add_up_to_the_quota(app):
    (rows,) = tables(app, "编制数")
    for row in rows:
        gap = number(row["编制数"]) - number(row["在岗人数"])
        assert row["空编或超编"] == ("0" if not gap else f"{'空' if gap > 0 else '超'} {abs(gap)}")


def test_the_gap_to_a_standard_is_told_in_whole_people(app, district):
    whole = next(iter(sgstats.measure("staff_gap", store=district).rows()))
    said = f"按此标准应配 {whole['base']:,.0f} 人，计入的在岗人员 {whole['people']:,} 人：多 3 人。"
    assert said in texts(app)
    assert whole["value"] == -3
    (rows,) = tables(app, "应配人数")
    assert {row["缺口"][0] for row in rows} <= {"缺", "多", "0"}


@pytest.mark.parametrize("name", list(sgstats.standards()))
def test_every_standard_has_its_gap(app, name):
    app.selectbox("standard").set_value(name).run()
    assert not app.exception
    assert any(sgstats.standards()[name].title in text for text in texts(app))
    assert tables(app, "应配人数")


def test_a_street_is_told_by_its_communities(app):
    app.selectbox("street").set_value("康宁街道").run()
    assert not app.exception
    assert "社区" in tables(app, "编制数")[0][0]


def test_a_gap_is_said_in_words():
    words = {"more": "page.too_many", "less": "page.missing"}
    assert [printing.signed(gap, **words) for gap in (3.0, -2.0, 0.0)] == ["缺 3 人", "多 2 人", "0"]


# Little data, other readers


def test_a_store_of_lists_alone_calls_nobody_untrained(opened, eight):
    app = opened("training", eight)
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["–"] * 4 + [card(app, "持证率"), "–"]
    said = "\n".join(texts(app))
    assert all(words in said for words in ("没有培训记录", "没有编制数", "没有常住人口数"))


@pytest.mark.parametrize("audience", ["internal", "analyst"])
def test_an_early_day_opens(opened, district, monkeypatch, audience):
    monkeypatch.setenv("SGSTATS_AUDIENCE", audience)
    app = opened("training", district)
    app.selectbox("day").select(app.selectbox("day").options[-1]).run()
    assert not app.exception


def test_the_page_speaks_english(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_LANG", "en")
    app = opened("training", district)
    assert not app.exception
    assert card(app, "Attendances of the year") == "1,597"
    assert not [box.label for box in app.selectbox if re.search("[一-鿿]", box.label)]
