"""The served page in a real browser: numbers, choices, and nothing asked of the internet."""

from __future__ import annotations

import csv
import json
from io import StringIO
from urllib.parse import urlsplit

import pytest
from page_reading import serving
from project_source import ROOT

import sgstats

EXPECTED = json.loads((ROOT / "data" / "expected" / "headline.json").read_text("utf-8"))
HOSTILE = (
    "![甲](http://192.0.2.1/a.png)",
    "<img src=http://192.0.2.1/b.png onerror=alert(1)>街道",
    "=1+1街道",
)


def abroad(reader):
    """Addresses the page asked for that are not this machine's."""
    return [url for url in reader.asked if urlsplit(url).hostname not in {"127.0.0.1", None}]


def test_the_page_shows_the_published_headline_and_asks_nothing_of_the_internet(reader, served):
    reader.open(served)
    reader.await_card("人数", "1,336")
    reader.await_card("男性占比", "5.0%")
    reader.await_card("40–50 岁占比", "70.0%")
    reader.page.locator(".js-plotly-plot").nth(1).wait_for()
    reader.page.locator("[data-testid=stDataFrame]").nth(1).wait_for()
    assert not abroad(reader)
    assert not reader.complaints


def test_another_day_and_a_street_have_their_own_headcount(reader, served):
    reader.open(served)
    reader.await_card("人数", "1,336")
    reader.choose("统计时点", "2022年12月31日")
    reader.await_card("人数", f"{EXPECTED['2022-12-31']['people']:,}")
    reader.choose("统计时点", "2023年12月31日")
    reader.await_card("人数", "1,336")
    reader.choose("街道", "康宁街道")
    reader.await_card("人数", "162")
    assert not reader.complaints


def test_the_menu_leads_to_the_quality_page_and_its_address_can_be_shared(reader, served, district):
    reader.open(served)
    reader.page.get_by_role("link", name="数据质量").click()
    reader.page.get_by_role("heading", name="数据质量").wait_for()
    reader.await_card("拒收行", str(sgstats.rejected(district).height))
    assert not reader.complaints
    reader.open(f"{served}/quality")
    reader.page.get_by_role("heading", name="数据质量").wait_for()
    assert not abroad(reader)


def test_the_appraisal_page_pays_what_a_reader_types_and_asks_nothing_of_the_internet(reader, served):
    reader.open(served)
    reader.page.get_by_role("link", name="考核与绩效").click()
    reader.page.get_by_role("heading", name="考核与绩效").wait_for()
    reader.await_card("评定范围内人数", "1,293")
    amount = reader.page.get_by_role("textbox", name="年人均报酬（元）")
    amount.fill("60000")
    amount.press("Enter")
    reader.await_card("绩效总额", "23,220,000.00 元")
    reader.page.locator(".js-plotly-plot").first.wait_for()
    assert not abroad(reader)
    assert not reader.complaints


@pytest.mark.parametrize("width", [1440, 420])
def test_the_appraisal_page_never_scrolls_sideways(reader, served, width):
    reader.page.set_viewport_size({"width": width, "height": 900})
    reader.open(f"{served}/appraisal")
    reader.await_card("评定范围内人数", "1,293")
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    reader.page.wait_for_function(f"{wider} <= 0")


def test_the_movement_page_draws_its_charts_and_asks_nothing_of_the_internet(reader, served):
    reader.open(served)
    reader.page.get_by_role("link", name="人员流动").click()
    reader.page.get_by_role("heading", name="人员流动").wait_for()
    reader.await_card("期末在岗", "1,336")
    reader.page.locator(".js-plotly-plot").nth(4).wait_for()  # flow, rolling, kinds, survival, change
    reader.choose("末年", "2022年")
    reader.await_card("期末在岗", "1,312")
    assert not abroad(reader)
    assert not reader.complaints


@pytest.mark.parametrize("width", [1440, 420])
def test_the_movement_page_never_scrolls_sideways(reader, served, width):
    reader.page.set_viewport_size({"width": width, "height": 900})
    reader.open(f"{served}/movement")
    reader.await_card("期末在岗", "1,336")
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    reader.page.wait_for_function(f"{wider} <= 0")


def test_the_table_is_handed_out_as_a_file_that_repeats_the_page(reader, served):
    reader.open(served)
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("button", name="下载此表（CSV）").nth(1).click()
    content = waiting.value.path().read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(StringIO(content)))
    assert ["大学专科", "704", "1,336", "52.7%", "50.0–55.4%", ""] in lines
    assert waiting.value.suggested_filename == "学历 青禾区 · 2023年12月31日.csv"


def test_a_chart_has_no_button_that_sends_it_anywhere(reader, served):
    reader.open(served)
    reader.page.locator(".js-plotly-plot").nth(1).wait_for()
    assert reader.page.locator(".modebar-btn").count() == 0


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """Address of the page over a store whose units are called what an attacker would call them."""
    lines = ["姓名,性别,出生年月,街道,社区,学历"]
    lines += [
        f"张{place}{one},女,1980-01-01,{street},{street}社区,大学本科"
        for place, street in enumerate(HOSTILE)
        for one in range(8)
    ]
    roster = tmp_path / "2023-12-31.csv"
    roster.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    sgstats.ingest([roster], store=tmp_path / "hostile.duckdb")
    with serving(tmp_path / "hostile.duckdb") as address:
        yield address


def test_a_unit_named_like_markup_is_text_and_fetches_nothing(reader, hostile):
    reader.page.on("dialog", lambda dialog: reader.complaints.append(dialog.message))
    reader.open(hostile)
    reader.await_card("人数", "24")
    reader.choose("按什么分组", "街道")
    reader.page.locator(".js-plotly-plot").get_by_text("![甲]").first.wait_for()
    reader.page.get_by_role("combobox", name="街道", exact=True).click()
    reader.page.locator("[role=option]").get_by_text(HOSTILE[0], exact=True).click()
    reader.await_card("人数", "8")
    assert reader.page.get_by_text(HOSTILE[0]).first.is_visible()
    assert not abroad(reader)
    assert not reader.complaints
