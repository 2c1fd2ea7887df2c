"""The rectification ledger in a real browser: edited in place, harmless, never wider than the window."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from page_reading import serving

import sgstats

HOSTILE = "<img src=http://192.0.2.1/a.png onerror=alert(1)><script>alert(2)</script>**粗**:red[红]$x$"
WIDER = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"


@pytest.fixture
def address(mine):
    """Address of the page over a ledger with an issue full of markup."""
    values = {"text": HOSTILE, "unit": "康宁街道", "goal": HOSTILE}
    sgstats.change_ledger("add", "issue", values, who="区整改办", store=mine)
    with serving(mine) as told:
        yield f"{told}/rectification"


def test_an_issue_is_opened_moved_and_handed_out_and_its_words_stay_words(reader, address, mine):
    page = reader.page
    page.on("dialog", lambda dialog: reader.complaints.append(dialog.message))
    reader.open(address)
    reader.complaints.clear()  # a deep link asks once for what lies elsewhere
    page.locator(".problem").first.wait_for()
    office = page.get_by_role("textbox", name="由谁修改")
    office.fill("区整改办")
    office.press("Enter")
    page.locator(".issue", has_text="alert(2)").click(position={"x": 60, "y": 30}, force=True)
    assert page.locator(".issue-title").inner_text() == HOSTILE
    assert not page.locator(".issue-full img, .issue-full script, .issue-full strong").count()
    page.get_by_role("radio", name="变更状态").or_(page.get_by_role("button", name="变更状态")).click()
    page.get_by_role("button", name="记录", exact=True).click()
    page.locator(".mark-state", has_text="整改中").wait_for()
    moved = [one.state for one in sgstats.standing_ledger(mine).issues if one.text == HOSTILE]
    assert moved == ["整改中"]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载台账（xlsx）").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    assert waiting.value.path().read_bytes()[:2] == b"PK"
    for width in (420, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"{WIDER} <= 0")
    page.get_by_role("button", name="返回看板").click()
    page.locator(".lane-head").first.wait_for()
    for width in (420, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"{WIDER} <= 0")
    assert {urlsplit(url).hostname for url in reader.asked} <= {"127.0.0.1", None}
    assert not reader.complaints
