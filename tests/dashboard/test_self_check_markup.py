"""A draft as HTML: its words stand there as they are, whatever they look like, and nothing else does."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_source import named

from dashboard.self_check import blocks, drafts, markup, right, sheet
from dashboard.self_check.blocks import Block, Piece
from dashboard.self_check.sheet import Line

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div></div><style>*{display:none}</style>",
    '" onmouseover="alert(1)" x="',
    "' onclick='alert(1)",
    "[link](http://192.0.2.1/)",
    "![甲](http://192.0.2.1/a.png)",
    "**粗** _斜_ `码` ~~删~~ # 题",
    "$LaTeX$ $$x$$",
    ":red[红] :material/home: :smile:",
    "&lt;b&gt; &amp; &#60;",
    "<!-- -->",
    "javascript:alert(1)",
)
OURS = {"div", "p", "span", "sup", "b", "q", "br", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "title", "aria-label", "data-title"}


class Reader(HTMLParser):
    """What a browser makes of HTML: the elements, and the text of those with a class."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.classes, self.text, self.titles = set(), set(), set(), "", []
        self.inside = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.tags.add(tag)
        self.attributes |= set(told)
        self.classes |= set(told.get("class", "").split())
        self.titles += [told["title"]] if "title" in told else []
        if tag != "br":
            self.inside.append(tag)

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, data):
        self.text += "" if "sup" in self.inside else data


def claim(text, *, number=1, verdict="contradicted", start=0, end=None):
    return {
        "number": number, "verdict": verdict, "reason": f"不符：{text}", "printed": text,
        "start": start, "end": len(text) if end is None else end,
    }  # fmt: skip


def block(text, claims=()):
    return Block(place="第1段", pieces=tuple(blocks.pieces(text, claims)))


def read(html):
    reader = Reader(html)
    assert not reader.inside
    assert reader.tags <= OURS
    assert reader.attributes <= ATTRIBUTES
    return reader


@pytest.mark.parametrize("text", named(HOSTILE))
def test_what_looks_like_markup_is_text(text):
    reader = read(markup.page([block(f"共{text}人", [claim(text, start=1, end=1 + len(text))])]))
    assert f"共{text}人" in reader.text
    assert reader.text.count(text) == 3  # in the draft, as quoted, and in the reason
    assert reader.titles == [f"1. 不符：{text}"]


@pytest.mark.parametrize("text", named(HOSTILE))
def test_what_looks_like_markup_is_text_in_tables_too(text):
    lines = ((Piece(text=text), Piece(text=text, claims=(claim(text),))),)
    assert read(markup.page([Block(place=text, lines=lines)])).text.count(text) == 5
    assert read(sheet.markup([{text: [Line(text=text)]}])).text == text * 2


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6))
def test_a_text_cut_at_its_claims_is_the_same_text_and_loses_no_claim(text, places):
    spans = [(min(at, len(text)), min(at + long, len(text))) for at, long in places]
    claims = [claim("x", number=place, start=at, end=end) for place, (at, end) in enumerate(spans)]
    found = list(blocks.pieces(text, claims))
    assert "".join(piece.text for piece in found) == text
    assert sorted(one["number"] for piece in found for one in piece.claims) == list(range(len(claims)))


@given(
    st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
)
def test_every_text_is_printed_as_it_is(text):
    assert text in read(markup.page([block(text)])).text


def test_a_verdict_is_told_by_colour_sign_and_words():
    for verdict, sign in markup.SIGNS.items():
        html = markup.page([block("5%", [claim("5%", number=7, verdict=verdict)])])
        assert f"claim-{verdict}" in read(html).classes
        assert f">{sign}7</sup>" in html
        assert "aria-label" in html
    assert len(set(markup.SIGNS.values())) == 4


def test_words_of_two_claims_have_the_colour_of_the_worse_one():
    both = [claim("5%", number=1, verdict="consistent"), claim("5%", number=2, verdict="impossible")]
    (piece,) = blocks.pieces("5%", both)
    assert markup.worst(piece.claims) == "impossible"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("汇报.docx", "汇报.docx"),
        ("../../etc/passwd", "passwd"),
        ("D:\\报告\\汇报.docx", "汇报.docx"),
        ("..", "draft"),
        ("", "draft"),
        ("汇\u202excod.exe", "汇xcod.exe"),
        ("甲\n乙\0.txt", "甲乙.txt"),
        ("报" * 300 + ".docx", "报" * 60 + ".docx"),
    ],
)
def test_a_file_keeps_its_name_without_folders_and_tricks(given_name, kept):
    assert drafts.safe_name(given_name) == kept


def test_a_file_lies_on_disk_in_a_private_folder_only_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def reading_that_fails():
        with drafts.on_disk(drafts.Draft(content=b"x", name="a.txt")) as path:
            assert path.read_bytes() == b"x"
            assert path.parent.stat().st_mode & 0o077 == 0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        reading_that_fails()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ({"kind": "count", "actual_people": 1336, "actual_base": 1336}, "1,336"),
        ({"kind": "percent", "actual_people": 67, "actual_base": 1336}, "5.0%（67/1,336）"),
        (
            {"kind": "percent", "printed": "5.01%", "actual_people": 67, "actual_base": 1336},
            "5.01%（67/1,336）",
        ),
        ({"kind": "percent", "actual_value": 8.25}, "8.3%"),
        ({"kind": "ratio", "actual_people": 67, "actual_base": 1269}, "1:18.9"),
        ({"kind": "ratio", "actual_people": 0, "actual_base": 9}, "–"),
        ({"kind": "value", "actual_value": 43.5135, "actual_people": 1330}, "43.5"),
        ({"kind": "percent", "actual_people": 0, "actual_base": 0}, "–"),
        ({"kind": "count", "status": "unknown"}, "–"),
        ({"kind": "count", "status": "hidden"}, "*"),
    ],
)
def test_the_data_s_number_is_in_the_measure_of_the_printed_one(row, printed):
    empty = {"actual_people": None, "actual_base": None, "actual_value": None}
    assert right.number({"printed": "5%", "status": "shown"} | empty | row) == printed
