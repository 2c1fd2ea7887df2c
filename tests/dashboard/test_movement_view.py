"""The page on movement: an account that adds up, rates beside their denominators, and nothing given away."""

from __future__ import annotations

import re

import pytest
from page_reading import card, texts
from project_source import ROOT

import sgstats
from dashboard.movement.printed import MINUS

SAMPLES = ROOT / "data" / "samples"
ITEMS = ("期初", "流入", "入职", "调入", "首次列入", "流出", "离职", "调出", "期末")


@pytest.fixture
def app(opened, district):
    return opened("movement", district)


def tables(app, *columns):
    """The tables that have the columns, as rows without the blanks that numbers are set right with."""
    found = [element.value for element in app.dataframe if {*columns} <= {*element.value.columns}]
    return [
        [{name: str(cell).strip() for name, cell in row.items()} for row in one.to_dict("records")]
        for one in found
    ]


def number(text):
    return int(text.replace(",", "").replace(MINUS, "-").replace("+", ""))


def known(row):
    return {name: number(row[name]) for name in ITEMS if row[name] != "*"}


# Cards


def test_the_cards_repeat_the_account_and_the_rates_of_the_library(app, district):
    account = {row["flow"]: row["people"] for row in sgstats.measure("flows", store=district).rows()}
    assert number(card(app, "期末在岗")) == account["期末"] == 1336
    assert number(card(app, "流入")) == account["流入"]
    assert number(card(app, "流出")) == account["流出"]
    rate = sgstats.measure("turnover", since="2023", until="2023", store=district).rows()[0]
    assert card(app, "离职率（2023年）") == f"{rate['value']:.1f}%"
    assert any(
        text.startswith(f"离职 {rate['people']} ÷ 月均 ") and "95% 区间" in text for text in texts(app)
    )


def test_another_period_has_cards_of_its_own(app, district):
    app.selectbox("last_year").set_value(2022).run()
    assert not app.exception
    assert number(card(app, "期末在岗")) == 1312
    assert card(app, "离职率（2022年）")
    assert any("2021年1月1日至2022年12月31日" in text for text in texts(app))


# The account


def test_every_street_and_year_adds_up_where_it_is_shown(app):
    rows = tables(app, "街道", "年度", *ITEMS)[0]
    assert len(rows) == 30
    for row in rows:
        items = known(row)
        assert items["期初"] + items["流入"] == items["流出"] + items["期末"]
        assert number(row["净增减"]) == items["期末"] - items["期初"]
    assert any("30 行逐行核对，全部平衡" in text for text in texts(app))


def test_few_people_of_a_street_are_stars_that_are_explained(app):
    rows = tables(app, "街道", "年度", *ITEMS)[0]
    counts = {known(row).get(name, 0) for row in rows for name in ITEMS}
    assert not counts & {1, 2, 3, 4}
    assert any("*" in row.values() for row in rows)
    assert any("* 表示人数为 1–4 人" in text for text in texts(app))


def test_the_analyst_sees_every_number(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = opened("movement", district)
    rows = tables(app, "街道", "年度", *ITEMS)[0]
    assert not any("*" in row.values() for row in rows)
    for row in rows:
        assert number(row["流入"]) == sum(number(row[name]) for name in ("入职", "调入", "首次列入"))
    assert any("不得外传" in text for text in texts(app))


@pytest.mark.parametrize(("grain", "column", "periods"), [("quarter", "季度", 12), ("month", "月份", 36)])
def test_periods_can_be_shorter_and_stay_one_chain(app, grain, column, periods):
    app.button_group("grain").set_value(grain).run()
    assert not app.exception
    rows = tables(app, column, *ITEMS)[0]
    assert len(rows) == periods
    ends = [(row["期初"], row["期末"]) for row in rows]
    assert [closing for _, closing in ends[:-1]] == [opening for opening, _ in ends[1:]]


def test_a_street_is_told_by_its_communities(app):
    app.selectbox("street").set_value("康宁街道").run()
    assert not app.exception
    assert number(card(app, "期末在岗")) == 162
    assert tables(app, "社区", "年度", *ITEMS)


# Turnover


def test_five_denominators_stand_side_by_side_and_their_order_is_explained(app):
    names = ("月均人数", "期初期末平均", "期初人数", "期末人数", "离职加期末人数")
    rows = tables(app, "年度", *names)[0]
    assert [row["年度"] for row in rows] == ["2021", "2022", "2023"]
    for row in rows:
        rates = {name: float(row[name].removesuffix("%")) for name in names}
        assert min(rates, key=rates.get) == "离职加期末人数"
        assert rates["期初人数"] > rates["期末人数"]  # the staff grows in every year
    assert any("为什么不同" in text for text in texts(app))


def test_reasons_add_up_to_the_leavers_but_for_the_stars(app, district):
    rows = tables(app, "离职原因")[0]
    shown = sum(number(row["离职人次"]) for row in rows if row["离职人次"] != "*")
    leavers = sgstats.measure("turnover", store=district).rows()[0]["people"]
    hidden = [row for row in rows if row["离职人次"] == "*"]
    assert shown < leavers
    assert len(hidden) >= 2  # one alone could be found by subtraction


def test_rolling_turnover_has_its_months_in_a_table(app, district):
    rows = tables(app, "月份", "离职率")[0]
    assert rows[-1]["月份"] == "2023-12"
    assert len(rows) == sgstats.measure("turnover_rolling", store=district).frame.height


def test_a_period_without_twelve_months_says_so_in_its_place(opened, tmp_path, monkeypatch):
    app = opened("movement", ingested(tmp_path, monkeypatch, {"2023-06-30": 30, "2023-12-31": 28}))
    assert not app.exception
    assert any("凑不齐连续 12 个月" in text for text in texts(app))
    assert card(app, "期末在岗") == "28"


# How long people stay


def test_medians_and_the_share_left_are_told_of_everybody_first(app, district):
    (row,) = tables(app, "范围", "中位数（年）")[0]
    median = sgstats.measure("median_stay", store=district).rows()[0]
    assert float(row["中位数（年）"]) == pytest.approx(median["value"] / 12, abs=0.051)
    (after,) = tables(app, "范围", "1 年")[0]
    shares = [float(cell.split("%")[0]) for cell in list(after.values())[1:] if cell != "–"]
    assert shares == sorted(shares, reverse=True)
    assert all(re.fullmatch(r"[\d.]+% \([\d,]+\)", cell) for cell in list(after.values())[1:])


def test_groups_are_compared_in_words_and_small_ones_are_left_out(opened, district, monkeypatch):
    app = opened("movement", district)
    app.selectbox("staying_by").set_value("gender").run()
    assert not app.exception
    assert any("人数过少、没有画出" in text for text in texts(app))
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = opened("movement", district)
    app.selectbox("staying_by").set_value("employment").run()
    assert any("log-rank 检验 χ²=" in text for text in texts(app))


def test_joiners_are_followed_for_three_years(app):
    rows = tables(app, "年度", "12个月", "24个月", "36个月")[0]
    assert [row["年度"] for row in rows] == ["2021", "2022", "2023"]
    assert rows[-1]["36个月"] == "–"


# Why a share changed


def test_the_change_of_the_forties_is_one_sentence_whose_steps_stand_in_the_table(
    opened, district, monkeypatch
):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = opened("movement", district)
    said = next(text for text in texts(app) if text.startswith("40–50岁占比由"))
    rows = {row["变动来源"]: row["占比，影响（百分点）"] for row in tables(app, "变动来源")[0]}
    assert said.startswith(f"40–50岁占比由 {rows['期初']} 变为 {rows['期末']}，")
    assert f"入职 {rows['入职']}" in said


def test_a_change_is_told_although_a_few_people_have_no_known_age(app):
    assert any(text.startswith("40–50岁占比由 65.3% 变为 70.0%") for text in texts(app))
    app.selectbox("street").set_value("康宁街道").run()
    assert not app.exception


@pytest.mark.parametrize("of", ["education_group", "certified", "source"])
def test_other_shares_can_be_explained(app, of):
    app.selectbox("change_of").set_value(of).run()
    assert not app.exception
    assert tables(app, "变动来源")


# For researchers


def test_indices_are_shown_to_who_asks_for_them(app):
    assert not tables(app, "两头小中间大（年龄）")
    app.toggle("mixture").set_value(True).run()
    assert not app.exception
    rows = tables(app, "街道", "两头小中间大（年龄）")[0]
    assert len(rows) == 10
    blau = next(name for name in rows[0] if name.endswith("异质性（Blau）"))
    assert all(re.fullmatch(r"[\d.]+ \([\d.]+–[\d.]+\)", row[blau]) for row in rows)


# Other stores, other readers


def ingested(folder, monkeypatch, people):
    """A store with one list of a community per day."""
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(folder / "sgstats.key"))
    for day, size in people.items():
        lines = ["姓名,性别,工号,街道,社区,学历"]
        lines += [f"张{one},女,{one:04},东街,东街社区,大学本科" for one in range(size)]
        (folder / f"{day}.csv").write_text("\n".join(lines), encoding="utf-8")
        sgstats.ingest([folder / f"{day}.csv"], store=folder / "lists.duckdb")
    return folder / "lists.duckdb"


def test_lists_alone_are_enough(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    lists = [SAMPLES / "2021-全区-GB18030.csv", SAMPLES / "2022-全区-一街一表.xlsx"]
    sgstats.ingest(lists, store=tmp_path / "lists.duckdb")
    app = opened("movement", tmp_path / "lists.duckdb")
    assert not app.exception
    assert card(app, "期末在岗") == "1,312"
    assert len(tables(app, "街道", "年度", *ITEMS)[0]) == 10


def test_one_list_shows_no_movement_and_says_so(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    sgstats.ingest([SAMPLES / "2012-幸福社区-8人.xlsx"], store=tmp_path / "eight.duckdb")
    app = opened("movement", tmp_path / "eight.duckdb")
    assert not app.exception
    assert not app.metric
    assert any(text.startswith("只有一天的名册") for text in texts(app))


def test_a_period_from_before_most_lists_says_who_was_first_listed(app):
    app.selectbox("first_year").set_value(2013).run()
    assert not app.exception
    assert any("首次列入" in text and "入职" in text for text in texts(app))


def test_the_page_speaks_english(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_LANG", "en")
    app = opened("movement", district)
    assert not app.exception
    assert card(app, "In post at the end") == "1,336"
    assert any("Why they differ" in text for text in texts(app))
