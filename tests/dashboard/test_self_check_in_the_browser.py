"""Checking a draft in a real browser: coloured, harmless, never wider than the window, in Chinese."""

from __future__ import annotations

import csv
import re
from io import StringIO
from urllib.parse import urlsplit

HOSTILE = (
    "全区共有社区工作者1300人<img src=http://192.0.2.1/b.png onerror=alert(1)><script>alert(2)</script>"
    "[甲](http://192.0.2.1) **粗** $x^2$ :red[红]。"
)
WIDER = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"


def colour(locator):
    return locator.evaluate("one => getComputedStyle(one).backgroundColor")


def content(reader, selector):
    return reader.page.locator(selector).first.evaluate("one => getComputedStyle(one, '::after').content")


def test_the_example_is_coloured_listed_and_handed_out(reader, served):
    reader.open(served)
    reader.page.get_by_role("link", name="自查").click()
    reader.page.get_by_role("button", name="用示例试一试").click()
    wrong = reader.page.locator(".draft-text .claim-contradicted").first
    wrong.wait_for()
    assert colour(wrong) != colour(reader.page.locator(".draft-text .claim-consistent").first)
    assert wrong.evaluate("one => getComputedStyle(one).textDecorationStyle") == "double"
    assert "1269" in wrong.get_attribute("title")
    assert reader.page.locator(".draft-note", has_text="应为 1269 人").count() == 1
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("button", name="下载此表（CSV）").first.click()
    lines = list(csv.reader(StringIO(waiting.value.path().read_bytes().decode("utf-8-sig"))))
    assert ["不符", "1296人", "1,269"] in [line[1:4] for line in lines]
    assert {urlsplit(url).hostname for url in reader.asked} <= {"127.0.0.1", None}
    assert not reader.complaints
    for width in (1440, 420):
        reader.page.set_viewport_size({"width": width, "height": 900})
        reader.page.wait_for_function(f"{WIDER} <= 0")


def test_an_uploaded_draft_full_of_markup_is_text_and_fetches_nothing(reader, served):
    reader.page.on("dialog", lambda dialog: reader.complaints.append(dialog.message))
    reader.open(f"{served}/self_check")
    reader.complaints.clear()  # a deep link asks once for what lies elsewhere
    files = {"name": "![甲](http:192.0.2.1) 汇报.txt", "mimeType": "text/plain", "buffer": HOSTILE.encode()}
    reader.page.locator("input[type=file]").first.set_input_files(files)
    said = reader.page.locator(".draft-text p")
    said.wait_for()
    shown = re.sub(r"[×✓!?]\d+", "", said.inner_text())
    assert shown == HOSTILE
    assert (
        reader.page.locator(".draft a, .draft img, .draft script, .draft strong, .draft .katex").count() == 0
    )
    assert {urlsplit(url).hostname for url in reader.asked} <= {"127.0.0.1", None}
    assert not reader.complaints


def test_the_words_of_an_upload_are_ours(reader, served):
    reader.open(f"{served}/self_check")
    zone = "[data-testid=stFileUploaderDropzone]"
    reader.page.locator(zone).first.wait_for()
    button = f"{zone} button [data-testid=stMarkdownContainer] p"
    assert content(reader, button) == '"选择文件"'
    assert reader.page.locator(button).first.evaluate("one => getComputedStyle(one).fontSize") == "0px"
    told = "[data-testid=stFileUploaderDropzoneInstructions] span"
    assert "50 MB" in content(reader, told)
    assert reader.page.locator(told).first.evaluate("one => getComputedStyle(one).fontSize") == "0px"
