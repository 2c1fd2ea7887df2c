"""Training and the years ahead in a real browser: drawn, never wider than the window, private."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest


@pytest.mark.parametrize(
    ("title", "label", "value"),
    [("培训与配备", "当年参加人次", "1,597"), ("趋势展望", "在岗人数", "1,336")],
)
def test_a_page_is_drawn_and_asks_nothing_of_the_internet(reader, served, title, label, value):
    reader.open(served)
    reader.page.get_by_role("link", name=title).click()
    reader.page.get_by_role("heading", name=title).wait_for()
    reader.await_card(label, value)
    reader.page.locator(".js-plotly-plot").nth(1).wait_for()
    hosts = {urlsplit(url).hostname for url in reader.asked}
    assert hosts <= {"127.0.0.1", None}
    assert not reader.complaints
    reader.page.set_viewport_size({"width": 420, "height": 900})
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    reader.page.wait_for_function(f"{wider} <= 0")
