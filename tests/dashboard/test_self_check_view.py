"""The page on checking a draft: what is given, what is found, and what is kept of it."""

from __future__ import annotations

import logging
from io import BytesIO

import docx
import pytest
from page_reading import card, texts
from project_source import ROOT

import sgstats
from dashboard.self_check import drafts, reading, text

DRAFT = "截至2023年12月31日，全区共有社区工作者1336人，其中男性67人，女性1296人，男性只占5%。"
CARDS = ("数字", "相符", "不符", "不可能", "无法核对", "自相矛盾")


@pytest.fixture
def app(opened, district):
    return opened("self_check", district)


def upload(app, name, content):
    app.get("file_uploader")[0].upload(name, content)
    return app.run()


def paste(app, draft):
    app.session_state["self_check_way"] = "text"
    app.run()
    app.text_area[0].set_value(draft)
    return app.run()


def html(app):
    """All that the page writes of a draft."""
    return "\n".join(element.proto.body for element in app.get("html"))


def clicked(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def counts(app):
    return {label: int(card(app, label).replace(",", "")) for label in CARDS}


def test_a_pasted_text_is_held_against_the_data_and_against_itself(app, district):
    paste(app, DRAFT)
    found = sgstats.verify(text=DRAFT, on="2023-12-31", store=district)
    told = counts(app)
    assert told["数字"] == found.claims.height == sum(told[label] for label in CARDS[1:5])
    assert told["不符"] == found.counts["contradicted"] == 1
    assert told["自相矛盾"] == 1
    assert "应为 1269 人" in html(app)
    assert "67+1296=1336" in html(app)
    assert not app.exception


def test_an_uploaded_report_is_read_and_removed_again(app, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    report = docx.Document()
    report.add_paragraph(DRAFT)
    content = BytesIO()
    report.save(content)
    upload(app, "../汇报.docx", content.getvalue())
    assert counts(app)["不符"] == 1
    assert any(said.startswith("汇报.docx · ") for said in texts(app))
    assert not list(tmp_path.iterdir())


def test_the_cells_of_a_table_have_their_verdicts(app):
    upload(app, "表.csv", "街道,人数,男,女\n康宁街道,162,9,155\n".encode())
    assert counts(app)["数字"] == 3
    assert '<td class="at-odds"><span class="claim claim-contradicted"' in html(app)
    assert "9+155" in html(app)
    assert html(app).count('class="at-odds"') == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("汇报.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        ("汇报.pdf", b"%PDF-1.7", "PDF 文件"),
        ("汇报.docx", b"PK\x03\x04word/document.xml", "不完整或已损坏"),
        ("空.txt", b"", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_by_its_name(app, name, content, said):
    upload(app, name, content)
    assert not app.exception
    assert any(name in one and said in one for one in texts(app))
    assert not app.metric


def test_a_text_too_long_is_refused_with_its_length(app, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_TEXT", 20)
    paste(app, "共8人。" * 10)
    assert any("40 字，超过上限 20 字" in one for one in texts(app))


def test_blank_words_are_no_draft(app):
    paste(app, " \n ")
    assert not app.metric
    assert not app.exception


def test_the_example_shows_every_verdict_and_is_cleared_with_all_that_was_found(app):
    clicked(app, "用示例试一试")
    assert all(counts(app).values())
    assert app.text_area[0].value == drafts.example()
    clicked(app, "清除")
    assert not app.metric
    assert not app.text_area[0].value
    kept = [name for name in ("draft", "last_year", "found") if f"self_check_{name}" in app.session_state]
    assert not kept


def test_another_day_and_a_street_are_asked_anew(app):
    paste(app, "现有社区工作者162人。")
    assert counts(app)["不符"] == 1
    next(box for box in app.selectbox if box.label == "街道").set_value("康宁街道")
    app.run()
    assert counts(app)["相符"] == 1


def test_the_same_draft_is_asked_once(app, monkeypatch):
    paste(app, DRAFT)
    monkeypatch.setattr(sgstats, "verify", lambda *_, **__: pytest.fail("asked again"))
    app.run()
    assert counts(app)["不符"] == 1


def test_last_year_s_report_is_what_this_one_s_last_year_must_repeat(app):
    folder = ROOT / "data" / "samples" / "自查"
    this, last = (folder / f"各街道统计表-{year}.xlsx" for year in (2023, 2022))
    upload(app, this.name, this.read_bytes())
    alone = app.session_state["self_check_found"][1].arithmetic
    app.get("file_uploader")[1].upload(last.name, last.read_bytes())
    app.run()
    both = app.session_state["self_check_found"][1].arithmetic
    assert "last_year" in set(both["check"])
    assert both.height > alone.height


def test_a_draft_of_two_hundred_paragraphs_opens_on_what_wants_attention(app, monkeypatch):
    monkeypatch.setattr(text, "PAGE", 3)
    lines = ["这里没有数字。"] * 60 + ["全区共有社区工作者1300人。"] * 7
    paste(app, "\n".join(lines))
    assert "这里没有数字" not in html(app)
    assert html(app).count('class="draft-block"') == 3


def test_nothing_of_a_draft_is_logged_or_shown_where_words_are_markup(app, caplog):
    hostile = "张三<script>alert(1)</script> [x](http://192.0.2.1) **粗** $x$ :red[红] 共9人"
    with caplog.at_level(logging.DEBUG):
        paste(app, hostile)
    assert "张三" not in caplog.text
    assert not [*app.markdown, *app.table, *app.caption]
    assert "张三&lt;script&gt;alert(1)&lt;/script&gt; [x](http://192.0.2.1) **粗** $x$ :red[红]" in html(app)
    assert "<script" not in html(app)
    labels = [one.label for kind in (app.button, app.selectbox, app.expander) for one in kind]
    assert not any("张三" in label for label in labels)


def test_a_fault_while_checking_tells_nothing_of_the_draft(app, monkeypatch, caplog):
    def fail(*_, **__):
        raise ValueError("张三 110105199001010000")

    monkeypatch.setattr(sgstats, "verify", fail)
    monkeypatch.delenv("SGSTATS_DEBUG")
    paste(app, DRAFT)
    assert "页面出错" in texts(app)
    assert "张三" not in caplog.text + "".join(texts(app))
