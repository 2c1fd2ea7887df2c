"""Effects of measures in a real browser: seen at once, on a phone too, linked from the ledger, private."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

import pytest

import sgstats

MEASURE = "青禾区/M4"
WIDER = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"


@pytest.fixture
def shown(reader, served):
    reader.open(f"{served}/effects?measure={quote(MEASURE, safe='')}")
    reader.page.locator(".effect-word").wait_for()
    return reader.page


def test_the_verdict_is_seen_without_scrolling_and_the_answer_can_be_taken_away(shown, district):
    told = sgstats.estimate_effect(measure=MEASURE, store=district)
    word = shown.locator(".effect-word")
    assert word.inner_text() == f"✓{told.verdict}"
    seen = shown.locator(".effect").bounding_box()
    assert seen["y"] + seen["height"] <= shown.viewport_size["height"]
    shown.locator(".js-plotly-plot").nth(1).wait_for()
    shown.get_by_text("图里的数、下载、复算").click()
    with shown.expect_download() as waiting:
        shown.get_by_role("button", name="下载结果（JSON）").click()
    assert json.loads(waiting.value.path().read_text("utf-8"))[0]["sentence"] == told.sentence


def test_every_part_fits_a_phone_and_asks_nothing_of_the_internet(reader, shown):
    told = {"全部措施": ".sheet-better", "回头看": ".sheet-worse", "一项措施": ".effect-word"}
    for part, seen in told.items():
        shown.get_by_role("radio", name=part).or_(shown.get_by_role("button", name=part)).click()
        shown.locator(seen).first.wait_for()
        for width in (420, 1440):
            shown.set_viewport_size({"width": width, "height": 900})
            shown.wait_for_function(f"{WIDER} <= 0")
    assert {urlsplit(url).hostname for url in reader.asked} <= {"127.0.0.1", None}


def test_a_reader_meets_no_english(shown):
    shown.locator(".js-plotly-plot").nth(1).wait_for()
    shown.get_by_text("前提是否站得住").click()
    text = shown.locator("[data-testid=stMain]").inner_text()
    words = set(re.findall(r"[A-Za-z]{2,}", text))
    icons = set(shown.locator("[data-testid=stIconMaterial]").all_inner_texts())
    assert words - set("_".join(icons).split("_")) - icons <= {"CSV", "JSON"}


def test_an_issue_of_the_ledger_leads_to_what_its_measure_did(reader, served):
    reader.open(f"{served}/rectification")
    page = reader.page
    card = page.locator("[class*=st-key-issue_]", has_text="持有社会工作者职业资格证书的只有")
    card.get_by_role("button").first.click()
    page.get_by_role("link", name=f"看成效：{MEASURE}").click()
    page.locator(".effect-about", has_text=MEASURE).wait_for()
    assert page.locator("h1").inner_text() == "整改成效"
